"""From which number of people on a count is shown in what leaves the office."""

from __future__ import annotations

from toandan.errors import BadInput
from toandan.lake.home import Home, settings_of

NAME = "suppress_below"
USUAL = 5
LEAST = 3


def suppression_threshold(home: Home) -> int:
    """Counts of people below it are hidden in what leaves the office: ``suppress_below`` of the settings.

    5 where nothing is said, which hides 1 to 4; 0 hides nothing. Raises BadInput for anything but
    0 or a whole number from 3 on: below that "fewer than 2" would say exactly how many.
    """
    told = settings_of(home).get(NAME, USUAL)
    if isinstance(told, int) and not isinstance(told, bool) and (told == 0 or told >= LEAST):
        return told
    raise BadInput(
        what="the settings do not say which small counts are hidden",
        where=f"{home.settings}, {NAME}",
        why=f"it is 0 (nothing is hidden) or a whole number of at least {LEAST}",
        do=f"write `{NAME}: {USUAL}`, or leave it out",
    )
