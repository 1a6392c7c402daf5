"""Rules with facts of their own against the plain reading of the same texts, on drawn facts with many boundary days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from tests.law.rule_cases import Case, Row, computed
from tests.reference.law_twin import care, cover, days, employers

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.schemas.categories import category_slugs, clause_set

DRAWN = 3000
TURNS = [date(2025, 7, 1), date(2025, 8, 15), date(2026, 1, 1), date(2026, 7, 1)]
WAS = ("none", "district", "province", "central")
AMOUNTS = [0, 1, 4_999, 5_000, 350_999, 351_000, 379_499, 379_500, 14_039_999, 14_040_000, 15_180_001]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A session of the real engine."""
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def day_near(random: Random, *, since: date = date(2019, 1, 1)) -> date:
    """A day, often at or beside one on which the law changes."""
    near = random.choice(TURNS) + timedelta(days=random.randint(-2, 2))
    return near if random.random() < 0.5 else since + timedelta(days=random.randint(0, 3000))


def amount(random: Random) -> int:
    """An amount, often a boundary."""
    return random.choice(AMOUNTS) if random.random() < 0.5 else random.randint(0, 20_000_000)


def drawn_cases(rule: str, draw: Callable[[Random], tuple[date, Row]]) -> list[Case]:
    """Drawn facts in the form of cases; a seed of its own for every rule."""
    random = Random(rule)  # noqa: S311 - drawn facts, no secret
    facts = [draw(random) for _ in range(DRAWN)]
    return [Case(f"{rule}-{n}", rule, day, row, {}, "", "") for n, (day, row) in enumerate(facts)]


def iso(day: date | None) -> str | None:
    """A day as cases write it."""
    return day.isoformat() if day else None


def of(text: Any) -> date | None:
    """The day back."""
    return date.fromisoformat(text) if text else None


def differences(engine: Engine, cases: list[Case], expected: Callable[[Case], Row]) -> list[Any]:
    """Where the rule says something else than the plain reading."""
    found = computed(engine, cases[0].rule, cases)
    told = [(one, expected(one)) for one in cases]
    return [
        (one.day, one.facts, name, value, found[one.id][name])
        for one, row in told
        for name, value in row.items()
        if found[one.id][name] != value
    ][:5]


def test_visits(engine: Engine) -> None:
    def draw(random: Random) -> tuple[date, Row]:
        day = day_near(random, since=date(2025, 1, 1))
        return max(day, date(2025, 1, 1)), {
            "benefit_share": random.choice([80, 95, 100]),
            "facility_level": random.choice(["primary", "basic", "specialised"]),
            "facility_was": random.choice(WAS),
            "points": random.choice([None, 0, 49, 50, 69]),
            "route": random.choice(["in_route", "self", "emergency"]),
            "cost_vnd": amount(random),
            "is_regional_polyclinic": False,
            **{
                name: random.random() < 0.3
                for name in ("is_inpatient", "is_rare_disease", "is_favoured_area")
            },
        }

    def plain(case: Case) -> Row:
        facts = dict(case.facts)
        facts.pop("is_regional_polyclinic")
        facts |= {
            "lives_in_hardship": facts.pop("is_favoured_area"),
        }
        return {"visit_bp": care.visit_share(care.Visit(day=case.day, **facts))}

    assert differences(engine, drawn_cases("visit_share", draw), plain) == []


def test_cards_of_children(engine: Engine) -> None:
    def draw(random: Random) -> tuple[date, Row]:
        edges = [
            date(2020, 2, 29),
            date(2019, 9, 29),
            date(2019, 9, 30),
            date(2019, 10, 1),
            date(2019, 12, 31),
        ]
        birth = random.choice(edges) if random.random() < 0.3 else day_near(random)
        return day_near(random), {"birth_date": iso(birth)}

    def plain(case: Case) -> Row:
        birth = date.fromisoformat(case.facts["birth_date"])
        return {"card_end": iso(days.child_card_end(birth, case.day))}

    assert differences(engine, drawn_cases("child_card_end", draw), plain) == []


def test_late_interest(engine: Engine) -> None:
    def draw(random: Random) -> tuple[date, Row]:
        return day_near(random), {"due_on": iso(day_near(random)), "amount_vnd": amount(random) * 997}

    def plain(case: Case) -> Row:
        due = date.fromisoformat(case.facts["due_on"])
        made = employers.late_interest(due, case.day, case.facts["amount_vnd"])
        late = max((case.day - due).days, 0)
        return {"interest_vnd": made.amount, "days_old_law_n": made.days_not_computed, "days_late_n": late}

    assert differences(engine, drawn_cases("late_interest", draw), plain) == []


