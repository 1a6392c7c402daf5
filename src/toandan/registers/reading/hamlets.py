"""Names of hamlets as keys: ``places.hamlets.fold_hamlet`` for a column of received texts."""

from __future__ import annotations

from ibis.expr.types import StringValue

from toandan.places.hamlets import (
    APART,
    APOSTROPHE,
    FINAL_Y,
    GLUED,
    IS_NUMERAL,
    LEADING_KINDS,
    NUMBER_WORD,
    NUMERALS_N,
    OTHER,
    SEPARATOR,
    ZEROS,
    numeral,
)
from toandan.registers.reading.names import composed, without_marks

BLANK, UNNAMED = " ", ""


def folded_hamlet(name: StringValue) -> StringValue:
    """The name in one spelling, a text of no letters where it names no hamlet; empty where there is none.

    Readers compare with ``UNNAMED``: here an empty value would make the engine fold every name twice.
    """
    small = composed(name).replace("\u0130", "i").lower()
    spaced = small.re_replace(APOSTROPHE, "").re_replace(SEPARATOR, APART)
    words = BLANK + spaced + BLANK
    plain = without_marks(_numbered(words)).replace("đ", "d").re_replace(OTHER, BLANK)
    for pattern, replacement in (*GLUED, ZEROS, FINAL_Y):
        plain = plain.re_replace(pattern, replacement)
    rest = (plain.strip() + BLANK).re_replace(LEADING_KINDS, "")
    return rest.re_replace(*NUMBER_WORD).strip()


def _numbered(words: StringValue) -> StringValue:
    """Roman numerals that stand as words, as digits."""
    digits = words
    for value in range(1, NUMERALS_N + 1):
        digits = digits.replace(f" {numeral(value)} ", f" {value} ")
    # Most names have none; of those no text is replaced.
    return words.re_search(IS_NUMERAL).ifelse(digits, words)
