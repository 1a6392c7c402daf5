"""What reading published accounts costs, beside the bare reading of the same files with Arrow.

    python -m bench.accounts [--home DIR --month 2025-10 --place 15] [--people 20000] [--runs 5]

Without --home a synthetic province is made and closed for it (`toandan demo`). Three things are measured in
processor time, the machine's and the system's: statements in a process that holds the closed month, for
every commune of the province, the province, and areas of several communes, by every breakdown; the
commands as people run them, each in a process of its own; and the floor: the same Parquet files read by
Arrow alone, in this process and as a Python process that does nothing else. Prints median and p95 and how many times
the floor.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lawbook.law import shipped
from toandan.pipeline.accounts import ClosedAccounts, read_accounts
from toandan.pipeline.published import ACCOUNTS, released_closing
from toandan.places.load import atlas
from toandan.schemas.closing import PARTICIPANTS
from toandan.values.month import MONTHS_A_YEAR, Month

BREAKDOWNS = ("commune", "group", "age", "sex", "entitlement")
AREAS_OF, SEED = range(2, 22), 20251031
MONTH, PLACE, PEOPLE, RUNS = "2025-10", "15", 20_000, 5
HOUSEHOLD = Path("docs/how-to/quote/household.yaml")
BARE = "import sys, pyarrow.parquet as pq\nfor path in sys.argv[1:]: pq.ParquetFile(path).read()"


@dataclass(frozen=True)
class Measured:
    """Processor milliseconds of every run of one thing."""

    what: str
    runs: Sequence[float]

    @property
    def median(self) -> float:
        """Of all runs."""
        return statistics.median(self.runs)

    def told(self, floor: Measured) -> str:
        """Median, p95, and the median as so many times the floor's."""
        p95 = sorted(self.runs)[min(len(self.runs) - 1, round(0.95 * len(self.runs)))]
        return f"{self.what:46} median {self.median:8.1f} ms   p95 {p95:8.1f} ms   {self.median / floor.median:6.2f} × the floor"


def timed(what: str, works: Sequence[Callable[[], object]]) -> Measured:
    """Each piece of work once, in this process."""
    found = []
    for work in works:
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return Measured(what, found)


def command(what: str, words: Sequence[str], home: Path, runs: int) -> Measured:
    """A command so many times, each in a process of its own."""
    found = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            words, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"TOANDAN_HOME": str(home)}
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append(used * 1000)
    return Measured(what, found)


def files_of(home: Home, month: Month) -> list[Path]:
    """The published files that accounts of the month are read from."""
    lake = Lake.open(home)
    now, before = released_closing(lake, month), released_closing(lake, month.plus(-MONTHS_A_YEAR))
    files = [now.table(one.name) for one in ACCOUNTS if one.name in now.card.tables] if now else []
    return files + ([before.table(PARTICIPANTS.name)] if before else [])


def statements(read: ClosedAccounts, place: str) -> list[Measured]:
    """Every breakdown of every commune of the place, of the place, and of areas of several communes."""
    law, draw = shipped(), np.random.default_rng(SEED)
    communes = [unit.code for unit in atlas(read.now.vintage).leaves_under(place)]
    sizes = [size for size in AREAS_OF if size <= len(communes)]
    areas = (
        [[code] for code in communes]
        + [[place]] * 5
        + [draw.choice(communes, size, replace=False).tolist() for size in sizes]
    )
    read.document(law=law, places=[place])
    return [
        timed(
            f"statement by {by}, {len(areas)} areas",
            [lambda area=area, by=by: read.document(law=law, places=area, by=by) for area in areas],  # type: ignore[misc]
        )
        for by in BREAKDOWNS
    ]


def commands(home: Home, month: str, place: str, files: Sequence[Path], runs: int) -> list[Measured]:
    """The floor and the commands people wait for."""
    toandan = [sys.executable, "-m", "toandan"]
    asked = {
        "accounts, text": ["accounts", month],
        "accounts, JSON": ["accounts", month, "--json"],
        "closings": ["closings"],
        "places": ["places", place],
        "--help": ["--help"],
        "quote of a household": ["quote", str(HOUSEHOLD)],
    }
    floor = command(
        "floor: Python that reads the files", [sys.executable, "-c", BARE, *map(str, files)], home.root, runs
    )
    return [
        floor,
        *(command(f"toandan {name}", [*toandan, *words], home.root, runs) for name, words in asked.items()),
    ]


def measured(home: Home, month: str, place: str, runs: int) -> None:
    """Measure and print."""
    files = files_of(home, Month.parse(month))
    mb = sum(path.stat().st_size for path in files) / 1e6
    floor = timed(f"floor: Arrow reads {len(files)} files, {mb:.2f} MB", [lambda: bare(files)] * runs)
    reading = timed("both months read, once", [lambda: read_accounts(home, Month.parse(month))] * runs)
    read = read_accounts(home, Month.parse(month))
    print(f"held in memory: {read.memory_bytes / 1e6:.1f} MB")
    for one in (floor, reading, *statements(read, place)):
        print(one.told(floor))
    found = commands(home, month, place, files, runs)
    print("\n".join(one.told(found[0]) for one in found))


def bare(files: Sequence[Path]) -> None:
    """Every file read and thrown away."""
    for path in files:
        pq.ParquetFile(path).read()


def main() -> None:
    """Make a province unless one is named, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--month", default=MONTH)
    parser.add_argument("--place", default=PLACE)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    if asked.home:
        measured(Home(asked.home.absolute()), asked.month, asked.place, asked.runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        words = ["demo", "--home", str(home.root), "--people", str(asked.people)]
        environ = os.environ | {"TOANDAN_KEYS": str(Path(folder) / "keys.json")}
        subprocess.run(
            [sys.executable, "-m", "toandan", *words], check=True, stdout=subprocess.DEVNULL, env=environ
        )
        print(f"a synthetic province of {asked.people:,} people")
        measured(home, asked.month, asked.place, asked.runs)


if __name__ == "__main__":
    main()
