"""Plans, targets, denominators and conflicts, with the printed figures of Lào Cai, October 2025."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from toandan.accounts.area import Area, area_of
from toandan.accounts.closed import ClosedMonth, Used
from toandan.accounts.conflicts import Case, conflicts
from toandan.accounts.denominators import Denominator, rates
from toandan.accounts.goals import (
    Goal,
    Plan,
    plan_entry,
    plan_of,
    plans_by_place,
    target_entry,
    targets_of,
)
from toandan.errors import BadInput
from toandan.places.errors import UnknownPlace
from toandan.values.month import Month

NEW, DAY = date(2025, 7, 1), date(2025, 10, 31)
PARTICIPANTS, PLAN_N, POPULATION = 1_475_810, 1_579_758, 1_673_064
LAO_CAI = area_of(NEW, ["15"])
FOUR = area_of(NEW, ["02905", "02923", "02908", "02926"])
IMPLIED = Denominator("implied", POPULATION, "article", DAY, "baolaocai.vn")
RESOLUTION = Denominator("merger_resolution", 1_778_785, "Resolution 202", NEW, "Resolution 202/2025/QH15")
REGISTER = Denominator("register", POPULATION, "population/15", DAY, "population register")
COUNTS = dict.fromkeys(
    (
        "participants_n",
        "covered_residents_n",
        "card_here_n",
        "resident_elsewhere_n",
        "not_resident_n",
        "not_in_register_n",
        "not_matched_n",
        "card_elsewhere_n",
        "without_id_n",
        "estimated_n",
        "estimated_elsewhere_n",
    ),
    0,
)


def target(share: str, year: int, *, strict: bool = False, place: str = "15") -> Goal:
    """A share of the population to be reached in a year."""
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    unit = "share_of_population"
    return Goal(
        place, "target", unit, Decimal(share), strict, str(year), start, end, f"T{year}", carried=False
    )


def plan(place: str, value: int, *, document: str = "P", months: int = 12) -> Goal:
    """A plan in people for the first months of 2025."""
    start, end = date(2025, 1, 1), Month(2025, 1).plus(months).first_day
    return Goal(place, "plan", "people", Decimal(value), False, "2025", start, end, document, carried=False)  # noqa: FBT003


@pytest.mark.parametrize(
    ("goal", "gap"),
    [
        (target("0.95", 2026, strict=True), 113_601),
        (target("0.965", 2025), 138_697),
        (target("1", 2030), 197_254),
        (target("0.88", 2025), 0),
    ],
)
def test_the_people_missing_to_a_target(goal: Goal, gap: int) -> None:
    entry = target_entry(goal, PARTICIPANTS, IMPLIED)
    assert entry["gap_n"] == gap
    assert entry["denominator"] == {
        "kind": "implied",
        "n": POPULATION,
        "source": "article",
        "date": "2025-10-31",
    }


def test_more_than_is_strict() -> None:
    """Of 100 people 95 are at least 95%, and more than 95% needs one more."""
    of_100 = Denominator("published", 100, "s", DAY, "o")
    loose, strict = target("0.95", 2026), target("0.95", 2026, strict=True)
    assert target_entry(loose, 95, of_100)["gap_n"] == 0
    assert target_entry(strict, 95, of_100)["gap_n"] == 1
    assert target_entry(strict, 95, of_100)["share"] == "0.950000"
    assert target_entry(strict, 95, of_100)["date"] == "2026-12-31"


def test_the_plan_and_what_it_is_of_the_population() -> None:
    entry = plan_entry(plan_of(LAO_CAI, {"15": plan("15", PLAN_N)}), PARTICIPANTS, IMPLIED)
    assert (entry["share"], entry["missing_n"]) == ("0.934200", 103_948)
    assert entry["share_of_population"] == "0.944230"


def test_an_area_has_the_sum_of_its_communes_plans_or_none_and_why() -> None:
    plans = {code: plan(code, 100) for code in FOUR.codes}
    assert plan_of(FOUR, plans).value_n == 400
    del plans["02908"]
    lacking = plan_of(FOUR, plans)
    assert lacking.value_n is None
    assert lacking.why_en == "1 of 4 communes have no assigned plan"
    assert plan_entry(lacking, 5, IMPLIED)["value_n"] is None


def test_the_plan_of_the_longest_period_that_has_begun_counts() -> None:
    year, half, later = plan("15", 100), plan("15", 60, months=6), plan("15", 300)
    future = Goal(
        "15",
        "plan",
        "people",
        Decimal(9),
        False,  # noqa: FBT003
        "2026",
        date(2026, 1, 1),
        date(2028, 1, 1),
        "F",
        carried=False,
    )
    assert plans_by_place([half, year, future], DAY)["15"] == year
    assert plans_by_place([year, later], DAY)["15"].needed(0) == 300


def test_targets_come_from_the_nearest_place_that_has_any() -> None:
    country, province = target("0.95", 2025, place="VN"), target("0.965", 2025)
    own = target("0.9", 2025, place="02905")
    assert targets_of(area_of(NEW, ["02905"]), [country, province, own]) == (own,)
    assert targets_of(FOUR, [country, province, own]) == (province,)
    assert targets_of(area_of(NEW, ["02905", "00097"]), [country, province]) == (country,)
    assert targets_of(LAO_CAI, []) == ()


def test_each_count_stands_only_on_denominators_it_may() -> None:
    """Covered residents were found in the register: they have no rate over a published figure."""
    made = rates([IMPLIED, RESOLUTION, REGISTER], participants_n=PARTICIPANTS, covered_residents_n=1_400_000)
    assert [(one["kind"], one["numerator"], one["share"]) for one in made] == [
        ("implied", "participants_n", "0.882100"),
        ("merger_resolution", "participants_n", "0.829673"),
        ("register", "participants_n", "0.882100"),
        ("register", "covered_residents_n", "0.836788"),
    ]


def case(**changes: object) -> Case:
    """A case in which nothing is worth telling, changed."""
    closed = ClosedMonth("id", Month(2025, 10), {}, (), synthetic=True, findings={})
    quiet: dict[str, object] = {
        "closed": closed,
        "counts": COUNTS,
        "plan": Plan(None),
        "plans_n": (),
        "targets": (),
        "denominators": (IMPLIED,),
        "denominator": IMPLIED,
    }
    return Case(**(quiet | changes))  # type: ignore[arg-type]


def test_nothing_is_told_when_nothing_is_wrong() -> None:
    assert conflicts(case()) == []
    assert conflicts(case(plan=Plan(POPULATION, "P"), targets=(target("0.95", 2026),))) == []


def test_a_plan_that_cannot_reach_its_targets_is_shown() -> None:
    targets = (target("0.94", 2025), target("0.965", 2025), target("0.95", 2026, strict=True))
    (found,) = conflicts(case(plan=Plan(PLAN_N, "Plan 2025"), targets=targets))
    assert found["code"] == "plan_below_target"
    assert "94,42%" in found["text_vi"]
    assert "only 94.42% of 1,673,064 (population implied by a printed rate)" in found["text_en"]
    assert found["evidence"]["plan_share_of_population"] == "0.944230"
    below = [(one["share"], one["strict"], one["plan_short_by_n"]) for one in found["evidence"]["targets"]]
    assert below == [("0.965000", False, 34_749), ("0.950000", True, 9_653)]


def test_denominators_that_differ_by_more_than_one_per_cent_are_all_named() -> None:
    (found,) = conflicts(case(denominators=(IMPLIED, RESOLUTION, REGISTER)))
    assert found["code"] == "denominators_differ"
    assert "1,778,785 (population in the merger resolution)" in found["text_en"]
    near = Denominator("published", POPULATION + 10_000, "s", DAY, "o")
    assert conflicts(case(denominators=(IMPLIED, near))) == []


def test_figures_are_counted_by_origin_and_not_by_source() -> None:
    """A translation of the same article is no second witness."""
    copy = Denominator("implied", POPULATION, "translation", DAY, "baolaocai.vn")
    (found,) = conflicts(case(denominators=(IMPLIED, copy, RESOLUTION)))
    assert found["evidence"]["origins_n"] == 2
    assert "(population implied by a printed rate: translation)" in found["text_en"]


def test_plans_of_two_documents_that_differ_are_shown() -> None:
    rivals = (plan("15", 100, document="A"), plan("15", 120, document="B"))
    (found,) = conflicts(case(plans_n=rivals))
    assert (found["code"], found["text_en"]) == (
        "plans_differ",
        "Documents assign different plans: 100 (A); 120 (B).",
    )


def test_carried_read_back_and_estimated_are_said() -> None:
    used = (
        Used("population/15@2025-07-01/2025-09-30/v001", "carried", ""),
        Used("participation/15@2025-07-01/2025-11-30/v001", "history", ""),
    )
    closed = ClosedMonth("id", Month(2025, 10), {}, used, synthetic=True, findings={})
    found = conflicts(case(closed=closed, counts=COUNTS | {"estimated_n": 3}))
    assert [one["code"] for one in found] == ["carried", "read_back", "estimated"]
    assert "3 people are placed here by estimated shares" in found[2]["text_en"]


def test_places_that_overlap_make_no_area() -> None:
    with pytest.raises(BadInput, match="02905 and 15 overlap"):
        area_of(NEW, ["15", "02905"])


def test_a_code_of_another_map_is_refused() -> None:
    with pytest.raises(UnknownPlace):
        area_of(NEW, ["10"])


def test_an_area_is_named_by_its_places_in_order_of_code() -> None:
    area: Area = area_of(NEW, ["02923", "02905", "02905"])
    assert (area.code, area.name) == ("02905,02923", "Xã Bảo Thắng, Xã Gia Phú")
    assert area_of(date(2025, 6, 30), ["086"]).communes[0].startswith("0")
    assert len(LAO_CAI.communes) == 99
