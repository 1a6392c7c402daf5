"""A closing asks the law about every resident once registers of facts are there; unknown stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from tests.builders import NEW, OLD, Office, Row, card, office, person, resident
from tests.listed import (
    cells,
    commune,
    entitled_people,
    every_place,
    everything_known,
    listed,
    lists,
    no_school_no_work,
)

from toandan.accounts.boundaries import shares_between
from toandan.errors import BadInput
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.schemas.facts import PAYERS
from toandan.schemas.place_list import PLACE_LISTS
from toandan.schemas.social_protection import LISTS
from toandan.values.month import Month

MONTH = Month(2025, 10)
HOUSE, OTHER = (uuid5(NAMESPACE_OID, f"household:{n}") for n in (17, 18))
TABLE = "out_entitled__month_cell"
BASE = 2_340_000 * 45 // 1000


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """An office with five residents: An holds a household card, Ba a card of a near-poor, the others none."""
    made = office(tmp_path)
    made.population(
        resident("an", ethnicity="Kinh", household_id=OTHER),
        resident("ba", ethnicity="Kinh", household_id=OTHER),
        resident("ca", ethnicity="Kinh", household_id=HOUSE),
        resident("du", ethnicity="Kinh", household_id=OTHER),
        resident("em", ethnicity="Kinh", household_id=OTHER, birth_date=date(2024, 1, 1)),
    )
    made.participation(card("an"), card("ba", group_code="CN"))
    return made


def test_without_registers_of_facts_the_law_is_not_asked(here: Office) -> None:
    assert TABLE not in close_month(home=here.home, law=shipped(), month=MONTH).card.tables


def test_a_month_before_the_first_law_is_refused_where_lists_are_read(tmp_path: Path) -> None:
    """Without lists nothing asks the law and the month is counted; with them everybody would be lost without a word."""
    old, day = Month(2018, 6), date(2018, 6, 30)
    here = office(tmp_path)
    here.population(resident("an"), as_of=day)
    here.participation(card("an", cover_start=date(2018, 1, 1)), as_of=day)
    assert TABLE not in close_month(home=here.home, law=shipped(), month=old).card.tables
    here.extract("place_list", [commune(kind) for kind in PLACE_LISTS], scope="15", as_of=day)
    with pytest.raises(BadInput, match="the law of 2018-06-30 is not kept here"):
        close_month(home=here.home, law=shipped(), month=old)


def test_everybody_is_told_where_every_list_speaks(here: Office) -> None:
    lists(here, listed("poor", household_id=HOUSE))
    every_place(here)
    wage: Row = {
        "national_id": person("du"),
        "employer_code": "5300100012",
        "contract": "employee",
        "wage_vnd": 10_000_000,
        "start_date": date(2025, 1, 1),
    }
    no_school_no_work(here, wage)
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    assert set(found) == {
        ("household", "", "GD"),
        ("household", "", "CN"),
        ("poor_household", "", ""),
        ("employee", "", ""),
        ("child_under_6", "", ""),
    }
    assert found["household", "", "GD"]["as_entitled_n"] == 1
    # The list of near-poor households speaks and does not name Ba: the card is of another group.
    assert found["household", "", "CN"]["otherwise_n"] == 1
    assert found["poor_household", "", ""]["state_vnd"] == BASE
    assert found["household", "", "GD"]["person_vnd"] == BASE
    work = found["employee", "", ""]
    assert (work["employer_vnd"], work["employee_vnd"], work["uncovered_n"]) == (300_000, 150_000, 1)


def test_what_no_list_tells_is_not_known(here: Office) -> None:
    lists(here, listed("social_pension", "an"), kinds=("social_pension",))
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    assert {entitled for entitled, _, _ in found} == {""}
    assert {because for _, because, _ in found} == {"employee", "pensioner"}
    assert sum(row["residents_n"] for row in found.values()) == 5
    assert sum(row["unjudged_n"] for row in found.values()) == 2
    assert not any(row["premium_month_vnd"] for row in found.values())


def test_a_card_is_evidence_only_where_no_list_speaks(here: Office) -> None:
    kinds = tuple(kind for kind in LISTS if kind != "near_poor")
    lists(here, kinds=kinds)
    every_place(here)
    no_school_no_work(here)
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    assert found["near_poor", "", "CN"]["as_entitled_n"] == 1
    # Living standards are one fact: with one list missing, "on none" is not known.
    assert ("", "poor_household", "GD") in found


def test_a_wage_that_is_not_told_leaves_the_premium_open(here: Office) -> None:
    lists(here)
    every_place(here)
    work: Row = {"national_id": person("du"), "employer_code": "5300100012", "contract": "employee"}
    no_school_no_work(here, work | {"start_date": date(2025, 1, 1)})
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    open_ = found["employee", "wage", ""]
    assert (open_["residents_n"], open_["priced_n"], open_["premium_month_vnd"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("rows", "entitled", "because"),
    [
        ([commune("extremely_difficult", "02905")], "extremely_difficult", ""),
        ([commune("extremely_difficult", "02905", end_date=date(2025, 10, 31))], "household", ""),
        ([commune("extremely_difficult", "02905", start_date=date(2025, 11, 1))], "household", ""),
    ],
)
def test_a_list_of_communes_holds_on_its_days(
    here: Office, rows: list[Row], entitled: str, because: str
) -> None:
    lists(here)
    every_place(here, *rows)
    no_school_no_work(here)
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    assert found[entitled, because, "GD"]["residents_n"] == 1


def test_a_commune_of_which_a_part_is_listed_cannot_be_told(here: Office) -> None:
    lists(here)
    # 02905 of July 2025 was made of several communes; one of them stands on the list of before.
    olds = sorted(code for code, parts in shares_between(OLD, NEW).items() if "02905" in parts)
    assert len(olds) > 1
    every_place(here, commune("extremely_difficult", olds[0], vintage=OLD))
    no_school_no_work(here)
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    assert found["", "extremely_difficult", "GD"]["residents_n"] == 1
    every_place(here, *(commune("extremely_difficult", code, vintage=OLD) for code in olds))
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    assert found["extremely_difficult", "", "GD"]["residents_n"] == 1


def test_who_cannot_be_looked_up_is_not_told_by_lists(here: Office) -> None:
    here.population(
        resident(ethnicity="Kinh", household_id=HOUSE), resident("an", ethnicity="Kinh", household_id=None)
    )
    lists(here, listed("poor", household_id=OTHER), listed("merit", "du"))
    every_place(here)
    no_school_no_work(here)
    found = cells(close_month(home=here.home, law=shipped(), month=MONTH))
    # The first has no personal id: contracts of work cannot be looked up. An has no household number.
    assert {because for _, because, _ in found} == {"employee", "poor_household"}


def test_people_and_money_add_up(here: Office) -> None:
    lists(here, listed("pensioner", "an", amount_vnd=5_000_000), listed("student", "ba"))
    every_place(here)
    no_school_no_work(here)
    closing = close_month(home=here.home, law=shipped(), month=MONTH)
    found = cells(closing).values()
    assert sum(row["residents_n"] for row in found) == 5
    for row in found:
        assert row["premium_month_vnd"] == sum(row[name] for name in PAYERS)
    assert cells(closing)["pensioner", "", "GD"]["si_agency_vnd"] == 225_000


def test_a_province_adds_from_the_first_day_of_its_resolution(here: Office) -> None:
    """Resolution 23/2025 of Lào Cai is in force from 1 January 2026: registers of October, carried to January."""
    older = {"birth_date": date(1962, 3, 1), "ethnicity": "Kinh"}
    here.population(
        resident("an", household_id=HOUSE, **older),
        resident("ba", household_id=HOUSE, residence_kind="temporary", **older),
        resident("ca", household_id=OTHER, ethnicity="Kinh"),
    )
    everything_known(here, listed("near_poor", "ca"))
    people = entitled_people(close_month(home=here.home, law=shipped(), month=Month(2026, 1), carry=True))
    assert [(row["entitled"], row["premium_month_vnd"]) for row in people] == [
        ("household", BASE),
        ("household", BASE * 7 // 10),
        ("near_poor", BASE),
    ]
    assert [row["province_vnd"] for row in people] == [BASE // 2, 0, BASE * 3 // 10]
    for row in people:
        assert row["premium_month_vnd"] == sum(row[name] for name in PAYERS)
