"""What must hold between the groups; each check is one small function in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise

from toandan.errors import BadInput
from toandan.lawbook.fields import problem
from toandan.lawbook.group import POINTS, Group
from toandan.lawbook.sources import BINDING, Source

_CLAUSE_STEP, _POINT_STEP = 1000, 10
_UNCONFIRMED_FIRST = 9000
_AFTER_POINTS = 800

Finding = tuple[Group, str]
Check = Callable[[Sequence[Group], Mapping[str, Source]], Iterator[Finding]]


def check_groups(groups: Sequence[Group], sources: Mapping[str, Source]) -> None:
    """Nothing when all holds; raises BadInput with every finding."""
    found = findings(groups, sources)
    if found:
        listed = "; ".join(f"{group.code}: {message}" for group, message in found)
        raise _unusable(listed)


def findings(groups: Sequence[Group], sources: Mapping[str, Source]) -> list[Finding]:
    """Everything wrong with the groups, check by check."""
    return [finding for check in CHECKS for finding in check(groups, sources)]


def _unusable(listed: str) -> BadInput:
    return problem("law/groups", listed, "mend the files named by these codes")


def period_order(groups: Sequence[Group], _: Mapping[str, Source]) -> Iterator[Finding]:
    """The end of a period lies after its start."""
    for group in groups:
        if group.start is not None and group.end is not None and group.end <= group.start:
            yield group, f"ends on {group.end} before it starts on {group.start}"


def one_meaning_a_day(groups: Sequence[Group], _: Mapping[str, Source]) -> Iterator[Finding]:
    """On no day does a code mean two things."""
    for first, second in combinations(groups, 2):
        if first.code == second.code and _share_a_day(first, second):
            yield first, "two entries hold on the same day"


def one_order_a_day(groups: Sequence[Group], _: Mapping[str, Source]) -> Iterator[Finding]:
    """On no day do two codes have one order."""
    for first, second in combinations(groups, 2):
        if first.order == second.order and first.code != second.code and _share_a_day(first, second):
            yield first, f"has the order {first.order} together with {second.code}"


def order_follows_article(groups: Sequence[Group], _: Mapping[str, Source]) -> Iterator[Finding]:
    """The order is that of the clause and the point."""
    for group in groups:
        low, high = _order_room(group)
        if not low <= group.order < high:
            yield group, f"its order {group.order} is outside {low} to {high - 1} of its clause and point"


def sources_exist(groups: Sequence[Group], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Every source cited is listed."""
    for group in groups:
        for name in (*group.sources, *(one.source for one in group.benefits)):
            if name not in sources:
                yield group, f"cites {name}, which sources.yaml does not list"


def verified_needs_confidence(groups: Sequence[Group], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Verified is only what rests on confidence A or B, and only a meaning that is known."""
    for group in groups:
        if group.verified and (group.confidence not in BINDING or not group.is_meaning_known):
            yield group, "is marked verified without confidence A or B and a known meaning"
        for benefit in group.benefits:
            source = sources.get(benefit.source)
            if benefit.verified and source is not None and source.confidence not in BINDING:
                yield group, f"its digit {benefit.digit} is marked verified on confidence {source.confidence}"


def benefits_in_order(groups: Sequence[Group], _: Mapping[str, Source]) -> Iterator[Finding]:
    """Benefit digits begin one after another, the first with the group."""
    for group in groups:
        starts = [_from(one.start) for one in group.benefits]
        if group.benefits[0].start is not None or any(b <= a for a, b in pairwise(starts)):
            yield group, "its benefit digits do not follow each other in time, the first without a start"


CHECKS: tuple[Check, ...] = (
    period_order,
    one_meaning_a_day,
    one_order_a_day,
    order_follows_article,
    sources_exist,
    verified_needs_confidence,
    benefits_in_order,
)


def _order_room(group: Group) -> tuple[int, int]:
    if not group.clause:
        return _UNCONFIRMED_FIRST, _UNCONFIRMED_FIRST + _CLAUSE_STEP
    base = group.clause * _CLAUSE_STEP
    if not group.point:
        return base + _AFTER_POINTS, base + _CLAUSE_STEP
    first = base + (POINTS.index(group.point) + 1) * _POINT_STEP
    return first, first + _POINT_STEP


def _share_a_day(first: Group, second: Group) -> bool:
    return _from(first.start) < _until(second.end) and _from(second.start) < _until(first.end)


def _from(day: date | None) -> date:
    return day or date.min


def _until(day: date | None) -> date:
    return day or date.max
