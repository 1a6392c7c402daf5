"""The facts of one resident, looked up row by row: slow, plain, and read from the documentation alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, Any]
LIVING = ("poor", "near_poor", "farm_average")
WORK = {
    "employee",
    "unpaid_manager",
    "foreign_employee",
    "part_time_employee",
    "business_owner",
    "civil_servant",
    "commune_part_timer",
    "defence_worker",
}
LEARN = {"student", "general_pupil"}
GENERAL = {"primary", "lower_secondary", "upper_secondary"}


def held(rows: Iterable[Row], day: date) -> list[Row]:
    """The rows that hold on a day."""
    return [
        row for row in rows if row["start_date"] <= day and (row["end_date"] is None or row["end_date"] > day)
    ]


def titles(
    one: Row, registers: Mapping[str, Sequence[Row]], spoken: Mapping[str, set[str]], card: str, day: date
) -> tuple[set[str], set[str]]:
    """The titles known to be true and those known to be false; ``spoken`` names the scopes of the commune by register."""
    true = {
        row["kind"]
        for row in held(registers["social_protection"], day)
        if row["listed"] == "yes" and _names(row, one)
    }
    for row in _own(registers["school"], one, day):
        true |= LEARN if row["level"] in GENERAL else {"student"}
    true |= {row["contract"] for row in _own(registers["employment"], one, day)}
    true -= set(LIVING)
    told = _told(one, registers["social_protection"], spoken["social_protection"], day) - set(LIVING)
    if one["national_id"] is not None:
        told |= LEARN if spoken["school"] else set()
        told |= WORK if spoken["employment"] else set()
    if card and card not in told:
        true.add(card)
    return true, told - true


def living(one: Row, rows: Sequence[Row], scopes: set[str], card: str, day: date) -> str | None:
    """The living standard: a list that names person or household, else a card, else none if all lists speak."""
    told = _told(one, rows, scopes, day)
    for kind in LIVING:
        listed = any(
            row["kind"] == kind and row["listed"] == "yes" and _names(row, one) for row in held(rows, day)
        )
        if listed or (card == kind and kind not in told):
            return kind
    return "none" if told >= set(LIVING) else None


def place(
    code: str,
    *,
    kind: str,
    rows: Sequence[Row],
    scopes: set[str],
    parts: Mapping[tuple[date, str], set[str]],
    day: date,
) -> bool | None:
    """Whether a commune of the month's map is on a list; ``parts`` gives its predecessors by map."""
    told = [row for row in held(rows, day) if row["kind"] == kind]
    there = [row for row in told if row["hamlet_id"] is None]
    if not any(row["scope"] in scopes for row in told):
        return None
    some = False
    for (vintage, to), codes in parts.items():
        if to != code:
            continue
        named = {row["commune_code"] for row in there if row["listed"] == "yes" and row["vintage"] == vintage}
        if codes <= named:
            return True
        some = some or bool(codes & named)
    return None if some else False


def at_home(
    one: Row,
    *,
    kind: str,
    rows: Sequence[Row],
    whole: bool | None,
    parts: Mapping[tuple[date, str], set[str]],
    day: date,
) -> bool | None:
    """Whether a resident is on a list: the whole commune is (``whole``), or the own hamlet; see ``place``."""
    code, hamlet = one["commune_code"], one["hamlet_id"]
    found = []
    for row in held(rows, day):
        if row["kind"] == kind and row["listed"] == "yes" and row["hamlet_id"] is not None:
            spread = [
                to
                for (vintage, to), codes in parts.items()
                if row["commune_code"] in codes and vintage == row["vintage"]
            ]
            if code in spread:
                is_same = spread == [code] == [row["commune_code"]] and parts[row["vintage"], code] == {code}
                found.append((row["hamlet_id"], is_same))
    if whole or (hamlet, True) in found:
        return True
    if whole is None or not found:
        return whole
    return None if hamlet is None or not all(is_same for _, is_same in found) else False


def _own(rows: Sequence[Row], one: Row, day: date) -> list[Row]:
    """The rows that hold and name the person."""
    if one["national_id"] is None:
        return []
    return [row for row in held(rows, day) if row["national_id"] == one["national_id"]]


def _names(row: Row, one: Row) -> bool:
    by_person = row["national_id"] is not None and row["national_id"] == one["national_id"]
    by_house = row["household_id"] is not None and row["household_id"] == one["household_id"]
    return by_person or by_house


def _told(one: Row, rows: Sequence[Row], scopes: set[str], day: date) -> set[str]:
    """The kinds that speak of the commune and in which this resident can be looked up."""
    told: set[str] = set()
    blind: set[str] = set()
    for row in held(rows, day):
        if row["scope"] in scopes:
            told.add(row["kind"])
            if row["national_id"] is not None and one["national_id"] is None:
                blind.add(row["kind"])
            if row["household_id"] is not None and one["household_id"] is None:
                blind.add(row["kind"])
    return told - blind
