"""The released closing: the one of a month's closings that is read."""

from __future__ import annotations

from dataclasses import dataclass

from toandan.errors import BadInput, Vietnamese
from toandan.lake.home import Home, settings_of

AT_ONCE, BY_HAND = "at_once", "by_hand"


@dataclass(frozen=True, slots=True)
class Release:
    """Which closing of a month was released (its id), by whom and when.

    ``by`` and ``at`` are empty where nobody recorded them, as in a lake from before releases were kept.
    """

    closing: str
    by: str = ""
    at: str = ""


def releases_at_once(home: Home) -> bool:
    """Whether a new closing is released by its commit: unless the settings say ``release: by_hand``.

    Raises BadInput for any other word.
    """
    named = settings_of(home).get("release", AT_ONCE)
    if named not in (AT_ONCE, BY_HAND):
        raise BadInput(
            what="the settings do not say how closings are released",
            where=f"{home.settings}, release",
            do=f"write `release: {AT_ONCE}` or `release: {BY_HAND}`",
            vi=Vietnamese(
                what="thiết lập không cho biết kỳ chốt được phát hành thế nào",
                do=f"ghi `release: {AT_ONCE}` (ngay khi chốt) hoặc `release: {BY_HAND}` (do người phát hành)",
            ),
        )
    return named == AT_ONCE
