"""VNI for Windows: a base letter, then one character for all its marks."""

from __future__ import annotations

import re
import unicodedata

CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"

# What the second character of a pair adds to the letter before it.
_TONES = {"ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT}
_ROOF = {
    "â": CIRCUMFLEX,
    "à": CIRCUMFLEX + GRAVE,
    "á": CIRCUMFLEX + ACUTE,
    "å": CIRCUMFLEX + HOOK,
    "ã": CIRCUMFLEX + TILDE,
    "ä": CIRCUMFLEX + DOT,
}
_BOWL = {
    "ê": BREVE,
    "è": BREVE + GRAVE,
    "é": BREVE + ACUTE,
    "ú": BREVE + HOOK,
    "ü": BREVE + TILDE,
    "ë": BREVE + DOT,
}
_FOLLOWING = {"a": _TONES | _ROOF | _BOWL, "e": _TONES | _ROOF, "o": _TONES | _ROOF}
_FOLLOWING |= dict.fromkeys(("u", "y", "ô", "ö"), _TONES)
# Letters that stand alone, and the two horned ones that may be followed by a tone.
_ALONE = {"ô": "o" + HORN, "ö": "u" + HORN, "ñ": "đ", "î": "y" + DOT}
_ALONE |= {"ì": "i" + GRAVE, "í": "i" + ACUTE, "æ": "i" + HOOK, "ó": "i" + TILDE, "ò": "i" + DOT}


def _forms() -> dict[str, str]:
    small = dict(_ALONE)
    for base, marks in _FOLLOWING.items():
        small |= {base + written: _ALONE.get(base, base) + added for written, added in marks.items()}
    both = {
        written: unicodedata.normalize("NFC", letter)
        for one, meant in small.items()
        for written, letter in ((one, meant), (one.upper(), meant.upper()))
    }
    # A capital letter with a small mark is how many typed the first letter of a name.
    mixed = {one[0].upper() + one[1]: both[one.upper()] for one in small if len(one) > 1}
    return mixed | both


FORMS = _forms()
"""What is written (one or two Latin-1 characters) and the letter it stands for."""

_WRITTEN = {letter: written for written, letter in FORMS.items()}
_PAIRS_FIRST = re.compile("|".join(sorted(FORMS, key=len, reverse=True)))


def decoded(text: str) -> str:
    """Vietnamese from text of which each character stands for one byte (Latin-1)."""
    return _PAIRS_FIRST.sub(lambda found: FORMS[found[0]], text)


def encoded(text: str) -> bytes:
    """The bytes of composed (NFC) text."""
    return "".join(_WRITTEN.get(letter, letter) for letter in text).encode("latin-1")
