"""The bands in which ages are published."""

from __future__ import annotations

from toandan.schemas.closing import AGE_BAND_CUTS


def band(age: int) -> tuple[int, int | None]:
    """The published band an age lies in, as [from, to); the last has no end."""
    edges = (0, *AGE_BAND_CUTS)
    start = max(edge for edge in edges if edge <= age)
    return start, next((edge for edge in edges if edge > start), None)
