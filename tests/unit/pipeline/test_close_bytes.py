"""The same inputs give the same bytes: on one thread and two, and when memory is short."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.builders import OCTOBER, Office, commit, office

from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.pipeline.close import closed
from toandan.progress import Progress
from toandan.registers.columns import arrow_schema
from toandan.schemas.registers import REGISTERS
from toandan.values.month import Month

PEOPLE = 60_000
COMMUNES = ("02905", "02923", "02908", "02926", "02680")
MONTH = Month(2025, 10)


def _ids(values: np.ndarray) -> pa.Array:
    scattered = values.astype("uint64") * np.uint64(0x9E3779B97F4A7C15)
    raw = np.stack([scattered, scattered ^ np.uint64(77)], 1).tobytes()
    made = pa.Array.from_buffers(pa.binary(16), len(values), [None, pa.py_buffer(raw)])
    return pa.ExtensionArray.from_storage(pa.uuid(), made)


def _table(register: str, columns: dict[str, pa.Array], rows_n: int) -> pa.Table:
    schema = arrow_schema(REGISTERS[register].stored)
    given = {"row_n": pa.array(range(1, rows_n + 1), pa.int64()), **columns}
    return pa.table(
        {field.name: given.get(field.name, pa.nulls(rows_n, field.type)) for field in schema}, schema=schema
    )


def _days(first: date, offsets: np.ndarray) -> pa.Array:
    return pa.array([first + timedelta(int(n)) for n in offsets % 360], pa.date32())


def _same(value: object, rows_n: int, kind: pa.DataType) -> pa.Array:
    return pa.array([value] * rows_n, kind)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with enough people that a small memory limit spills."""
    made, n = office(tmp_path_factory.mktemp("bytes")), np.arange(PEOPLE)
    communes = pa.array([COMMUNES[int(i)] for i in n % len(COMMUNES)])
    shared = {
        "national_id": _ids(n),
        "birth_date": _days(date(1980, 1, 1), n * 7),
        "sex": pa.array(["male" if i % 2 else "female" for i in n]),
        "vintage": _same(date(2025, 7, 1), PEOPLE, pa.date32()),
        "commune_code": communes,
    }
    people = {"residence_kind": _same("permanent", PEOPLE, pa.string())}
    commit(made.home, "population", _table("population", shared | people, PEOPLE), scope="15", as_of=OCTOBER)
    cards = {
        "national_id": _ids(n * 3 % PEOPLE),
        "insurance_no": _ids(n * 3 % PEOPLE + PEOPLE),
        "group_code": pa.array([("GD", "DN", "TE")[int(i)] for i in n % 3]),
        "cover_start": _days(date(2024, 11, 20), n * 13),
        "cover_end": _same(date(2026, 1, 1), PEOPLE, pa.date32()),
    }
    commit(
        made.home, "participation", _table("participation", shared | cards, PEOPLE), scope="15", as_of=OCTOBER
    )
    closed(home=made.home, law=shipped(), month=MONTH, settings=Settings(threads=2))
    return made


@pytest.mark.parametrize("threads", [1, 2])
def test_any_number_of_threads_gives_the_same_bytes(large: Office, threads: int) -> None:
    """`again` compares the sha256 of every table with the first closing and raises when one differs."""
    assert closed(
        home=large.home, law=shipped(), month=MONTH, again=True, settings=Settings(threads=threads)
    ).unchanged


def test_too_little_memory_spills_and_gives_the_same_bytes(large: Office, tmp_path: Path) -> None:
    """The size of the temp folder is looked at whenever a step begins."""
    spilled: list[int] = []

    def look(_: str) -> None:
        spilled.append(sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()))

    small = Settings(threads=1, memory_limit="32MB", temp_parent=tmp_path)
    looking = Progress(say=look, advance=lambda *_: None)
    assert closed(
        home=large.home, law=shipped(), month=MONTH, again=True, settings=small, progress=looking
    ).unchanged
    assert max(spilled) > 1_000_000
