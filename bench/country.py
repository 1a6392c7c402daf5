"""Closing a whole country: `python -m bench.country [--people 102000000] [--memory 8GB] [--keep DIR] [--exceptions 0.03]`.

Makes the registers of 34 provinces (102 million people, 97 million cards, random 128-bit ids, rows
not sorted by id, one person in fifty with the card in another province) in bounded memory, then, each
in a process of its own with two threads: a plain scan of the columns a closing reads, the first
closing with its spells written, the month after from the same snapshots (linked registers and
spells are reused), and sixty month-ends. Prints seconds, the ratio to the scan and peak memory,
Python included; beside it pandas and Polars on a slice of 10 million people. With ``--exceptions`` a
spine says of that share of the rows that they are another person than their own id gives, one in two
of them somebody whom no number names.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from bench.made import NEW, READ, commit, grounds, participation, population
from bench.peers import with_pandas, with_polars

from toandan.accounts.boundaries import place_links
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.work import WorkInput
from toandan.lawbook.law import shipped
from toandan.pipeline import graph
from toandan.pipeline.close import close_month
from toandan.pipeline.complete import SINCE_SCHEMA
from toandan.pipeline.linked import SPELLS_MERGED
from toandan.pipeline.spine_commit import SpineDraft, commit_spine
from toandan.places.load import atlas
from toandan.places.vintage import vintage_at
from toandan.progress import SILENT, Progress
from toandan.registers.columns import arrow_schema
from toandan.schemas.closing import COVER_SPELL
from toandan.schemas.linked import LINKED_TABLES
from toandan.schemas.spine import LINK_ALIAS
from toandan.values.month import Month

PEOPLE = 102_000_000
FIRST = Month(2025, 10)
SLICE = 10_000_000
SCANS = 3
KIB_IN_GIB = 1024**2


def main() -> None:
    """Make, scan, close twice, look back, print."""
    options = _options()
    if options.step:
        print(json.dumps(STEPS[options.step](options)))
        return
    with tempfile.TemporaryDirectory() as folder:
        options.home = options.keep or str(Path(folder) / "home")
        rows = _apart("make", options)
        print(f"registers: {rows['told']} (synthetic), made in {rows['wall']:.0f} s", flush=True)
        if options.exceptions:
            print(f"exceptions of a spine: {_apart('spine', options)['told']:,} (synthetic)", flush=True)
        floor = sorted(_apart("scan", options)["told"])[SCANS // 2]
        print(f"plain scan of the columns a closing reads: {floor:.2f} s (median of {SCANS})", flush=True)
        for step, title in TITLES.items():
            used = _apart(step, options)
            print(
                f"{title}: {used['wall']:.1f} s wall, {used['cpu']:.1f} s of processor,"
                f" {used['wall'] / floor:.1f}x the scan, peak {used['peak_gib']:.2f} GiB",
                flush=True,
            )

        _beside_peers(options, Path(folder))


def _beside_peers(options: argparse.Namespace, folder: Path) -> None:
    """Our whole closing and what the peers count, on a slice of the size, each in a process of its own."""
    options.people, options.home = min(options.people, SLICE), str(folder / "slice")
    rows = _apart("make", options)
    print(f"slice: {rows['told']} (synthetic)", flush=True)
    for step in ("first", "polars", "pandas"):
        used = _apart(step, options)
        title = (
            "a whole closing" if step == "first" else f"{step}: two counts, nothing written, {used['told']}"
        )
        print(
            f"{title}: {used['wall']:.1f} s wall, {used['cpu']:.1f} s of processor, peak {used['peak_gib']:.2f} GiB",
            flush=True,
        )


def _apart(step: str, options: argparse.Namespace) -> dict[str, Any]:
    asked = [
        "--people",
        str(options.people),
        "--memory",
        options.memory,
        "--home",
        options.home,
        "--exceptions",
        str(options.exceptions),
        "--step",
        step,
    ]
    started = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-m", "bench.country", *asked], check=True, stdout=subprocess.PIPE, text=True
    )
    return {"wall": time.perf_counter() - started, **json.loads(told.stdout.splitlines()[-1])}


def _measured(work: Callable[[argparse.Namespace], Any]) -> Callable[[argparse.Namespace], dict[str, Any]]:
    def measured(options: argparse.Namespace) -> dict[str, Any]:
        told = work(options)
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {"told": told, "cpu": used.ru_utime + used.ru_stime, "peak_gib": used.ru_maxrss / KIB_IN_GIB}

    return measured


def make(options: argparse.Namespace) -> dict[str, int]:
    """The registers of every province, committed one after the other; kept ones stay."""
    home = Home(Path(options.home))
    if home.lake.exists():
        return {name: _rows_n(home, name) for name in READ}
    lands = grounds(options.people, [unit.code for unit in atlas(NEW).children("VN")])
    for n, land in enumerate(lands):
        neighbour = lands[n - 1]
        commit(home, "population", land.scope, population(land))
        commit(home, "participation", land.scope, participation(land, neighbour))
        vars(neighbour).pop("people", None)
    return {name: _rows_n(home, name) for name in READ}


def _rows_n(home: Home, register: str) -> int:
    return sum(one.card.accepted_n for one in Lake.open(home).snapshots(register))


def spine(options: argparse.Namespace) -> int:
    """A spine with exceptions for a share of the rows of every extract; how many."""
    home = Home(Path(options.home))
    snapshots = Lake.open(home).snapshots()
    if Lake.open(home).works("spine"):
        return 0
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("SET arrow_lossless_conversion = true").fetchall()
        parts = [
            connection.execute(
                "SELECT $2 AS snapshot_id, row_n, CASE WHEN row_n % 2 = 0 AND national_id IS NOT NULL"
                " THEN national_id ELSE md5($2 || row_n)::uuid END AS person_id, 'drawn' AS evidence"
                " FROM read_parquet($1) WHERE hash(row_n) % 10000 < $3",
                [[str(one.rows)], str(one.id), round(options.exceptions * 10_000)],
            ).to_arrow_table()
            for one in snapshots
            if one.id.register in READ
        ]
    exceptions = pa.concat_tables(parts)
    draft = SpineDraft(
        exceptions=exceptions,
        aliases=arrow_schema(LINK_ALIAS).empty_table(),
        made_from=[WorkInput("snapshot", str(one.id), one.card_sha256) for one in snapshots],
        version="drawn/1",
        parameters={"share": options.exceptions},
    )
    at = datetime(2025, 11, 1, tzinfo=UTC)
    commit_spine(home=home, draft=draft, by="bench", at=at, settings=Settings(threads=2))
    return int(exceptions.num_rows)


def scan(options: argparse.Namespace) -> list[float]:
    """Seconds to read every column a closing reads, once, and do nothing with it."""
    lake = Lake.open(Home(Path(options.home)))
    seconds = []
    for _ in range(SCANS):
        started = time.perf_counter()
        for register, columns in READ.items():
            files = [str(one.rows) for one in lake.snapshots(register)]
            wanted = ", ".join(f"max({name})" for name in columns.split(", "))
            with duckdb.connect(config={"threads": 2}) as connection:
                connection.execute(f"SELECT {wanted} FROM read_parquet($1)", [files]).fetchall()  # noqa: S608
        seconds.append(time.perf_counter() - started)
    return seconds


def close(month: Month, options: argparse.Namespace, *, carry: bool = False) -> str:
    """One closing, told step by step on stderr."""
    settings = Settings(threads=2, memory_limit=options.memory, temp_parent=_temp(options))
    told = Progress(say=lambda text: print(f"  {text}", file=sys.stderr, flush=True), advance=SILENT.advance)
    return close_month(
        law=shipped(),
        home=Home(Path(options.home)),
        month=month,
        carry=carry,
        settings=settings,
        progress=told,
    ).card.id


def look_back(options: argparse.Namespace) -> int:
    """Sixty month-ends, commune by commune, from the linked registers as they are kept; rows counted."""
    lake, settings = Lake.open(Home(Path(options.home))), Settings(threads=2, memory_limit=options.memory)
    closing = lake.closings(str(FIRST))[-1]
    with open_engine(settings) as engine:
        tables = {table.name: engine.read_parquet(closing.files(table.name)) for table in LINKED_TABLES}
        # The last file of the spells holds those of people with several cards.
        tables[SPELLS_MERGED] = engine.read_parquet(closing.files(COVER_SPELL.name)[-1:])
        inputs = {
            **tables,
            "cover_since": engine.table_of("cover_since", _all_months()),
            "month": FIRST,
            "places": engine.table_of("places", place_links(vintage_at(FIRST.last_day))),
        }
        wanted = "out_history__month_commune"
        made, _ = graph.run(engine, graph.COUNTING, [wanted], inputs)
        return engine.count(made[wanted])


def _all_months() -> pa.Table:
    """Every commune as if its cards were complete since ever, so that all sixty month-ends are counted."""
    communes = [unit.code for unit in atlas(vintage_at(FIRST.last_day)).leaves_under("VN")]
    return pa.table({"commune_code": communes, "first_n": [0] * len(communes)}, schema=SINCE_SCHEMA)


def peer(name: str, options: argparse.Namespace) -> dict[str, int]:
    """The two counts by a peer."""
    lake = Lake.open(Home(Path(options.home)))
    files = [[one.rows for one in lake.snapshots(register)] for register in ("population", "participation")]
    return {"polars": with_polars, "pandas": with_pandas}[name](*files)


def _temp(options: argparse.Namespace) -> Path:
    folder = Path(options.home) / "temp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--memory", default="6GB", help="of the engine; Python stands beside it")
    asked.add_argument("--keep", default=os.environ.get("TOANDAN_BENCH_HOME", ""))
    asked.add_argument(
        "--exceptions", type=float, default=0.0, help="share of the rows that a spine corrects"
    )
    asked.add_argument("--home", default="")
    asked.add_argument("--step", default="", choices=["", *STEPS])
    return asked.parse_args()


TITLES = {
    "first": "first closing, spells written",
    "next": "a month from the same snapshots, linked registers and spells reused",
    "history": "sixty month-ends by commune, from the linked registers",
}
STEPS = {
    "make": _measured(make),
    "spine": _measured(spine),
    "scan": _measured(scan),
    "first": _measured(lambda options: close(FIRST, options)),
    "next": _measured(lambda options: close(FIRST.plus(1), options, carry=True)),
    "history": _measured(look_back),
    "polars": _measured(lambda options: peer("polars", options)),
    "pandas": _measured(lambda options: peer("pandas", options)),
}

if __name__ == "__main__":
    main()
