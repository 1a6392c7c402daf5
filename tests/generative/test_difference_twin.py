"""The set-based difference of two versions and a slow plain one tell the same of every drawn pair."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reference import difference_twin

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import SealedWriter
from toandan.registers.columns import arrow_schema
from toandan.registers.difference import Version, difference
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Column, Kind, Register, Table

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
# A few values of each kind, so that keys repeat, are empty, and rows are equal by chance.
POOLS: dict[Kind, list[Any]] = {
    Kind.UUID: [None, str(UUID(int=1)), str(UUID(int=2)), str(UUID(int=1 << 127))],
    Kind.DATE: [date(2024, 1, 1), date(2025, 1, 1)],
    Kind.INT: [1, 2],
    Kind.BOOL: [False, True, None],
    Kind.DECIMAL: [Decimal("0.950000"), Decimal("1579758.000000")],
    Kind.TEXT: ["a", "Ă", None],
    Kind.CODE: ["02923", None],
}
# What is drawn: the keys and two or three columns beside; the others are the same in every row.
DRAWN = {
    "population": ("national_id", "national_agrees", "birth_date", "ethnicity", "full_name", "phone"),
    "participation": ("insurance_no", "national_id", "cover_start", "group_code", "amount_vnd", "full_name"),
    "plan": ("subject", "group_code", "value", "document"),
}


def rows_of(register: Register) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some rows with their stored and sealed columns."""
    sealed = register.sealed.columns if register.sealed else ()
    columns = {column.name: column for column in (*register.stored.columns, *sealed)}
    columns.pop("row_n")
    drawn = DRAWN[register.name]
    values = {
        name: st.sampled_from(POOLS[column.kind]) if name in drawn else st.just(fixed(column))
        for name, column in columns.items()
    }
    return st.lists(st.fixed_dictionaries(values), max_size=8)


def fixed(column: Column) -> Any:
    """One value for every row."""
    return next(value for value in POOLS[column.kind] if value is not None)


def written(folder: Path, register: Register, rows: Sequence[dict[str, Any]], name: str) -> Version:
    """The rows as the files of a version."""
    numbered = [{**row, "row_n": number} for number, row in enumerate(rows, start=1)]
    version = Version(name, folder / f"{name}.parquet", folder / f"{name}.sealed.parquet")
    pq.write_table(table(register.stored, numbered), version.rows)
    if register.sealed is not None:
        contacts = table(register.sealed, numbered)
        with SealedWriter(version.sealed, contacts.schema, KEYRING) as writer:
            writer.write(contacts)
    return version


def table(declared: Table, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """The declared columns of the rows."""
    schema = arrow_schema(declared)
    columns = {
        field.name: pa.array([as_stored(row[field.name], field.type) for row in rows], field.type)
        for field in schema
    }
    return pa.table(columns, schema=schema)


def as_stored(value: Any, kind: pa.DataType) -> Any:
    """A UUID as its bytes, anything else as it is."""
    return UUID(value).bytes if value is not None and kind == pa.uuid() else value


@pytest.fixture(scope="module")
def engine() -> Iterator[Embedded]:
    """One session for all pairs."""
    with open_engine(Settings(threads=2)) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(DRAWN))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_tell_the_same(engine: Embedded, name: str, data: st.DataObject) -> None:
    register = REGISTERS[name]
    before = data.draw(rows_of(register))
    kept = data.draw(st.lists(st.sampled_from(before), max_size=8)) if before else []
    after = kept + data.draw(rows_of(register))
    with tempfile.TemporaryDirectory() as folder:
        old, new = (
            written(Path(folder), register, rows, side) for side, rows in (("old", before), ("new", after))
        )
        found = asdict(difference(engine, register, old, new, KEYRING))
    assert found.pop("to") == "old"
    assert found == difference_twin.difference(register, before, after, KEYRING.digest)
