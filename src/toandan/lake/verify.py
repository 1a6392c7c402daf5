"""Checking a lake against its manifest, file by file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toandan.errors import ToanDanError
from toandan.lake.destruction import remains
from toandan.lake.lake import Lake
from toandan.lake.lock import is_locked
from toandan.lake.orphans import OUT, RAW, orphans, strangers
from toandan.lake.snapshot import CARD, Snapshot
from toandan.lake.text import sha256_of
from toandan.lake.work import AnyWork


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in the lake that is not as the manifest says.

    Codes: ``missing``, ``changed``, ``unreadable`` and ``card`` for committed files; ``extra`` for a
    file beside them; ``undestroyed`` for a file that was to be destroyed; ``orphan`` for what a
    crash left; ``stranger`` for what others put there.
    """

    code: str
    where: str
    message: str


def verify(lake: Lake) -> tuple[Finding, ...]:
    """Every finding, in a fixed order; none means that every committed file is as it was committed.

    Needs no keys, no lock and no right to write. What a writer at work has not committed yet is
    no finding.
    """
    due = remains(lake.folder, lake.manifest)
    return tuple(sorted([*_snapshots(lake, due), *_made(lake, due), *_unnamed(lake, due)]))


def _snapshots(lake: Lake, due: Collection[Path]) -> Iterator[Finding]:
    for name in lake.manifest.snapshots:
        try:
            found = lake.described(name)
        except ToanDanError as problem:
            yield Finding("card", f"{RAW}/{name}/{CARD}", problem.what)
            continue
        if found.card.id != name:
            yield Finding("card", f"{RAW}/{name}/{CARD}", f"is the card of {found.card.id}")
        yield from _files(lake, _described(lake, found), (found.folder,), {found.folder / CARD, *due})


def _described(lake: Lake, snapshot: Snapshot) -> dict[Path, str]:
    if str(snapshot.id) in lake.manifest.destroyed:
        return {}
    return {snapshot.folder / file: digest for file, digest in snapshot.card.files.items()}


def _made(lake: Lake, due: Collection[Path]) -> Iterator[Finding]:
    for names, of_name in ((lake.manifest.closings, lake.closing), (lake.manifest.works, lake.work)):
        for name in names:
            try:
                made: AnyWork = of_name(name)
            except ToanDanError as problem:
                yield Finding("card", f"{OUT}/{name}/{CARD}", problem.what)
                continue
            if made.name != name:
                yield Finding("card", f"{OUT}/{name}/{CARD}", f"is the card of {made.card.title}")
            yield from _files(lake, _tables(made), (made.core, made.out), {made.out / CARD, *due})


def _tables(work: AnyWork) -> dict[Path, str]:
    return {work.table(name): written.sha256 for name, written in work.standing.items()}


def _files(
    lake: Lake, described: Mapping[Path, str], folders: Iterable[Path], known: Collection[Path]
) -> Iterator[Finding]:
    for path, digest in described.items():
        yield from _file(path, digest, lake.folder)
    for folder in folders:
        for path in folder.rglob("*"):
            if path not in described and path not in known:
                yield Finding(
                    "extra", _shown(path, lake.folder), "was not there when the folder was committed"
                )


def _file(path: Path, expected: str, lake: Path) -> Iterator[Finding]:
    try:
        digest = sha256_of(path)
    except FileNotFoundError:
        yield Finding("missing", _shown(path, lake), "the file is missing")
    except OSError as problem:
        yield Finding("unreadable", _shown(path, lake), problem.strerror or "the file cannot be read")
    else:
        if digest != expected:
            yield Finding("changed", _shown(path, lake), "the content is not what was committed")


def _unnamed(lake: Lake, due: Collection[Path]) -> Iterator[Finding]:
    for path in strangers(lake.folder, lake.manifest):
        yield Finding("stranger", _shown(path, lake.folder), "is not part of the lake; move it elsewhere")
    left = orphans(lake.folder, lake.manifest)
    if is_locked(lake.folder):
        return
    for path in due:
        yield Finding("undestroyed", _shown(path, lake.folder), "the next writer destroys it")
    # Read again: a writer may have committed what was listed.
    committed = Lake.open(lake.home).manifest
    for path in set(left) & set(orphans(lake.folder, committed)):
        yield Finding("orphan", _shown(path, lake.folder), "was never committed; the next writer removes it")


def _shown(path: Path, lake: Path) -> str:
    return path.relative_to(lake).as_posix()
