"""The fast counts and the slow twin agree on generated registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.builders import Row, card, number, person, resident, stored
from tests.reference.accounts_twin import Counts, counted

from toandan.accounts import expiry
from toandan.accounts.boundaries import place_links
from toandan.accounts.difference import COUNTS
from toandan.accounts.history import MONTHS as LOOKED_BACK
from toandan.accounts.history import month_number
from toandan.accounts.identities import broken
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import group_table
from toandan.linkage.bucket import EVERYBODY, Bucket
from toandan.linkage.person import LINKED_ID
from toandan.linkage.registers import IdBits, stg_population__entity_row
from toandan.linkage.spine import stg_cover__spell_card
from toandan.pipeline import graph
from toandan.pipeline.linked import INSURANCE_LINK
from toandan.pipeline.published import no_rows
from toandan.pipeline.standing import standing_of, standing_tables
from toandan.places.crosswalk import links
from toandan.places.load import atlas
from toandan.progress import SILENT
from toandan.schemas.closing import COVER_SPELL
from toandan.schemas.linked import COVER_SEVERAL, LINKED_TABLES
from toandan.schemas.registers import REGISTERS
from toandan.values.month import Month

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
HALVES = next(link.old_code for link in links(OLD, NEW) if link.weight == Fraction(1, 2))
THIRDS = next(link.old_code for link in links(OLD, NEW) if link.weight == Fraction(1, 3))
SPLIT = [HALVES, THIRDS]
PARTS = sorted({link.new_code for link in links(OLD, NEW) if link.old_code in SPLIT})
WHOLE = next(link.old_code for link in links(OLD, NEW) if not link.is_split and link.new_code in PARTS)
SCOPES = ("01@2025-07-01", "15@2025-07-01")
MONTHS = ((Month(2025, 10), NEW), (Month(2024, 10), OLD))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def _day(draw: Random) -> date:
    """A day of a coarse calendar, so that periods often meet, and the days about a month's end."""
    ends = [month.last_day + timedelta(n) for month, _ in MONTHS for n in (0, 1)]
    return draw.choice([*ends, *(date(2024, 1, 1) + timedelta(30 * n) for n in range(20))])


def _birth(draw: Random) -> date:
    return draw.choice(
        [
            date(2000, 2, 29),
            date(1950, 10, 31),
            date(1950, 11, 1),
            date(2000, 1, 1) + timedelta(draw.randint(-9000, 8000)),
        ]
    )


def _population(draw: Random, names: list[str], vintage: date, communes: list[str]) -> Iterator[Row]:
    for _ in range(draw.randint(0, 30)):
        yield resident(
            draw.choice([*names, *names, None]),
            commune_code=draw.choice(communes),
            vintage=vintage,
            sex=draw.choice(["male", "female"]),
            birth_date=_birth(draw),
            residence_kind=draw.choice(["permanent", "permanent", "temporary", "absent"]),
            residence_from=draw.choice([None, None, _day(draw)]),
            died_on=draw.choice([None, None, None, _day(draw)]),
        )


def _cards(draw: Random, names: list[str]) -> Iterator[Row]:
    for _ in range(draw.randint(1, 90)):
        name, start = draw.choice(names), _day(draw)
        vintage, communes = draw.choice([(OLD, [*SPLIT, *SPLIT, WHOLE]), (NEW, PARTS)])
        ids = draw.choice([(person(name), number(name)), (None, number(name)), (person(name), None)])
        yield card(
            national_id=ids[0],
            insurance_no=ids[1],
            vintage=vintage,
            commune_code=draw.choice(communes),
            sex=draw.choice(["male", "female"]),
            birth_date=_birth(draw),
            group_code=draw.choice(["DN", "GD", "TE", "HS", "ZZ"]),
            cover_start=start,
            cover_end=start + timedelta(draw.choice([1, 30, 90, 360])),
            paid_on=draw.choice([None, start, start - timedelta(1)]),
        )


def _with_scope(draw: Random, rows: Iterator[Row]) -> list[Row]:
    """The rows spread over two extracts, numbered in each."""
    counters = dict.fromkeys(SCOPES, 0)
    made = []
    for row in rows:
        scope = draw.choice(SCOPES)
        counters[scope] += 1
        made.append(
            {"died_on": None, "residence_from": None, "paid_on": None}
            | row
            | {"scope": scope, "row_n": counters[scope]}
        )
    return made


