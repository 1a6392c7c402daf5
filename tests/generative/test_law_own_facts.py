"""The rules that have facts of their own, against the plain reading, on facts drawn at random.

Card of a child, continuity, cap of co-payments, a visit, late interest, employers, months paid ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from tests.generative.law_households import CHANGES
from tests.law.rule_cases import Case, computed
from tests.reference.law_twin import care, cover, days, employers
from tests.reference.law_twin.figures import BASE_SALARY

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.schemas.categories import CATEGORIES, CATEGORY

type Row = dict[str, Any]
DRAWN = 3_000
SALARY_BEFORE = {2019: 1_390_000, 2023: 1_490_000, 2024: 1_800_000, 2026: 2_340_000}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def _near(draw: Random, *days: date) -> date:
    return draw.choice(days) + timedelta(draw.choice((-1, 0, 0, 1)))


def _day(draw: Random) -> date:
    if draw.random() < 0.5:
        return _near(draw, *CHANGES)
    return date(2019, 1, 1) + timedelta(draw.randint(0, 3286))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _child(draw: Random) -> tuple[date, Row, Row]:
    day = _day(draw)
    edges = [date(day.year - 6, month, 1) for month in range(1, 13)] + [date(2020, 2, 29), date(2016, 2, 29)]
    edges += [date(year, 9, 30) for year in (2018, 2019, day.year - 6)]
    birth = _near(draw, *edges) if draw.random() < 0.7 else day - timedelta(draw.randint(-40, 2600))
    return day, {"birth_date": _text(birth)}, {"card_end": _text(days.child_card_end(birth, day))}


def _visit(draw: Random) -> tuple[date, Row, Row]:
    day = max(_day(draw), date(2025, 1, 1))
    level = draw.choice(("primary", "basic", "specialised"))
    # A third of the visits give facts that do not belong to the level: they must not count.
    is_odd = draw.random() < 0.3
    facts: Row = {
        "benefit_share": draw.choice((80, 95, 100)),
        "facility_level": level,
        "facility_was": draw.choice(("none", "district", "province", "central"))
        if level != "primary" or is_odd
        else "none",
        "points": draw.choice((None, 0, 49, 50, 69)) if level == "basic" or is_odd else None,
        "is_inpatient": draw.random() < 0.5,
        "route": draw.choice(("in_route", "self", "self", "emergency")),
        "is_rare_disease": draw.random() < 0.1,
        "is_regional_polyclinic": level == "basic" and draw.random() < 0.2,
        "cost_vnd": draw.choice((350_999, 351_000, 379_499, 379_500, 2_000_000, draw.randint(0, 9_999_999))),
    }
    is_favoured = draw.random() < 0.2
    bp = care.visit_share(care.Visit(day=day, lives_in_hardship=is_favoured, **facts))
    return day, facts | {"is_favoured_area": is_favoured}, {"visit_bp": bp}


def _cap(draw: Random) -> tuple[date, Row, Row]:
    """A day of a year, with what was paid in it before and since a change of the base salary."""
    day = draw.choice((_day(draw), _near(draw, date(2026, 7, 1), date(2024, 7, 1)), date(2026, 12, 31)))
    change = date(day.year, 7, 1)
    old = SALARY_BEFORE.get(day.year) if day >= change else None
    edge = 6 * (old or BASE_SALARY.on(day))
    before = draw.choice((0, 13_000_000, edge, edge - 1, draw.randint(0, 20_000_000))) if old else 0
    years = draw.choice((None, day, day + timedelta(1), day - timedelta(900)))
    since = draw.choice((0, edge, edge + 1, draw.randint(0, 20_000_000)))
    left = care.copay_cap([(change - timedelta(1), before)] if old else [], years, day)
    if draw.random() < 0.4:
        since = max(left.threshold - before, 0) + draw.choice((0, 1))
    paid = [(day, since)] + ([(change - timedelta(1), before)] if old else [])
    cap = care.copay_cap(paid, years, day)
    facts = {
        "five_years_on": _text(years),
        "paid_before_vnd": before,
        "paid_since_vnd": since,
        "old_base_vnd": old,
    }
    return day, facts, {"is_copay_free": cap.is_exempt, "cap_left_vnd": cap.threshold - before}


def _interest(draw: Random) -> tuple[date, Row, Row]:
    paid_on = _day(draw)
    due_on = _day(draw) if draw.random() < 0.5 else paid_on - timedelta(draw.randint(-5, 300))
    amount = draw.choice(
        (0, 1, 1_666, 5_000, 113_850, draw.randint(0, 900_000_000), draw.randint(0, 2 * 10**10))
    )
    said = employers.late_interest(due_on, paid_on, amount)
    expected = {
        "interest_vnd": said.amount,
        "days_old_law_n": said.days_not_computed,
        "days_late_n": max((paid_on - due_on).days, 0),
    }
    return paid_on, {"due_on": _text(due_on), "amount_vnd": amount}, expected


def _employer(draw: Random) -> tuple[date, Row, Row]:
    day = max(_day(draw), date(2025, 7, 1))
    due_on = day - timedelta(draw.choice((-30, 0, 1, 59, 60, 61, 62, 200)))
    deadline = day - timedelta(draw.choice((-10, 0, 1, 59, 60, 61, 62, 200)))
    late = deadline + timedelta(draw.randint(0, 100))
    listed_on = draw.choice(
        (None, deadline - timedelta(5), late, day, day + timedelta(1), day - timedelta(40))
    )
    flags = {name: draw.random() < 0.3 for name in ("is_urged", "is_under_declared", "is_force_majeure")}
    paid, is_old = draw.choice((0, 5_000, 9_999, 10_000)), draw.random() < 0.2
    duty = employers.Duty(
        due_on=due_on,
        day=day,
        paid_percent=paid // 100,
        list_deadline=deadline,
        listed_on=listed_on,
        arises_before_new_law=is_old,
        **flags,
    )
    facts = {
        "due_on": _text(due_on),
        "paid_bp": paid,
        "list_due_on": _text(deadline),
        "listed_on": _text(listed_on),
    }
    return day, facts | flags | {"is_old_debt": is_old}, {"status": employers.employer_status(duty)}


def _continuous(draw: Random) -> tuple[date, Row, Row]:
    day, spells = _day(draw), []
    start = day - timedelta(draw.randint(100, 3000)) if draw.random() < 0.7 else _near(draw, *CHANGES)
    for _ in range(draw.randint(0, 5)):
        end = start + timedelta(draw.choice((30, 180, 365, 700, draw.randint(1, 1500))))
        spells.append((start, end))
        start = end + timedelta(draw.choice((-20, 0, 1, 59, 88, 89, 90, 91, 92, 93, 200)))
    since = cover.continuous_since(spells, day)
    facts = {"spells": [(start.isoformat(), end.isoformat()) for start, end in spells]}
    five = cover.five_years_on(spells, day)
    return day, facts, {"continuous_since": _text(since), "five_years_on": _text(five)}


def _ahead(draw: Random) -> tuple[date, Row, Row]:
    category = draw.choice(CATEGORIES).slug
    is_full = category == "near_poor" and draw.random() < 0.5
    share = 10_000 if is_full else draw.choice((3_000, 5_000, 7_000))
    paid_on, change, months = _day(draw), date(2026, 7, 1), draw.choice((3, 6, 12))
    begins = [days.months_after(paid_on, n) for n in range(months)]
    facts = {
        "category": category,
        "paid_on": _text(paid_on),
        "months": months,
        "change_on": _text(change),
        "month_before_vnd": 105_300,
        "month_after_vnd": 113_850,
        "support_bp": share if CATEGORY[category].clause == 4 else None,
    }
    said = cover.paid_ahead(category, is_fully_supported=is_full) or "by_month"
    return change, facts, {"paid_ahead": said, "months_after": sum(day >= change for day in begins)}


DRAWS: dict[str, Callable[[Random], tuple[date, Row, Row]]] = {
    "child_card_end": _child,
    "visit_share": _visit,
    "copay_cap": _cap,
    "late_interest": _interest,
    "employer_status": _employer,
    "continuity": _continuous,
    "paid_ahead": _ahead,
}


@pytest.mark.parametrize("rule", DRAWS)
def test_the_fast_rule_and_the_plain_reading_agree(engine: Engine, rule: str) -> None:
    draw = Random(rule)  # noqa: S311  (test data)
    drawn = [DRAWS[rule](draw) for _ in range(DRAWN)]
    asked = [
        Case(str(n), rule, day, facts, expected, "", "") for n, (day, facts, expected) in enumerate(drawn)
    ]
    found = computed(engine, rule, asked)
    wrong = [
        f"{one.day} {one.facts}: fast {name} {found[one.id][name]}, plain {value}"
        for one in asked
        for name, value in one.expected.items()
        if found[one.id][name] != value
    ]
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(sorted(wrong, key=len)[:5])
