"""Sets of categories and titles as bits of a whole number: only operations every engine has.

A member is a set of one. Bits stand in Article 12 order, so the lowest is the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue

from toandan.schemas.categories import category_set
from toandan.schemas.titles import title_set

type Bits = IntegerValue | int


def category(*slugs: str) -> int:
    """The set of these categories."""
    return category_set(slugs)


def title(*slugs: str) -> int:
    """The set of these titles."""
    return title_set(slugs)


def has(bits: IntegerValue, members: Bits) -> BooleanValue:
    """Whether any of the members is in the set."""
    return (bits & members) != 0


def first(bits: IntegerValue) -> IntegerValue:
    """The first member in order, as a set of one; the empty set of an empty one."""
    return bits & -bits


def before(member: IntegerValue) -> IntegerValue:
    """Everything that comes before a member; everything there is, where there is no member."""
    return member - 1


def union(parts: Sequence[Bits]) -> IntegerValue:
    """All of them together; the empty set of none."""
    return reduce(or_, parts, ibis.literal(0, "int64"))


def told(known: IntegerValue, unknown: IntegerValue, members: Bits) -> BooleanValue:
    """True when one of the members is known, null when one is not known, else false."""
    return ibis.ifelse(has(known, members), True, ibis.ifelse(has(unknown, members), NOT_KNOWN, False))


NOT_KNOWN = ibis.null("boolean")
NO_AMOUNT = ibis.null("int64")
NO_TEXT = ibis.null("string")
