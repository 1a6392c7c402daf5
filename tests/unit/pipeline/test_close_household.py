"""The household's ladder in a closing: members who take part together pay 100, 70, 60, 50 and 40 percent."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from tests.builders import Office, Row, card, office, resident
from tests.listed import cells, entitled_people, everything_known, listed

from toandan.lake.closing import Closing
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.schemas.facts import PAYERS
from toandan.values.month import Month

MONTH = Month(2025, 10)
BASE = 2_340_000 * 45 // 1000
STEPS = [BASE * percent // 100 for percent in (100, 70, 60, 50, 40, 40, 40)]
CHILD = {"birth_date": date(2024, 1, 1)}

type Told = dict[str, list[Row]]


def member(name: str | None, house: str | None, **changes: Any) -> Row:
    """A resident of a household."""
    return resident(
        name, ethnicity="Kinh", household_id=house and uuid5(NAMESPACE_OID, f"house:{house}"), **changes
    )


# Each household shows one thing; all are closed at once.
HOUSEHOLDS: dict[str, list[Row]] = {
    "seven": [member(f"p{n}", "seven") for n in range(7)],
    "alone": [member("alone", "alone")],
    "cards": [member(name, "cards") for name in ("other", "none", "late", "early", "gone", "before")],
    "between": [
        member("an", "between"),
        member("pensioner", "between"),
        member("child", "between", **CHILD),
        member("ba", "between"),
    ],
    "unknown": [member(None, "unknown"), member("ca", "unknown"), member("du", "unknown")],
    "no number": [member("em", None), member("em's", None)],
    "two heads": [
        member("ga", "two heads", relation_to_head="head"),
        member("he", "two heads", relation_to_head="head"),
    ],
    "left behind": [member("both", "left behind"), member("stays", "left behind")],
    "moved to": [member("lives", "moved to"), member("both", "moved to", residence_kind="temporary")],
    "away": [
        member("away", "away", residence_kind="absent"),
        member("dead", "away", died_on=date(2025, 10, 30)),
        member("home", "away"),
    ],
    "choice": [member("poorer", "choice"), member("other one", "choice")],
}
CARDS = [
    card("other", group_code="CN"),
    card("late", paid_on=date(2025, 3, 2), cover_start=date(2025, 3, 2)),
    card("early", cover_start=date(2025, 2, 1)),
    card("gone", cover_end=date(2025, 10, 31)),
    card("before", cover_start=date(2024, 1, 1), cover_end=date(2025, 1, 1)),
    card("em"),
    card("poorer"),
]


@pytest.fixture(scope="module")
def closing(tmp_path_factory: pytest.TempPathFactory) -> Closing:
    """All households closed together."""
    here = office(tmp_path_factory.mktemp("households"))
    here.population(*(row for rows in HOUSEHOLDS.values() for row in rows))
    here.participation(*CARDS)
    pensioner = listed("pensioner", "pensioner", amount_vnd=3_000_000)
    everything_known(here, pensioner, listed("near_poor", "poorer"))
    return close_month(home=here.home, law=shipped(), month=MONTH)


@pytest.fixture(scope="module")
def told(closing: Closing) -> Told:
    """What the closing says of every resident, by household, in the order of the register."""
    people = {row["row_n"]: row for row in entitled_people(closing)}
    found: Told = {}
    first = 1
    for name, rows in HOUSEHOLDS.items():
        found[name] = [people[n] for n in range(first, first + len(rows)) if n in people]
        first += len(rows)
    return found


def places(rows: list[Row]) -> list[tuple[int | None, int | None]]:
    """Place in the household and premium."""
    return [(row["member_n"], row["premium_month_vnd"]) for row in rows]


def test_members_pay_less_from_step_to_step(told: Told) -> None:
    assert places(told["seven"]) == [(n + 1, STEPS[n]) for n in range(7)]
    assert places(told["alone"]) == [(1, BASE)]
    assert all(row["person_vnd"] == row["premium_month_vnd"] for row in told["seven"])


def test_who_took_part_this_year_comes_first_then_who_has_no_card_then_who_has_another(told: Told) -> None:
    """The fiscal year is the calendar year: a card that ended in October counts, one of last year does not."""
    assert places(told["cards"]) == [(place, STEPS[place - 1]) for place in (6, 4, 3, 2, 1, 5)]
    judged = ["otherwise", "uncovered", "as_entitled", "as_entitled", "uncovered", "uncovered"]
    assert [row["judged"] for row in told["cards"]] == judged


def test_members_of_another_category_are_not_counted_between(told: Told) -> None:
    assert places(told["between"]) == [(1, STEPS[0]), (None, 135_000), (None, BASE), (2, STEPS[1])]


def test_who_cannot_be_told_is_not_counted(told: Told) -> None:
    """Somebody without a personal id may be a worker: no place, no premium; the others are counted as if alone."""
    assert places(told["unknown"]) == [(None, None), (1, STEPS[0]), (2, STEPS[1])]
    assert told["unknown"][0]["because"] == "employee"


def test_without_a_household_number_the_premium_cannot_be_told(told: Told, closing: Closing) -> None:
    assert places(told["no number"]) == [(None, None), (None, None)]
    assert {(row["entitled"], row["because"]) for row in told["no number"]} == {("household", "household_no")}
    cell = cells(closing)["household", "household_no", "GD"]
    assert (cell["residents_n"], cell["as_entitled_n"], cell["priced_n"], cell["person_vnd"]) == (1, 1, 0, 0)


def test_two_heads_are_one_household(told: Told) -> None:
    assert places(told["two heads"]) == [(1, STEPS[0]), (2, STEPS[1])]


def test_a_person_in_two_households_belongs_to_the_one_they_live_in(told: Told) -> None:
    """Temporary residence, where somebody lives, comes before permanent."""
    assert places(told["left behind"]) == [(1, BASE)]
    assert places(told["moved to"]) == [(1, STEPS[0]), (2, STEPS[1])]


def test_an_absent_or_dead_member_is_no_member(told: Told) -> None:
    assert places(told["away"]) == [(1, BASE)]


def test_who_may_choose_the_household_is_not_counted_until_the_choice_is_known(told: Told) -> None:
    """A near-poor member with a card of the household (13.5.e): the default of the law counts."""
    near_poor, household = told["choice"]
    assert (near_poor["entitled"], near_poor["judged"], near_poor["member_n"]) == (
        "near_poor",
        "by_choice",
        None,
    )
    assert (household["member_n"], household["premium_month_vnd"]) == (1, BASE)
    # Lào Cai adds to the state's share from 1 January 2026.
    assert (near_poor["state_vnd"], near_poor["province_vnd"]) == (BASE * 7 // 10, 0)


def test_a_choice_is_kept_by_the_numbers_of_the_categories(told: Told) -> None:
    """Not by their place in Article 12, which moves when a category is put between: the household is number 55."""
    near_poor, other = told["choice"]
    assert (near_poor["entitled"], near_poor["may_choose"]) == ("near_poor", 1 << 55)
    assert (other["entitled"], other["may_choose"]) == ("household", 0)


def test_cells_are_sums_of_the_table_of_people(closing: Closing) -> None:
    people, found = entitled_people(closing), cells(closing)
    assert sum(cell["residents_n"] for cell in found.values()) == len(people)
    for key, cell in found.items():
        of_cell = [row for row in people if (row["entitled"], row["because"], row["group_code"]) == key]
        assert cell["residents_n"] == len(of_cell)
        for word in ("uncovered", "as_entitled", "by_choice", "otherwise", "unjudged"):
            assert cell[f"{word}_n"] == sum(row["judged"] == word for row in of_cell)
        for name in ("premium_month_vnd", *PAYERS):
            assert cell[name] == sum(row[name] or 0 for row in of_cell)


def test_equal_numbers_of_two_extracts_are_two_households(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    here: Office = office(tmp_path_factory.mktemp("extracts"))
    here.population(member("an", "one"), scope="02905")
    here.population(member("ba", "one", commune_code="02923"), scope="02923")
    here.participation(card("ba"))
    everything_known(here)
    assert places(entitled_people(close_month(home=here.home, law=shipped(), month=MONTH))) == [
        (1, BASE),
        (1, BASE),
    ]


def test_the_closing_says_how_many_are_entitled_and_not_covered(closing: Closing, told: Told) -> None:
    every = [row for rows in told.values() for row in rows]
    known = [row for row in every if row["entitled"]]
    findings = closing.card.findings
    assert findings["entitled_uncovered_n"] == sum(row["judged"] == "uncovered" for row in known)
    assert findings["entitled_otherwise_n"] == sum(row["judged"] == "otherwise" for row in known) == 1
    assert findings["entitled_unknown_n"] == len(every) - len(known) == 1
    assert findings["entitled_not_priced_n"] == sum(row["premium_month_vnd"] is None for row in known) == 2
