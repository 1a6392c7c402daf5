"""How fast an extract is taken in, beside a bare copy of the same file.

    python -m bench.intake [--rows 2000000] [--register population|participation] [--rounds 3]
    python -m bench.intake --shape twice
    python -m bench.intake --shape xlsx --rows 1048575 --rounds 1

Makes its own rows in a temporary folder, takes them in with everything on (checks, keyed ids,
encryption, quarantine, commit), and prints rows per second, rows per CPU second, the highest
resident memory, and the ratio to DuckDB copying the same rows as CSV to Parquet without looking at
them. Intake and copy take turns, and medians are told: a shared machine changes while it runs.
``twice`` is an extract in which everybody stands twice, ``xlsx`` one sheet of a workbook.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import xlsxwriter

from toandan.lake.home import Home
from toandan.lake.key_file import create_keyring
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import take_in
from toandan.places.load import atlas_at

AS_OF = date(2025, 10, 31)
PROVINCE = "15"
FAMILIES = np.array(["Nguyễn", "Trần", "Lê", "Hoàng", "Vàng", "Giàng", "Lý", "Tẩn"])
MIDDLES = np.array(["Văn", "Thị", "Đức", "Thị Ngọc"])
GIVEN = np.array(["Anh", "Bình", "Cường", "Dương", "Hà", "Hoà", "Minh", "Phượng"])
# One row in a hundred is broken in some way.
DIRT = 100


def main() -> None:
    """Make the rows, take them in, copy them bare, and print the figures."""
    options = _options()
    if options.step is not None:
        print(json.dumps(measured(lambda: STEPS[options.step](options))))
        return
    used: dict[str, list[dict[str, float]]] = {"intake": [], "bare": []}
    with tempfile.TemporaryDirectory() as name:
        _apart("make", options, name)
        size = _file(Path(name), options.shape).stat().st_size
        for step in ("bare", "intake") * options.rounds:
            used[step].append(_apart(step, options, name))
    _report(options, size, {step: _median(rounds) for step, rounds in used.items()})


def _median(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The median of every figure, and the highest memory."""
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    return {**middle, "peak_mb": max(one["peak_mb"] for one in rounds)}


def _apart(step: str, options: argparse.Namespace, folder: str) -> dict[str, float]:
    """One step in a process of its own, so that its memory is only its own."""
    asked = ["--register", options.register, "--rows", str(options.rows), "--shape", options.shape]
    command = [sys.executable, "-m", "bench.intake", *asked, "--step", step, "--folder", folder]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(told.stdout)
    return figures


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Wall and CPU seconds of some work, and the highest resident memory of this process in MB."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    used = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return {**used, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def make(register: str, rows: int, folder: Path) -> None:
    """Write so many synthetic rows of a register as CSV; equal arguments give equal bytes."""
    columns = {"population": _population, "participation": _participation}[register](rows)
    pa_csv.write_csv(_table(columns), folder / "rows.csv")


