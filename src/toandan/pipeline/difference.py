"""The difference of a version to the one before, for its card and on demand."""

from __future__ import annotations

from pathlib import Path

from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, IdentityBroken, Usage
from toandan.lake.card import Card
from toandan.lake.difference import Difference
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.snapshot import ROWS, SEALED, Snapshot, SnapshotId
from toandan.registers.difference import Version, difference
from toandan.schemas.registers import register_named


def difference_to_last(
    lake: Lake, staged: Path, card: Card, keyring: Keyring, settings: Settings | None = None
) -> Difference | None:
    """How a staged version differs from the one before; None where there is none that still stands."""
    before = lake.before(SnapshotId.parse(card.id))
    if before is None:
        return None
    after = Version(card.id, staged / ROWS, staged / SEALED)
    return _compared(before, after, card, keyring, settings)


def difference_between(
    *, home: Home, keyring: Keyring, old: str, new: str = "", settings: Settings | None = None
) -> tuple[Snapshot, Snapshot, Difference]:
    """Two snapshots of one register and how they differ; without ``new``, ``old`` against the version before it.

    They may be of other days or places: then who moved in and out is among the added and gone.
    Raises BadInput for a snapshot that is not there or was destroyed, Usage for two registers or
    a first version, NotAllowed for other keys.
    """
    lake = Lake.open(home)
    lake.check_keys(keyring)
    before, after = _pair(lake, old, new)
    version = Version(str(after.id), after.rows, after.sealed)
    return before, after, _compared(before, version, after.card, keyring, settings)


def _pair(lake: Lake, old: str, new: str) -> tuple[Snapshot, Snapshot]:
    first = lake.snapshot(SnapshotId.parse(old))
    if new:
        second = lake.snapshot(SnapshotId.parse(new))
        if first.id.register != second.id.register:
            raise Usage(what="these are two registers", where=f"{old}, {new}", do="name two versions of one")
        return first, second
    before = lake.before(first.id)
    if before is None:
        raise Usage(
            what=f"there is no version before {old}",
            why="it is the first, or those before it were destroyed",
            do="name the snapshot to compare with first",
        )
    return before, first


def _compared(
    before: Snapshot, after: Version, card: Card, keyring: Keyring, settings: Settings | None
) -> Difference:
    for path in (before.rows, after.rows):
        if not path.exists():
            raise BadInput(
                what="a file of the lake is missing", where=str(path), do="run `toandan lake verify`"
            )
    with open_engine(settings) as engine:
        old = Version(str(before.id), before.rows, before.sealed)
        found = difference(engine, register_named(before.id.register), old, after, keyring)
    if (found.before_n, found.after_n) != (before.card.accepted_n, card.accepted_n):
        raise IdentityBroken(
            what=f"the difference tells {found.before_n} rows before and {found.after_n} after, "
            f"the cards {before.card.accepted_n} and {card.accepted_n}",
            where=f"{before.id}, {card.id}",
            why="every accepted row is the same, changed, added or gone",
            do="run `toandan lake verify`; if it finds nothing, report this",
        )
    return found
