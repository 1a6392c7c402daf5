"""Lists of people and households: living standards, allowances, and whoever else the law names."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import common
from toandan.schemas.closing import ENTITLED
from toandan.schemas.employment import CONTRACTS
from toandan.schemas.listed import DOCUMENT, LISTED, NATIONAL, STORED_PERIOD, VALID_FROM, VALID_TO
from toandan.schemas.school import SCHOOL_TITLES
from toandan.schemas.table import Column, Kind, Register, Role, Table
from toandan.schemas.titles import TITLES

LIVING_LISTS = ("poor", "near_poor", "farm_average")
TITLE_LISTS = tuple(one.slug for one in TITLES if one.slug not in (*CONTRACTS, *SCHOOL_TITLES))
LISTS = (*LIVING_LISTS, *TITLE_LISTS)

_KIND = Column(
    "kind",
    Kind.CODE,
    "which list: a living standard of households, or a title of people",
    "loại danh sách",
    allowed=LISTS,
    headings=("Loại danh sách", "Danh sách", "Diện"),
)
_AMOUNT = Column(
    "amount_vnd",
    Kind.INT,
    "monthly pension or benefit drawn, where the list tells it",
    "mức hưởng hằng tháng",
    required=False,
    unit="đồng",
    headings=("Mức hưởng", "Mức trợ cấp", "Số tiền"),
)
_RECEIVED = Table(
    name="social_protection",
    grain="one row per person or household, list and decision",
    grain_vi="mỗi dòng một người hoặc một hộ trong một danh sách",
    key=("national_id", "commune", "household_no", "kind", "valid_from"),
    columns=(
        common.NATIONAL_ID,
        replace(common.COMMUNE, required=False),
        replace(
            common.HOUSEHOLD_NO,
            meaning="number of the household within its commune, as in the population register; the row then speaks of all its members",
        ),
        _KIND,
        LISTED,
        _AMOUNT,
        VALID_FROM,
        VALID_TO,
        DOCUMENT,
    ),
    note="A row that says yes names a person, or a household with its commune; a row that says no names neither.",
)
_STORED = Table(
    name="raw_social_protection__entity_listed",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        NATIONAL,
        replace(
            common.STORED_HOUSEHOLD,
            meaning="keyed hash of commune code and household number, as in the population register; empty where a person is named",
        ),
        _KIND,
        LISTED,
        _AMOUNT,
        *STORED_PERIOD,
        DOCUMENT,
    ),
)
SOCIAL_PROTECTION = Register(
    name="social_protection",
    title="Social protection and other lists of people",
    title_vi="Danh sách bảo trợ xã hội và các danh sách đối tượng khác",
    short="lists of social protection",
    short_vi="danh sách chính sách xã hội",
    legal_basis="lists approved by people's committees and kept by the offices in charge",
    role=Role.FACT,
    received=_RECEIVED,
    stored=_STORED,
    feeds=(ENTITLED,),
    pairing=(("national_id", "household_id", "kind", "start_date"), ("national_id", "household_id", "kind")),
)
