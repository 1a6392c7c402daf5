"""Worked cases that ask the books themselves, in plain Python: a figure of a day, an instrument in force, the map of a
day, a number of a person, a published figure. See ``law/cases`` for the files and ``rule_cases`` for cases of rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.law.rule_cases import Case

from toandan.accounts.figures.derive import derive, percent_text
from toandan.accounts.figures.published import figure_named, published_book
from toandan.errors import BadInput
from toandan.lake.keyring import Keyring
from toandan.lawbook.law import shipped
from toandan.places.load import atlas_at
from toandan.places.unit import Level
from toandan.registers.person import Person

type Row = dict[str, Any]
KEYS = Keyring(ids=b"1" * 32, files=b"2" * 32, digest=b"3" * 32)


def _figure(day: date, facts: Row) -> Row:
    value = shipped().parameters[facts["figure"]].value_at(day)
    return {"value": None if value is None else value.content}


def _source(day: date, facts: Row) -> Row:
    source = shipped().sources[facts["source"]]
    begun = source.in_force is not None and source.in_force <= day
    return {"in_force": begun and (source.until is None or day < source.until)}


def _map(day: date, _: Row) -> Row:
    counted = {level: len(list(atlas_at(day).units(level))) for level in Level}
    return {
        "provinces_n": counted[Level.PROVINCE],
        "districts_n": counted[Level.DISTRICT],
        "communes_n": counted[Level.COMMUNE],
    }


def _number(_: date, facts: Row) -> Row:
    try:
        person = Person.of_number(facts["number"], KEYS)
        again = Person.of_number(facts.get("same_as") or facts["number"], KEYS)
    except BadInput:
        return {"kind": "none", "same_person": None}
    return {"kind": "insurance" if person.insurance else "national", "same_person": person == again}


def _published(_: date, facts: Row) -> Row:
    figure = figure_named(facts["published"])
    found = derive(figure, published_book()).items()
    return {name: percent_text(one.value) if one.is_percent else one.people for name, one in found}


BOOKS: dict[str, Callable[[date, Row], Row]] = {
    "figure": _figure,
    "source": _source,
    "map": _map,
    "person_number": _number,
    "published_figure": _published,
}


def wrong(case: Case) -> list[str]:
    """What the book says otherwise than the case."""
    found = BOOKS[case.rule](case.day, case.facts)
    return [
        f"{case.id}: {name} is {found[name]}, expected {value} ({case.article})"
        for name, value in case.expected.items()
        if found[name] != value
    ]
