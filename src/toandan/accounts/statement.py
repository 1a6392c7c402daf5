"""The accounts of an area in one month: the document ``toandan/accounts/1``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toandan.accounts.area import Area
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.conflicts import Case, conflicts
from toandan.accounts.counted import parts_of
from toandan.accounts.denominators import Denominator, denominators, rates
from toandan.accounts.entitlement import BY as ENTITLEMENT
from toandan.accounts.entitlement import entitled_cells, entitlement_rows, is_told
from toandan.accounts.entitlement_summary import entitled_summary
from toandan.accounts.goals import goals, plan_entry, plan_of, plans_by_place, target_entry, targets_of
from toandan.accounts.paid import has_payments, paid_summary
from toandan.accounts.rows import COUNTS, Parts, rank, rows_by
from toandan.accounts.yearago import Earlier, interval
from toandan.lawbook.law import Law
from toandan.values.month import MONTHS_A_YEAR

SCHEMA = "toandan/accounts/1"


def statement(
    now: ClosedMonth, before: Earlier | None, *, area: Area, law: Law, by: str = "commune"
) -> dict[str, Any]:
    """The accounts of ``area`` at the end of a month, with its parts by ``by``.

    ``law`` names groups and categories. ``before`` is the closing twelve months earlier, on the map of ``now``; without
    it the change is unknown and None. Counts are people; shares are decimal strings of six
    places; every share names what it is a share of. The keys stand in the documented order.
    A closing that read a register of facts is told with ``entitled``, one that read payments with
    ``payments``; ``by`` entitlement leaves the
    rows empty, adds ``entitlement``, and raises BadInput for any other closing. Raises Usage for an
    unknown ``by``.
    """
    told, parts = drawn(now, before, area=area, law=law)
    if by == ENTITLEMENT:
        return told | {
            "rows": [],
            "rank": rank(parts),
            "entitlement": entitlement_rows(entitled_cells(now, area), law=law),
        }
    return told | {"rows": rows_by(parts, by), "rank": rank(parts)}


def drawn(now: ClosedMonth, before: Earlier | None, *, area: Area, law: Law) -> tuple[dict[str, Any], Parts]:
    """The document without its rows and rank, and the parts of which they are told.

    ``before`` may be a closing of another earlier month; "the year before" is then that month.
    """
    found = goals(now)
    plans = plans_by_place(found, now.month.last_day)
    parts = parts_of(now, before, area=area, plans=plans, law=law)
    counts = {name: sum(one[name] for one in parts.communes.values()) for name in COUNTS}
    known = denominators(now, area, counts["residents_n"])
    chosen = _chosen(known)
    plan, targets = plan_of(area, dict(parts.plans)), targets_of(area, found)
    day = now.month.last_day
    rivals = tuple(
        one
        for one in found
        if one.kind == "plan" and one.unit == "people" and one.start <= day and one.period == plan.period
        if (one.place,) == area.codes
    )
    earlier = None if before is None else before.closed
    case = Case(now, counts, plan, rivals, targets, known, chosen, earlier)
    participants, covered = counts["participants_n"], counts["covered_residents_n"]
    told = {
        "schema": SCHEMA,
        "month": str(now.month),
        "as_of": day.isoformat(),
        "place": {"vintage": area.vintage.isoformat(), "code": area.code, "name": area.name},
        "synthetic": now.synthetic,
        "snapshots": _snapshots(now),
        "participants_n": participants,
        "covered_residents_n": covered,
        "uncovered_n": counts["uncovered_n"],
        "residents_n": counts["residents_n"],
        **_year_before(now, before, parts, participants),
        "rates": rates(known, participants_n=participants, covered_residents_n=covered),
        "plan": plan_entry(plan, participants, chosen),
        "targets": [target_entry(one, participants, chosen) for one in targets],
        "conflicts": conflicts(case),
    }
    if is_told(now):
        told["entitled"] = entitled_summary(now, entitled_cells(now, area), law=law)
    if has_payments(now):
        told["payments"] = paid_summary(now, area)
    return told, parts


def _chosen(known: Sequence[Denominator]) -> Denominator:
    """The denominator of plan and targets: the first in the documented order that counts anybody."""
    return next((one for one in known if one.people_n), known[-1])


def _snapshots(now: ClosedMonth) -> list[dict[str, str]]:
    return [{"id": one.id, "use": one.use, "card_sha256": one.card_sha256} for one in now.snapshots]


def _year_before(
    now: ClosedMonth, before: Earlier | None, parts: Parts, participants_n: int
) -> dict[str, Any]:
    month = str(now.month.plus(-MONTHS_A_YEAR) if before is None else before.closed.month)
    told: dict[str, Any] = {"month": month, "participants_n": None, "boundaries": "now"}
    if before is None or parts.before is None:
        missing = {
            "why_vi": f"Chưa chốt số liệu tháng {month}",
            "why_en": f"{month} is not closed: run toandan close {month}",
        }
        return {"year_before": told | missing, "change_n": None}
    total = sum(parts.before.values())
    told |= {
        "participants_n": total,
        "interval": interval(parts.split, parts.area.communes, total),
        "closing": before.closed.closing_id,
        "snapshots": _snapshots(before.closed),
    }
    return {"year_before": told, "change_n": participants_n - total}
