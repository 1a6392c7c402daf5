"""Quarantined rows as they may be shown: numbers masked, names as initials, the rest by its guard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from toandan.lake.keyring import Keyring
from toandan.lake.snapshot import Snapshot
from toandan.registers.codes import quarantine_code
from toandan.registers.in_layout import sealed_in_layout
from toandan.registers.quarantine import RAW, RECEIVED, quarantine_schema
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Column, Guard, Kind, Register
from toandan.values.ids import masked

HIDDEN = "•"
YEAR_LENGTH = 4
# The shortest number that may be a person's has nine digits; a name has letters of its language.
SHORT_CODE = re.compile("[0-9A-Z.-]{1,8}")
PERSONAL_DAYS = ("died_on",)
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def masked_rows(
    snapshot: Snapshot, keyring: Keyring, *, code: str | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """The first ``limit`` rows not accepted, with ``code`` among their codes, and how many there are.

    Raises NotAllowed without the lake's keys.
    """
    register = REGISTERS[snapshot.id.register]
    shown: list[dict[str, Any]] = []
    total_n = 0
    schema = quarantine_schema(register.received)
    for batch in sealed_in_layout(snapshot.quarantine, keyring, schema):
        entries = [entry for entry in batch.to_pylist() if has_code(entry, code)]
        total_n += len(entries)
        shown.extend(_shown(entry, register) for entry in islice(entries, limit - len(shown)))
    return shown, total_n


def has_code(entry: Mapping[str, Any], code: str | None) -> bool:
    """Whether a quarantined row has the code among its reasons; every row has None."""
    return code is None or code in _codes(entry)


def _codes(entry: Mapping[str, Any]) -> list[str]:
    return [part.partition(":")[0] for part in str(entry["codes"]).split(" ")]


def masked_texts(entry: Mapping[str, Any], register: Register) -> dict[str, str]:
    """The received texts of a quarantined row as they may be shown, by column; empty ones are left out."""
    received = {
        column.name: _masked(column, text, has_persons=register.names_people)
        for column in register.received.columns
        if (text := entry[f"{RECEIVED}{column.name}"]) is not None
    }
    if entry[RAW] is not None:
        # Without columns nobody can tell which part is a name.
        received[RAW] = f"{len(entry[RAW])} characters, not shown"
    return received


def _shown(entry: Mapping[str, Any], register: Register) -> dict[str, Any]:
    reason = quarantine_code(entry["code"])
    return {
        "file": entry["file"],
        "line": entry["line"],
        "row_n": entry["row_n"],
        "code": entry["code"],
        "column": entry["column"],
        "codes": entry["codes"].split(" "),
        "reason": entry["reason"],
        "reason_vi": reason.meaning_vi,
        "do": reason.do,
        "do_vi": reason.do_vi,
        "received": masked_texts(entry, register),
    }


def _masked(column: Column, text: str, *, has_persons: bool) -> str:
    """A received text as it may be shown: what is wrong in a row may stand in the wrong column."""
    if not has_persons:
        return text
    if column.name == "full_name":
        return initials(text)
    if column.guard is Guard.SEALED:
        return HIDDEN * YEAR_LENGTH
    if column.kind is Kind.PARTIAL_DATE or column.name in PERSONAL_DAYS:
        return text[:YEAR_LENGTH] + HIDDEN * max(0, len(text) - YEAR_LENGTH)
    is_harmless = column.guard is Guard.OPEN and (text in column.allowed or _is_code(column, text))
    return text if is_harmless else masked(text)


def _is_code(column: Column, text: str) -> bool:
    if column.kind is Kind.DATE:
        return DAY.fullmatch(text) is not None
    return column.kind in {Kind.CODE, Kind.INT} and SHORT_CODE.fullmatch(text) is not None


def initials(name: str) -> str:
    """The first letter of each part of a name."""
    return " ".join(f"{part[0].upper()}." for part in name.split())
