"""Households drawn at random: set by set and member by member the ladder is the same, and sums hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from tests.builders import person
from tests.facts import facts
from tests.reference.ladder_twin import day_paid, premiums

from toandan.accounts import entitled, households
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.pipeline import graph
from toandan.pipeline.entitled import card_meaning
from toandan.registers.columns import arrow_schema
from toandan.rules.law_rows import law_rows
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON, RESIDENT_PERSON
from toandan.schemas.facts import PAYERS
from toandan.schemas.linked import COVER_SEVERAL, LINK_PLAIN
from toandan.values.month import Month

MONTH = Month(2025, 10)
FIRST = 2_340_000 * 45 // 1000
PAID = (None, date(2025, 1, 5), date(2025, 1, 5), date(2025, 6, 1))
FACTS_OF: dict[str, dict[str, Any]] = {
    "household": {},
    "poor": {"living": "poor"},
    "unknown": {"titles_unknown": ("pensioner",)},
}
type Row = dict[str, Any]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def drawn(draw: Random) -> tuple[list[Row], list[Row]]:
    """Residents of a few households in two extracts, and the cards they hold or held."""
    people: list[Row] = []
    for scope in ("a", "b"):
        for row_n in range(1, draw.randint(10, 40)):
            home = draw.choice(["1", "2", "3", None])
            kind = draw.choice(["household", "household", "household", "poor", "unknown"])
            people.append({"scope_code": scope, "row_n": row_n, "household_id": home, "kind": kind})
    cards: list[Row] = []
    for one in people:
        one["name"] = f"{one['scope_code']}{one['row_n']}" if draw.random() < 0.9 else None
        held = draw.choice([[], [], ["GD"], ["GD", "GD"], ["HN"], ["HN", "GD"]]) if one["name"] else []
        one["group_code"] = held[0] if held else ""
        ended = (
            [{"group_code": "GD", "cover_end": draw.choice([MONTH.last_day, date(2025, 1, 1)])}]
            if draw.random() < 0.3 and one["name"]
            else []
        )
        for card in [*({"group_code": group, "cover_end": date(2026, 1, 1)} for group in held), *ended]:
            start = draw.choice([date(2024, 6, 1), date(2025, 1, 1), date(2025, 3, 1)])
            cards.append(card | {"name": one["name"], "paid_on": draw.choice(PAID), "cover_start": start})
    return people, cards


def _given(engine: Engine, people: list[Row], cards: list[Row]) -> dict[str, Any]:
    asked = facts(
        MONTH.last_day,
        [
            FACTS_OF[one["kind"]]
            | {"person_id": f"{one['scope_code']}/{one['row_n']}", "household_id": one["household_id"]}
            for one in people
        ],
    )
    for name in ("row_n", "scope_code"):
        asked = asked.add_column(0, name, pa.array([one[name] for one in people]))
    homes = [_home(one) for one in people]
    rows = law_rows(tables_of(shipped()))
    held = [card | {"person_id": person(card["name"])} for card in cards]
    return {
        "stg_resident__month_facts": engine.table_of("drawn_facts", asked),
        RESIDENT_PERSON.name: engine.table_of("drawn_homes", _table(RESIDENT_PERSON, homes)),
        # Where a card lies, among people with one row or with several, makes no difference.
        LINK_PLAIN.name: engine.table_of("drawn_plain", _table(LINK_PLAIN, held[::2])),
        COVER_SEVERAL.name: engine.table_of("drawn_several", _table(COVER_SEVERAL, held[1::2])),
        "card_meaning": engine.table_of("drawn_meaning", card_meaning(MONTH, shipped())),
        "law_periods": engine.table_of("drawn_periods", rows.periods),
        "law_provinces": engine.table_of("drawn_provinces", rows.provinces),
        "law_words": engine.table_of("drawn_words", rows.words),
        "month": MONTH,
    }


def _home(one: Row) -> Row:
    return {
        "scope_code": one["scope_code"],
        "row_n": one["row_n"],
        "person_id": person(one["name"]) if one["name"] else None,
        "vintage": date(2025, 7, 1),
        "commune_code": "02905",
        "group_code": one["group_code"],
        "is_covered": bool(one["group_code"]),
    }


def _table(declared: Any, rows: list[Row]) -> pa.Table:
    schema = arrow_schema(declared)
    columns = {field.name: [row.get(field.name) for row in rows] for field in schema}
    return pa.table(
        {name: _column(values, schema.field(name).type) for name, values in columns.items()}, schema=schema
    )


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    if kind == pa.uuid():
        raw = [None if value is None else value.bytes for value in values]
        return pa.ExtensionArray.from_storage(kind, pa.array(raw, pa.binary(16)))
    return pa.array(values, kind)


def told(engine: Engine, people: list[Row], cards: list[Row]) -> tuple[list[Row], list[Row]]:
    """The table of people and the cells, as a closing makes them."""
    wanted = (ENTITLED_PERSON.name, ENTITLED.name)
    made, _ = graph.run(engine, (households, entitled), wanted, _given(engine, people, cards))
    rows, cells = (engine.fetch(made[name]).to_pylist() for name in wanted)
    return rows, cells


def by_household(people: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """The members of every household that has a number."""
    found = defaultdict(list)
    for one in people:
        if one["household_id"] is not None:
            found[one["scope_code"], one["household_id"]].append(one)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_both_ways_count_the_same_and_sums_hold(engine: Engine, seed: int) -> None:
    draw = Random(seed)  # noqa: S311 - drawn households, not secrets
    people, cards = drawn(draw)
    for one in people:
        own = [card for card in cards if card["name"] == one["name"]] if one["name"] else []
        one["paid_on"] = day_paid(own, MONTH.last_day)
    rows, cells = told(engine, people, cards)
    found = {(row["scope_code"], row["row_n"]): row for row in rows}
    assert len(found) == len(people)
    homes = by_household(people)
    for (scope, _), members in homes.items():
        owed = premiums(members, FIRST)
        for one in members:
            row = found[scope, one["row_n"]]
            assert (row["member_n"] is not None) == (one["kind"] == "household")
            if one["kind"] == "household":
                assert row["premium_month_vnd"] == row["person_vnd"] == owed[one["row_n"]]
    for one in people:
        row = found[one["scope_code"], one["row_n"]]
        if one["household_id"] is None and one["kind"] == "household":
            assert (row["because"], row["premium_month_vnd"]) == ("household_no", None)
    for name in ("premium_month_vnd", *PAYERS):
        assert sum(cell[name] for cell in cells) == sum(row[name] or 0 for row in rows)
    assert sum(cell["residents_n"] for cell in cells) == len(people)
    # The sum of a household is the same whoever is first.
    turned = _turned(people, draw)
    again, _ = told(engine, turned, cards)
    assert _sums(homes, rows) == _sums(by_household(turned), again)


def _turned(people: list[Row], draw: Random) -> list[Row]:
    """The same people in another order of the register."""
    turned = []
    for scope in ("a", "b"):
        here = [one for one in people if one["scope_code"] == scope]
        numbers = [one["row_n"] for one in here]
        draw.shuffle(numbers)
        turned += [one | {"row_n": n} for one, n in zip(here, numbers, strict=True)]
    return turned


def _sums(homes: dict[tuple[str, str], list[Row]], rows: list[Row]) -> dict[tuple[str, str, bool], int]:
    """What a household's members owe a month: those who took part this year by card, and the others."""
    found = {(row["scope_code"], row["row_n"]): row for row in rows}
    sums: dict[tuple[str, str, bool], int] = defaultdict(int)
    for (scope, home), members in homes.items():
        for one in members:
            owed = found[scope, one["row_n"]]["premium_month_vnd"] or 0
            sums[scope, home, bool(one["paid_on"])] += owed
    return sums
