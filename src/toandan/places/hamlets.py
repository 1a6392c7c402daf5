"""One spelling for every way the name of a hamlet or residential group is written.

The steps are patterns that Python and the query engine read alike; ``registers.reading.hamlets``
does the same for whole columns. What is left is plain letters a to z, digits and single blanks,
and no text at all where nothing names the hamlet.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Joined to the letters after it: K'Đơng, K’ Đơng and KĐơng are one name.
APOSTROPHE: Final = "['\u2019\u2018\u02bc\u0060\u00b4] *"
# Two blanks for one separator, so that every word has its own on both sides.
SEPARATOR: Final = (
    "[\\x00-\\x26\\x28-\\x2f\\x3a-\\x40\\x5b-\\x5f\\x7b-\\x7f\u00a0\u2010-\u2015\u201c-\u201f\u2026]"
)
APART: Final = "  "
IS_NUMERAL: Final = " [ivx]+ "
NUMERALS_N: Final = 39
OTHER: Final = "[^a-z0-9]+"
# (pattern, replacement) on plain letters, in this order.
GLUED: Final = (("([a-z])([0-9])", r"\1 \2"), ("([0-9])([a-z])", r"\1 \2"))
ZEROS: Final = (r"\b0+([0-9])", r"\1")
# As in names of places: i and y are one sound after these letters, at a word's end.
FINAL_Y: Final = (r"\b(qu|[hklmst])y\b", r"\1i")
KINDS: Final = (
    "to dan pho",
    "to nhan dan",
    "cum dan cu",
    "khu dan cu",
    "khu pho",
    "thon",
    "ban",
    "ap",
    "khom",
    "khu",
    "lang",
    "buon",
    "bon",
    "plei",
    "soc",
    "phum",
    "xom",
    "doi",
    "to",
    "tdp",
    "kdc",
    "kp",
)
"""Words before the name that say what it is; left out as often as they lead."""
LEADING_KINDS: Final = f"^(({'|'.join(KINDS)}) )+"
NUMBER_WORD: Final = (r"^so ([0-9])", r"\1")


def numeral(value: int) -> str:
    """The roman numeral of 1 to 39 in small letters."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (value // 10) + ones[value % 10]


def fold_hamlet(text: str) -> str:
    """The name in one spelling, empty where there is none.

    "Thôn 01", "thôn I" and "THÔN 1" give "1"; "Tổ dân phố số 5" and "TDP5" give "5"; "Bản Hoà Bình"
    and "ban hòa bình" give "hoa binh". Accents and the kind word fall away, because offices write the
    same hamlet with and without them: two hamlets of one commune that differ only in these are one.
    """
    # A capital I with a dot is two characters in Python's small letters.
    small = unicodedata.normalize("NFC", text).replace("\u0130", "i").lower()
    spaced = re.sub(SEPARATOR, APART, re.sub(APOSTROPHE, "", small))
    words = f" {spaced} "
    if re.search(IS_NUMERAL, words):
        for value in range(1, NUMERALS_N + 1):
            words = words.replace(f" {numeral(value)} ", f" {value} ")
    return _without_kind(_letters(words))


def _letters(words: str) -> str:
    """Small letters without marks and digits, single blanks between words."""
    marks = ("Mn", "Mc", "Me")
    parts = unicodedata.normalize("NFD", words)
    plain = "".join(part for part in parts if unicodedata.category(part) not in marks).replace("đ", "d")
    plain = re.sub(OTHER, " ", plain)
    for pattern, replacement in (*GLUED, ZEROS, FINAL_Y):
        plain = re.sub(pattern, replacement, plain)
    return plain.strip()


def _without_kind(plain: str) -> str:
    rest = re.sub(LEADING_KINDS, "", f"{plain} ")
    return re.sub(*NUMBER_WORD, rest).strip()
