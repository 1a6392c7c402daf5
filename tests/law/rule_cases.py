"""Worked cases of single rules (law/cases with a ``rule``): read, computed by the real engine, compared.

A file names its rule and the facts that are usual; a case says what differs, what is expected and why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from ibis.expr.types import Table
from tests.facts import facts as people_of

from toandan.engine import Engine
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.lawbook.version import LAW
from toandan.lawbook.yaml_text import read
from toandan.rules import (
    child_card,
    continuity,
    copay_cap,
    employer_status,
    late_interest,
    paid_ahead,
    payment_due,
    visit_share,
)
from toandan.rules.decided import decided
from toandan.rules.figure_rows import FAR, figure_rows, with_figures
from toandan.rules.law_rows import law_rows

type Row = dict[str, Any]
CHAIN = ("cover_start", "decided")
DAYS = {
    "trafficking_confirmed_on",
    "place_left_difficult_on",
    "birth_date",
    "last_cover_end",
    "paid_on",
    "change_on",
    "due_on",
    "list_due_on",
    "listed_on",
    "five_years_on",
    "cycle_month",
    "day",
}
WORDS = {"facility_level", "facility_was", "route", "category", "id"}


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case, its usual facts filled in."""

    id: str
    rule: str
    day: date
    facts: Row
    expected: Row
    article: str
    why: str


def case_files() -> list[Row]:
    """Every file of cases as it is written."""
    files = [read(path) for path in sorted((LAW / "cases").glob("*.yaml"))]
    return [file for file in files if isinstance(file, dict)]


def cases_of(rules: Collection[str]) -> list[Case]:
    """Every case of the files that name one of these rules."""
    found = [file for file in case_files() if file.get("rule") in rules]
    return [_case(file, one) for file in found for one in file["cases"]]


def cases() -> list[Case]:
    """Every case of a rule."""
    return cases_of(RULES)


def _case(file: Mapping[str, Any], one: Mapping[str, Any]) -> Case:
    facts = {**file["usual"], **one["facts"]}
    day = date.fromisoformat(one["day"])
    return Case(one["id"], file["rule"], day, facts, one["expected"], one["article"], one["why"])


def computed(engine: Engine, rule: str, chosen: list[Case]) -> dict[str, Row]:
    """What the rule says of every case, by id; days as text, as the files write them."""
    figures = engine.table_of("figures", figure_rows(tables_of(shipped())))
    given = figures if rule in CHAIN else _facts_of(engine, chosen)
    rows = RULES[rule](engine, given, figures, chosen)
    return {
        row["id"]: {name: _plain(value) for name, value in row.items()}
        for row in engine.fetch(rows).to_pylist()
    }


def _facts_of(engine: Engine, chosen: list[Case]) -> Table:
    names = sorted({name for one in chosen for name in one.facts} - {"spells"})
    kinds = {name: _kind(name) for name in ("id", "day", *names)}
    rows = [
        {"id": one.id, "day": one.day} | {name: _value(name, one.facts.get(name)) for name in names}
        for one in chosen
    ]
    return engine.table_of("cases", pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items()))))


def _kind(name: str) -> pa.DataType:
    if name in DAYS:
        return pa.date32()
    if name in WORDS:
        return pa.string()
    return pa.bool_() if name.startswith("is_") else pa.int64()


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value is not None else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _visits(_: Engine, facts: Table, figures: Table, __: list[Case]) -> Table:
    rows = with_figures(facts, figures)
    rows = rows.mutate(
        visit_point=visit_share.visit_point(rows), visit_level_code=visit_share.visit_level_code(rows)
    )
    rows = rows.mutate(visit_bp=visit_share.visit_bp(rows), counts_to_cap=visit_share.counts_to_cap(rows))
    return rows.mutate(visit_paid_vnd=visit_share.visit_paid_vnd(rows))


