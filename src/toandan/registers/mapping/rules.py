"""One column of a mapping file, checked against the column it fills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from toandan.registers.mapping.declared import DateOrder, NumberForm, Rule
from toandan.registers.mapping.problems import Place, check_known, unusable
from toandan.registers.zeros.kinds import KINDS, LEAST_DIGITS, MOST_DIGITS, told_kind
from toandan.schemas.table import Column, Kind

ENTRIES = ("heading", "join", "separator", "constant", "values", "prefix", "date", "number", "scale", "width")
SOURCES = ("heading", "join", "constant")
OF_HEADINGS = ("values", "prefix", "date", "number", "scale", "width")
DATES = (Kind.DATE, Kind.PARTIAL_DATE)
NUMBERS = (Kind.INT, Kind.DECIMAL)
MOST_SCALE = 10**9


def rule_from(column: Column, said: object, place: Place) -> Rule:
    """The rule of one column; a bare text is short for its heading. Raises BadInput."""
    entries: dict[str, Any] = {"heading": said} if isinstance(said, str) else _entries(said, place)
    check_known(place, entries, ENTRIES, "entry")
    _check_source(entries, place)
    for check in CHECKS:
        check(column, entries, place)
    return Rule(
        column=column.name,
        headings=_headings(entries, place),
        separator=_text(entries, "separator", place, default=" "),
        constant=_text(entries, "constant", place),
        values=_values(column, entries, place),
        prefix=_text(entries, "prefix", place),
        date=_one_of(DateOrder, entries, "date", place),
        number=_one_of(NumberForm, entries, "number", place),
        scale=_scale(entries, place),
        width=_width(column, entries, place),
    )


def _entries(said: object, place: Place) -> dict[str, Any]:
    if isinstance(said, dict):
        return said
    raise unusable(place, "it says nothing of the column", "write a heading, or `constant: value`")


def _check_source(entries: dict[str, Any], place: Place) -> None:
    given = [name for name in SOURCES if name in entries]
    if len(given) != 1:
        what = f"two sources: {', '.join(given)}" if given else "no source"
        raise unusable(place, what, f"give exactly one of {', '.join(SOURCES)}")
    beside = [name for name in OF_HEADINGS if name in entries]
    if given == ["constant"] and beside:
        raise unusable(place, f"a constant with {', '.join(beside)}", "write the constant as it should stand")
    if "separator" in entries and given != ["join"]:
        raise unusable(place, "a separator without join", "take it out, or join several headings")


def _check_dates(column: Column, entries: dict[str, Any], place: Place) -> None:
    if "date" in entries and column.kind not in DATES:
        raise unusable(place, f"a date order for a column of {column.kind}", "take `date` out")


def _check_numbers(column: Column, entries: dict[str, Any], place: Place) -> None:
    if ("number" in entries or "scale" in entries) and column.kind not in NUMBERS:
        raise unusable(
            place,
            f"a form or scale of numbers for a column of {column.kind}",
            "take `number` and `scale` out",
        )


def _check_prefix(column: Column, entries: dict[str, Any], place: Place) -> None:
    if "prefix" in entries and column.kind is not Kind.CODE:
        raise unusable(place, f"a prefix for a column of {column.kind}", "only codes take a prefix")


def _check_constant(column: Column, entries: dict[str, Any], place: Place) -> None:
    if "constant" in entries:
        _check_target(column, _text(entries, "constant", place), place.within("constant"))


CHECKS: tuple[Callable[[Column, dict[str, Any], Place], None], ...] = (
    _check_dates,
    _check_numbers,
    _check_prefix,
    _check_constant,
)


def _check_target(column: Column, text: str, place: Place) -> None:
    """What we write ourselves must be what the column may hold."""
    if not text:
        raise unusable(place, "a value is missing", "write the value that the column should hold")
    if column.allowed and text not in column.allowed:
        raise unusable(
            place, f"{text!r} may not stand in {column.name}", f"use one of: {', '.join(column.allowed)}"
        )
    if column.kind is Kind.DATE and not _is_day(text):
        raise unusable(place, f"{text!r} is no date", "write it as 2025-10-31")


def _headings(entries: dict[str, Any], place: Place) -> tuple[str, ...]:
    if "heading" in entries:
        return (_filled(entries["heading"], place.within("heading")),)
    if "join" not in entries:
        return ()
    parts = entries["join"]
    if not isinstance(parts, list) or not parts:
        raise unusable(place.within("join"), "it is no list of headings", "write [heading, heading]")
    return tuple(_filled(part, place.within("join")) for part in parts)


def _values(column: Column, entries: dict[str, Any], place: Place) -> tuple[tuple[str, str], ...]:
    if "values" not in entries:
        return ()
    table = entries["values"]
    inside = place.within("values")
    if not isinstance(table, dict) or not table:
        raise unusable(inside, "a value table without a value", "write lines `theirs: ours`")
    for theirs, ours in table.items():
        if not isinstance(ours, str):
            raise unusable(inside.within(repr(theirs)), "it is no single value", "write one text")
        _check_target(column, ours, inside.within(repr(theirs)))
    return tuple(sorted(table.items()))


def _one_of[E: StrEnum](known: type[E], entries: dict[str, Any], name: str, place: Place) -> E | None:
    if name not in entries:
        return None
    text = _text(entries, name, place)
    check_known(place.within(name), [text], [one.value for one in known], _KINDS[name])
    return known(text)


_KINDS = {"date": "date order", "number": "form of numbers"}


def _scale(entries: dict[str, Any], place: Place) -> int:
    text = _text(entries, "scale", place, default="1").replace("_", "")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= MOST_SCALE:
        raise unusable(
            place.within("scale"), f"{text!r} is no factor", "write a whole number, e.g. 1000 for thousands"
        )
    return int(text)


def _width(column: Column, entries: dict[str, Any], place: Place) -> int | None:
    if "width" not in entries:
        return None
    inside = place.within("width")
    if column.kind is not Kind.CODE:
        raise unusable(inside, f"a number of digits for a column of {column.kind}", "only codes have a width")
    text = _text(entries, "width", place)
    if not (text.isascii() and text.isdigit()) or not LEAST_DIGITS <= int(text) <= MOST_DIGITS:
        raise unusable(inside, f"{text!r} is no number of digits", f"write {LEAST_DIGITS} to {MOST_DIGITS}")
    if told_kind(column.name, int(text)) is None:
        known = " or ".join(str(kind.digits) for kind in KINDS[column.name])
        raise unusable(inside, f"{column.name} has no numbers of {text} digits", f"write {known}")
    return int(text)


def _text(entries: dict[str, Any], name: str, place: Place, default: str = "") -> str:
    said = entries.get(name, default)
    if isinstance(said, str):
        return said
    raise unusable(place.within(name), "it is no single value", "write one text")


def _filled(said: object, place: Place) -> str:
    if isinstance(said, str) and said:
        return said
    raise unusable(place, "the heading is missing", "write the heading as it stands in the file")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
