"""Plans and targets of an area: what was assigned, what was promised, how many people are missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toandan.accounts.area import Area
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.denominators import Denominator
from toandan.accounts.words import count_en, count_vi, share_string
from toandan.schemas.closing import PLAN_MONTH
from toandan.values.share import ceiling, fewest_for, share_text

PEOPLE, SHARE = "people", "share_of_population"


@dataclass(frozen=True, slots=True)
class Goal:
    """A plan or target for everybody of a place, in people or as a share of the population."""

    place: str
    kind: str
    unit: str
    value: Decimal
    strict: bool
    period: str
    start: date
    end: date
    document: str
    carried: bool

    @property
    def last_day(self) -> date:
        """The day by which it is to be reached."""
        return self.end - timedelta(days=1)

    def needed(self, whole: int) -> int:
        """The fewest people with whom it is reached, of ``whole``."""
        if self.unit == SHARE:
            return fewest_for(Fraction(self.value), whole, strict=self.strict)
        return int(self.value) + 1 if self.strict else ceiling(Fraction(self.value))


def goals(closed: ClosedMonth) -> tuple[Goal, ...]:
    """The plans and targets of health insurance that are set for places and for everybody in them."""
    wanted = {"insurance": "health", "subject_kind": "place", "group_code": "", "vintage": closed.vintage}
    return tuple(
        _goal(row)
        for row in closed.tables[PLAN_MONTH.name].records
        if row["unit"] in (PEOPLE, SHARE) and all(row[name] == value for name, value in wanted.items())
    )


def _goal(row: dict[str, Any]) -> Goal:
    return Goal(
        place=row["subject"],
        kind=row["kind"],
        unit=row["unit"],
        value=row["value"],
        strict=row["comparison"] == "more_than",
        period=row["period"],
        start=row["period_start"],
        end=row["period_end"],
        document=row["document"],
        carried=row["carried"],
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What an area was assigned; ``value_n`` None, with the reason, where it was assigned nothing whole."""

    value_n: int | None
    document: str = ""
    period: str = ""
    why_vi: str = ""
    why_en: str = ""
    carried: bool = False


def plans_by_place(found: Iterable[Goal], day: date) -> dict[str, Goal]:
    """The plan in people of each place on a day: of the longest period, then of the last document by name."""
    held = [goal for goal in found if goal.kind == "plan" and goal.unit == PEOPLE and goal.start <= day]
    return {
        goal.place: goal for goal in sorted(held, key=lambda goal: (goal.end - goal.start, goal.document))
    }


def plan_of(area: Area, plans: dict[str, Goal]) -> Plan:
    """The area's own plan, or the sum over its places or communes where every one has a plan."""
    for codes in (area.codes, area.communes):
        if all(code in plans for code in codes):
            return _summed([plans[code] for code in codes])
    missing = sum(code not in plans for code in area.communes)
    return Plan(
        None,
        why_vi=f"{count_vi(missing)} trên {count_vi(len(area.communes))} xã chưa có chỉ tiêu được giao",
        why_en=f"{count_en(missing)} of {count_en(len(area.communes))} communes have no assigned plan",
    )


def _summed(parts: Sequence[Goal]) -> Plan:
    return Plan(
        value_n=sum(goal.needed(0) for goal in parts),
        document="; ".join(sorted({goal.document for goal in parts})),
        period=", ".join(sorted({goal.period for goal in parts})),
        carried=any(goal.carried for goal in parts),
    )


def plan_entry(plan: Plan, participants_n: int, denominator: Denominator) -> dict[str, Any]:
    """The plan as the accounts show it; its share of the population names what it is a share of."""
    if plan.value_n is None:
        return {"value_n": None, "share": None, "why_vi": plan.why_vi, "why_en": plan.why_en}
    return {
        "value_n": plan.value_n,
        "share": share_text(participants_n, plan.value_n),
        "missing_n": max(0, plan.value_n - participants_n),
        "document": plan.document,
        "period": plan.period,
        "share_of_population": share_text(plan.value_n, denominator.people_n),
        "denominator": denominator_entry(denominator),
        "carried": plan.carried,
    }


def targets_of(area: Area, found: Iterable[Goal]) -> tuple[Goal, ...]:
    """The dated targets of the nearest place that contains the area and has any, by day."""
    held = [goal for goal in found if goal.kind == "target"]
    for code in area.enclosing:
        own = [goal for goal in held if goal.place == code]
        if own:
            return tuple(
                sorted(own, key=lambda goal: (goal.last_day, goal.value, goal.strict, goal.document))
            )
    return ()


def target_entry(goal: Goal, participants_n: int, denominator: Denominator) -> dict[str, Any]:
    """A target and the people missing to it; "more than" is strict."""
    needed = goal.needed(denominator.people_n)
    return {
        "share": share_string(goal.value) if goal.unit == SHARE else None,
        "strict": goal.strict,
        "date": goal.last_day.isoformat(),
        "gap_n": max(0, needed - participants_n),
        "document": goal.document,
        "needed_n": needed,
        "place": goal.place,
        "denominator": denominator_entry(denominator),
        "carried": goal.carried,
    }


def denominator_entry(one: Denominator) -> dict[str, Any]:
    """A denominator named in full."""
    return {"kind": one.kind, "n": one.people_n, "source": one.source, "date": one.date.isoformat()}