def _table(engine: Engine, register: str, rows: list[Row]) -> ibis.Table:
    if not rows:
        return no_rows(engine, REGISTERS[register].stored)
    arrow = stored(register, rows, NEW).append_column("scope", [[row["scope"] for row in rows]])
    if any(LINKED_ID in row for row in rows):
        given = [row[LINKED_ID].bytes if row.get(LINKED_ID) else None for row in rows]
        ids = pa.ExtensionArray.from_storage(pa.uuid(), pa.array(given, pa.binary(16)))
        arrow = arrow.append_column(LINKED_ID, ids)
    return engine.table_of(f"raw_{register}", arrow).mutate(carried=ibis.literal(value=False))


def _made(
    engine: Engine,
    population: list[Row],
    cards: list[Row],
    closing: tuple[Month, date],
    of: int,
    *,
    known_n: int,
) -> dict[str, Any]:
    month, vintage = closing
    first_n = month_number(month) - known_n + 1
    communes = [unit.code for unit in atlas(vintage).leaves_under("VN")]
    raw = {
        "raw_population__entity_person": _table(engine, "population", population),
        "raw_participation__spell_card": _table(engine, "participation", cards),
    }
    inputs = {
        **_linked(engine, raw, of),
        "raw_plan__entity_target": _table(engine, "plan", []),
        "raw_population_figure__entity_figure": _table(engine, "population_figure", []),
        "month": month,
        "law": engine.table_of("law", group_table(shipped(), month.last_day)),
        "places": engine.table_of("places", place_links(vintage)),
        "cover_since": engine.table_of(
            "cover_since", pa.table({"commune_code": communes, "first_n": [first_n] * len(communes)})
        ),
    }
    made, _ = graph.run(engine, graph.COUNTING, graph.COUNTED, inputs)
    return {**inputs, **made}


def _linked(engine: Engine, raw: dict[str, ibis.Table], of: int) -> dict[str, ibis.Table]:
    """The registers linked in parts: ``of`` ranges of people, or for 0 one part per scope."""
    link = graph.run(engine, graph.LINKING, [INSURANCE_LINK], raw)[0]
    parts = _in_parts(raw, of)
    sides = [
        (
            stg_population__entity_row(rows["raw_population__entity_person"], bucket).person_id,
            stg_cover__spell_card(
                rows["raw_participation__spell_card"], link[INSURANCE_LINK], bucket
            ).person_id,
        )
        for rows, bucket in parts
    ]
    wanted = [*(table.name for table in LINKED_TABLES), "stg_cover__spell_plain"]
    found: dict[str, list[pa.Table]] = {name: [] for name in wanted}
    for (rows, bucket), standing in zip(parts, standing_of(engine, sides, 1000, 0, SILENT), strict=True):
        coded = {
            name.replace("_person", "_coded").replace("_card", "_coded"): one for name, one in rows.items()
        }
        inputs = {
            **rows,
            **coded,
            **standing_tables(engine, standing),
            "bucket": bucket,
            "id_bits": _bits(engine),
        }
        made, _ = graph.run(engine, graph.LINKING, wanted, inputs, overrides=link)
        for name, table in made.items():
            found[name].append(engine.fetch(table))
    all_parts = {
        name: engine.table_of(f"all_{name}", pa.concat_tables(tables)) for name, tables in found.items()
    }
    several = {COVER_SEVERAL.name: all_parts[COVER_SEVERAL.name]}
    merged, _ = graph.run(engine, graph.LINKING, ["stg_cover__spell_merged"], {}, overrides=several)
    plain = all_parts.pop("stg_cover__spell_plain")
    return {**all_parts, **merged, COVER_SPELL.name: plain.union(merged["stg_cover__spell_merged"])}


def _bits(engine: Engine) -> IdBits:
    return IdBits(lambda column: engine.id_bits(column, 0))


def _in_parts(raw: dict[str, ibis.Table], of: int) -> list[tuple[dict[str, ibis.Table], Bucket]]:
    if of:
        return [(raw, Bucket(n, of)) for n in range(of)]
    return [
        ({name: rows.filter(rows.scope == scope) for name, rows in raw.items()}, EVERYBODY)
        for scope in SCOPES
    ]


