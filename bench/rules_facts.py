"""Facts of made-up people as Parquet files of at most five million, made in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.apart import say

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.places.load import atlas
from toandan.places.vintage import known_vintages
from toandan.schemas.titles import title_set

CHUNK = 5_000_000
KNOWN_TITLES = ("employee", "pensioner", "student")


def make(people: int, folder: Path, threads: int, memory: str) -> int:
    """Write facts of so many people; gives the bytes written. What stands in the folder already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_engine(Settings(threads=threads, memory_limit=memory)) as engine:
        for first in range(0, people, CHUNK):
            _written(
                engine, made_up(first, min(first + CHUNK, people)), folder / f"facts-{first:012d}.parquet"
            )
            say(f"facts of {min(first + CHUNK, people):,} people")
    return sum(path.stat().st_size for path in files(folder))


def make_known(people: int, source: Path, folder: Path, threads: int, memory: str) -> None:
    """The first people of a folder of facts as the peer can judge them, see ``known``."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_engine(Settings(threads=threads, memory_limit=memory)) as engine:
        for first, path in _numbered(source):
            if first < people:
                _written(engine, known(path, people - first), folder / path.name)


def files(folder: Path) -> list[Path]:
    """The files of a folder of facts, in their order."""
    return sorted(folder.glob("facts-*.parquet"))


def made_up(first: int, last: int) -> str:
    """Facts of the people numbered so, as SQL: nine of ten fully known, all asked on one day, four to a household."""
    provinces = ", ".join(f"'{unit.code}'" for unit in atlas(known_vintages()[-1]).children("VN"))
    return f"""
    WITH people AS (SELECT n, (hash(n) >> 2)::BIGINT AS h, (hash(n + 7) >> 2)::BIGINT AS g, (hash(n // 4) >> 2)::BIGINT AS f
                    FROM range({first}, {last}) AS numbers(n))
    SELECT lpad(n::VARCHAR, 12, '0') AS person_id, (n // 4)::VARCHAR AS household_id, DATE '2026-07-01' AS day,
        CASE WHEN h % 1000 < 3 THEN NULL ELSE DATE '1936-01-01' + (h % 33000)::INT END AS birth_date,
        list_extract([{provinces}], 1 + (f % 34)::INT) AS province_code, lpad((f % 9999)::VARCHAR, 5, '0') AS commune_code,
        CASE WHEN g % 50 = 0 THEN NULL ELSE g % 50 < 46 END AS is_permanent,
        CASE WHEN g % 91 = 0 THEN NULL ELSE f % 100 < 14 END AS is_ethnic_minority,
        CASE WHEN f % 53 = 0 THEN NULL WHEN f % 100 < 3 THEN 'poor' WHEN f % 100 < 7 THEN 'near_poor'
             WHEN f % 100 < 15 THEN 'farm_average' ELSE 'none' END AS living,
        f % 77 = 1 AS place_poor_commune, f % 9 = 1 AS place_minority_mountain, f % 11 = 1 AS place_difficult,
        CASE WHEN f % 61 = 0 THEN NULL ELSE f % 31 = 1 END AS place_extremely_difficult, f % 300 = 1 AS place_island,
        f % 40 = 1 AS place_safe_zone, false AS place_coastal, false AS place_urban_hardship,
        CASE WHEN f % 25 = 1 THEN DATE '2024-03-01' END AS place_left_difficult_on, true AS place_left_known,
        {_titles("h")} AS titles, CASE WHEN g % 40 = 0 THEN 1::BIGINT << (g % 50)::INT ELSE 0 END & ~{_titles("h")} AS titles_unknown,
        CASE WHEN h % 100 < 25 AND g % 30 > 0 THEN 2000000 + g % 60000000 END AS wage_vnd,
        CASE WHEN h % 100 BETWEEN 25 AND 34 THEN 2000000 + g % 9000000 END AS pension_vnd, NULL::BIGINT AS benefit_vnd,
        NULL::DATE AS trafficking_confirmed_on, CASE WHEN h % 10 < 7 THEN 1 + n % 4 END AS member_n,
        CASE WHEN g % 3 = 0 THEN 12 ELSE 3 END::BIGINT AS months,
        CASE WHEN g % 5 > 0 THEN DATE '2026-01-01' + (g % 360)::INT END AS last_cover_end, '' AS chosen
    FROM people"""  # noqa: S608  (numbers and names of our own)


def known(path: Path, people: int) -> str:
    """The same people with everything known, no titles but three, in a province that adds nothing."""
    unknown = {
        "birth_date": "DATE '1985-05-05'",
        "is_permanent": "true",
        "is_ethnic_minority": "false",
        "living": "'none'",
        "place_extremely_difficult": "false",
        "wage_vnd": "5000000",
        "pension_vnd": "3000000",
        "member_n": "1",
    }
    told = ", ".join(f"coalesce({name}, {value}) AS {name}" for name, value in unknown.items())
    return f"""
    SELECT * REPLACE ({told}, '01' AS province_code, NULL::DATE AS place_left_difficult_on,
        titles & {title_set(KNOWN_TITLES)} AS titles, 0::BIGINT AS titles_unknown)
    FROM read_parquet('{path}') LIMIT {people}"""  # noqa: S608  (numbers and names of our own)


def _titles(of: str) -> str:
    """A set of titles as SQL: one of four workers, one of ten pensioners, one of six pupils, few others."""
    employee, pensioner, student = (title_set([slug]) for slug in KNOWN_TITLES)
    rare = [1 << bit for bit in range(0, 50, 3)]
    lists = ", ".join(str(one) for one in rare)
    return f"""(CASE WHEN {of} % 100 < 25 THEN {employee} WHEN {of} % 100 < 35 THEN {pensioner}
        WHEN {of} % 100 < 51 THEN {student} ELSE 0 END
        | CASE WHEN {of} % 977 < 40 THEN list_extract([{lists}], 1 + ({of} % {len(rare)})::INT) ELSE 0 END)"""


def _written(engine: Embedded, query: str, path: Path) -> None:
    engine.backend.con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)").fetchall()


def _numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    for path in files(folder):
        yield int(path.stem.removeprefix("facts-")), path
