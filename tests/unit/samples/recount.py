"""A slow, plain recount of a written sample: csv files in, numbers out; nothing of the sample's code is used."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from toandan.places.crosswalk import successors
from toandan.places.vintage import known_vintages, vintage_at

NATIONAL = 12

type Row = dict[str, str]


@dataclass(frozen=True)
class Recount:
    """People by present commune at a day."""

    residents: Counter[str]
    participants: Counter[str]
    covered: Counter[str]


def card_of(folder: Path) -> dict[str, Any]:
    """What the sample says of itself."""
    card: dict[str, Any] = yaml.safe_load((folder / "sample.yaml").read_text(encoding="utf-8"))
    return card


def clean_rows(folder: Path, register: str, as_of: str | None = None) -> Iterator[Row]:
    """The rows of a register that are to be accepted: the first of each file."""
    for call in card_of(folder)["intake"]:
        if call["register"] == register and as_of in (None, call["as_of"]):
            with (folder / call["files"][0]).open(encoding="utf-8", newline="") as file:
                yield from islice(csv.DictReader(file), call["clean_rows_n"])


def recount(folder: Path, day: str) -> Recount:
    """The counts of one day, from the extracts as of that day."""
    people = list(clean_rows(folder, "population", day))
    residents = [row for row in people if row["residence_kind"] != "absent" and not row["died_on"]]
    holder = {person: {commune for commune, _ in held} for person, held in held_on(folder, day, day).items()}
    assert all(len(communes) == 1 for communes in holder.values())
    return Recount(
        residents=Counter(_present(row["commune"], day) for row in residents),
        participants=Counter(next(iter(communes)) for communes in holder.values()),
        covered=Counter(
            _present(row["commune"], day)
            for row in residents
            if row["national_id"] and f"n{row['national_id']}" in holder
        ),
    )


def held_on(folder: Path, day: str, as_of: str) -> dict[str, set[tuple[str, str]]]:
    """Who holds a card on a day, by the extracts as of ``as_of``: present commune and group of each of the cards."""
    cards = list(clean_rows(folder, "participation", as_of))
    by_number = _numbers(cards)
    holder: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in cards:
        if row["valid_from"] <= day <= row["valid_to"]:
            commune = _present(row["commune"], row["commune_on"] or row["valid_from"])
            holder[_person(row, by_number)].add((commune, row["group_code"]))
    return dict(holder)


def covered_at(folder: Path, days: list[str], as_of: str) -> list[int]:
    """How many people hold a card on each of the days, by the extracts as of ``as_of``."""
    cards = list(clean_rows(folder, "participation", as_of))
    by_number = _numbers(cards)
    spans = [(row["valid_from"], row["valid_to"], _person(row, by_number)) for row in cards]
    return [len({person for start, end, person in spans if start <= day <= end}) for day in days]


def _numbers(cards: list[Row]) -> dict[str, str]:
    """Insurance number → national id, where a card carries both."""
    return {
        row["insurance_no"][-10:]: row["national_id"]
        for row in cards
        if row["national_id"] and len(row["insurance_no"]) != NATIONAL
    }


def _person(row: Row, by_number: dict[str, str]) -> str:
    number = row["insurance_no"]
    if len(number) == NATIONAL:
        return f"n{number}"
    national = row["national_id"] or by_number.get(number[-10:])
    return f"n{national}" if national else f"i{number[-10:]}"


@cache
def _present(commune: str, day: str) -> str:
    vintage = vintage_at(date.fromisoformat(day))
    newest = known_vintages()[-1]
    if vintage == newest:
        return commune
    (link,) = successors(commune, vintage, newest)
    return link.new_code
