"""The facts table of the households of a file: one row per member, null where the file says nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from toandan.lawbook.law import Law
from toandan.pipeline.quoting.household_check import chosen_category
from toandan.pipeline.quoting.household_file import Household, HouseholdFile, Member, Places
from toandan.places.load import atlas_at
from toandan.registers.columns import arrow_schema
from toandan.schemas.facts import FACTS
from toandan.schemas.set_columns import TITLE_SETS
from toandan.schemas.titles import TITLES, title_set

type Row = dict[str, Any]
EVERY_TITLE = title_set(one.slug for one in TITLES)
FLAGS = tuple(name for name in Places.__struct_fields__ if "left_difficult" not in name)


def household_facts(file: HouseholdFile, law: Law, day: date) -> pa.Table:
    """``core_facts__entity_person`` of every member on the day, as the file states it."""
    rows = [
        _member_row(household, member, law, day)
        for household in file.households
        for member in household.members
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(FACTS))


def _member_row(household: Household, member: Member, law: Law, day: date) -> Row:
    return _home(household) | {
        "person_id": member.id,
        "day": day,
        "birth_date": member.birth_date,
        "is_permanent": member.permanent,
        "is_ethnic_minority": member.ethnic_minority,
        **_titles(member),
        "wage_vnd": member.wage,
        "pension_vnd": member.pension,
        "benefit_vnd": member.unemployment_benefit,
        "trafficking_confirmed_on": member.trafficking_confirmed_on,
        "member_n": member.order,
        "months": member.months or household.months,
        "last_cover_end": member.last_cover_end,
        "chosen": chosen_category(member.choose, law, day, member.id) if member.choose else "",
    }


def _titles(member: Member) -> Row:
    """The titles stated, and those not known: every one where the file states none."""
    held = title_set(member.titles or ())
    unknown = EVERY_TITLE if member.titles is None else title_set(member.titles_unknown)
    return TITLE_SETS.row("titles", held) | TITLE_SETS.row("titles_unknown", unknown)


def _home(household: Household) -> Row:
    places = household.places
    flags = {f"place_{name}": getattr(places, name) for name in FLAGS}
    return flags | {
        "household_id": household.id,
        "province_code": _province(household),
        "commune_code": household.commune,
        "living": household.living,
        "place_left_difficult_on": places.left_difficult_on,
        "place_left_known": places.never_left_difficult or places.left_difficult_on is not None,
    }


def _province(household: Household) -> str | None:
    """The province stated, else the one in which the commune lies on the present map."""
    if household.province is not None or household.commune is None:
        return household.province
    return atlas_at(date.max).province_of(household.commune).code
