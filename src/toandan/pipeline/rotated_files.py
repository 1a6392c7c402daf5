"""The files of a lake that are made anew under new keys, one task each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toandan.engine import Embedded
from toandan.errors import BadInput, IdentityBroken, NotAllowed, Vietnamese
from toandan.lake.encrypted import is_sealed
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import reseal
from toandan.lake.snapshot import ROWS, Snapshot
from toandan.lake.work import AnyWork, table_of_file
from toandan.pipeline.rekey import CORE, keyed_columns, rekey_batches, rekey_rows, rekey_table, stored_table
from toandan.schemas.table import Table as Declared

type Rekey = Callable[[Path, Path], str]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be made anew: its name in the lake, its hash as committed, and how it is made."""

    name: str
    sha256: str
    bytes_n: int
    rekey: Rekey


def tasks_of(engine: Embedded, lake: Lake, old: Keyring, new: Keyring) -> Iterator[Task]:
    """Every file with ids or names that stands. Raises NotAllowed for a table of persons that is not declared."""
    for snapshot in lake.snapshots():
        yield from _of_snapshot(engine, snapshot, old, new)
    for work in lake.made():
        yield from _of_work(engine, work, lake.folder, old, new)


def _of_snapshot(engine: Embedded, snapshot: Snapshot, old: Keyring, new: Keyring) -> Iterator[Task]:
    declared = stored_table(snapshot.id.register)
    for file, sha256 in snapshot.card.files.items():
        name, path = f"raw/{snapshot.id}/{file}", snapshot.folder / file
        if _bytes_of(path) and is_sealed(path):
            yield Task(name, sha256, _bytes_of(path), _resealing(old, new, snapshot.card.digests.get(file)))
        elif file == ROWS and keyed_columns(declared):

            def rekey(source: Path, target: Path) -> str:
                rekey_rows(engine, source, target, declared, new.ids)
                return ""

            yield Task(name, sha256, _bytes_of(path), rekey)


def _of_work(engine: Embedded, work: AnyWork, lake: Path, old: Keyring, new: Keyring) -> Iterator[Task]:
    for file, written in work.standing.items():
        if not work.card.of_persons(file):
            continue
        path, table = work.table(file), table_of_file(file)
        if table not in CORE:
            raise _unknown(work, table)
        rekey = _rekeying(engine, CORE[table], old, new, work.card.sealed.get(file))
        if rekey is not None:
            yield Task(path.relative_to(lake).as_posix(), written.sha256, _bytes_of(path), rekey)


def _rekeying(
    engine: Embedded, declared: Declared, old: Keyring, new: Keyring, digest: str | None
) -> Rekey | None:
    """How a table of persons is made anew, encrypted (it has a digest) or plain; None where nothing of it is keyed."""

    def plain(source: Path, target: Path) -> str:
        rekey_table(engine, source, target, declared, new.ids)
        return ""

    def encrypted(source: Path, target: Path) -> str:
        anew = rekey_batches(engine, declared, new.ids)
        return _as_committed(source, digest, reseal(source, target, old, new, anew))

    if digest is not None:
        return encrypted
    return plain if keyed_columns(declared) else None


def _resealing(old: Keyring, new: Keyring, committed: str | None) -> Rekey:
    return lambda source, target: _as_committed(source, committed, reseal(source, target, old, new))


def _as_committed(source: Path, committed: str | None, digests: tuple[str, str]) -> str:
    """The digest under the new keys, once the one under the old keys is what the card says."""
    before, after = digests
    if committed not in (None, before):
        raise IdentityBroken(
            what="an encrypted file does not hold what its card says",
            where=str(source),
            do="nothing was changed; restore the folder from a backup",
        )
    return after


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        raise not_as_committed(path) from None


def _unknown(work: AnyWork, table: str) -> NotAllowed:
    version = work.card.software
    return NotAllowed(
        what=f"this software does not know table {table} of {work.card.title}",
        where=str(work.core),
        why="it may hold ids that would stay under the old keys",
        do=f"rotate the keys with toandan {version or '(the version)'}, which made it",
        vi=Vietnamese(
            what=f"phần mềm này không biết bảng {table} của {work.card.title_vi}",
            why="bảng có thể chứa mã băm vẫn theo khóa cũ",
            do=f"đổi khóa bằng toandan {version or '(phiên bản)'} đã tạo ra bảng",
        ),
    )


def not_as_committed(path: Path) -> BadInput:
    """The error for a file that is missing, or whose hash is not the committed one."""
    return BadInput(
        what="a file of the lake is not as it was committed",
        where=str(path),
        why="keys are rotated only for a lake that is whole",
        do="run `toandan lake verify` and restore the folder from a backup; nothing was changed",
    )
