"""The counts of a report as one system: rows, columns, totals, and the causes by which two counts differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toandan.accounts.units import CLAUSES, UNCONFIRMED_CLAUSE, UnitCounts
from toandan.reports.handed import Handed, Row
from toandan.reports.suppression.entitled import entitled_counts, entitled_equations
from toandan.reports.suppression.system import AtMost, Equation, Key, System
from toandan.schemas.closing import DIFFERENCE

UNIT, GROUP, AGE, SEX, TOTAL = "unit", "group", "age", "sex", "total"
START, DUE = "start_n", "due_30_days_n"
CELLS = ("participants_n", START, "residents_n", "covered_residents_n", "uncovered_n")
MISSED = {
    "participants_n": 20.0,
    "residents_n": 20.0,
    "covered_residents_n": 10.0,
    "uncovered_n": 10.0,
    START: 10.0,
}
HEADLINE = 1000.0
PARTS = (("unit", "code"), ("group", "code"), ("age", "from"), ("sex", "code"))


def clause(number: int) -> str:
    """The column of participants by a clause of Article 12."""
    return f"clause_{number}_n"


def key_of(table: str, row: Row | None = None, column: str = "") -> Key:
    """The key of a count of a row by group, age or sex."""
    return table, "" if row is None else str(row[dict(PARTS)[table]]), column


def linked(handed: Handed) -> System:
    """Every count the report and its sheets publish, and every sum that binds them."""
    counts = dict(_counts(handed)) | entitled_counts(handed)
    equations = [equation for equation in _equations(handed, counts) if equation]
    equations += entitled_equations(handed)
    cost = {key: _cost(key) for key in counts}
    return System(counts, tuple(equations), tuple(_at_most(counts)), cost)


def _cost(key: Key) -> float:
    return HEADLINE if key[0] == TOTAL else MISSED.get(key[2], 1.0)


def unit_counts(one: UnitCounts, handed: Handed) -> dict[str, int]:
    """Every count of a unit by column."""
    found = dict(one.counts) | {clause(number): n for number, n in one.clauses.items()}
    if one.start_n is not None:
        found[START] = one.start_n
    if one.expiry:
        found |= {handed.lapsed: one.expiry[handed.lapsed], DUE: one.expiry[DUE]}
    return found


def _counts(handed: Handed) -> Iterator[tuple[Key, int]]:
    totals: dict[str, int] = {}
    for one in handed.units:
        for column, n in unit_counts(one, handed).items():
            yield (UNIT, one.unit.code, column), n
            totals[column] = totals.get(column, 0) + n
    for column, n in totals.items():
        yield (TOTAL, "", column), n
    for table in (GROUP, AGE, SEX):
        for row in handed.rows[table]:
            for column in CELLS:
                if (people := cell(row, column)) is not None:
                    yield key_of(table, row, column), people


def cell(row: Row, column: str) -> int | None:
    """A count of a row by group, age or sex; the participants at the start are its year before."""
    n: int | None = row["year_before_n" if column == START else column]
    return n


def _equations(handed: Handed, counts: Mapping[Key, int]) -> Iterator[Equation]:
    rows = [(UNIT, one.unit.code) for one in handed.units] + [(TOTAL, "")]
    for row in rows:
        yield from _in_a_row(row)
    for column in sorted({key[2] for key in counts if key[0] == UNIT}):
        yield _summed((TOTAL, "", column), [key for key in counts if key[0] == UNIT and key[2] == column])
    for table in (GROUP, AGE, SEX):
        for column in CELLS:
            yield _summed(
                (TOTAL, "", column), [key for key in counts if key[0] == table and key[2] == column]
            )
        for row in [(table, key_of(table, row)[1]) for row in handed.rows[table]]:
            yield _summed((*row, "residents_n"), [(*row, "covered_residents_n"), (*row, "uncovered_n")])
    yield from _by_group(handed, counts)
    if handed.is_whole:
        yield {(TOTAL, "", "resident_elsewhere_n"): 1, (TOTAL, "", "card_elsewhere_n"): -1}


def _in_a_row(row: tuple[str, str]) -> Iterator[Equation]:
    for identity in DIFFERENCE.identities:
        yield _summed((*row, identity.total), [(*row, part) for part in identity.parts])
    yield _summed((*row, "participants_n"), [(*row, clause(number)) for number in CLAUSES])


def _summed(total: Key, parts: Sequence[Key]) -> Equation:
    return {total: -1, **dict.fromkeys(parts, 1)} if parts else {}


def _by_group(handed: Handed, counts: Mapping[Key, int]) -> Iterator[Equation]:
    """A clause is the sum of its groups; residents with a group are those who hold its card."""
    known = handed.groups
    by_clause: dict[int, list[Key]] = {number: [] for number in CLAUSES}
    for row in handed.rows[GROUP]:
        code = row["code"]
        if code:
            number = known[code].clause if code in known else UNCONFIRMED_CLAUSE
            by_clause[number].append((GROUP, code, "participants_n"))
    for number, keys in by_clause.items():
        if (TOTAL, "", clause(number)) in counts:
            yield _summed((TOTAL, "", clause(number)), keys)


def _at_most(counts: Mapping[Key, int]) -> Iterator[AtMost]:
    pairs = (
        ("without_id_n", "uncovered_n"),
        ("estimated_n", "participants_n"),
        (DUE, "participants_n"),
    )
    for table, row, column in counts:
        for less, more in pairs:
            if column == less and (table, row, more) in counts:
                yield (table, row, less), (table, row, more)
