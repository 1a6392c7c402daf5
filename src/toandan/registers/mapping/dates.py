"""Days as files write them, brought to yyyy-mm-dd; whatever has another form stays as it is.

Only the order is changed here. Whether the day exists is for the checks to say.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.mapping.declared import DateOrder

DAY, MONTH, YEAR = "(?P<d>[0-9]{1,2})", "(?P<m>[0-9]{1,2})", "(?P<y>[0-9]{4})"
BETWEEN = "[./ -]"
# Spreadsheets and databases write midnight behind a day.
MIDNIGHT = "(?:[ T]0?0:00(?::00(?:[.]0+)?)?)?"
SHAPES = {
    DateOrder.DMY: (
        f"^{DAY}{BETWEEN}{MONTH}{BETWEEN}{YEAR}{MIDNIGHT}$",
        "^(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})$",
        f"^{MONTH}[./-]{YEAR}$",
    ),
    DateOrder.MDY: (
        f"^{MONTH}{BETWEEN}{DAY}{BETWEEN}{YEAR}{MIDNIGHT}$",
        "^(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?P<y>[0-9]{4})$",
        f"^{MONTH}[./-]{YEAR}$",
    ),
    DateOrder.YMD: (
        f"^{YEAR}{BETWEEN}{MONTH}{BETWEEN}{DAY}{MIDNIGHT}$",
        "^(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})$",
        f"^{YEAR}[./-]{MONTH}$",
    ),
}
# Day 60 of a spreadsheet is a 29 February 1900 that never was; from there on the count is exact.
_FOUR_DIGITS = "1[0-7][0-9]{2}|18[0-4][0-9]|2[2-9][0-9]{2}|[3-9][0-9]{3}"  # 1850 to 2199 are years
SERIAL = f"^(?P<n>6[1-9]|[7-9][0-9]|[1-9][0-9]{{2}}|{_FOUR_DIGITS}|[1-9][0-9]{{4,5}})(?:[.]0+)?$"
SERIAL_START = (date(1899, 12, 30) - date(1970, 1, 1)).days


def as_days(texts: pa.Array, order: DateOrder) -> pa.Array:
    """The texts with every day of that order as yyyy-mm-dd, every month of a year as yyyy-mm.

    ``serial`` takes whole numbers of days from 61 on; 1850 to 2199 stay years.
    """
    if order is DateOrder.SERIAL:
        return _from_serial(texts)
    for shape in SHAPES[order]:
        texts = pc.coalesce(_written(pc.extract_regex(texts, shape)), texts)
    return texts


def _written(parts: pa.Array) -> pa.Array:
    year = pc.struct_field(parts, "y")
    month = pc.utf8_lpad(pc.struct_field(parts, "m"), 2, "0")
    if parts.type.get_field_index("d") < 0:
        return pc.binary_join_element_wise(year, month, "-")
    day = pc.utf8_lpad(pc.struct_field(parts, "d"), 2, "0")
    return pc.binary_join_element_wise(year, month, day, "-")


def _from_serial(texts: pa.Array) -> pa.Array:
    number = pc.struct_field(pc.extract_regex(texts, SERIAL), "n")
    days = pc.add(number.cast(pa.int32()), pa.scalar(SERIAL_START, pa.int32()))
    return pc.coalesce(days.cast(pa.date32()).cast(pa.string()), texts)
