"""The tables of a closing, written in the declared layout and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.accounts.closed import ClosedMonth, Used
from toandan.accounts.out_table import OutTable
from toandan.accounts.yearago import Earlier, earlier_on
from toandan.errors import BadInput, Vietnamese
from toandan.lake.closing import Closing, Written
from toandan.lake.lake import Lake
from toandan.lake.text import sha256_of
from toandan.registers.columns import TYPES, arrow_schema
from toandan.schemas.closing import HISTORY, PARTICIPANTS
from toandan.schemas.published import PUBLISHED
from toandan.schemas.table import Kind
from toandan.schemas.table import Table as Declared
from toandan.values.month import Month

if TYPE_CHECKING:
    # Reading what is published opens no engine and must not import one (decision 0024).
    from ibis.expr.types import Table

    from toandan.engine import Engine

ACCOUNTS = tuple(table for table in PUBLISHED if table is not HISTORY)


def typed(rows: Table, declared: Declared) -> Table:
    """The declared columns of the rows, in order and of their declared types."""
    return rows.select(
        **{column.name: rows[column.name].cast(TYPES[column.kind]) for column in declared.columns}
    )


def write_tables(
    engine: Engine, made: Mapping[str, Table], declared: Iterable[Declared], folder: Path
) -> dict[str, Written]:
    """Write the tables to the folder, each with its declared columns in order of its key.

    Gives the sha256 and the number of rows of each, by name. Equal content gives equal bytes.
    """
    for table in declared:
        engine.write_parquet(
            typed(made[table.name], table), folder / f"{table.name}.parquet", order_by=table.key
        )
    return {table.name: written(folder / f"{table.name}.parquet") for table in declared}


def written(path: Path) -> Written:
    """What the card of a closing says of a file."""
    return Written(sha256_of(path), pq.read_metadata(path).num_rows)


def no_rows(engine: Engine, declared: Declared) -> Table:
    """A register of which there is no extract: its columns, ``scope`` and ``carried``, and no rows."""
    columns = arrow_schema(declared).append(pa.field("scope", pa.string()))
    return engine.table_of(declared.name, columns.append(pa.field("carried", pa.bool_())).empty_table())


def released_closing(lake: Lake, month: Month) -> Closing | None:
    """The released closing of a month, the one that is read; None where there is none."""
    return lake.released_closing(str(month))


def not_closed(lake: Lake, month: Month) -> BadInput:
    """The error for a month without a released closing: it is not released, or not closed at all."""
    waiting = lake.newest_closing(str(month))
    if waiting is not None:
        return _not_released(lake, waiting)
    known = ", ".join(sorted({one.card.month for one in lake.closings() if not one.card.proposals}))
    return BadInput(
        what=f"{month} is not closed",
        where=str(lake.folder),
        why=f"closed months: {known or 'none'}",
        do=f"run toandan close {month}",
        vi=Vietnamese(
            what=f"chưa chốt tháng {month}",
            why=f"các tháng đã chốt: {known or 'chưa có'}",
            do=f"chạy toandan close {month}",
        ),
    )


def _not_released(lake: Lake, newest: Closing) -> BadInput:
    month, command = newest.card.month, f"toandan closings release {newest.card.id} --by NAME"
    return BadInput(
        what=f"{month} is closed, but no closing of it is released",
        where=str(lake.folder),
        why="the settings say `release: by_hand`: somebody has to release a closing before it is read",
        do=f"look at `toandan closings`, then run {command}",
        vi=Vietnamese(
            what=f"tháng {month} đã chốt nhưng chưa phát hành kỳ chốt nào",
            why="thiết lập có `release: by_hand`: phải có người phát hành thì số liệu mới được dùng",
            do=f"xem `toandan closings`, rồi chạy {command}",
        ),
    )


def read_closing(closing: Closing, tables: Iterable[Declared] = ACCOUNTS) -> ClosedMonth:
    """Published tables of a closing in memory, with what its card says; those the accounts are drawn from, if none are named.

    A closing made before a table was first published has none of that name. Raises BadInput for a
    file that is missing or cannot be read.
    """
    used = tuple(Used(one.id, one.use, one.card_sha256) for one in closing.card.snapshots)
    return ClosedMonth(
        closing_id=closing.card.id,
        month=Month.parse(closing.card.month),
        tables={
            one.name: _read(closing.table(one.name), one) for one in tables if one.name in closing.card.tables
        },
        snapshots=used,
        synthetic=closing.card.synthetic,
        findings=dict(closing.card.findings),
        parameters=dict(closing.card.parameters),
    )


def read_earlier(closing: Closing, vintage: date) -> Earlier:
    """An earlier closing as a month is compared with it, on the month's map; errors as of ``read_closing``."""
    return earlier_on(read_closing(closing, (PARTICIPANTS,)), vintage)


def _read(path: Path, declared: Declared) -> OutTable:
    texts = [column.name for column in declared.columns if column.kind in (Kind.TEXT, Kind.CODE)]
    try:
        # Not read_table(): it imports the data sets of Arrow, half a second more than the reading.
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            return OutTable.of(file.read())
    except (OSError, pa.ArrowException) as problem:
        raise BadInput(
            what="a published table cannot be read",
            where=str(path),
            why="the file is missing, cut off or may not be read",
            do="run `toandan lake verify` and restore the folder from a backup",
            vi=Vietnamese(
                what="không đọc được bảng đã công bố",
                why="tệp không có, không đầy đủ hoặc không được phép đọc",
                do="chạy `toandan lake verify` và khôi phục thư mục từ bản sao lưu",
            ),
        ) from problem
