"""Points of new communes that the source placed in the wrong spot, put right from their parts.

A source point more than 20 km from every part's own point was geocoded to a homonym or to
the province's centre. The mean of the parts' points is used instead. Old points that
several communes share are geocoder fall-backs and prove nothing; special zones (islands)
keep the source's point.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from tools.places.source import Source, km, point

FAR_KM = 20.0


@dataclass(frozen=True)
class Moved:
    """A point put right."""

    code: str
    was: tuple[float, float]
    now: tuple[float, float]
    distance_km: float


def moved_points(source: Source, links: list[tuple[str, str]]) -> dict[str, Moved]:
    """The corrections, by new commune code."""
    parts: dict[str, list[tuple[float, float]]] = defaultdict(list)
    usual = Counter(point(row) for row in source.old.values())
    for old, new in links:
        here = point(source.old[old])
        if here is not None and usual[here] == 1:
            parts[new].append(here)
    found = (_moved(source, code, near) for code, near in sorted(parts.items()))
    return {one.code: one for one in found if one is not None}


def _moved(source: Source, code: str, near: list[tuple[float, float]]) -> Moved | None:
    row = source.new[code]
    here = point(row)
    if here is None or row["ward"].startswith("Đặc khu"):
        return None
    distance = min(km(here, one) for one in near)
    if distance <= FAR_KM:
        return None
    mean = (
        round(sum(lat for lat, _ in near) / len(near), 4),
        round(sum(lon for _, lon in near) / len(near), 4),
    )
    return Moved(code, here, mean, round(distance, 1))
