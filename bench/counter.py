"""How fast a counter answers one household, beside four rows read by the same engine on the same way.

    python -m bench.counter [--calls 200]

Opens the counter, as a program does once for a version of the law, and quotes a made-up household of
four again and again: facts, places in the ladder, every rule, and the
sentences in both languages, from the file's content to the lines a person reads. The floor hands the
same four rows to the same engine and reads them back. Prints median and best of wall and CPU.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from toandan.cli.quote_text import quote_text
from toandan.engine.compiled import Compiled, compiled
from toandan.lawbook.law import Law, shipped
from toandan.lawbook.shape import build
from toandan.lawbook.yaml_text import parse
from toandan.pipeline.counter import Counter
from toandan.pipeline.quoting.household_facts import household_facts
from toandan.pipeline.quoting.household_file import HouseholdFile
from toandan.pipeline.quoting.quote import quoted
from toandan.registers.columns import arrow_schema
from toandan.schemas.facts import FACTS

CALLS, WARM = 200, 5
DAY = date(2026, 7, 1)
WHERE = "household of four"
HOUSEHOLD = """
synthetic: true
households:
  - id: H1
    province: "15"
    commune: "02647"
    living: none
    places: {poor_commune: false, minority_mountain: true, difficult: false, extremely_difficult: false, island: false,
             safe_zone: false, coastal: false, urban_hardship: false, never_left_difficult: true}
    members:
      - {id: M1, head: true, birth_date: 1984-04-02, permanent: true, ethnic_minority: false, titles: [], never_covered: true}
      - {id: M2, birth_date: 1986-11-20, permanent: true, ethnic_minority: false, titles: [employee], wage: 9800000}
      - {id: M3, birth_date: 2012-05-19, permanent: true, ethnic_minority: false, titles: [general_pupil], last_cover_end: 2026-09-01}
      - {id: M4, birth_date: 2022-06-30, permanent: true, ethnic_minority: false, titles: []}
"""


@dataclass(frozen=True)
class Measured:
    """Milliseconds of every call."""

    what: str
    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    def told(self, floor: Measured) -> str:
        """Median and best, and how many times the floor's median."""
        wall, cpu = statistics.median(self.wall), statistics.median(self.cpu)
        return (
            f"{self.what:44} wall {wall:7.2f} ms, best {min(self.wall):7.2f}"
            f"   CPU {cpu:7.2f} ms, best {min(self.cpu):7.2f}   {cpu / statistics.median(floor.cpu):5.1f} × the floor"
        )


def timed(what: str, work: Callable[[], object], calls: int) -> Measured:
    """Every one of so many calls, after a few that are not counted."""
    for _ in range(WARM):
        work()
    wall, cpu = list[float](), list[float]()
    for _ in range(calls):
        start, used = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    return Measured(what, tuple(wall), tuple(cpu))


def bare() -> Compiled:
    """The same engine, opened the same way, that only gives the rows back."""
    given = arrow_schema(FACTS)
    rows = ibis.table(ibis.Schema.from_pyarrow(given), name="facts")
    return compiled({"rows": rows}, asked="facts", given=given, fixed={})


def quote(counter: Counter, file: HouseholdFile) -> list[str]:
    """A household's content to its lines in both languages."""
    made = quoted(counter, file, DAY, WHERE)
    return [line for lang in ("vi", "en") for line in quote_text(made, lang)]


def runs(counter: Counter, law: Law, calls: int) -> list[Measured]:
    """The floor, the chain, and the whole quote."""
    file = build(HouseholdFile, parse(HOUSEHOLD, WHERE), WHERE)
    facts: pa.Table = household_facts(file, law, DAY)
    floor = bare()
    found = [
        timed("floor: four rows in and out", lambda: floor.ask("rows", facts), calls),
        timed("every rule", lambda: counter.decide(facts), calls),
        timed("a quote, its lines in both languages", lambda: quote(counter, file), calls),
    ]
    floor.close()
    return found


def main() -> None:
    """Open, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=CALLS)
    calls = parser.parse_args().calls
    law = shipped()
    start, cpu = time.perf_counter(), time.process_time()
    counter = Counter.open(law)
    print(
        f"open, once for a version of the law, with what is imported for it: {time.perf_counter() - start:.2f} s,"
        f" {time.process_time() - cpu:.2f} CPU s"
    )
    found = runs(counter, law, calls)
    counter.close()
    print(f"a household of four, {calls} calls each")
    print("\n".join(one.told(found[0]) for one in found))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
