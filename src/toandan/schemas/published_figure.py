"""Published figures: what articles and agencies printed, as claims with an origin."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.table import Column, Kind, Register, Role, Table

MEASURES = (
    "participants_n",
    "change_on_year_n",
    "plan_share",
    "population_share",
    "target_share",
    "forecast_participants_n",
    "forecast_population_share",
    "document_date",
    "low_commune",
)

_COLUMNS = (
    Column(
        "figure_id",
        Kind.CODE,
        "name of the figure; claims of one figure are compared",
        "mã số liệu",
        headings=("Mã số liệu",),
    ),
    Column("place", Kind.CODE, "place code", "mã địa bàn", headings=("Mã địa bàn", "Địa bàn", "Mã tỉnh")),
    Column(
        "date",
        Kind.DATE,
        "day the figure speaks of",
        "ngày của số liệu",
        headings=("Ngày số liệu", "Ngày của số liệu", "Thời điểm"),
    ),
    Column("measure", Kind.TEXT, "what is stated", "chỉ tiêu", allowed=MEASURES, headings=("Chỉ tiêu",)),
    Column(
        "value",
        Kind.TEXT,
        "as printed, in plain digits; a share in per cent with its printed places",
        "giá trị đã in",
        headings=("Giá trị", "Dân số", "Số liệu"),
    ),
    Column(
        "origin",
        Kind.TEXT,
        "first publication; translations and reprints share it",
        "nơi công bố đầu tiên",
        headings=("Nơi công bố đầu tiên", "Nguồn gốc"),
    ),
    Column(
        "source",
        Kind.TEXT,
        "publication in which it was read",
        "nguồn đã đọc",
        headings=("Nguồn", "Nguồn số liệu"),
    ),
)

_RECEIVED = Table(
    name="published_figure",
    grain="one row per figure, measure and source",
    grain_vi="mỗi dòng một số liệu đã công bố của một nguồn",
    key=("figure_id", "place", "date", "measure", "value", "source"),
    columns=_COLUMNS,
)

PUBLISHED_FIGURE = Register(
    name="published_figure",
    title="Published figures",
    title_vi="Số liệu đã công bố",
    short="published figures",
    short_vi="số liệu đã công bố",
    legal_basis="published articles",
    role=Role.PRINTED,
    received=_RECEIVED,
    stored=Table(
        name="raw_published_figure__entity_claim",
        grain="one row per accepted row of the extract",
        grain_vi="mỗi dòng một bản ghi được nhận",
        key=("row_n",),
        columns=(
            common.ROW_N,
            *_COLUMNS,
            Column("vintage", Kind.DATE, "vintage of the place code", "phiên bản địa giới"),
        ),
    ),
    pairing=(("figure_id", "place", "date", "measure", "source"),),
)
