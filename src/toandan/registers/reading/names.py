"""Names, for one question only: may these two spellings be the same name?"""

from __future__ import annotations

from ibis import udf
from ibis.expr.types import StringValue


@udf.scalar.builtin(name="nfc_normalize")  # type: ignore[untyped-decorator]  # ibis ships no types
def composed(text: str) -> str:  # type: ignore[empty-body]  # the engine has the body
    """The text with every letter and its marks as one character (NFC)."""


@udf.scalar.builtin(name="strip_accents")  # type: ignore[untyped-decorator]
def without_marks(text: str) -> str:  # type: ignore[empty-body]  # the engine has the body
    """The text without marks over and under its letters."""


def folded(name: StringValue) -> StringValue:
    """A spelling that Hoà and Hòa, NFC and NFD, capitals and doubled blanks share.

    Marks fall away altogether. That is coarse for a name alone, and right here: the names
    compared stand beside the same national id and the same date of birth.
    """
    plain = without_marks(composed(name)).lower()
    return plain.replace("đ", "d").re_replace(r"\s+", " ")
