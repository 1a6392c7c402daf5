"""How long closing a province takes: `python -m bench.closing [--people N] [--keep DIR]`.

Makes registers of a province's size directly in the layout the lake keeps (1,673,064
residents, 3,000,000 cards), closes one month with the command people use, and prints the
seconds with Python's start, the peak memory, and the ratio to a bare scan of the columns a
closing reads: the floor no closing can get under.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from bench.made import AS_OF, EPOCH, NEW, READ, SEED, commit, days, ids, picked, table

from toandan.lake.home import Home
from toandan.lake.scope import Scope
from toandan.lake.snapshot import Snapshot
from toandan.lawbook.law import shipped
from toandan.places.load import atlas

PEOPLE, CARDS_PER_PERSON = 1_673_064, 3_000_000 / 1_673_064
SCOPE = Scope(NEW, "15")


def registers(people_n: int) -> dict[str, pa.Table]:
    """A population of the size, and its cards over two years."""
    draw = np.random.default_rng(SEED)
    communes = [unit.code for unit in atlas(NEW).communes_under("15")]
    groups = list(shipped().groups_at(AS_OF))
    vintage = (NEW - EPOCH).days
    birth, home = draw.integers(-14_000, 20_000, people_n), draw.integers(0, len(communes), people_n)
    sex = draw.integers(0, 2, people_n)
    everybody = np.arange(people_n)
    population = {
        "national_id": ids(everybody, 1, draw.random(people_n) < 0.02),
        "birth_date": days(birth),
        "birth_precision": picked(["day"], np.zeros(people_n)),
        "sex": picked(["male", "female"], sex),
        "vintage": days(np.full(people_n, vintage)),
        "commune_code": picked(communes, home),
        "residence_kind": picked(["permanent", "temporary"], draw.random(people_n) < 0.05),
    }
    cards_n = round(people_n * CARDS_PER_PERSON)
    holder = draw.integers(0, people_n, cards_n)
    start = (date(2024, 1, 1) - EPOCH).days + draw.integers(0, 670, cards_n)
    elsewhere = np.where(draw.random(cards_n) < 0.03, draw.integers(0, len(communes), cards_n), home[holder])
    participation = {
        "insurance_no": ids(holder, 2, np.zeros(cards_n, bool)),
        "national_id": ids(holder, 1, draw.random(cards_n) < 0.03),
        "birth_date": days(birth[holder]),
        "birth_precision": picked(["day"], np.zeros(cards_n)),
        "sex": picked(["male", "female"], sex[holder]),
        "group_code": picked(groups, draw.integers(0, len(groups), cards_n)),
        "benefit_digit": picked(["4"], np.zeros(cards_n)),
        "vintage": days(np.full(cards_n, vintage)),
        "commune_code": picked(communes, elsewhere),
        "cover_start": days(start),
        "cover_end": days(start + draw.choice([90, 180, 365], cards_n)),
        "paid_on": days(start - 5),
    }
    return {
        "population": table("population", people_n, population),
        "participation": table("participation", cards_n, participation),
    }


def scanned(snapshots: dict[str, Snapshot]) -> float:
    """Seconds to read every column a closing reads, once, and do nothing with it."""
    started = time.perf_counter()
    for register, columns in READ.items():
        counts = ", ".join(f"max({name})" for name in columns.split(", "))
        path = str(snapshots[register].rows)
        duckdb.execute(f"SELECT {counts} FROM read_parquet('{path}')").fetchall()  # noqa: S608  (our own names)
    return time.perf_counter() - started


def closed(home: Home) -> tuple[float, float, int]:
    """Wall seconds, processor seconds and peak KiB of `toandan close` in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "toandan", "close", "2025-10", "--home", str(home.root)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ.copy(),
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, busy, after.ru_maxrss


def main() -> None:
    """Make, close, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(options.keep or Path(folder) / "home")
        tables = registers(options.people)
        snapshots = {register: commit(home, register, SCOPE, rows) for register, rows in tables.items()}
        rows_n = {register: f"{rows.num_rows:,}" for register, rows in tables.items()}
        del tables
        floor = scanned(snapshots)
        wall, busy, peak = closed(home)
    print(f"registers: {rows_n} (synthetic)")
    print(f"close 2025-10: {wall:.1f} s wall, {busy:.1f} s of processor, peak {peak / 1024**2:.2f} GiB")
    print(f"bare scan of the same columns: {floor:.2f} s; ratio {wall / floor:.0f}")


if __name__ == "__main__":
    main()
