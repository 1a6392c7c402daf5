"""The counts of a closing once more, slowly and plainly: one person after the other, no engine.

Written from the words of the manual and not from the fast steps, so that a fault would have
to be made twice to go unseen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from toandan.lawbook.law import shipped
from toandan.places.crosswalk import links
from toandan.values.month import Month
from toandan.values.share import apportion

type Row = Mapping[str, Any]


@dataclass
class Counts:
    """What a closing publishes, as plain dictionaries."""

    participants: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    residents: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    causes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spells: set[tuple[UUID, date, date, int]] = field(default_factory=set)
    expiry: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass
class Person:
    """One participant: the card that counts, and what the register says."""

    card: Row
    id: UUID
    has_national: bool
    commune: str = ""
    is_estimated: bool = False


def counted(population: Sequence[Row], cards: Sequence[Row], month: Month, vintage: date) -> Counts:
    """The counts at the end of a month on the map ``vintage``; rows carry ``scope`` and ``row_n``."""
    day, counts = month.last_day, Counts()
    homes = _residents(population, day)
    known = {row["national_id"] for row in population} - {None}
    home_of = {row["national_id"]: row["commune_code"] for row in homes if row["national_id"]}
    people = _participants(cards, day)
    _place(people, home_of, vintage, counts)
    held = {person.id: person for person in people if person.has_national}
    for person in people:
        _count_card(person, home_of, known, day, counts)
    for row in homes:
        _count_resident(row, held.get(row["national_id"]), day, counts)
    counts.spells = _spells(cards)
    _count_expiry(people, cards, month, vintage, counts)
    return counts


def age_on(birth: date, day: date) -> int:
    """Birthdays had, by walking through the years."""
    years = 0
    while _birthday(birth, birth.year + years + 1) <= day:
        years += 1
    return years


def _birthday(birth: date, year: int) -> date:
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _residents(population: Iterable[Row], day: date) -> list[Row]:
    here = [row for row in population if _is_resident(row, day)]
    by_person: dict[UUID, list[Row]] = defaultdict(list)
    for row in here:
        if row["national_id"]:
            by_person[row["national_id"]].append(row)
    nobody_known = [row for row in here if not row["national_id"]]
    return nobody_known + [min(rows, key=_lives_there) for rows in by_person.values()]


def _is_resident(row: Row, day: date) -> bool:
    dead = row["died_on"] is not None and row["died_on"] <= day
    later = row["residence_from"] is not None and row["residence_from"] > day
    return row["residence_kind"] in {"permanent", "temporary"} and not dead and not later


def _lives_there(row: Row) -> tuple[bool, int, str, int]:
    start = row["residence_from"]
    return (
        row["residence_kind"] != "temporary",
        -start.toordinal() if start else 1,
        row["scope"],
        row["row_n"],
    )


def _persons(cards: Iterable[Row]) -> list[tuple[UUID, bool, Row]]:
    told: dict[UUID, list[UUID]] = defaultdict(list)
    rows = list(cards)
    for row in rows:
        if row["national_id"] and row["insurance_no"]:
            told[row["insurance_no"]].append(row["national_id"])
    found = []
    for row in rows:
        national = row["national_id"] or min(told.get(row["insurance_no"], []), default=None)
        found.append((national or row["insurance_no"], national is not None, row))
    return found


def _participants(cards: Iterable[Row], day: date) -> list[Person]:
    order = {code: group.order for code, group in shipped().groups_at(day).items()}
    valid: dict[UUID, list[Person]] = defaultdict(list)
    for person, has_national, row in _persons(cards):
        if row["cover_start"] <= day < row["cover_end"]:
            valid[person].append(Person(row, person, has_national))

    def preference(person: Person) -> tuple[object, ...]:
        card = person.card
        paid = card["paid_on"]
        group = order.get(card["group_code"])
        return (
            group is None,
            group or 0,
            card["group_code"],
            -card["cover_start"].toordinal(),
            -paid.toordinal() if paid else 1,
            card["scope"],
            card["row_n"],
        )

    return [min(cards, key=preference) for cards in valid.values()]


def _place(people: Iterable[Person], home_of: Mapping[UUID, str], vintage: date, counts: Counts) -> None:
    """Each card on the map: where it was, where its holder lives, or by position among the rest."""
    torn: dict[tuple[date, str], list[Person]] = defaultdict(list)
    for person in people:
        card = person.card
        parts = _parts(card["vintage"], card["commune_code"], vintage)
        home = home_of.get(person.id)
        if len(parts) == 1:
            person.commune = next(iter(parts))
        elif home in parts:
            person.commune = home or ""
        else:
            torn[card["vintage"], card["commune_code"]].append(person)
    for (old, code), rest in torn.items():
        parts = _parts(old, code, vintage)
        rest.sort(key=lambda person: (person.card["scope"], person.card["row_n"]))
        shares = apportion(len(rest), [parts[part] for part in sorted(parts)])
        targets = [part for part, n in zip(sorted(parts), shares, strict=True) for _ in range(n)]
        for person, target in zip(rest, targets, strict=True):
            person.commune, person.is_estimated = target, True
            for sibling in parts:
                counts.causes[sibling]["estimated_elsewhere_n"] += sibling != target


def _parts(frm: date, code: str, to: date) -> dict[str, Any]:
    if frm == to:
        return {code: 1}
    if frm < to:
        return {link.new_code: link.weight for link in links(frm, to) if link.old_code == code}
    return {link.old_code: link.weight for link in links(to, frm) if link.new_code == code}


def _count_card(
    person: Person, home_of: Mapping[UUID, str], known: set[UUID], day: date, counts: Counts
) -> None:
    card, home = person.card, home_of.get(person.id)
    cell = (person.commune, card["group_code"], card["sex"], age_on(card["birth_date"], day))
    counts.participants[cell] += 1
    if not person.has_national:
        cause = "not_matched_n"
    elif home is not None:
        cause = "card_here_n" if home == person.commune else "resident_elsewhere_n"
    else:
        cause = "not_resident_n" if person.id in known else "not_in_register_n"
    here = counts.causes[person.commune]
    here["participants_n"] += 1
    here[cause] += 1
    here["estimated_n"] += person.is_estimated


def _count_resident(row: Row, held: Person | None, day: date, counts: Counts) -> None:
    group = held.card["group_code"] if held else ""
    counts.residents[row["commune_code"], group, row["sex"], age_on(row["birth_date"], day)] += 1
    here = counts.causes[row["commune_code"]]
    here["residents_n"] += 1
    here["covered_residents_n" if held else "uncovered_n"] += 1
    here["card_elsewhere_n"] += held is not None and held.commune != row["commune_code"]
    here["without_id_n"] += row["national_id"] is None


def _spells(cards: Iterable[Row]) -> set[tuple[UUID, date, date, int]]:
    """Spells by the days themselves: a day is covered or it is not."""
    days: dict[UUID, set[date]] = defaultdict(set)
    starts: dict[UUID, list[date]] = defaultdict(list)
    for person, _, row in _persons(cards):
        length = (row["cover_end"] - row["cover_start"]).days
        days[person].update(row["cover_start"] + timedelta(n) for n in range(length))
        starts[person].append(row["cover_start"])
    found = set()
    for person, covered in days.items():
        for start in sorted(day for day in covered if day - timedelta(1) not in covered):
            end = start
            while end in covered:
                end += timedelta(1)
            found.add((person, start, end, sum(start <= begun < end for begun in starts[person])))
    return found


def _days_of(cards: Iterable[Row]) -> dict[UUID, set[date]]:
    days: dict[UUID, set[date]] = defaultdict(set)
    for person, _, row in _persons(cards):
        length = (row["cover_end"] - row["cover_start"]).days
        days[person].update(row["cover_start"] + timedelta(n) for n in range(length))
    return days


def _count_expiry(
    people: Iterable[Person], cards: Sequence[Row], month: Month, vintage: date, counts: Counts
) -> None:
    """Who was covered on some day and on none after it, by looking at the days."""
    last, days = month.last_day, _days_of(cards)
    for person in people:
        if max(days[person.id]) <= last + timedelta(30):
            counts.expiry[person.commune]["due_30_days_n"] += 1
    here = {person.id for person in people}
    ended = {
        who: max(day for day in covered if day < last)
        for who, covered in days.items()
        if who not in here and any(day < last for day in covered)
    }
    begun = month.plus(-12).last_day
    lapsed = {who: day for who, day in ended.items() if day >= begun}
    cards_of: dict[UUID, list[Row]] = defaultdict(list)
    for who, _, row in _persons(cards):
        if who in lapsed and row["cover_end"] == lapsed[who] + timedelta(1):
            cards_of[who].append(row)
    chosen = [
        Person(min(rows, key=_started_last), person, has_national=True) for person, rows in cards_of.items()
    ]
    _place(chosen, {}, vintage, Counts())
    new_year = date(month.year, 1, 1)
    for person in chosen:
        here_n = counts.expiry[person.commune]
        here_n["lapsed_twelve_months_n"] += 1
        here_n[
            "lapsed_this_year_n" if lapsed[person.id] >= new_year - timedelta(1) else "lapsed_before_year_n"
        ] += 1


def _started_last(row: Row) -> tuple[int, str, int]:
    return -row["cover_start"].toordinal(), row["scope"], row["row_n"]
