"""Registers of facts for tests: lists that speak of everybody, and what a closing says the law entitles to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow.parquet as pq
from tests.builders import OCTOBER, Office, Row, person

from toandan.lake.closing import Closing
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON
from toandan.schemas.place_list import PLACE_LISTS
from toandan.schemas.social_protection import LISTS


def listed(kind: str, name: str | None = None, **changes: Any) -> Row:
    """A row of the lists of people; without a name and household the list is empty."""
    row: Row = {"kind": kind, "listed": "yes" if name or changes else "no", "document": "A"}
    return row | {"national_id": person(name) if name else None, "start_date": date(2025, 1, 1)} | changes


def commune(kind: str, code: str | None = None, **changes: Any) -> Row:
    """A row of the lists of communes; without a code the list is empty."""
    row: Row = {"kind": kind, "commune_code": code, "listed": "yes" if code else "no", "document": "A"}
    return row | {"start_date": date(2025, 1, 1)} | ({} if code else {"vintage": None}) | changes


def lists(here: Office, *rows: Row, kinds: tuple[str, ...] = LISTS, as_of: date = OCTOBER) -> None:
    """Lists of every kind, of which only these rows name somebody."""
    here.extract("social_protection", [*(listed(kind) for kind in kinds), *rows], scope="15", as_of=as_of)


def every_place(here: Office, *rows: Row) -> None:
    """Lists of communes of every kind."""
    empty = [commune(kind) for kind in PLACE_LISTS]
    here.extract("place_list", [*empty, *rows], scope="15", as_of=OCTOBER)


def no_school_no_work(here: Office, *workers: Row) -> None:
    """Registers of schools and work, in which only these stand."""
    here.extract("school", [], scope="15", as_of=OCTOBER)
    here.extract("employment", workers, scope="15", as_of=OCTOBER)


def cells(closing: Closing) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The cells by entitled category, reason and group of the card."""
    found = pq.read_table(closing.table(ENTITLED.name)).to_pylist()
    return {(row["entitled"], row["because"], row["group_code"]): row for row in found}


def everything_known(here: Office, *rows: Row) -> None:
    """Every list and register of facts, which name nobody but these rows of the lists of people."""
    lists(here, *rows)
    every_place(here)
    no_school_no_work(here)


def entitled_people(closing: Closing) -> list[Row]:
    """The table of one row per resident, in the order of the register."""
    found: list[Row] = pq.read_table(closing.table(ENTITLED_PERSON.name)).to_pylist()
    return found
