"""Whole numbers and decimals."""

from __future__ import annotations

import ibis
from ibis.expr.types import DecimalValue, IntegerValue, StringValue

WHOLE = "^-?(0|[1-9][0-9]{0,17})$"
DECIMAL = "^-?(0|[1-9][0-9]{0,13})([.][0-9]{1,6})?$"
DECIMAL_TYPE = "decimal(20, 6)"


def whole(text: StringValue) -> IntegerValue:
    """The number plain digits write; empty for separators, signs of plus, leading zeros, exponents."""
    return text.re_search(WHOLE).ifelse(text.try_cast("int64"), ibis.null("int64"))


def decimal(text: StringValue) -> DecimalValue:
    """The exact number of at most six decimals after a point; empty for any other form."""
    return text.re_search(DECIMAL).ifelse(text.try_cast(DECIMAL_TYPE), ibis.null(DECIMAL_TYPE))
