"""Which links of the source are false, and why: decided from the source alone.

The source was made by matching the names a resolution lists to old communes of the new
province, so where two old communes of one name lie in one new province both were linked.
Of such homonyms a resolution means one: the one that lies in the district (else the
province) of the other parts. The rest are removed, each with its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tools.places.apart import APART
from tools.places.source import Source, km, point


@dataclass(frozen=True)
class Removed:
    """One link left out, with the rule and the evidence."""

    old_code: str
    new_code: str
    rule: str
    kept_code: str
    reason: str


def false_links(source: Source) -> list[Removed]:
    """Every link to remove, ordered by (old code, new code)."""
    parts: dict[str, list[str]] = defaultdict(list)
    for old, new in sorted(source.links):
        parts[new].append(old)
    removed = [one for new, olds in parts.items() for one in _homonyms(source, new, olds)]
    removed += [Removed(old, new, rule, "", reason) for (old, new), (rule, reason) in APART.items()]
    return sorted(removed, key=lambda one: (one.old_code, one.new_code))


def _homonyms(source: Source, new: str, olds: list[str]) -> list[Removed]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for old in olds:
        by_name[source.old[old]["ward"] or old].append(old)
    found: list[Removed] = []
    for name, same in by_name.items():
        if len(same) > 1:
            others = [old for old in olds if source.old[old]["ward"] != name]
            found += _all_but_one(source, new, same, others)
    return found


def _all_but_one(source: Source, new: str, same: list[str], others: list[str]) -> list[Removed]:
    shared = {old: _neighbours(source, old, others) for old in same}
    kept = max(same, key=lambda old: shared[old])
    if sum(count == shared[kept] for count in shared.values()) > 1:
        raise SystemExit(f"homonyms {same} of {new} cannot be told apart: judge them by hand")
    return [
        Removed(old, new, "homonym", kept, _evidence(source, old, kept, others))
        for old in same
        if old != kept
    ]


def _neighbours(source: Source, old: str, others: list[str]) -> tuple[int, int]:
    """How many of the other parts lie in the same old district, and in the same old province."""
    row = source.old[old]
    district = sum(source.old[other]["districtCode"] == row["districtCode"] for other in others)
    province = sum(source.old[other]["provinceCode"] == row["provinceCode"] for other in others)
    return district, province


def _evidence(source: Source, old: str, kept: str, others: list[str]) -> str:
    row, meant = source.old[old], source.old[kept]
    here, there = _neighbours(source, old, others), _neighbours(source, kept, others)
    return (
        f"{row['ward']} of {row['district']}, {row['province']} has the name of {meant['ward']} of "
        f"{meant['district']}, {meant['province']}; of the {len(others)} other parts {here[0]} lie in its "
        f"district and {here[1]} in its province, against {there[0]} and {there[1]} for the one kept; middle "
        f"distance to the other parts {_middle_km(row, source, others)} km against "
        f"{_middle_km(meant, source, others)} km"
    )


def _middle_km(row: dict[str, Any], source: Source, others: list[str]) -> str:
    here = point(row)
    there = [found for other in others if (found := point(source.old[other])) is not None]
    if here is None or not there:
        return "unknown"
    return f"{sorted(km(here, one) for one in there)[len(there) // 2]:.1f}"
