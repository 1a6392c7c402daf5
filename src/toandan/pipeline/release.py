"""Releasing a closing: from then on it is the one of its month that is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from toandan.lake.closing import Closing
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.log_text import check_log_text
from toandan.lake.refused import no_closing
from toandan.lake.release import Release


@dataclass(frozen=True, slots=True)
class Released:
    """A closing, who released it and when, and whether it was released already."""

    closing: Closing
    release: Release
    unchanged: bool


def release(*, home: Home, named: str, by: str, at: datetime) -> Released:
    """Release a closing, named by its id (or month and id, as the log writes it), or the newest of a month, named by the month.

    ``by`` is who decides and stays in the log. A closing that is released already is left as it is;
    one under a proposal is never the newest of its month.
    Raises BadInput for a closing that is not there, whose tables of persons were destroyed, or that was
    closed under a proposal, and without a name in ``by``; Busy while another process writes.
    """
    check_log_text("--by", by)
    with Lake.open(home).writer(purpose=f"release {named}", keyring=None) as writer:
        lake = Lake.open(home)
        found = _named(lake, named)
        unchanged = lake.manifest.released_closing(found.card.month) == found.name
        writer.release(found.name, by=by, at=at.isoformat())
    return Released(found, Lake.open(home).manifest.released[found.card.month], unchanged)


def _named(lake: Lake, named: str) -> Closing:
    """The closing meant; of a month that was closed under proposals only the last of these, which is refused."""
    found = [one for one in lake.closings() if named in (one.card.id, one.card.month, one.name)]
    if not found:
        raise no_closing(named, lake.folder)
    return lake.newest_closing(named) or found[-1]