def _table(columns: dict[str, np.ndarray]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _make(options: argparse.Namespace) -> None:
    """The rows in their shape; also as CSV, for the bare copy."""
    once = options.rows // 2 if options.shape == "twice" else options.rows
    make(options.register, once, options.folder)
    path = options.folder / "rows.csv"
    if options.shape == "twice":
        heading, _, rows = path.read_bytes().partition(b"\n")
        path.write_bytes(heading + b"\n" + rows + rows)
    if options.shape == "xlsx":
        _write_sheet(path, options.folder / "rows.xlsx")


def _write_sheet(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8", newline="") as opened:
        book = xlsxwriter.Workbook(target, {"constant_memory": True})
        sheet = book.add_worksheet()
        for row_n, row in enumerate(csv.reader(opened)):
            for place, text in enumerate(row):
                sheet.write_string(row_n, place, text)
        book.close()


def _file(folder: Path, shape: str) -> Path:
    return folder / ("rows.xlsx" if shape == "xlsx" else "rows.csv")


def _people(rows: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    year = rng.integers(1940, 2025, rows)
    is_female = rng.integers(0, 2, rows)
    century = np.where(year >= 2000, 2, 0) + is_female
    number = (10 + np.arange(rows) // 10**6) * 10**9 + century * 10**8 + year % 100 * 10**6
    name = [
        FAMILIES[rng.integers(0, 8, rows)],
        MIDDLES[rng.integers(0, 4, rows)],
        GIVEN[rng.integers(0, 8, rows)],
    ]
    communes = np.array([unit.code for unit in atlas_at(AS_OF).communes_under(PROVINCE)])
    return {
        "national_id": _digits(number + np.arange(rows) % 10**6, 12),
        "full_name": _joined(" ", *name),
        "birth_date": _day(year, rng.integers(1, 13, rows), rng.integers(1, 29, rows)),
        "sex": np.where(is_female == 1, "female", "male"),
        "commune": np.where(
            np.arange(rows) % DIRT == 0, "99999", communes[rng.integers(0, len(communes), rows)]
        ),
    }


def _population(rows: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    households = rng.integers(0, rows // 4 + 1, rows)
    return {
        **_people(rows, rng),
        "ethnicity": np.full(rows, "Kinh"),
        "nationality": np.full(rows, "VN"),
        "household_no": _digits(households, 9),
        "relation_to_head": np.full(rows, "child"),
        "residence_kind": np.full(rows, "permanent"),
        "residence_from": np.full(rows, "2024-12-31"),
        "origin_text": _joined(" ", np.full(rows, "Thôn"), (households % 40).astype(str)),
        "phone": _digits(900_000_000 + np.arange(rows) % 10**8, 10),
    }


def _participation(rows: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    holder = np.arange(rows) // 2
    person = {name: values[: rows // 2 + 1][holder] for name, values in _people(rows, rng).items()}
    start = np.where(np.arange(rows) % 2 == 0, "2024-01-01", "2025-01-01")
    return {
        **person,
        "insurance_no": _joined("", np.full(rows, "GD4"), np.full(rows, PROVINCE), _digits(holder, 10)),
        "commune": person["commune"],
        "commune_on": np.full(rows, AS_OF.isoformat()),
        "group_code": np.full(rows, "GD"),
        "benefit_digit": np.full(rows, "4"),
        "facility": np.full(rows, "10061"),
        "payer_code": np.full(rows, "0100109106"),
        "valid_from": start,
        "valid_to": np.char.replace(start, "01-01", "12-31"),
        "amount_vnd": np.full(rows, "1263600"),
        "birth_date": np.full(rows, "1985-06-01"),
    }


def _digits(numbers: np.ndarray, width: int) -> np.ndarray:
    return np.char.zfill(numbers.astype(str), width)


def _day(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    return _joined("-", year.astype(str), _digits(month, 2), _digits(day, 2))


def _joined(between: str, first: np.ndarray, *rest: np.ndarray) -> np.ndarray:
    for part in rest:
        first = np.char.add(np.char.add(first, between), part)
    return first


def _take_in(options: argparse.Namespace) -> None:
    # A home of its own each time: the same bytes would be recognised.
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    take_in(
        law=shipped(),
        home=Home(folder / "home"),
        keyring=create_keyring(folder / "keys.json"),
        register=options.register,
        files=[_file(options.folder, options.shape)],
        scope=PROVINCE,
        as_of=AS_OF,
        received_at=datetime(2025, 11, 1, tzinfo=UTC),
        synthetic=True,
    )
    shutil.rmtree(folder)


def _bare_copy(options: argparse.Namespace) -> None:
    source, target = options.folder / "rows.csv", options.folder / "bare.parquet"
    query = f"COPY (FROM read_csv('{source}', all_varchar = true)) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    duckdb.connect().execute(query).fetchall()


def _report(options: argparse.Namespace, size: int, used: dict[str, dict[str, float]]) -> None:
    rows = options.rows
    print(f"{options.register}, {options.shape}: {rows:,} synthetic rows, {size / 1e6:,.0f} MB")
    for step in ("intake", "bare"):
        own = used[step]
        print(
            f"  {step:8s} {rows / own['wall']:>12,.0f} rows/s {rows / own['cpu']:>12,.0f} rows/CPU-s"
            f"   wall {own['wall']:6.1f} s   cpu {own['cpu']:6.1f} s   peak {own['peak_mb']:,.0f} MB"
        )
    print(
        f"  intake takes {used['intake']['cpu'] / used['bare']['cpu']:.1f} times the CPU of the bare copy as CSV"
    )


STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "make": _make,
    "intake": _take_in,
    "bare": _bare_copy,
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--register", choices=("population", "participation"), default="population")
    parser.add_argument("--shape", choices=("once", "twice", "xlsx"), default="once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--step", choices=tuple(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
