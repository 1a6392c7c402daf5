"""Small registers written straight into a lake, as intake leaves them.

People are told by short names: ``person("an")`` is the keyed id of An, whatever real keys
would make of it. Everything not named has a plain default, so a test shows only what matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.lake.card import Card, Source
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.scope import Scope
from toandan.lake.snapshot import ROWS, Snapshot, SnapshotId
from toandan.lake.text import sha256_of
from toandan.places.vintage import vintage_at
from toandan.registers.columns import arrow_schema
from toandan.schemas.registers import REGISTERS

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
OCTOBER = date(2025, 10, 31)
Row = dict[str, Any]


def person(name: str) -> UUID:
    """The keyed national id of somebody."""
    return uuid5(NAMESPACE_OID, f"national_id:{name}")


def number(name: str) -> UUID:
    """The keyed insurance number of somebody; never equal to a national id."""
    return uuid5(NAMESPACE_OID, f"insurance_no:{name}")


def resident(name: str | None = None, **changes: Any) -> Row:
    """A row of the population register; ``name`` None is somebody without a personal id."""
    row: Row = {
        "national_id": person(name) if name else None,
        "birth_date": date(1990, 5, 1),
        "birth_precision": "day",
        "sex": "female",
        "commune_code": "02905",
        "residence_kind": "permanent",
    }
    return row | changes


def card(name: str | None = None, **changes: Any) -> Row:
    """A row of the participation register, valid through 2025; ``name`` None carries no personal id."""
    row: Row = {
        "national_id": person(name) if name else None,
        "insurance_no": number(name) if name else None,
        "birth_date": date(1990, 5, 1),
        "birth_precision": "day",
        "sex": "female",
        "group_code": "GD",
        "benefit_digit": "4",
        "commune_code": "02905",
        "cover_start": date(2025, 1, 1),
        "cover_end": date(2026, 1, 1),
    }
    return row | changes


def plan(value: int | str, **changes: Any) -> Row:
    """A row of the plan register: health insurance of everybody in province 15, for 2025."""
    row: Row = {
        "subject_kind": "place",
        "subject": "15",
        "insurance": "health",
        "period": "2025",
        "kind": "plan",
        "value": Decimal(value),
        "unit": "people",
        "comparison": "at_least",
        "document": "Plan 2025",
        "period_start": date(2025, 1, 1),
        "period_end": date(2026, 1, 1),
    }
    return row | changes


def target(share: str, **changes: Any) -> Row:
    """A target as a share of the population, to be reached in 2025."""
    row = plan(share, kind="target", unit="share_of_population", document="Resolution")
    return row | changes


def figure(value: int, **changes: Any) -> Row:
    """A population figure of province 15."""
    row: Row = {
        "place": "15",
        "date": OCTOBER,
        "kind": "published",
        "value": value,
        "source": "Yearbook",
        "origin": "Yearbook 2025",
    }
    return row | changes


def payment(receipt_no: str, name: str | None = None, **changes: Any) -> Row:
    """A receipt of 20 October for the six months from November; ``name`` None carries no personal id."""
    row: Row = {
        "receipt_no": receipt_no,
        "national_id": person(name) if name else None,
        "months": 6,
        "from_date": date(2025, 11, 1),
        "amount_vnd": 631_800,
        "paid_on": date(2025, 10, 20),
        "agent_code": "NV007",
    }
    return row | changes


@dataclass(frozen=True)
class Office:
    """One office's lake in a test; each method takes one more extract in."""

    home: Home

    def population(self, *rows: Row, scope: str = "15", as_of: date = OCTOBER, **more: Any) -> Snapshot:
        """A population extract."""
        return self.extract("population", rows, scope=scope, as_of=as_of, **more)

    def participation(self, *rows: Row, scope: str = "15", as_of: date = OCTOBER, **more: Any) -> Snapshot:
        """A participation extract."""
        return self.extract("participation", rows, scope=scope, as_of=as_of, **more)

    def plans(self, *rows: Row, scope: str = "15", as_of: date = OCTOBER, **more: Any) -> Snapshot:
        """An extract of plans and targets."""
        return self.extract("plan", rows, scope=scope, as_of=as_of, **more)

    def figures(self, *rows: Row, scope: str = "15", as_of: date = OCTOBER, **more: Any) -> Snapshot:
        """An extract of population figures."""
        return self.extract("population_figure", rows, scope=scope, as_of=as_of, **more)

    def payments(self, *rows: Row, scope: str = "15", as_of: date = OCTOBER, **more: Any) -> Snapshot:
        """An extract of payments."""
        return self.extract("payment", rows, scope=scope, as_of=as_of, **more)

    def extract(
        self,
        register: str,
        rows: Sequence[Row],
        *,
        scope: str,
        as_of: date,
        synthetic: bool = True,
        complete_since: str = "",
    ) -> Snapshot:
        """Commit the rows as the next version of an extract."""
        table = stored(register, rows, vintage_at(as_of))
        return commit(
            self.home,
            register,
            table,
            scope=scope,
            as_of=as_of,
            synthetic=synthetic,
            complete_since=complete_since,
        )


def office(folder: Path) -> Office:
    """An office with an empty lake."""
    return Office(Home(folder / "home"))


def stored(register: str, rows: Sequence[Row], vintage: date) -> pa.Table:
    """The rows in the layout the lake keeps, numbered from 1."""
    schema = arrow_schema(REGISTERS[register].stored)
    numbered = [{"row_n": n, "vintage": vintage} | row for n, row in enumerate(rows, 1)]
    return pa.table(
        {field.name: _column([row.get(field.name) for row in numbered], field.type) for field in schema},
        schema=schema,
    )


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    if kind == pa.uuid():
        raw = [None if value is None else value.bytes for value in values]
        return pa.ExtensionArray.from_storage(kind, pa.array(raw, pa.binary(16)))
    return pa.array(values, kind)


def commit(
    home: Home,
    register: str,
    rows: pa.Table,
    *,
    scope: str,
    as_of: date,
    synthetic: bool = True,
    complete_since: str = "",
) -> Snapshot:
    """Commit stored rows as the next version of an extract."""
    place = Scope(vintage_at(as_of), scope)
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="test", keyring=None) as writer, writer.staging("test") as folder:
        pq.write_table(rows, folder / ROWS, compression="zstd")
        name = SnapshotId(register, place, as_of, writer.next_version(register, place, as_of))
        made = _card(name, folder, rows.num_rows, synthetic=synthetic)
        return writer.commit_snapshot(folder, replace(made, complete_since=complete_since))


def _card(name: SnapshotId, folder: Path, rows_n: int, *, synthetic: bool) -> Card:
    return Card(
        id=str(name),
        origin="made by a test",
        sources=(Source("rows.csv", 1, "ab" * 32, rows_n),),
        received_at="2025-11-01T00:00:00+00:00",
        received_n=rows_n,
        accepted_n=rows_n,
        quarantined_n=0,
        files={ROWS: sha256_of(folder / ROWS)},
        legal_basis="test",
        synthetic=synthetic,
        layout=f"{name.register}/1",
        places_version="test",
        software_version="0",
    )
