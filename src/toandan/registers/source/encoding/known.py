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


# What programs make of the bytes 80 to 9F when they take a file for Western.
_WESTERN = {
    ord(bytes([code]).decode("cp1252")): code
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def respelled(encoding: Encoding, text: str) -> str:
    """Vietnamese from letters of an older encoding that a program kept as if they were Western."""
    return encoding.spell(text.translate(_WESTERN))


def kept_as(unicode: Encoding, letters: Encoding) -> Encoding:
    """The encoding of a Unicode file whose letters are those of an older one."""
    title = f"{letters.title} letters kept as {unicode.title}"
    return Encoding(letters.name, title, unicode.codec, lambda text: respelled(letters, text))


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
LETTERS = LEGACY[:2]
"""The encodings whose letters are found in files that are Unicode by their bytes."""
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