def _children(_: Engine, facts: Table, figures: Table, __: list[Case]) -> Table:
    rows = with_figures(facts, figures)
    return rows.mutate(card_end=child_card.child_card_end(rows), code=child_card.child_card_end_code(rows))


def _ahead(engine: Engine, facts: Table, figures: Table, _: list[Case]) -> Table:
    listed = tables_of(shipped()).categories.select(["law_start", "law_end", "category", "on_change"])
    law = engine.table_of("categories", listed)
    law = law.mutate(law_end=law.law_end.fill_null(FAR))
    held = [facts.category == law.category, facts.day >= law.law_start, facts.day < law.law_end]
    rows = with_figures(facts.inner_join(law, held).drop("law_start", "law_end", "category_right"), figures)
    return rows.mutate(
        paid_ahead=paid_ahead.paid_ahead(rows),
        months_after=paid_ahead.months_after_change(rows),
        topped_up_vnd=paid_ahead.topped_up_vnd(rows),
        code=paid_ahead.paid_ahead_code(rows),
    )


def _employers(_: Engine, facts: Table, figures: Table, __: list[Case]) -> Table:
    rows = with_figures(facts, figures)
    rows = rows.mutate(employer_code=employer_status.employer_code(rows))
    return rows.mutate(status=employer_status.employer_status(rows), code=rows.employer_code)


def _interest(_: Engine, facts: Table, figures: Table, __: list[Case]) -> Table:
    rows = late_interest.late_interest(facts.rename(arrears_id="id", paid_on="day"), figures)
    return rows.rename(id="arrears_id")


def _cap(_: Engine, facts: Table, figures: Table, __: list[Case]) -> Table:
    rows = with_figures(facts, figures)
    rows = rows.mutate(cap_left_vnd=copay_cap.cap_left_vnd(rows))
    return rows.mutate(is_copay_free=copay_cap.is_copay_free(rows), code=copay_cap.copay_code(rows))


def _continuity(engine: Engine, facts: Table, figures: Table, chosen: list[Case]) -> Table:
    spells = [
        {"person_id": one.id, "cover_start": date.fromisoformat(start), "cover_end": date.fromisoformat(end)}
        for one in chosen
        for start, end in one.facts["spells"]
    ]
    kinds = [("person_id", pa.string()), ("cover_start", pa.date32()), ("cover_end", pa.date32())]
    table = engine.table_of("case_spells", pa.Table.from_pylist(spells, schema=pa.schema(kinds)))
    rows = continuity.continuity(table, facts.rename(person_id="id"), figures)
    return rows.mutate(id=rows.person_id, code=continuity.continuity_code(rows))


def _chain(engine: Engine, _: Table, __: Table, chosen: list[Case]) -> Table:
    """The whole chain, for people who are plain unless a case says otherwise; one row per case."""
    given = [
        {"person_id": one.id, "day": one.day}
        | {name: _value(name, value) for name, value in one.facts.items()}
        for one in chosen
    ]
    rows = law_rows(tables_of(shipped()))
    named = {"periods": rows.periods, "provinces": rows.provinces, "words": rows.words}
    asked = engine.table_of("people", people_of(chosen[0].day, given))
    found = decided(asked, *(engine.table_of(f"case_{name}", table) for name, table in named.items()))
    return found.mutate(id=found.person_id, code=found.codes.re_extract("cover_[a-z0-9_]+", 0))


def _due(_: Engine, facts: Table, figures: Table, __: list[Case]) -> Table:
    rows = with_figures(facts, figures)
    return rows.mutate(due_on=payment_due.payment_due(rows))


RULES: dict[str, Callable[[Engine, Table, Table, list[Case]], Table]] = {
    "visit_share": _visits,
    "child_card_end": _children,
    "paid_ahead": _ahead,
    "employer_status": _employers,
    "late_interest": _interest,
    "copay_cap": _cap,
    "continuity": _continuity,
    "payment_due": _due,
    "cover_start": _chain,
    "decided": _chain,
}
