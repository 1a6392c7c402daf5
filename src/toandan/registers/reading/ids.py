"""Numbers of people: which kind a text is, and what the national id tells.

Blanks, dots and dashes are separators and fall away, and so does the ``.0`` that programs write
behind a number. A text is of a kind only if it has
exactly the form of that kind; nine or eleven digits are of no kind, for zeros may be lost.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Value

from toandan.registers.reading.truth import surely

# A point is a separator too: without this, eleven digits and .0 would look like twelve.
AS_DECIMAL = ".0"
SEPARATORS = (" ", ".", "-", "\N{NO-BREAK SPACE}")
NATIONAL = "^[0-9]{12}$"
INSURANCE = "^[0-9]{10}$"
CARD = "^[A-Z]{2}[1-5][0-9]{12}$"
LOST_ZEROS = "^([0-9]{9}|[0-9]{11})$"
LOST_ZEROS_OR_INSURANCE = "^[0-9]{9,11}$"
ORGANISATION = "^([0-9]{10}|[0-9]{13})$"
CENTURY_AT, YEAR_AT, YEAR_DIGITS = 3, 4, 2
FIRST_CENTURY, CENTURY = 1900, 100


def bare(text: StringValue) -> StringValue:
    """The text in capitals without separators; empty where nothing is left."""
    text = text.endswith(AS_DECIMAL).ifelse(text.substr(0, text.length() - len(AS_DECIMAL)), text)
    for separator in SEPARATORS:
        text = text.replace(separator, "")
    return text.upper().nullif("")


def only(text: StringValue, form: str) -> StringValue:
    """The text where it has the form, else empty."""
    return has_form(text, form).ifelse(text, ibis.null("string"))


def has_form(text: StringValue, form: str) -> BooleanValue:
    """Whether a text has a form; false for an empty one."""
    return surely(text.re_search(form))


def card_part(insurance: StringValue, start: int, length: int) -> StringValue:
    """Some characters of a 15-character card number; empty for other kinds."""
    return has_form(insurance, CARD).ifelse(insurance.substr(start, length), ibis.null("string"))


def insurance_digits(insurance: StringValue) -> StringValue:
    """The ten digits of an insurance number or a card number; empty for a national id."""
    return ibis.cases(
        (has_form(insurance, INSURANCE), insurance), (has_form(insurance, CARD), insurance.right(10))
    )


def birth_year(national: StringValue) -> IntegerValue:
    """The year of birth that the fourth to sixth digits carry."""
    century = _century_digit(national) // 2
    year = national.substr(YEAR_AT, YEAR_DIGITS).cast("int64")
    return (FIRST_CENTURY + CENTURY * century + year).cast("int64")


def agrees(national: StringValue, sex: StringValue, born: Value) -> BooleanValue:
    """Whether the id's year is the birth's, and its sex the row's where that is known."""
    is_female = _century_digit(national) % 2 == 1
    same_sex = ibis.cases((sex == "female", is_female), (sex == "male", ~is_female), else_=True)
    return (birth_year(national) == born.year()) & same_sex


def _century_digit(national: StringValue) -> IntegerValue:
    return national.substr(CENTURY_AT, 1).cast("int64")
