"""From the columns of a file to a batch in a layout, with the odd rows apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from toandan.registers.source.apart import line_of, odd_rows
from toandan.registers.source.batch import BrokenRow, TextBatch, text_schema
from toandan.registers.source.columns import Columns
from toandan.schemas.table import Table


def assembled(
    columns: Sequence[pa.Array],
    row_ns: np.ndarray,
    lines: np.ndarray,
    *,
    known: Columns,
    layout: Table,
    file_n: int,
    broken: Sequence[BrokenRow] = (),
    separator: str = "",
) -> TextBatch:
    """The batch of some records given as text columns, all of the file's and in its order.

    ``broken`` are the records among them that have no columns. ``separator`` is given where values
    of a text file go over lines.
    """
    rows_n = len(row_ns)
    nothing = pa.nulls(rows_n, pa.string())
    texts = [nothing if place is None else columns[place] for place in known.of]
    where = [pa.array(row_ns), pa.array(np.full(rows_n, file_n, np.int32)), pa.array(lines)]
    rows = pa.RecordBatch.from_arrays([*where, *texts], schema=text_schema(layout.names))
    odd = odd_rows(columns, known, separator)
    if not odd:
        return TextBatch(rows, tuple(broken))
    apart = [
        BrokenRow(
            int(row_ns[at]), file_n, int(lines[at]), line_of([values[at].as_py() for values in columns]), code
        )
        for at, code in odd.items()
    ]
    kept = np.ones(rows_n, bool)
    kept[list(odd)] = False
    return TextBatch(rows.filter(pa.array(kept)), tuple(sorted([*broken, *apart], key=lambda row: row.row_n)))
