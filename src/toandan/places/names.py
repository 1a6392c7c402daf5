"""One spelling for every way a Vietnamese place name is written.

Two strengths. ``fold_marks`` keeps the accents but unites everything that is only a
habit of typing: NFC and NFD, Hoà and Hòa, Mỹ and Mĩ, case, hyphens, apostrophes, blanks.
``fold`` drops the accents as well. Cẩm Giang and Cẩm Giàng stay two names under the
first and become one under the second.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_APOSTROPHE = re.compile(r"['’‘ʼ`´]\s*")
_SEPARATOR = re.compile(r"[\s\-–—_.,/()]+")
# Spelling reforms write i or y for the same sound after these letters, at a word's end.
_FINAL_Y = re.compile("(?:(?<= )|^)(qu|[hklmst])y(?=[\u0300\u0301\u0303\u0309\u0323]?(?: |$))")

_FULL_WORDS: dict[str, frozenset[str]] = {
    "thị trấn": frozenset({"thị trấn"}),
    "thị xã": frozenset({"thị xã"}),
    "thành phố": frozenset({"thành phố", "thành phố thuộc tỉnh", "thành phố thuộc thành phố"}),
    "đặc khu": frozenset({"đặc khu"}),
    "xã": frozenset({"xã"}),
    "phường": frozenset({"phường"}),
    "huyện": frozenset({"huyện"}),
    "quận": frozenset({"quận"}),
    "tỉnh": frozenset({"tỉnh"}),
}
_SHORT_FORMS = {
    "tt": "thị trấn",
    "tx": "thị xã",
    "tp": "thành phố",
    "đk": "đặc khu",
    "dk": "đặc khu",
    "x": "xã",
    "p": "phường",
    "f": "phường",
    "h": "huyện",
    "q": "quận",
    "t": "tỉnh",
}


class Reading(NamedTuple):
    """One way to read a text: ``rest`` names the place, ``kinds`` (if said) what it is."""

    kinds: frozenset[str] | None
    rest: str


def _tone_last(word: str) -> str:
    """The syllable with its tone mark moved to the end, so its place no longer matters."""
    tones = "".join(mark for mark in word if mark in _TONES)
    letters = "".join(letter for letter in word if letter not in _TONES)
    return letters + tones


def _plain(text: str) -> str:
    """Lower case, NFD, no apostrophes, hyphens or extra blanks."""
    lowered = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).lower())
    return _SEPARATOR.sub(" ", _APOSTROPHE.sub("", lowered)).strip()


def spell_marks(text: str) -> str:
    """The text with accents kept and every typing habit united; the kind word stays."""
    words = " ".join(_tone_last(word) for word in _plain(text).split())
    return unicodedata.normalize("NFC", _FINAL_Y.sub(r"\1i", words))


def spell(text: str) -> str:
    """The text in plain letters a-z and digits; the kind word stays."""
    letters = (mark for mark in _plain(text) if not unicodedata.combining(mark))
    return _FINAL_Y.sub(r"\1i", "".join(letters).replace("đ", "d"))


_MARKED_WORDS = {spell_marks(word): kinds for word, kinds in _FULL_WORDS.items()}
_BARE_WORDS = {spell(word): kinds for word, kinds in _FULL_WORDS.items()}
_SHORT = re.compile(r"^(tt|tx|tp|đk|dk|[xpfhqt])(?:\.\s*|\s+|(?=\d))(?=\S)", re.IGNORECASE)


def _short_form(text: str) -> Reading | None:
    """The reading of "TT. Phố Lu", "tp Lào Cai" or "P5"; None when there is no short form."""
    trimmed = text.strip()
    found = _SHORT.match(trimmed)
    if found is None:
        return None
    kinds = _FULL_WORDS[_SHORT_FORMS[found[1].lower()]]
    return Reading(kinds, trimmed[found.end() :])


def _word_form(text: str, words: dict[str, frozenset[str]], spelled: str) -> Reading | None:
    for word, kinds in words.items():
        if spelled.startswith(word + " "):
            tail = _SEPARATOR.split(text.strip(), maxsplit=word.count(" ") + 1)[-1]
            return Reading(kinds, tail)
    return None


def readings(text: str) -> tuple[Reading, ...]:
    """Every way to read a text: as a bare name, and as kind and name where a kind leads.

    "quan son" may be the district Quan Sơn or a quận called Sơn: both come back, the
    places that exist decide.
    """
    kinded = (
        _word_form(text, _MARKED_WORDS, spell_marks(text)),
        _word_form(text, _BARE_WORDS, spell(text)),
        _short_form(text),
    )
    return (Reading(None, text), *dict.fromkeys(one for one in kinded if one is not None))


def _without_kind(text: str) -> str:
    """The text less a leading kind, where that is beyond doubt (accents or a short form)."""
    reading = _word_form(text, _MARKED_WORDS, spell_marks(text))
    dotted = _short_form(text) if "." in text else None
    chosen = reading or dotted
    return chosen.rest if chosen else text


def fold_marks(text: str) -> str:
    """The name with its accents in one spelling, without "xã", "phường", "TT." and the like."""
    return spell_marks(_without_kind(text))


def fold(text: str) -> str:
    """The name in plain letters, without "xã", "phường", "TT." and the like.

    "Xã Hoà Bình", "xa\u0303 HÒA BÌNH" and "Hoa Binh" give one string. A kind written
    without accents ("xa Dung") is kept, because names begin like that too; ``Atlas.find``
    tries both readings.
    """
    return spell(_without_kind(text))
