"""Lists of communes and of hamlets of communes: poor, difficult, islands and the like, each by a dated decision."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import common
from toandan.schemas.closing import ENTITLED
from toandan.schemas.listed import DOCUMENT, LISTED, STORED_PERIOD, VALID_FROM, VALID_TO
from toandan.schemas.table import Column, Guard, Kind, Register, Role, Table

PLACE_LISTS = {
    "poor": "place_poor_commune",
    "minority_mountain": "place_minority_mountain",
    "difficult": "place_difficult",
    "extremely_difficult": "place_extremely_difficult",
    "island": "place_island",
    "safe_zone": "place_safe_zone",
    "coastal": "place_coastal",
    "urban_hardship": "place_urban_hardship",
}
"""The lists, and the fact that being on one is."""

_KIND = Column(
    "kind",
    Kind.CODE,
    "which list",
    "loại danh sách",
    allowed=tuple(PLACE_LISTS),
    headings=("Loại danh sách", "Danh sách", "Diện"),
)
_RECEIVED = Table(
    name="place_list",
    grain="one row per commune or hamlet, list and decision",
    grain_vi="mỗi dòng một xã, hoặc một thôn, trong một danh sách",
    key=("commune", "commune_on", "hamlet", "kind", "valid_from"),
    columns=(
        replace(
            common.COMMUNE,
            required=False,
            meaning="commune code (5 digits), in the codes of the day `commune_on`",
        ),
        replace(
            common.COMMUNE_ON,
            meaning="day in whose place codes the commune is written; empty means the day the extract speaks of",
        ),
        Column(
            "hamlet",
            Kind.TEXT,
            "name of the one hamlet or residential group of the commune that the row speaks of; empty: the whole commune",
            "thôn, tổ dân phố",
            required=False,
            guard=Guard.KEYED,
            headings=common.HAMLET_HEADINGS,
        ),
        _KIND,
        LISTED,
        VALID_FROM,
        VALID_TO,
        DOCUMENT,
    ),
    note="A row that says yes names a commune; the last day on the list is `valid_to`. A row that says no names none. A row with a hamlet speaks of that hamlet only; a name that names nothing (only “thôn”) is refused.",
)
_STORED = Table(
    name="raw_place_list__entity_commune",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        *(replace(column, required=False) for column in common.STORED_PLACE),
        common.HAMLET_ID,
        _KIND,
        LISTED,
        *STORED_PERIOD,
        DOCUMENT,
    ),
)
PLACE_LIST = Register(
    name="place_list",
    title="Lists of communes",
    title_vi="Danh sách xã theo quyết định",
    short="lists of communes",
    short_vi="danh mục xã",
    legal_basis="decisions of the Prime Minister, ministries and people's committees, published",
    role=Role.FACT,
    received=_RECEIVED,
    stored=_STORED,
    feeds=(ENTITLED,),
    pairing=(("vintage", "commune_code", "kind", "start_date"), ("vintage", "commune_code", "kind")),
)
