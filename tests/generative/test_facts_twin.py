"""Facts attached to residents set by set, and looked up one by one, are the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from random import Random
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import ibis
import pyarrow as pa
import pytest
from tests.builders import NEW, OLD, Row, person, resident, stored
from tests.reference.facts_twin import at_home, living, place, titles

from toandan.accounts import facts, hamlets, lists, placed_lists
from toandan.accounts.boundaries import place_links
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.linkage.person import LINKED_ID
from toandan.pipeline import graph
from toandan.pipeline.entitled import age_cuts, card_meaning, province_of
from toandan.places.crosswalk import links
from toandan.schemas.place_list import PLACE_LISTS
from toandan.schemas.registers import REGISTERS, of_role
from toandan.schemas.set_columns import titles_of
from toandan.schemas.table import Role
from toandan.schemas.titles import TITLES
from toandan.values.month import Month

MONTH = Month(2025, 10)
DAY = MONTH.last_day
MERGED = sorted({link.new_code for link in links(OLD, NEW)})[40:44]
# One commune is the same before and after: hamlets of it are the same as well.
WHOLE = {link.old_code for link in links(OLD, NEW) if link.weight == 1 and link.old_code == link.new_code}
ALONE = Counter(link.new_code for link in links(OLD, NEW))
MERGED.append(next(code for code in sorted(WHOLE) if ALONE[code] == 1))
OLDS = sorted({link.old_code for link in links(OLD, NEW) if link.new_code in MERGED})
SCOPES = ("a", "b")
HOUSES = [uuid5(NAMESPACE_OID, f"house:{n}") for n in range(4)]
KINDS = ("poor", "near_poor", "farm_average", "merit", "pensioner", "mine_victim")
CARDS = {"": "", "CN": "near_poor", "HN": "poor", "CB": "merit", "HS": "student", "DN": "employee", "GD": ""}


def _period(draw: Random) -> Row:
    start = draw.choice([date(2025, 1, 1), date(2025, 10, 31), date(2025, 11, 1)])
    return {"start_date": start, "end_date": draw.choice([None, None, date(2025, 10, 31), date(2025, 11, 1)])}


def _registers(draw: Random, names: list[str]) -> dict[str, list[Row]]:
    people: list[Row] = []
    for _ in range(draw.randint(0, 14)):
        who = draw.choice(
            [{"national_id": person(draw.choice(names))}, {"household_id": draw.choice(HOUSES)}, {}]
        )
        row = {"national_id": None, "household_id": None, "kind": draw.choice(KINDS), "document": "A"} | who
        people.append(row | {"listed": "yes" if who else "no"} | _period(draw))
    places: list[Row] = []
    for _ in range(draw.randint(0, 25)):
        vintage, codes = draw.choice([(OLD, OLDS), (OLD, OLDS), (NEW, MERGED)])
        empty = draw.random() < 0.15
        row = {
            "kind": draw.choice(["difficult", "island"]),
            "listed": "no" if empty else "yes",
            "document": "A",
        }
        code = draw.choice(codes)
        where = {"vintage": None if empty else vintage, "commune_code": None if empty else code}
        hamlet = None if empty else draw.choice([None, _hamlet(code, 1), _hamlet(code, 2)])
        places.append(row | where | {"hamlet_id": hamlet} | _period(draw))
    if draw.random() < 0.5:
        places += [
            {"kind": "difficult", "listed": "yes", "document": "A", "vintage": OLD, "commune_code": code}
            | {"start_date": OLD, "end_date": None, "hamlet_id": None}
            for code in OLDS
            if draw.random() < 0.8
        ]
    school = [
        {
            "national_id": person(draw.choice(names)),
            "school_code": "T",
            "level": draw.choice(["primary", "college"]),
        }
        | _period(draw)
        for _ in range(draw.randint(0, 3))
    ]
    work = [
        {"national_id": person(draw.choice(names)), "employer_code": "5300100012", "contract": "employee"}
        | _period(draw)
        for _ in range(draw.randint(0, 3))
    ]
    made = {"social_protection": people, "place_list": places, "school": school, "employment": work}
    return {name: [row | {"scope": draw.choice(SCOPES)} for row in rows] for name, rows in made.items()}


def _hamlet(code: str, name: int) -> UUID:
    """The keyed id of a hamlet of a commune."""
    return uuid5(NAMESPACE_OID, f"hamlet:{code}/{name}")


def _resident(draw: Random, name: str) -> Row:
    code = draw.choice(MERGED)
    return resident(
        name if draw.random() < 0.9 else None,
        household_id=draw.choice([*HOUSES, None]),
        commune_code=code,
        hamlet_id=draw.choice([None, *(_hamlet(code, n) for n in (1, 2, 3))]),
        group_code=draw.choice(list(CARDS)),
        scope="a",
    )


def _table(engine: Engine, register: str, rows: list[Row]) -> ibis.Table:
    arrow = stored(register, rows, NEW).append_column(
        "scope", pa.array([row["scope"] for row in rows], pa.string())
    )
    if any(LINKED_ID in row for row in rows):
        given = [row[LINKED_ID].bytes if row[LINKED_ID] else None for row in rows]
        ids = pa.ExtensionArray.from_storage(pa.uuid(), pa.array(given, pa.binary(16)))
        arrow = arrow.append_column(LINKED_ID, ids)
    return engine.table_of(f"raw_{register}", arrow)


def _with_faulty_ids(draw: Random, rows: list[Row]) -> list[Row]:
    """The rows with some personal ids mistyped, and a spine that knows better."""
    made = []
    for row in rows:
        known = row.get("national_id")
        is_wrong = known is not None and draw.random() < 0.5
        wrong = {"national_id": person("nobody")} if is_wrong else {}
        made.append(row | {LINKED_ID: known if is_wrong else None} | wrong)
    return made


@pytest.mark.parametrize("is_faulty", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_both_ways_tell_the_same_facts(seed: int, *, is_faulty: bool) -> None:
    draw = Random(seed)  # noqa: S311 - drawn tables, not secrets
    names = [f"p{n}" for n in range(16)]
    facts = [register.name for register in of_role(Role.FACT)]
    ground = {
        (name, scope): {code for code in MERGED if draw.random() < 0.7} for name in facts for scope in SCOPES
    }
    registers = _registers(draw, names)
    homes = [_resident(draw, name) for name in names]
    received = registers
    if is_faulty:
        received = {name: _with_faulty_ids(draw, rows) for name, rows in registers.items()}
    with open_engine(Settings(threads=1)) as engine:
        found = _fast(engine, homes, received, ground)
    parts: dict[tuple[date, str], set[str]] = defaultdict(set)
    for link in place_links(NEW).to_pylist():
        parts[link["vintage"], link["to_code"]].add(link["commune_code"])
    for home, fast in zip(homes, found, strict=True):
        code = home["commune_code"]
        spoken = {name: {scope for scope in SCOPES if code in ground[name, scope]} for name in facts}
        card = CARDS[home["group_code"]]
        title = card if card not in {"poor", "near_poor"} else ""
        true, false = titles(home, registers, spoken, title, DAY)
        assert set(titles_of(fast, "titles")) == true
        assert set(titles_of(fast, "titles_unknown")) == {one.slug for one in TITLES} - true - false
        assert fast["living"] == living(
            home, registers["social_protection"], spoken["social_protection"], card, DAY
        )
        for kind in ("difficult", "island"):
            slow = place(
                code,
                kind=kind,
                rows=registers["place_list"],
                scopes=spoken["place_list"],
                parts=parts,
                day=DAY,
            )
            slow = at_home(home, kind=kind, rows=registers["place_list"], whole=slow, parts=parts, day=DAY)
            assert fast[PLACE_LISTS[kind]] == slow, (code, kind)


def _fast(
    engine: Engine, homes: list[Row], registers: dict[str, list[Row]], ground: dict[tuple[str, str], set[str]]
) -> list[dict[str, Any]]:
    spoken = [
        {"register": name, "scope": scope, "commune_code": code}
        for (name, scope), codes in ground.items()
        for code in sorted(codes)
    ]
    kinds = pa.schema([("register", pa.string()), ("scope", pa.string()), ("commune_code", pa.string())])
    people = [
        {
            "scope_code": "a",
            "row_n": n,
            "commune_code": home["commune_code"],
            "group_code": home["group_code"],
        }
        for n, home in enumerate(homes, 1)
    ]
    inputs = {
        **{REGISTERS[name].stored.name: _table(engine, name, rows) for name, rows in registers.items()},
        "raw_population__entity_person": _table(engine, "population", homes),
        "core_resident__month_person": engine.table_of("people", _residents(people, homes)),
        "list_ground": engine.table_of("list_ground", pa.Table.from_pylist(spoken, schema=kinds)),
        "places": engine.table_of("places", place_links(NEW)),
        "card_meaning": engine.table_of("card_meaning", card_meaning(MONTH, shipped())),
        "province_of": engine.table_of("province_of", province_of(MONTH)),
        "age_cuts": age_cuts(tables_of(shipped())),
        "month": MONTH,
    }
    made, _ = graph.run(engine, (placed_lists, hamlets, lists, facts), ["stg_resident__month_facts"], inputs)
    rows = engine.fetch(made["stg_resident__month_facts"]).to_pylist()
    return sorted(rows, key=lambda row: int(row["person_id"].split("/")[1]))


def _residents(people: list[dict[str, Any]], homes: list[Row]) -> pa.Table:
    """The residents as a closing gives them: each is the person of their personal id."""
    ids = stored("population", homes, NEW)["national_id"]
    return pa.Table.from_pylist(people).append_column("person_id", ids)
