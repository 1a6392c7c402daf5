"""What kind of file it is: by its name, and by its first bytes, which must agree."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from toandan.errors import BadInput


class Kind(StrEnum):
    """The kinds of files that are read."""

    TEXT = "text"
    PARQUET = "Parquet"
    XLSX = "XLSX"
    XLS = "XLS"


SUFFIXES = {
    ".csv": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".parquet": Kind.PARQUET,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xls": Kind.XLS,
}
_BEGINS = {b"PK\x03\x04": Kind.XLSX, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Kind.XLS, b"PAR1": Kind.PARQUET}
_OTHERS = {
    b"PARE": "an encrypted Parquet file",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x89PNG": "a picture",
}
_HTML = (b"<html", b"<!doctype", b"<table", b"<?xml")
_FIRST = 512


def kind_of(path: Path) -> Kind:
    """The kind of a file; raises BadInput for a name we do not read and for bytes of another kind."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise BadInput(
            what=f"{path.name} is no kind of file that is read",
            where=str(path),
            why=f"files ending in {path.suffix or 'nothing'} are not known",
            do=f"export it as one of {', '.join(SUFFIXES)}",
        )
    held = _held(path)
    if held != kind:
        raise _misnamed(path, kind, held)
    return kind


def _held(path: Path) -> str:
    """What the first bytes say."""
    with path.open("rb") as opened:
        first = opened.read(_FIRST)
    for begin, name in (_BEGINS | _OTHERS).items():
        if first.startswith(begin):
            return name
    return "HTML or XML" if first.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_HTML) else Kind.TEXT


def _misnamed(path: Path, kind: Kind, held: str) -> BadInput:
    if kind is Kind.XLSX and held == Kind.XLS:
        why = "it holds the form that XLS files and workbooks with a password have"
        do = "remove the password, or save it as XLSX"
    else:
        why = f"its name says {kind}, its first bytes are {'plain text' if held == Kind.TEXT else held}"
        do = "export it again, or give it the ending of what it is"
    return BadInput(what=f"{path.name} is not what its name says", where=str(path), why=why, do=do)
