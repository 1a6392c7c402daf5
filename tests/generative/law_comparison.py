"""The two readings of the law side by side: where they differ, for the smallest person, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from tests.reference.law_twin.outcome import outcome
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import category_slugs
from toandan.schemas.titles import title_slugs
from toandan.values.bits import members_of

type Answers = Mapping[str, Any]
type Reading = Callable[[Sequence[Person]], dict[str, dict[str, Any]]]

CATEGORY_SETS = ("fits", "unknown", "may_choose", "missing")
TITLE_SETS = ("titles", "titles_unknown")
KEPT = ("day", "person_id", "household_id")


@dataclass(frozen=True, slots=True)
class Difference:
    """One person of whom the readings say different things, column by column: (fast, plain)."""

    person: Person
    columns: dict[str, tuple[Any, Any]]

    def told(self) -> str:
        """The facts that are not the usual ones and both answers, in words."""
        said = [f"  {name} = {_words(name, value)}" for name, value in _unusual(self.person)]
        differ = [
            f"  {name}: fast {_words(name, fast)}, plain {_words(name, plain)}"
            for name, (fast, plain) in self.columns.items()
        ]
        return "\n".join([f"on {self.person.day}, a person with", *said, "the readings differ in", *differ])


def plain(people: Sequence[Person]) -> dict[str, dict[str, Any]]:
    """The plain reading of these people, by their id."""
    return {person.person_id: outcome(person) for person in people}


def differences(people: Sequence[Person], fast: Reading) -> list[Difference]:
    """Every person the readings differ about."""
    ours, theirs = plain(people), fast(people)
    assert ours.keys() == theirs.keys()
    found = [
        Difference(person, _differing(theirs[person.person_id], ours[person.person_id])) for person in people
    ]
    return [difference for difference in found if difference.columns]


def _differing(fast: Answers, slow: Answers) -> dict[str, tuple[Any, Any]]:
    seen = dict(fast) | {
        "codes": frozenset(fast["codes"].split()),
        "local_item": bool(fast["local_item"]),
    }
    expected = dict(slow) | {"local_item": bool(slow["local_item"])}
    return {name: (seen[name], value) for name, value in expected.items() if seen[name] != value}


def shrunk(difference: Difference, fast: Reading) -> Difference:
    """The same difference for the plainest person: one fact after the other made usual while it stays."""
    while True:
        simpler = _numbered(_simpler(difference.person))
        still = [
            found for found in differences(simpler, fast) if found.columns.keys() & difference.columns.keys()
        ]
        if not still:
            return difference
        difference = still[0]


def _numbered(people: Iterator[Person]) -> list[Person]:
    return [replace(person, person_id=str(n)) for n, person in enumerate(people)]


def _simpler(person: Person) -> Iterator[Person]:
    """Each way to make one fact usual, the boldest first."""
    change: dict[str, Any]
    for name, _ in _unusual(person):
        if name not in TITLE_SETS:
            yield replace(person, **{name: getattr(_usual(person), name)})
    for name in TITLE_SETS:
        bits = getattr(person, name)
        if bits:
            change = {name: 0}
            yield replace(person, **change)
        for bit in members_of(bits):
            change = {name: bits & ~(1 << bit)}
            yield replace(person, **change)


def _usual(person: Person) -> Person:
    return Person(day=person.day)


def _unusual(person: Person) -> list[tuple[str, Any]]:
    usual = _usual(person)
    return [
        (field.name, getattr(person, field.name))
        for field in fields(person)
        if field.name not in KEPT and getattr(person, field.name) != getattr(usual, field.name)
    ]


def _words(name: str, value: Any) -> str:
    if name in TITLE_SETS:
        return ", ".join(title_slugs(value))
    if name in CATEGORY_SETS:
        return ", ".join(category_slugs(value)) or "none"
    return "not known" if value is None else str(value)
