"""Two closings compared."""

from __future__ import annotations

from typing import Any

from toandan.accounts.changed import changed_cells, replaced
from toandan.errors import BadInput, Vietnamese
from toandan.lake.closing import Closing
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.pipeline.published import not_closed, read_closing
from toandan.schemas.published import PUBLISHED
from toandan.values.month import Month

SCHEMA = "toandan/closings-difference/1"
VERSIONS = ("law_version", "spine_version", "places_version", "software_version")


def difference_of(*, home: Home, first: str, second: str, limit: int) -> dict[str, Any]:
    """The document ``toandan/closings-difference/1``: extracts, versions and cells that differ.

    ``first`` and ``second`` are closing ids, or months for the released closing of each. Raises
    BadInput for an id or month that is not there.
    """
    lake = Lake.open(home)
    old, new = _named(lake, first), _named(lake, second)
    before, after = read_closing(old, PUBLISHED), read_closing(new, PUBLISHED)
    cells_n, cells = changed_cells(before, after, limit=limit)
    causes = replaced(before, after)
    return {
        "schema": SCHEMA,
        "before": {"month": old.card.month, "closing": old.card.id},
        "after": {"month": new.card.month, "closing": new.card.id},
        "synthetic": old.card.synthetic or new.card.synthetic,
        "extracts": [one.told() for one in causes],
        "versions": _versions(old, new),
        "cells_n": cells_n,
        "cells": [one.told() for one in cells],
    }


def _versions(old: Closing, new: Closing) -> dict[str, dict[str, str]]:
    """The law, spine, places, software and settings of the two where they are not the same."""
    pairs = {name: (getattr(old.card, name), getattr(new.card, name)) for name in VERSIONS}
    for name in sorted({*old.card.parameters, *new.card.parameters}):
        pairs[name] = (_setting(old, name), _setting(new, name))
    return {name: {"before": a, "after": b} for name, (a, b) in pairs.items() if a != b}


def _setting(closing: Closing, name: str) -> str:
    return str(closing.card.parameters.get(name, ""))


def _named(lake: Lake, text: str) -> Closing:
    by_id = next((one for one in lake.closings() if one.card.id == text), None)
    found = by_id or lake.released_closing(text)
    if found is not None:
        return found
    if lake.closings(text):
        raise not_closed(lake, Month.parse(text))
    raise BadInput(
        what=f"there is no closing {text!r}",
        where=str(lake.folder),
        do="see `toandan closings`; name a closing by its id, or the released one of a month by the month",
        vi=Vietnamese(
            what=f"không có kỳ chốt {text!r}",
            do="xem `toandan closings`; ghi mã kỳ chốt, hoặc ghi tháng để lấy kỳ chốt đã phát hành",
        ),
    )