def _fast(engine: Engine, made: dict[str, Any]) -> Counts:
    rows = {
        name: engine.fetch(table).to_pylist()
        for name, table in made.items()
        if name.startswith(("out_", "core_cover"))
    }
    cell = ("commune_code", "group_code", "sex", "age")
    return Counts(
        participants=Counter(
            {
                tuple(row[n] for n in cell): row["participants_n"]
                for row in rows["out_participants__month_cell"]
            }
        ),
        residents=Counter(
            {tuple(row[n] for n in cell): row["residents_n"] for row in rows["out_residents__month_cell"]}
        ),
        causes={
            row["commune_code"]: Counter({n: row[n] for n in COUNTS if row[n]})
            for row in rows["out_difference__month_commune"]
        },
        expiry={
            row["commune_code"]: Counter({n: row[n] for n in expiry.COUNTS if row[n]})
            for row in rows["out_expiry__month_commune"]
        },
        spells={
            (UUID(str(row["person_id"])), row["cover_start"], row["cover_end"], row["cards_n"])
            for row in rows["core_cover__spell_person"]
        },
    )


def _looked_back(engine: Engine, made: dict[str, Any]) -> Counter[str]:
    """People covered at each month-end, over all communes."""
    found: Counter[str] = Counter()
    for row in engine.fetch(made["out_history__month_commune"]).to_pylist():
        found[row["at_month"]] += row["participants_n"]
    return +found


def _covered_at(slow: Counts, closing: Month, known_n: int) -> Counter[str]:
    """The same, spell by spell and month-end by month-end, as far as it is known completely."""
    months = [closing.plus(-n) for n in range(min(LOOKED_BACK, known_n))]
    covered = (
        str(month) for month in months for _, start, end, _ in slow.spells if start <= month.last_day < end
    )
    return Counter(covered)


@given(seed=st.integers(0, 2**32), month=st.sampled_from(MONTHS), of=st.sampled_from([0, 1, 3]))
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_fast_and_slow_counts_agree(engine: Engine, seed: int, month: tuple[Month, date], of: int) -> None:
    draw, (closing, vintage) = Random(seed), month  # noqa: S311  (test data)
    names = [f"person {n}" for n in range(draw.randint(1, 15))]
    communes = PARTS if vintage == NEW else [*SPLIT, WHOLE]
    population = _with_scope(draw, _population(draw, names, vintage, communes))
    cards = _with_scope(draw, _cards(draw, names))
    known_n = draw.choice([1, 7, LOOKED_BACK, LOOKED_BACK + 5])
    made = _made(engine, population, cards, month, of, known_n=known_n)
    slow, fast = counted(population, cards, closing, vintage), _fast(engine, made)
    assert fast.participants == slow.participants
    assert fast.residents == slow.residents
    assert fast.causes == {code: +causes for code, causes in slow.causes.items() if +causes}
    assert fast.spells == slow.spells
    assert fast.expiry == slow.expiry
    assert _looked_back(engine, made) == _covered_at(slow, closing, known_n)
    assert broken(engine, made, closing) == ()


def _with_faulty_ids(draw: Random, rows: list[Row], names: list[str]) -> list[Row]:
    """The rows as an office may get them: ids lost, mistyped or somebody else's, and a spine that knows better."""
    made = []
    for row in rows:
        if row["national_id"] is None or draw.random() < 0.6:
            made.append(row | {LINKED_ID: None})
            continue
        wrong = draw.choice([None, person("nobody"), person(draw.choice(names))])
        made.append(row | {"national_id": wrong, LINKED_ID: row["national_id"]})
    return made


@given(seed=st.integers(0, 2**32), month=st.sampled_from(MONTHS), of=st.sampled_from([0, 1, 3]))
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_exceptions_of_a_spine_count_like_right_ids(
    engine: Engine, seed: int, month: tuple[Month, date], of: int
) -> None:
    draw, (closing, vintage) = Random(seed), month  # noqa: S311  (test data)
    names = [f"person {n}" for n in range(draw.randint(2, 15))]
    communes = PARTS if vintage == NEW else [*SPLIT, WHOLE]
    population = _with_scope(draw, _population(draw, names, vintage, communes))
    cards = _with_scope(draw, _cards(draw, names))
    faulty_homes, faulty_cards = (_with_faulty_ids(draw, rows, names) for rows in (population, cards))
    made = _made(engine, faulty_homes, faulty_cards, month, of, known_n=LOOKED_BACK)
    slow, fast = counted(population, cards, closing, vintage), _fast(engine, made)
    assert (fast.participants, fast.residents) == (slow.participants, slow.residents)
    assert fast.causes == {code: +causes for code, causes in slow.causes.items() if +causes}
    assert (fast.spells, fast.expiry) == (slow.spells, slow.expiry)
    assert broken(engine, made, closing) == ()
