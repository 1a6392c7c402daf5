"""Population figures: the denominators that sources give, side by side."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.closing import FIGURES_MONTH
from toandan.schemas.table import Column, Kind, Register, Role, Table

FIGURE_KINDS = ("published", "implied", "merger_resolution", "census", "labour_force")

_COLUMNS = (
    Column(
        "place",
        Kind.CODE,
        "place code of the vintage in force on the extract's as-of day",
        "mã địa bàn",
        headings=("Mã địa bàn", "Địa bàn", "Mã tỉnh"),
    ),
    Column(
        "date",
        Kind.DATE,
        "day the figure speaks of",
        "ngày của số liệu",
        headings=("Ngày số liệu", "Ngày của số liệu", "Thời điểm"),
    ),
    Column(
        "kind",
        Kind.TEXT,
        "what is counted and how it came about",
        "loại số liệu",
        allowed=FIGURE_KINDS,
        headings=("Loại số liệu",),
    ),
    Column(
        "value", Kind.INT, "the figure", "giá trị", unit="people", headings=("Giá trị", "Dân số", "Số liệu")
    ),
    Column("source", Kind.TEXT, "who says so", "nguồn", headings=("Nguồn", "Nguồn số liệu")),
    Column(
        "origin",
        Kind.TEXT,
        "first publication the source goes back to; figures are counted by it",
        "nơi công bố đầu tiên",
        headings=("Nơi công bố đầu tiên", "Nguồn gốc"),
    ),
)

_RECEIVED = Table(
    name="population_figure",
    grain="one row per place, day, kind and source; several coexist",
    grain_vi="mỗi dòng một số liệu dân số của một nguồn",
    key=("place", "date", "kind", "source"),
    columns=_COLUMNS,
)

_STORED = Table(
    name="raw_population_figure__entity_figure",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        *_COLUMNS,
        Column("vintage", Kind.DATE, "vintage of the place code", "phiên bản địa giới"),
    ),
)

POPULATION_FIGURE = Register(
    name="population_figure",
    title="Population figures",
    title_vi="Số liệu dân số",
    short="population figures",
    short_vi="số liệu dân số",
    legal_basis="public statistics",
    role=Role.GOAL,
    received=_RECEIVED,
    stored=_STORED,
    feeds=(FIGURES_MONTH,),
    pairing=(_RECEIVED.key,),
)
