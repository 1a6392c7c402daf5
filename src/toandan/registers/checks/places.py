"""Checks of place codes, after ``at_vintage`` and ``at_place`` were looked up."""

from __future__ import annotations

from collections.abc import Callable

from ibis.expr.types import BooleanValue, StringValue, Table

from toandan.places.explain import describe, long_day
from toandan.places.load import atlas
from toandan.places.unit import COMMUNE_DIGITS
from toandan.registers.check import Check, Texts
from toandan.registers.known import Known, vintages


def commune_checks(column: str) -> tuple[Check, ...]:
    """The commune exists on the map of its day and lies in the scope; else it is told which map knows it."""
    return (
        Check("zeros_lost", column, lambda table: _is_short(table[column])),
        *_place_checks(column, ("unknown_commune", "commune_of_other_vintage", "commune_outside_scope")),
    )


def place_checks(column: str) -> tuple[Check, ...]:
    """The same for places of every rung."""
    return _place_checks(column, ("place_unknown", "place_gone", "place_outside_scope"))


def _place_checks(column: str, codes: tuple[str, str, str]) -> tuple[Check, ...]:
    unknown, other, outside = codes
    return (
        Check(unknown, column, _is_unknown),
        Check(other, column, lambda table: ~table.is_of_vintage, _evidence(column)),
        Check(outside, column, lambda table: table.is_of_vintage & ~table.is_inside, _evidence(column)),
    )


def _is_short(code: StringValue) -> BooleanValue:
    return (code.length() < COMMUNE_DIGITS) & code.re_search("^[1-9][0-9]*$")


def _is_unknown(table: Table) -> BooleanValue:
    # Without a readable day there is no map to look in; the day has its own finding.
    return table.at_place.notnull() & table.at_vintage.notnull() & table.is_of_vintage.isnull()


def _evidence(column: str) -> Callable[[Texts, Known], str]:
    def told(texts: Texts, known: Known) -> str:  # noqa: ARG001 - the shape of every evidence
        code = texts[column] or ""
        known_there = [day for day in vintages() if atlas(day).get(code) is not None]
        return "; ".join(
            f"on the map of {long_day(day)} it is {describe(atlas(day), atlas(day).unit(code))}"
            for day in known_there
        )

    return told
