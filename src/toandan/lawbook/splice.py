"""One dated entry put into a row of dated entries for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from toandan.lawbook.shape import Dated


def spliced[D: Dated](dated: Sequence[D], new: D, end: date | None) -> tuple[D, ...]:
    """The entries with the new one in ``[new.start, end)``; what held on ``end`` goes on from there."""
    before: list[D] = [one for one in dated if one.start < new.start]
    if end is None:
        return (*before, new)
    after: list[D] = [one for one in dated if one.start > end]
    resumed: list[D] = [replace(one, start=end) for one in dated if one.start <= end][-1:]
    return (*before, new, *resumed, *after)
