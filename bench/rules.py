"""How long the law takes for everybody: `python -m bench.rules [--people N] [--memory 6GB] [--facts FOLDER]`.

Makes facts of N people (default 10,000,000) as Parquet and prints seconds, CPU seconds and peak memory,
Python included, of four things, each in a process of its own:

- the rules beside a plain scan of the same columns (the largest value of every column the rules read).
  Person rules say who fits, who pays and what it is worth; everything adds the household ladder, money
  by payer, provincial support and the explanation codes;
- the switch from the law in force to every proposal in `law/reforms`, facts staying where they are;
- OpenFisca-core on a million and on ten million of the people, beside our rules for the same questions
  about the same people (`bench/rules_peer.py`), and whether they agree to the đồng.

`--people 102000000` is the country; `--only rules` leaves the rest out.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import ibis
from bench.apart import Stopwatch, Used, apart, say
from bench.rules_facts import files, make, make_known
from bench.rules_peer import openfisca, ours
from ibis.expr.types import Table

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.apply import with_reform
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.lawbook.version import LAW
from toandan.pipeline.proposals.under_law import UnderLaw
from toandan.rules.chain import AGES, FITS, benefit_step, who_steps
from toandan.rules.decided import dated, decided, law_asked
from toandan.rules.law_rows import law_rows
from toandan.rules.law_shape import shape_of_periods
from toandan.rules.steps import run
from toandan.schemas.facts import FACTS, OUTCOME

PEOPLE = 10_000_000
PEERS = (1_000_000, 10_000_000)
SCANS, SWITCHES = 3, 5
PERSON_RULES = (
    "fits", "unknown", "paying_member", "may_choose", "answer", "missing", "benefit_share", "benefit_member", "benefit_answer",
)  # fmt: skip
NOT_READ = {"household_id", "commune_code", "place_coastal", "place_urban_hardship"}
PARTS = ("rules", "switch", "peer")
type Measured = dict[str, Used]


def largest(rows: Table, names: tuple[str, ...]) -> Table:
    """The largest value of every column: each value must be computed, none is kept."""
    return rows.aggregate(**{name: rows[name].max() for name in names})


def timed(engine: Embedded, what: str, expression: Table) -> Used:
    """Run an expression once, its query written before."""
    query = ibis.to_sql(expression, dialect="duckdb")
    watch = Stopwatch()
    engine.backend.con.execute(query).fetchall()
    say(what)
    return watch.read()


def rules(folder: Path, threads: int, memory: str) -> Measured:
    """The plain scan, fits, the person rules, and everything."""
    with open_engine(Settings(threads=threads, memory_limit=memory)) as engine:
        facts, law = engine.read_parquet(files(folder)), law_rows(tables_of(shipped()))
        periods, provinces, words = (
            engine.table_of(name, rows)
            for name, rows in (("periods", law.periods), ("provinces", law.provinces), ("words", law.words))
        )
        read = tuple(name for name in FACTS.names if name not in NOT_READ)
        known, shape = dated(facts, law_asked(facts, periods)), shape_of_periods(periods.columns)
        fitted = run(known, (AGES, FITS), ("fits", "unknown"))
        person = run(known, (*who_steps(shape), benefit_step(shape)), PERSON_RULES)
        whole = decided(facts, periods, provinces, words)
        scans = [timed(engine, "plain scan", largest(facts, read)) for _ in range(SCANS)]
        return {
            "plain scan": sorted(scans, key=lambda one: one.cpu)[SCANS // 2],
            "fits": timed(engine, "fits", largest(fitted, ("fits", "unknown"))),
            "person rules": timed(engine, "person rules", largest(person, PERSON_RULES)),
            "everything": timed(engine, "everything", largest(whole, OUTCOME.names)),
        }


def switch(folder: Path, threads: int, memory: str) -> dict[str, float]:
    """Milliseconds, medians: to another law ready to be computed under, and of planning a query under it."""
    law = shipped()
    proposed = [with_reform(law, path) for path in sorted((LAW / "reforms").glob("*.yaml"))]
    with open_engine(Settings(threads=threads, memory_limit=memory)) as engine:
        opening = Stopwatch()
        under = UnderLaw(engine, engine.read_parquet(files(folder)), [law])
        opened = opening.read().seconds
        plan = f"EXPLAIN {ibis.to_sql(largest(under.outcome, OUTCOME.names), dialect='duckdb')}"
        turns = [one for other in proposed * SWITCHES for one in (other, law)]
        changed = [_milliseconds(partial(under.switch, one)) for one in turns]
        planned = [_milliseconds(partial(engine.backend.con.execute, plan)) for _ in range(SWITCHES)]
    return {
        "rules written once": opened * 1000,
        "switch, median": statistics.median(changed),
        "switch, slowest": max(changed),
        "planning by the engine": statistics.median(planned),
    }


def _milliseconds(work: Callable[[], object]) -> float:
    watch = Stopwatch()
    work()
    return watch.read().seconds * 1000


def report_rules(people: int, found: Measured) -> None:
    """Seconds, CPU seconds, and how many times the plain scan."""
    floor = found["plain scan"]
    print(f"{people:,} people (synthetic)")
    for what, used in found.items():
        print(
            f"{what:14} {used.seconds:8.1f} s {used.cpu:8.1f} CPU s"
            f"   {used.seconds / floor.seconds:5.1f} × the scan   {used.cpu / floor.cpu:5.1f} × its CPU"
            f"   peak so far {used.peak_gib:.2f} GiB"
        )


def report_switch(found: dict[str, float]) -> None:
    """Milliseconds of each part."""
    print("another law for the same facts")
    for what, milliseconds in found.items():
        print(f"{what:24} {milliseconds:8.1f} ms")


def beside_peer(people: int, source: Path, folder: Path, chosen: argparse.Namespace) -> None:
    """OpenFisca and ours on so many people; ends the run if they do not agree."""
    say(f"peer: {people:,} people with everything known")
    apart(make_known, people, source, folder, chosen.threads, chosen.memory)
    (our, our_sums), (their, their_sums) = (
        apart(ours, folder, chosen.threads, chosen.memory),
        apart(openfisca, folder),
    )
    if our_sums != their_sums:
        raise SystemExit(f"OpenFisca and our rules do not agree:\nours {our_sums}\ntheirs {their_sums}")
    print(
        f"{people:,} people, paying category of {len(our_sums)}, benefit, premium, payers: equal to the đồng"
    )
    for who, used in (("our rules", our), ("OpenFisca", their)):
        print(f"{who:14} {used.seconds:8.1f} s {used.cpu:8.1f} CPU s   peak {used.peak_gib:.2f} GiB")


def main() -> None:
    """Make the facts, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--memory", default="6GB", help="of the engine; Python stands beside it")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--facts", type=Path, help="folder to keep the facts in, or to read them from")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
    chosen = parser.parse_args()
    parts = chosen.only or PARTS
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.facts or Path(temporary) / "facts"
        if not files(folder):
            size = apart(make, chosen.people, folder, chosen.threads, chosen.memory)
            print(f"facts: {size / 1e9:.2f} GB of Parquet", flush=True)
        if "rules" in parts:
            report_rules(chosen.people, apart(rules, folder, chosen.threads, chosen.memory))
        if "switch" in parts:
            report_switch(apart(switch, folder, chosen.threads, chosen.memory))
        for people in PEERS if "peer" in parts else ():
            if people <= chosen.people:
                beside_peer(people, folder, Path(temporary) / f"known-{people}", chosen)


if __name__ == "__main__":
    main()
