"""A closing computed once more: whether its tables are those that were published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toandan.engine import Engine
from toandan.errors import IdentityBroken
from toandan.lake.closing import Closing, Written, table_of_file
from toandan.schemas.kept_inputs import KEPT_INPUTS


def check_repeated(engine: Engine, known: Closing, now: Mapping[str, Written], core: Path) -> None:
    """Raise IdentityBroken unless every table is what was published: its bytes, or its rows where people stand in it."""
    before = known.card.tables
    # A closing of before law and map were kept with it has none of these; it stays as it was committed.
    unknown = {one.name for one in KEPT_INPUTS} - before.keys()
    now = {name: one for name, one in now.items() if name not in unknown}
    files = [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]
    other = [
        name
        for name in dict.fromkeys(map(table_of_file, files))
        if not _has_same_rows(engine, known, name, core)
    ]
    if other:
        raise IdentityBroken(
            what=f"closing {known.card.id} does not come out the same again",
            where=", ".join(other),
            why="the tables differ from those published, though every input is the same",
            do="run `toandan lake verify`; if it finds nothing, report this",
        )


def _has_same_rows(engine: Engine, known: Closing, table: str, core: Path) -> bool:
    """Whether a table of persons has the rows it had, over all its files.

    It stands in no order, and once keys were rotated in another form of file and its people in other ranges of ids.
    """
    now = sorted(path for path in core.iterdir() if table_of_file(path.name) == table)
    was_written = any(table_of_file(name) == table for name in known.card.tables)
    return bool(now) and was_written and engine.content(known.files(table)) == engine.content(now)
