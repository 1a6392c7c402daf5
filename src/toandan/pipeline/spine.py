"""Which spine a closing counts with: the exact ids alone, or one that the lake keeps as a work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import ibis

from toandan.engine import Engine
from toandan.errors import BadInput, Vietnamese
from toandan.lake.lake import Lake
from toandan.lake.work import WorkInput
from toandan.linkage.exceptions import NO_EXCEPTIONS, Exceptions
from toandan.linkage.spine import SPINE_VERSION
from toandan.schemas.spine import LINK_ALIAS, LINK_PERSON, SPINE_TABLES

KIND = "spine"
TABLES = {table.name for table in SPINE_TABLES}


@dataclass(frozen=True, slots=True)
class Spine:
    """A spine by its name, the files of its exceptions and aliases, and the work that it is.

    Neither files nor work where people are told by their ids alone.
    """

    name: str
    rows: Path | None = None
    aliases: Path | None = None
    works: tuple[WorkInput, ...] = ()
    made_from: frozenset[str] = frozenset()

    def unlinked(self, snapshots: Iterable[str]) -> tuple[str, ...]:
        """Those of the snapshots that the spine was not made from: people in them are whom their ids tell.

        Nothing where everybody is.
        """
        return tuple(name for name in snapshots if name not in self.made_from) if self.works else ()

    def exceptions(self, engine: Engine) -> Exceptions:
        """What it says of the rows of each snapshot."""
        if self.rows is None:
            return NO_EXCEPTIONS
        if not self.rows.is_file():
            raise _gone(self)
        rows = engine.read_parquet([self.rows])
        named = sorted(engine.fetch(rows.select("snapshot_id").distinct())["snapshot_id"].to_pylist())
        if not named:
            return NO_EXCEPTIONS
        numbers = {name: n for n, name in enumerate(named)}
        number = ibis.cases(*((rows.snapshot_id == name, n) for name, n in numbers.items())).cast("int64")
        kept = rows.select("row_n", "person_id", number=number).order_by("number", "row_n")
        return Exceptions(engine.stored("spine_exceptions", kept), numbers)


EXACT = Spine(SPINE_VERSION)


def _gone(spine: Spine) -> BadInput:
    return BadInput(
        what=f"a file of {spine.name} is missing",
        where=str(spine.rows),
        why="the lake is not as it was committed",
        do=f"run `toandan lake verify` and restore the folder from a backup, or name {SPINE_VERSION} with --spine",
        vi=Vietnamese(
            what=f"thiếu tệp của {spine.name}",
            why="kho dữ liệu không còn như lúc ghi nhận",
            do=f"chạy `toandan lake verify` và khôi phục thư mục từ bản sao lưu, hoặc dùng --spine {SPINE_VERSION}",
        ),
    )


def spine_of(lake: Lake, name: str = "") -> Spine:
    """The spine of that name; without a name the newest of the lake, or the exact ids where it has none.

    ``exact-id/1`` names the exact ids. Raises BadInput for a spine that is not there or was destroyed.
    """
    if name == SPINE_VERSION:
        return EXACT
    standing = [one for one in lake.works(KIND) if one.destroyed is None and one.card.tables.keys() >= TABLES]
    if not name and not standing:
        return EXACT
    for one in reversed(standing):
        if name in ("", one.name, one.card.id):
            rows, aliases = (one.table(table.name) for table in (LINK_PERSON, LINK_ALIAS))
            made_from = frozenset(used.id for used in one.card.made_from)
            return Spine(one.name, rows, aliases, (one.as_input(),), made_from)
    raise BadInput(
        what=f"there is no spine {name!r}",
        where=str(lake.folder),
        why="it was never committed here, or was destroyed",
        do=f"see `toandan lake works spine`, or name {SPINE_VERSION} for the exact ids",
        vi=Vietnamese(
            what=f"không có bộ định danh {name!r}",
            why="chưa từng được ghi vào kho này, hoặc đã bị hủy",
            do=f"xem `toandan lake works spine`, hoặc ghi {SPINE_VERSION} để chỉ dùng số định danh",
        ),
    )
