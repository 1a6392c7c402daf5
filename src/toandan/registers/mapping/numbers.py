"""Numbers as files write them, brought to plain digits; whatever has another form stays as it is."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.mapping.declared import NumberForm

SHAPES = {
    NumberForm.PLAIN: r"^-?[0-9]{1,18}([.][0-9]{1,6})?$",
    NumberForm.VI: r"^-?([0-9]{1,3}([.][0-9]{3}){0,5}|[0-9]{1,18})(,[0-9]{1,6})?$",
    NumberForm.EN: r"^-?([0-9]{1,3}(,[0-9]{3}){0,5}|[0-9]{1,18})([.][0-9]{1,6})?$",
}
GROUPED = {NumberForm.VI: (".", ","), NumberForm.EN: (",", ".")}
# 18 digits before and 6 after the point, times a factor of up to ten digits, fit 38 digits.
READ, FACTOR = pa.decimal128(24, 6), pa.decimal128(10, 0)


def as_numbers(texts: pa.Array, form: NumberForm, scale: int = 1) -> pa.Array:
    """The texts with every number of that form times ``scale``, exactly, as plain digits."""
    is_number = pc.match_substring_regex(texts, SHAPES[form])
    plain = _plain(pc.if_else(is_number, texts, pa.scalar(None, pa.string())), form)
    scaled = pc.multiply(plain.cast(READ), pa.scalar(Decimal(scale), FACTOR)).cast(pa.string())
    return pc.coalesce(_without_end_zeros(scaled), texts)


def _plain(texts: pa.Array, form: NumberForm) -> pa.Array:
    if form not in GROUPED:
        return texts
    groups, point = GROUPED[form]
    bare = pc.replace_substring(texts, groups, "")
    return pc.replace_substring(bare, point, ".")


def _without_end_zeros(texts: pa.Array) -> pa.Array:
    short = pc.replace_substring_regex(texts, r"([.][0-9]*?)0+$", r"\1")
    return pc.utf8_rtrim(short, ".")
