"""Whether a personal id that was completed tells the birth and sex of its row."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

YEAR_LENGTH, CENTURY_AT, YEAR_AT, YEAR_END = 4, 3, 4, 6
# The digit after the birth place: even for men, odd for women, a pair for every century from 1900.
CENTURIES = pa.array([str(19 + digit // 2) for digit in range(10)])
SEXES = pa.array(["male", "female"] * 5)


def born(texts: pa.Array) -> pa.Array:
    """The year of the received births; null where it does not stand in front."""
    year = pc.utf8_slice_codeunits(texts, 0, YEAR_LENGTH)
    is_year = pc.and_(pc.ascii_is_decimal(year), pc.equal(pc.utf8_length(year), YEAR_LENGTH))
    return pc.if_else(is_year, year, pa.scalar(None, pa.string()))


def agree(ids: pa.Array, years: pa.Array, sexes: pa.Array) -> pa.Array:
    """Whether ids of twelve digits carry these years of birth, and these sexes where they are told."""
    digit = pc.utf8_slice_codeunits(ids, CENTURY_AT, CENTURY_AT + 1).cast(pa.int8())
    year = pc.binary_join_element_wise(
        CENTURIES.take(digit), pc.utf8_slice_codeunits(ids, YEAR_AT, YEAR_END), ""
    )
    is_told = pc.fill_null(pc.is_in(sexes, value_set=SEXES), fill_value=False)
    same_sex = pc.or_(pc.invert(is_told), pc.fill_null(pc.equal(SEXES.take(digit), sexes), fill_value=False))
    return pc.and_(pc.fill_null(pc.equal(year, years), fill_value=False), same_sex)
