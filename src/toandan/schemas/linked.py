"""The tables that link the registers person by person, kept with every closing made from them."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import participation, population
from toandan.schemas.closing import COVER_SPELL, ENTITLED_PERSON
from toandan.schemas.table import Column, Kind, Table

PERSON_ID = Column(
    "person_id", Kind.UUID, "keyed id of the person; empty where there is none", "mã người", required=False
)
SCOPE = Column("scope", Kind.CODE, "scope of the extract the row came in", "địa bàn của lần gửi")
HAS_NATIONAL = Column(
    "has_national", Kind.BOOL, "whether the person is known by a personal id", "có số định danh"
)
_POPULATION = population.POPULATION.stored
_CARDS = participation.PARTICIPATION.stored
_HOME = (
    SCOPE,
    *(
        _POPULATION.column(name)
        for name in (
            "row_n",
            "sex",
            "birth_date",
            "vintage",
            "commune_code",
            "residence_kind",
            "residence_from",
            "died_on",
        )
    ),
)
_CARD = (
    SCOPE,
    _CARDS.column("row_n"),
    *(
        _CARDS.column(name)
        for name in (
            "sex",
            "birth_date",
            "group_code",
            "vintage",
            "commune_code",
            "cover_start",
            "cover_end",
            "paid_on",
        )
    ),
)
_SHARED = {"scope", "row_n", "sex", "birth_date", "vintage", "commune_code"}


def _beside(columns: tuple[Column, ...], side: str) -> tuple[Column, ...]:
    """The columns as they stand beside those of the other register: renamed where both have one."""
    return tuple(
        replace(column, name=f"{side}_{column.name}") if column.name in _SHARED else column
        for column in columns
    )


def _may_lack(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(replace(column, required=False) for column in columns)


LINK_PLAIN = Table(
    name="core_person__link_plain",
    grain="one row per person of the population register with one row there and at most one card, of the same part of the country: both side by side",
    grain_vi="mỗi dòng một người trong sổ dân cư có một bản ghi và tối đa một thẻ cùng vùng ghép nối",
    key=("home_scope", "home_row_n"),
    columns=(PERSON_ID, *_beside(_HOME, "home"), *_may_lack(_beside(_CARD, "card"))),
)
SPELL_ALONE = Table(
    name="core_cover__spell_alone",
    grain="one row per card of a person with one card and no row in the population register",
    grain_vi="mỗi dòng một thẻ của người chỉ có một thẻ và không có trong sổ dân cư",
    key=("scope", "row_n"),
    columns=(*_CARD[:2], PERSON_ID, HAS_NATIONAL, *_CARD[2:]),
)
POPULATION_SEVERAL = Table(
    name="core_population__entity_several",
    grain="one row per row of the population extracts of a person who has several rows in a register, or the card in another part of the country",
    grain_vi="mỗi dòng một bản ghi dân cư của người có nhiều bản ghi hoặc có thẻ ở vùng khác",
    key=("scope", "row_n"),
    columns=(PERSON_ID, *_HOME),
)
COVER_SEVERAL = Table(
    name="core_cover__spell_several",
    grain="one row per card of a person who has several rows in a register, or the card in another part of the country",
    grain_vi="mỗi dòng một thẻ của người có nhiều bản ghi hoặc có thẻ ở vùng khác",
    key=("scope", "row_n"),
    columns=(*_CARD[:2], PERSON_ID, HAS_NATIONAL, *_CARD[2:]),
)
LINKED_TABLES = (LINK_PLAIN, SPELL_ALONE, POPULATION_SEVERAL, COVER_SEVERAL)
CORE_TABLES = (*LINKED_TABLES, COVER_SPELL)
# Every table of persons that a closing may hold.
KEYED_TABLES = (*CORE_TABLES, ENTITLED_PERSON)
