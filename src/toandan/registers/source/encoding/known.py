"""The encodings that are read, by the name an officer gives them."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from toandan.errors import Usage
from toandan.registers.source.encoding import tcvn3, vni


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way to write text: ``codec`` makes characters of bytes, ``spell`` Vietnamese of characters.

    ``spell`` is handed whole lines, so that no letter written as two characters is cut.
    """

    name: str
    title: str
    codec: str
    spell: Callable[[str], str]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _tcvn3(text: str) -> str:
    return _composed(tcvn3.decoded(text))


UTF8 = Encoding("utf-8", "UTF-8", "utf-8-sig", _composed)
LEGACY: tuple[Encoding, ...] = (
    Encoding("tcvn3", "TCVN3 (ABC)", "latin-1", _tcvn3),
    Encoding("vni", "VNI", "latin-1", vni.decoded),
    Encoding("windows-1258", "windows-1258", "cp1258", _composed),
)
UTF16 = {
    name: Encoding(name, name.upper(), codec, _composed)
    for name, codec in (("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"))
}
ENCODINGS = {one.name: one for one in (UTF8, *UTF16.values(), *LEGACY)}
MARKS = {codecs.BOM_UTF8: UTF8, codecs.BOM_UTF16_LE: UTF16["utf-16"], codecs.BOM_UTF16_BE: UTF16["utf-16"]}


def encoding_named(name: str) -> Encoding:
    """The encoding of that name; raises Usage with the names there are."""
    try:
        return ENCODINGS[name.lower()]
    except KeyError:
        raise Usage(
            what=f"no encoding is called {name!r}",
            where="--encoding",
            why="only encodings in use in Vietnamese offices are read",
            do=f"choose one of {', '.join(ENCODINGS)}",
        ) from None
