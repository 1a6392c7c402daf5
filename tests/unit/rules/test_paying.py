"""Who pays, what may be chosen and what is missing, beside a reading of Article 13.5 one category at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.rules.chain import with_missing, with_paying
from toandan.rules.law_rows import LawRows, law_rows
from toandan.rules.law_shape import shape_of_periods
from toandan.rules.sets import category, clause
from toandan.schemas.categories import CATEGORIES, CATEGORY
from toandan.schemas.set_columns import CATEGORY_SETS
from toandan.values.bits import holds, lowest, members_of

EVERY = (1 << len(CATEGORIES)) - 1
SUPPORT = {
    "near_poor": 70, "student": 50, "security_force": 50, "farm_average": 30, "village_health": 50,
    "village_part_timer": 50, "minority_exit": 70, "artisan": 50, "trafficking_victim": 50, "mine_victim": 30,
}  # fmt: skip
PENSIONS = ("pensioner", "ex_commune_cadre_si")
BUDGET = ("survivor_75", "survivor_near_poor_70", "social_pension", "monthly_allowance")
NO_CHOICE = ("student", "mine_victim")
ANSWERED = ("paying_member", "may_choose", "missing")
HELD = category("household")


def slugs_of(places: int) -> list[str]:
    return [CATEGORIES[place].slug for place in members_of(places)]


def first_of(fits: int, *clauses: int) -> int | None:
    return lowest(fits & clause(*clauses))


def best_of_clause_4(fits: int, *, poor: bool) -> int | None:
    there = members_of(fits & clause(4))
    support = SUPPORT | ({"near_poor": 100} if poor else {})
    return max(there, key=lambda bit: (support[CATEGORIES[bit].slug], -bit), default=None)


def pays(fits: int, *, poor: bool = False, new: bool = True) -> int | None:
    """The place of the paying category, rule by rule."""
    if new and fits & category(*PENSIONS):
        return lowest(fits & category(*PENSIONS))
    if new and fits & category(*BUDGET):
        return first_of(fits, 3)
    commune = CATEGORY["commune_part_timer"].place
    if holds(fits, commune) and not fits & ((1 << commune) - 1):
        own = [first_of(fits, 2), first_of(fits, 3), best_of_clause_4(fits, poor=poor), commune]
        return next(bit for bit in own if bit is not None)
    for found in (first_of(fits, 1, 2, 3), best_of_clause_4(fits, poor=poor)):
        if found is not None:
            return found
    return lowest(fits & category("charity", "unpaid_leave")) or lowest(fits & clause(5))


def choices(fits: int, paying: int | None, *, new: bool = True) -> int:
    """What may be chosen instead."""
    if paying is None:
        return 0
    slug, open_to = CATEGORIES[paying].slug, 0
    if holds(clause(4), paying):
        open_to = fits & clause(4) & ~(1 << paying)
        open_to |= HELD if new and slug not in NO_CHOICE else 0
    return open_to | (HELD if new and slug in {"charity", "unpaid_leave"} else 0)


def lacking(fits: int, unknown: int, **case: bool) -> int:
    """The unknown categories that change the answer, each tried by itself."""
    return sum(1 << bit for bit in members_of(unknown) if pays(fits | 1 << bit, **case) != pays(fits, **case))


type Case = tuple[int, int, bool, bool]


@pytest.fixture(scope="module")
def engine() -> Iterable[Embedded]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


@pytest.fixture(scope="module")
def law() -> LawRows:
    return law_rows(tables_of(shipped()))


def asked(engine: Embedded, law: LawRows, cases: list[Case]) -> list[Mapping[str, Any]]:
    """The rules' answer for sets of categories, straight from the two sets."""
    orders = {True: "text_2025", False: "text_before"}
    rows = pa.table(
        {
            "n": list(range(len(cases))),
            **in_columns("fits", [one[0] for one in cases]),
            **in_columns("unknown", [one[1] for one in cases]),
            "place_poor_commune": [one[2] for one in cases],
            "priority_text": [orders[one[3]] for one in cases],
            "chosen": [""] * len(cases),
        }
    )
    names = shape_of_periods(law.periods.column_names).support
    levels = engine.table_of("levels", law.periods.slice(law.periods.num_rows - 1).select(names))
    made = with_missing(with_paying(engine.table_of("cases", rows).cross_join(levels)))
    found = sorted(engine.fetch(made).to_pylist(), key=lambda row: row["n"])
    return [row | {name: CATEGORY_SETS.bits(row, name) for name in ANSWERED} for row in found]


def in_columns(name: str, sets: list[int]) -> dict[str, pa.Array]:
    rows = [CATEGORY_SETS.row(name, one) for one in sets]
    return {
        column: pa.array([row[column] for row in rows], pa.int64()) for column in CATEGORY_SETS.names(name)
    }


CASES: st.SearchStrategy[Case] = st.tuples(
    st.lists(st.integers(0, len(CATEGORIES) - 1), max_size=6),
    st.lists(st.integers(0, len(CATEGORIES) - 1), max_size=12),
    st.booleans(),
    st.booleans(),
).map(lambda drawn: (_set(drawn[0]), _set(drawn[1]) & ~_set(drawn[0]), drawn[2], drawn[3]))


def _set(places: Iterable[int]) -> int:
    return sum(1 << place for place in set(places))


@settings(max_examples=5, deadline=None)
@given(cases=st.lists(CASES, min_size=200, max_size=400))
def test_the_set_rules_are_the_rules_read_one_by_one(
    engine: Embedded, law: LawRows, cases: list[Case]
) -> None:
    for (fits, unknown, poor, new), row in zip(cases, asked(engine, law, cases), strict=True):
        expected = pays(fits, poor=poor, new=new)
        assert row["paying_member"] == (0 if expected is None else 1 << expected), slugs_of(fits)
        assert row["may_choose"] == choices(fits, expected, new=new), slugs_of(fits)
        told = lacking(fits, unknown, poor=poor, new=new)
        assert row["missing"] == told, (slugs_of(fits), slugs_of(row["missing"] ^ told))
        assert row["answer"] == ("cannot_tell" if told else "known")


def test_every_pair_of_known_and_unknown(engine: Embedded, law: LawRows) -> None:
    """One category known, all others unknown, in every combination of law and commune."""
    single = [1 << bit for bit in range(len(CATEGORIES))]
    pairs = [one | other for one in single for other in single if one <= other]
    cases = [
        (fits, EVERY & ~fits, poor, new) for fits in pairs for poor in (True, False) for new in (True, False)
    ]
    for (fits, unknown, poor, new), row in zip(cases, asked(engine, law, cases), strict=True):
        assert row["missing"] == lacking(fits, unknown, poor=poor, new=new), slugs_of(fits)


def test_nothing_known_to_fit_leaves_the_category_empty(engine: Embedded, law: LawRows) -> None:
    (row,) = asked(engine, law, [(0, EVERY, False, True)])
    assert (row["paying_member"], row["missing"], row["answer"]) == (0, EVERY, "cannot_tell")
