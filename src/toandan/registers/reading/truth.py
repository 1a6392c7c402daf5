"""What is not known to be true counts as false."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue


def surely(truth: BooleanValue) -> BooleanValue:
    """True where the condition holds; false where it does not or cannot be told."""
    return truth.fill_null(ibis.literal(value=False))