def test_employers(engine: Engine) -> None:
    def draw(random: Random) -> tuple[date, Row]:
        day = max(day_near(random, since=date(2025, 7, 1)), date(2025, 7, 1))
        ago = [-1, 0, 1, 59, 60, 61, 62, 200]
        listed = random.choice([None, day, day + timedelta(days=1), day - timedelta(days=40)])
        return day, {
            "due_on": iso(day - timedelta(days=random.choice(ago))),
            "list_due_on": iso(day - timedelta(days=random.choice(ago))),
            "listed_on": iso(listed),
            "paid_bp": random.choice([0, 5_000, 9_900, 10_000]),
            "is_urged": random.random() < 0.5,
            **{
                name: random.random() < 0.2
                for name in ("is_under_declared", "is_force_majeure", "is_old_debt")
            },
        }

    def plain(case: Case) -> Row:
        facts = case.facts
        duty = employers.Duty(
            day=case.day,
            due_on=date.fromisoformat(facts["due_on"]),
            list_deadline=of(facts["list_due_on"]),
            listed_on=of(facts["listed_on"]),
            paid_percent=facts["paid_bp"] // 100,
            is_urged=facts["is_urged"],
            is_under_declared=facts["is_under_declared"],
            is_force_majeure=facts["is_force_majeure"],
            arises_before_new_law=facts["is_old_debt"],
        )
        return {"status": employers.employer_status(duty)}

    assert differences(engine, drawn_cases("employer_status", draw), plain) == []


def test_the_cap_of_copay(engine: Engine) -> None:
    change = date(2026, 7, 1)

    def draw(random: Random) -> tuple[date, Row]:
        day = random.choice([date(2025, 12, 31), date(2026, 6, 30), change, date(2026, 12, 31)])
        five = random.choice([None, day, day + timedelta(days=1), date(2020, 1, 1), date(2020, 1, 1)])
        changed = day >= change
        return day, {
            "five_years_on": iso(five),
            "old_base_vnd": 2_340_000 if changed else None,
            "paid_before_vnd": amount(random) if changed else 0,
            "paid_since_vnd": amount(random),
        }

    def plain(case: Case) -> Row:
        facts = case.facts
        payments = [
            (case.day.replace(month=1, day=1), facts["paid_before_vnd"]),
            (case.day, facts["paid_since_vnd"]),
        ]
        return {"is_copay_free": care.copay_cap(payments, of(facts["five_years_on"]), case.day).is_exempt}

    assert differences(engine, drawn_cases("copay_cap", draw), plain) == []


def test_continuity(engine: Engine) -> None:
    def draw(random: Random) -> tuple[date, Row]:
        start, spells = day_near(random, since=date(2017, 1, 1)), []
        for _ in range(random.randint(0, 4)):
            end = start + timedelta(days=random.choice([1, 30, 365, 365]))
            spells.append([iso(start), iso(end)])
            start = end + timedelta(days=random.choice([-20, 0, 89, 90, 91, 92, 93]))
        return day_near(random), {"spells": spells}

    def plain(case: Case) -> Row:
        spells = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in case.facts["spells"]]
        since, five = cover.continuous_since(spells, case.day), cover.five_years_on(spells, case.day)
        return {"continuous_since": iso(since), "five_years_on": iso(five)}

    assert differences(engine, drawn_cases("continuity", draw), plain) == []


def test_months_paid_ahead(engine: Engine) -> None:
    there = shipped().at(date(2026, 7, 1)).categories
    slugs = [slug for slug in category_slugs(clause_set(3, 4, 5)) if slug in there]

    def draw(random: Random) -> tuple[date, Row]:
        slug = random.choice(slugs)
        shares = [3_000, 5_000, 7_000] + [10_000] * (slug == "near_poor")
        return date(2026, 7, 1), {
            "category": slug,
            "support_bp": random.choice(shares) if slug in category_slugs(clause_set(4)) else None,
            "paid_on": iso(day_near(random, since=date(2025, 7, 1))),
            "months": random.choice([3, 6, 12]),
            "change_on": "2026-07-01",
            "month_before_vnd": 105_300,
            "month_after_vnd": 113_850,
        }

    def plain(case: Case) -> Row:
        whole = case.facts["support_bp"] == 10_000
        paid, months = date.fromisoformat(case.facts["paid_on"]), case.facts["months"]
        begins = [days.months_after(paid, n) for n in range(months)]
        after = sum(day >= date(2026, 7, 1) for day in begins)
        return {
            "paid_ahead": cover.paid_ahead(case.facts["category"], is_fully_supported=whole),
            "months_after": after,
        }

    assert differences(engine, drawn_cases("paid_ahead", draw), plain) == []
