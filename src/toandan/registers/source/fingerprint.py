"""Which bytes a file held: recognised again later, and proof that it did not change meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from toandan.errors import BadInput

TRUTH_MARKER = "TOANDAN-TRUTH"
SYNTHETIC_MARKER = "SYNTHETIC.txt"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it was before reading: base name, size, SHA-256, times of change.

    ``changed_ns`` is of the content and can be set back; ``touched_ns`` is the system's own.
    """

    path: Path
    name: str
    bytes_n: int
    changed_ns: int
    sha256: str
    touched_ns: int


def check_readable(paths: Sequence[Path]) -> None:
    """Raises BadInput for no file, one that is not there, is empty or may not be read.

    What is no ordinary file is refused too: a pipe or a device may have no end and no second
    reading. Anything below a folder that holds the marker of a synthetic province's truth is refused.
    """
    if not paths:
        raise BadInput(what="no file was given", do="name the files of the extract after the register")
    for path in paths:
        _check_ordinary(path)
        _refuse_truth(path)
        with _told(path), path.open("rb") as opened:
            is_empty = not opened.read(1)
        if is_empty:
            raise BadInput(
                what=f"{path.name} is empty",
                where=str(path),
                why="the file holds no byte",
                do="export it again; an extract without rows is not taken in",
            )


def source_files(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files' fingerprints in the order given.

    Raises BadInput as ``check_readable`` does, and for two files with the same bytes.
    """
    check_readable(paths)
    found = tuple(fingerprint(path) for path in paths)
    for number, one in enumerate(found):
        earlier = next((other for other in found[:number] if other.sha256 == one.sha256), None)
        if earlier is not None:
            raise BadInput(
                what=f"{one.name} holds the same bytes as {earlier.name}",
                where=str(one.path),
                why="the files of one call are one extract; every row would be taken in twice",
                do="name each file once",
            )
    return found


def fingerprint(path: Path) -> SourceFile:
    """The fingerprint of one file; raises BadInput when it cannot be read."""
    with _told(path):
        status = path.stat()
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return SourceFile(path, path.name, status.st_size, status.st_mtime_ns, digest, status.st_ctime_ns)


def is_unchanged(source: SourceFile) -> bool:
    """Whether the file still holds the bytes it was recognised by."""
    return fingerprint(source.path) == source


def check_unchanged(sources: Sequence[SourceFile]) -> None:
    """Raises BadInput naming a file that changed since its fingerprint was taken."""
    for source in sources:
        if not is_unchanged(source):
            raise _changed(source)


def check_untouched(sources: Sequence[SourceFile]) -> None:
    """The same by size and times alone, without reading: what is kept of a file was read from these bytes."""
    for source in sources:
        with _told(source.path):
            status = source.path.stat()
        now = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        if now != (source.bytes_n, source.changed_ns, source.touched_ns):
            raise _changed(source)


def _changed(source: SourceFile) -> BadInput:
    return BadInput(
        what=f"{source.name} changed while it was being read",
        where=str(source.path),
        why="size, time or SHA-256 differ from before; nothing was taken in",
        do="wait until the export has finished, then take it in again",
    )


def is_marked_synthetic(path: Path) -> bool:
    """Whether the marker of synthetic data lies beside the file."""
    return (path.resolve().parent / SYNTHETIC_MARKER).exists()


def _check_ordinary(path: Path) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise BadInput(
            what="a file cannot be read, for its name is no text",
            where=ascii(str(path)),
            why="the name holds bytes of no known encoding, so no card could tell it",
            do="rename the file or the folder it lies in",
        ) from None
    with _told(path):
        is_ordinary = S_ISREG(path.stat().st_mode)
    if not is_ordinary:
        raise BadInput(
            what=f"{path.name} cannot be read",
            where=str(path),
            why="it is a folder, a pipe or a device, not an ordinary file",
            do="name a file; save what comes out of a pipe as a file first",
        )


def _refuse_truth(path: Path) -> None:
    for folder in path.resolve().parents:
        if (folder / TRUTH_MARKER).exists():
            raise BadInput(
                what=f"{path.name} is the truth of a synthetic province, not a register",
                where=str(folder),
                why=f"the folder holds the marker {TRUTH_MARKER}",
                do="take in the files listed in sample.yaml",
            )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise BadInput(
            what=f"{path.name} cannot be read",
            where=str(path),
            why=problem.strerror or type(problem).__name__,
            do="check the name of the file and the right to read it",
        ) from None
