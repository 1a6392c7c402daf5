"""How two versions of an extract differ: rows added, gone and changed, and changed by column.

Rows equal in every column cancel out first, as often as they occur. What is left is paired by
the register's keys, one key after the other; rows that share a key are paired in the order of
their other columns. Names and phones are compared by keyed digests that never leave the engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, Table

from toandan.engine import Embedded
from toandan.engine.keyed import digested_texts
from toandan.errors import ToanDanError
from toandan.lake.difference import Difference
from toandan.lake.keyring import Keyring
from toandan.registers.columns import arrow_schema
from toandan.registers.in_layout import rows_in_layout, sealed_in_layout
from toandan.registers.reading.truth import surely
from toandan.schemas.table import Guard, Register
from toandan.schemas.table import Table as Declared

ROW_N, SIDE, RANK, ROWS_N = "row_n", "side", "rank", "rows_n"
BEFORE, AFTER = -1, 1
OTHER = "other_"
PAIR = 2


@dataclass(frozen=True, slots=True)
class Version:
    """The files of one version: its name, the accepted rows, and the encrypted file beside them."""

    name: str
    rows: Path
    sealed: Path


@dataclass(slots=True)
class _Found:
    changed_n: int = 0
    columns: Counter[str] = field(default_factory=Counter)


def difference(
    engine: Embedded, register: Register, before: Version, after: Version, keyring: Keyring
) -> Difference:
    """How ``after`` differs from ``before``.

    Raises NotAllowed or BadInput where an encrypted file cannot be opened. Memory is the engine's
    to bound: what does not fit is spilled, encrypted.
    """
    sides = [
        _side(engine, register, version, keyring, side)
        for version, side in ((before, BEFORE), (after, AFTER))
    ]
    rest = engine.stored("difference_rest", _unequal(*sides))
    before_n, rest_before_n = engine.count(sides[0]), _of_side(engine, rest, BEFORE)
    found = _Found()
    unpaired, nameless = _without_key(register, rest)
    nameless_n = engine.count(nameless)
    for number, key in enumerate(register.pairing):
        grouped = engine.stored(f"difference_by_{number}", _grouped(register, unpaired, key))
        _add(engine, grouped, found)
        unpaired = _singles(grouped)
    return Difference(
        to=before.name,
        same_n=before_n - rest_before_n,
        added_n=_of_side(engine, unpaired, AFTER) + _of_side(engine, nameless, AFTER),
        gone_n=_of_side(engine, unpaired, BEFORE) + _of_side(engine, nameless, BEFORE),
        changed_n=found.changed_n,
        without_key_n=nameless_n,
        columns={name: found.columns[name] for name in _compared(register) if found.columns[name]},
    )


def _compared(register: Register) -> list[str]:
    """Every column that is compared: the stored ones, then those of the encrypted file."""
    names = (*register.stored.names, *(register.sealed.names if register.sealed else ()))
    return [name for name in names if name != ROW_N]


def _side(engine: Embedded, register: Register, version: Version, keyring: Keyring, side: int) -> Table:
    rows = rows_in_layout(engine, version.rows, register.stored)
    if register.sealed is not None:
        rows = rows.left_join(_texts(engine, register.sealed, version, keyring, side), ROW_N)
    return rows.select(*_compared(register), **{SIDE: ibis.literal(side, "int64")})


def _texts(engine: Embedded, sealed: Declared, version: Version, keyring: Keyring, side: int) -> Table:
    """One row per row number: the keyed digest of each text of the encrypted file."""
    failures: list[ToanDanError] = []
    schema = arrow_schema(sealed)

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            yield from sealed_in_layout(version.sealed, keyring, schema)
        except ToanDanError as problem:
            failures.append(problem)
            raise

    reader = pa.RecordBatchReader.from_batches(schema, batches())
    columns = [name for name in sealed.names if name != ROW_N]
    try:
        name = f"difference_texts_{side + 1}"
        return digested_texts(engine, name, reader, row=ROW_N, columns=columns, key=keyring.digest)
    except Exception:
        # The engine wraps what the stream raised; our own error says more.
        if failures:
            raise failures[0] from None
        raise


def _unequal(before: Table, after: Table) -> Table:
    """The rows of both that have no equal row on the other side, as often as they have none."""
    both = before.union(after)
    columns = [name for name in both.columns if name != SIDE]
    grouped = both.group_by(columns).agg(balance=both[SIDE].sum())
    unequal = grouped.filter(grouped.balance != 0)
    sided = unequal.mutate(
        # The engine adds integers up in 128 bits, of which no range can be made.
        **{SIDE: unequal.balance.sign().cast("int64")},
        copy=ibis.range(unequal.balance.cast("int32").abs()).unnest(),
    )
    return sided.select(*columns, SIDE)


def _without_key(register: Register, rows: Table) -> tuple[Table, Table]:
    """Rows with a number to pair them by, and rows without; a register without people has none of these."""
    numbers = [name for name in register.pairing[0] if register.stored.column(name).guard is Guard.KEYED]
    if not numbers:
        return rows, rows.filter(ibis.literal(value=False))
    has_number = _any([rows[name].notnull() for name in numbers])
    return rows.filter(has_number), rows.filter(~has_number)


def _grouped(register: Register, rows: Table, key: Sequence[str]) -> Table:
    """One row per key and rank: both sides where there are two, with what differs between them."""
    columns = _compared(register)
    beside = [name for name in columns if name not in key]
    numbers = [name for name in key if register.stored.column(name).guard is Guard.KEYED]
    same = ibis.window(group_by=[SIDE, *key], order_by=beside)
    # Without a number the rows of a key are different people: each side stays alone.
    is_nobody = ~_any([rows[name].notnull() for name in numbers]) if numbers else ibis.literal(value=False)
    apart = is_nobody.ifelse(rows[SIDE], ibis.literal(0, "int64"))
    ranked = rows.mutate(**{RANK: ibis.row_number().over(same), "apart": apart})
    values = {name: ranked[name].min() for name in beside}
    differs = {
        f"{OTHER}{name}": (ranked[name].count() == 1) | (ranked[name].min() != ranked[name].max())
        for name in beside
    }
    counted = {ROWS_N: ranked.count(), SIDE: ranked[SIDE].sum()}
    return ranked.group_by([*key, RANK, "apart"]).agg(**counted, **values, **differs)


def _add(engine: Embedded, grouped: Table, found: _Found) -> None:
    pairs = grouped.filter(grouped[ROWS_N] == PAIR)
    others = [name for name in grouped.columns if name.startswith(OTHER)]
    sums = {name: surely(pairs[name]).cast("int64").sum() for name in others}
    row = engine.fetch(pairs.agg(pairs_n=pairs.count(), **sums)).to_pylist()[0]
    found.changed_n += row.pop("pairs_n")
    found.columns.update({name.removeprefix(OTHER): int(n) for name, n in row.items() if n})


def _singles(grouped: Table) -> Table:
    """The rows that found no partner."""
    alone = grouped.filter(grouped[ROWS_N] == 1)
    kept = [
        name for name in alone.columns if not name.startswith(OTHER) and name not in {RANK, ROWS_N, "apart"}
    ]
    return alone.select(*kept)


def _of_side(engine: Embedded, rows: Table, side: int) -> int:
    return engine.count(rows.filter(rows[SIDE] == side))


def _any(parts: Sequence[BooleanValue]) -> BooleanValue:
    return reduce(lambda one, other: one | other, parts)
