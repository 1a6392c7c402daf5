"""Numbers as spreadsheets and programs write them, brought to bare digits."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.reading.ids import AS_DECIMAL, SEPARATORS

# Written in full only where the decimals are as many as the power of ten.
POWER = r"^(?P<first>[1-9])[.,](?P<rest>[0-9]+)[Ee][+]?(?P<power>[0-9]{1,2})$"


def spelled(texts: pa.Array) -> pa.Array:
    """The texts without separators, a decimal ``.0`` and an exact power of ten; others keep their form."""
    whole = pc.if_else(
        pc.ends_with(texts, AS_DECIMAL), pc.utf8_slice_codeunits(texts, 0, -len(AS_DECIMAL)), texts
    )
    for separator in SEPARATORS:
        whole = pc.replace_substring(whole, separator, "")
    return pc.coalesce(_written_out(texts), whole)


def _written_out(texts: pa.Array) -> pa.Array:
    parts = pc.extract_regex(texts, POWER)
    rest = pc.struct_field(parts, "rest")
    is_exact = pc.equal(pc.utf8_length(rest), pc.struct_field(parts, "power").cast(pa.int32()))
    digits = pc.binary_join_element_wise(pc.struct_field(parts, "first"), rest, "")
    return pc.if_else(is_exact, digits, pa.scalar(None, pa.string()))
