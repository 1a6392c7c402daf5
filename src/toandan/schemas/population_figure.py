"""Population figures: the denominators that sources give, side by side."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.table import Column, Kind, Register, Table

FIGURE_KINDS = ("published", "implied", "merger_resolution", "census", "labour_force")

_COLUMNS = (
    Column("place", Kind.CODE, "place code of the vintage in force on the extract's as-of day", "mã địa bàn"),
    Column("date", Kind.DATE, "day the figure speaks of", "ngày của số liệu"),
    Column("kind", Kind.TEXT, "what is counted and how it came about", "loại số liệu", allowed=FIGURE_KINDS),
    Column("value", Kind.INT, "the figure", "giá trị", unit="people"),
    Column("source", Kind.TEXT, "who says so", "nguồn"),
    Column(
        "origin",
        Kind.TEXT,
        "first publication the source goes back to; figures are counted by it",
        "nơi công bố đầu tiên",
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
    legal_basis="public statistics",
    received=_RECEIVED,
    stored=_STORED,
    pairing=(_RECEIVED.key,),
)
