"""How long the law takes for everybody: `python -m bench.rules [--people N] [--memory 8GB] [--keep FILE]`.

Makes facts of N people (default 10,000,000) as Parquet, runs the rules over them, and prints
seconds, CPU seconds and peak memory beside a plain scan of the same columns: the largest value of
every column the rules read. Person rules say who fits, who pays and what it is worth; everything
adds the household ladder, money by payer, provincial support and the explanation codes.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import ibis
from ibis.expr.types import Table

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.rules.decided import (
    dated,
    decided,
    with_ages,
    with_benefit,
    with_fits,
    with_missing,
    with_paying,
)
from toandan.rules.law_rows import law_rows
from toandan.schemas.facts import FACTS, OUTCOME
from toandan.schemas.titles import title_set

PEOPLE = 10_000_000
CHUNK = 5_000_000
PERSON_RULES = (
    "fits", "unknown", "paying_member", "may_choose", "answer", "missing", "benefit_share", "benefit_member", "benefit_answer",
)  # fmt: skip
NOT_READ = {"household_id", "commune_code", "place_coastal", "place_urban_hardship"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took."""

    what: str
    seconds: float
    cpu: float


def titles(share_of: str) -> str:
    """A set of titles as SQL: one of four workers, one of ten pensioners, one of six pupils, few others."""
    employee, pensioner, student = (title_set([slug]) for slug in ("employee", "pensioner", "student"))
    rare = [1 << bit for bit in range(0, 50, 3)]
    lists = ", ".join(str(one) for one in rare)
    return f"""(CASE WHEN {share_of} % 100 < 25 THEN {employee} WHEN {share_of} % 100 < 35 THEN {pensioner}
        WHEN {share_of} % 100 < 51 THEN {student} ELSE 0 END
        | CASE WHEN {share_of} % 977 < 40 THEN list_extract([{lists}], 1 + ({share_of} % {len(rare)})::INT) ELSE 0 END)"""


def made_up(first: int, last: int) -> str:
    """Facts of the people numbered so, as SQL: nine of ten fully known, all asked on one day."""
    return f"""
    WITH people AS (SELECT n, (hash(n) >> 2)::BIGINT AS h, (hash(n + 7) >> 2)::BIGINT AS g, (hash(n // 4) >> 2)::BIGINT AS f
                    FROM range({first}, {last}) AS numbers(n))
    SELECT lpad(n::VARCHAR, 12, '0') AS person_id, (n // 4)::VARCHAR AS household_id, DATE '2026-07-01' AS day,
        CASE WHEN h % 1000 < 3 THEN NULL ELSE DATE '1936-01-01' + (h % 33000)::INT END AS birth_date,
        lpad((1 + f % 96)::VARCHAR, 2, '0') AS province_code, lpad((f % 9999)::VARCHAR, 5, '0') AS commune_code,
        CASE WHEN g % 50 = 0 THEN NULL ELSE g % 50 < 46 END AS is_permanent,
        CASE WHEN g % 91 = 0 THEN NULL ELSE f % 100 < 14 END AS is_ethnic_minority,
        CASE WHEN f % 53 = 0 THEN NULL WHEN f % 100 < 3 THEN 'poor' WHEN f % 100 < 7 THEN 'near_poor'
             WHEN f % 100 < 15 THEN 'farm_average' ELSE 'none' END AS living,
        f % 77 = 1 AS place_poor_commune, f % 9 = 1 AS place_minority_mountain, f % 11 = 1 AS place_difficult,
        CASE WHEN f % 61 = 0 THEN NULL ELSE f % 31 = 1 END AS place_extremely_difficult, f % 300 = 1 AS place_island,
        f % 40 = 1 AS place_safe_zone, false AS place_coastal, false AS place_urban_hardship,
        CASE WHEN f % 25 = 1 THEN DATE '2024-03-01' END AS place_left_difficult_on, true AS place_left_known,
        {titles("h")} AS titles, CASE WHEN g % 40 = 0 THEN 1::BIGINT << (g % 50)::INT ELSE 0 END & ~{titles("h")} AS titles_unknown,
        CASE WHEN h % 100 < 25 AND g % 30 > 0 THEN 2000000 + g % 60000000 END AS wage_vnd,
        CASE WHEN h % 100 BETWEEN 25 AND 34 THEN 2000000 + g % 9000000 END AS pension_vnd, NULL::BIGINT AS benefit_vnd,
        NULL::DATE AS trafficking_confirmed_on, CASE WHEN h % 10 < 7 THEN 1 + n % 4 END AS member_n,
        CASE WHEN g % 3 = 0 THEN 12 ELSE 3 END::BIGINT AS months,
        CASE WHEN g % 5 > 0 THEN DATE '2026-01-01' + (g % 360)::INT END AS last_cover_end, '' AS chosen
    FROM people"""  # noqa: S608  (numbers and names of our own)


def make(engine: Embedded, people: int, folder: Path) -> list[Path]:
    """The facts in files of at most CHUNK people."""
    paths = []
    for first in range(0, people, CHUNK):
        path = folder / f"facts-{first:012d}.parquet"
        query = made_up(first, min(first + CHUNK, people))
        engine.backend.con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        paths.append(path)
    return paths


def largest(rows: Table, names: tuple[str, ...]) -> Table:
    """The largest value of every column: each value must be computed, none is kept."""
    return rows.aggregate(**{name: rows[name].max() for name in names})


def timed(engine: Embedded, what: str, expression: Table) -> Measured:
    """Run an expression once."""
    query = ibis.to_sql(expression, dialect="duckdb")
    start, cpu = time.perf_counter(), time.process_time()
    engine.backend.con.execute(query).fetchall()
    return Measured(what, time.perf_counter() - start, time.process_time() - cpu)


def runs(engine: Embedded, facts: Table) -> list[Measured]:
    """The plain scan, the person rules, and everything."""
    law = law_rows(tables_of(shipped()))
    tables = [
        engine.table_of(name, rows)
        for name, rows in (("periods", law.periods), ("provinces", law.provinces), ("words", law.words))
    ]
    read = tuple(name for name in FACTS.names if name not in NOT_READ)
    fitted = with_fits(with_ages(dated(facts, tables[0])))
    person = with_benefit(with_missing(with_paying(fitted)))
    return [
        timed(engine, "plain scan", largest(facts, read)),
        timed(engine, "fits", largest(fitted, ("fits", "unknown"))),
        timed(engine, "person rules", largest(person, PERSON_RULES)),
        timed(engine, "everything", largest(decided(facts, *tables), OUTCOME.names)),
    ]


def report(people: int, found: list[Measured]) -> None:
    """Seconds, CPU seconds, and how many times the plain scan."""
    floor = found[0]
    print(f"{people:,} people")
    for one in found:
        print(
            f"{one.what:14} {one.seconds:8.1f} s {one.cpu:8.1f} CPU s   {one.seconds / floor.seconds:5.1f} × the scan"
            f"   {one.cpu / floor.cpu:5.1f} × its CPU"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak memory {peak:.1f} GB")


def main() -> None:
    """Make the facts, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--memory", default="8GB")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--facts", type=Path, help="folder to keep the facts in, or to read them from")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as temporary,
        open_engine(Settings(memory_limit=chosen.memory, threads=chosen.threads)) as engine,
    ):
        folder = chosen.facts or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        paths = sorted(folder.glob("facts-*.parquet")) or make(engine, chosen.people, folder)
        facts = engine.read_parquet(paths)
        report(engine.count(facts), runs(engine, facts))


if __name__ == "__main__":
    main()
