"""One person in the registers, by keyed ids alone: which numbers are theirs, and which rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from toandan.engine import Engine
from toandan.errors import BadInput
from toandan.lake.keyring import Keyring
from toandan.registers.reading.ids import CARD, INSURANCE, NATIONAL, SEPARATORS
from toandan.registers.reading.truth import surely
from toandan.schemas.table import KeyedId
from toandan.schemas.table import Table as Declared
from toandan.values.ids import INSURANCE_DIGITS, NATIONAL_DIGITS, IdKind

WORD = re.compile("[0-9A-Za-z]{8,15}")
# Digits with single separators between: a number written in groups, or several numbers in a row.
GROUPED = re.compile("[0-9]+(?:[-. \N{NO-BREAK SPACE}][0-9]+)+")
DIGITS = re.compile("[0-9]+")
FEWEST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Person:
    """The keyed personal ids and insurance numbers of somebody; the numbers themselves are kept nowhere.

    Of one person there are several personal ids where a spine merged what were two.
    """

    nationals: frozenset[UUID] = field(repr=False)
    insurance: frozenset[UUID] = field(repr=False)

    @property
    def ids(self) -> frozenset[UUID]:
        """All of them: ids of two kinds are never equal, so any may be looked for in any column."""
        return self.nationals | self.insurance

    def with_ids(self, ids: Collection[UUID]) -> Person:
        """The same with ids of which it is not known what kind of number they are made from."""
        return Person(self.nationals | frozenset(ids), self.insurance | frozenset(ids))

    @classmethod
    def of_number(cls, number: str, keyring: Keyring) -> Person:
        """The person of a personal id (12 digits), an insurance number (10) or a card number (15 characters).

        Raises BadInput for anything else, without repeating it.
        """
        bare = bare_text(number)
        if re.fullmatch(NATIONAL, bare):
            return cls(frozenset({keyring.keyed_id(IdKind.NATIONAL, bare)}), frozenset())
        if re.fullmatch(INSURANCE, bare) or re.fullmatch(CARD, bare):
            number_id = keyring.keyed_id(IdKind.INSURANCE, bare[-INSURANCE_DIGITS:])
            return cls(frozenset(), frozenset({number_id}))
        raise BadInput(
            what="this is no number of a person",
            why="a personal id has 12 digits, an insurance number 10, a card number 15 characters",
            do="write it as on the card or the identity document",
        )

    @classmethod
    def of_row(cls, row: Mapping[str, UUID | None], stored: Declared) -> Person:
        """The person that the numbers of a stored row give; nobody where it has none."""
        national, number = (
            row.get(stored.keyed(kind) or "") for kind in (KeyedId.NATIONAL, KeyedId.INSURANCE)
        )
        if national is not None:
            return cls(frozenset({national}), frozenset())
        return cls(frozenset(), frozenset({number} if number is not None else ()))

    def stands_in(self, rows: Table, stored: Declared) -> BooleanValue:
        """Whether a stored row is the person's: by personal id, or by insurance number where it has none.

        ``stored`` declares which of the two numbers the rows have; without either nobody stands in them.
        """
        national, number = (stored.keyed(kind) for kind in (KeyedId.NATIONAL, KeyedId.INSURANCE))
        by_insurance = self.is_in(rows, stored, number)
        if national is None:
            return by_insurance
        return self.is_in(rows, stored, national) | (by_insurance & rows[national].isnull())

    def is_in(self, rows: Table, stored: Declared, column: str | None) -> BooleanValue:
        """Whether a keyed column of a stored row holds a number of the person; never for no column."""
        if column is None:
            return ibis.literal(value=False)
        own = self.insurance if stored.column(column).keyed is KeyedId.INSURANCE else self.nationals
        return surely(among(rows[column], own))

    def is_told_by(self, texts: Sequence[str], keyring: Keyring) -> bool:
        """Whether one of the received texts holds one of the person's numbers, also if its zeros were lost."""
        words = {word for text in texts for word in (bare_text(text), *WORD.findall(text), *_joined(text))}
        return any(not self.ids.isdisjoint(_keyed(word.upper(), keyring)) for word in words)


@dataclass(frozen=True, slots=True)
class Tying:
    """Rows of one register in which both numbers of a person may stand side by side, extract by extract."""

    stored: Declared
    extracts: tuple[Table, ...]

    def pairs(self, engine: Engine, kind: KeyedId, wanted: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
        """The (insurance number, personal id) of all rows that have both and hold one of ``wanted`` as that kind."""
        names = [self.stored.keyed(one) for one in (KeyedId.INSURANCE, KeyedId.NATIONAL)]
        if not wanted or None in names:
            return set()
        found = set()
        for rows in self.extracts:
            hit = rows.filter(among(rows[self.stored.keyed(kind)], wanted))
            both = hit.select(number=hit[names[0]].cast("string"), national=hit[names[1]].cast("string"))
            told = engine.fetch(both.drop_null().distinct()).to_pylist()
            found |= {(UUID(row["number"]), UUID(row["national"])) for row in told}
        return found


def with_linked_numbers(engine: Engine, person: Person, tying: Sequence[Tying]) -> Person:
    """The person with every number that the rows of registers tie to them.

    An insurance number that also stands beside another personal id ties nobody. Of several registers
    the first in ``tying`` that gives a number a personal id decides: what a clerk of another wrote beside it by
    mistake takes no number away. Raises BadInput for an insurance number that stands beside several
    personal ids.
    """
    nationals = person.nationals or _national_of(engine, person, tying)
    if not nationals:
        return person
    beside = {no for one in tying for no, _ in one.pairs(engine, KeyedId.NATIONAL, sorted(nationals))}
    owners = _owners(engine, tying, beside)
    return Person(nationals, person.insurance | {no for no in beside if owners[no] <= nationals})


def bare_text(text: str) -> str:
    """The text in capitals without separators."""
    for separator in SEPARATORS:
        text = text.replace(separator, "")
    return text.strip().upper()


def _national_of(engine: Engine, person: Person, tying: Sequence[Tying]) -> frozenset[UUID]:
    found = {national for ids in _owners(engine, tying, person.insurance).values() for national in ids}
    if len(found) > 1:
        raise BadInput(
            what="the insurance number stands beside several personal ids",
            why="it cannot be told which of these people is meant",
            do="name the person by the personal id",
        )
    return frozenset(found)


def _owners(engine: Engine, tying: Sequence[Tying], numbers: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The personal ids beside each insurance number, in the first register that gives it any."""
    found: dict[UUID, set[UUID]] = {}
    for one in tying:
        open_numbers = sorted(set(numbers) - found.keys())
        told: dict[UUID, set[UUID]] = defaultdict(set)
        for number, national in one.pairs(engine, KeyedId.INSURANCE, open_numbers):
            told[number].add(national)
        found |= told
    return found


def among(column: Value, wanted: Collection[UUID]) -> BooleanValue:
    """Whether a keyed id is one of these; empty where there is no id."""
    if not wanted:
        return ibis.literal(value=False)
    return column.isin([ibis.literal(str(one)).cast("uuid") for one in sorted(wanted)])


def _joined(text: str) -> set[str]:
    """Every number that neighbouring groups of digits may spell together."""
    found = set()
    for run in GROUPED.findall(text):
        groups = DIGITS.findall(run)
        for first in range(len(groups)):
            word = ""
            for group in groups[first:]:
                word += group
                if len(word) > NATIONAL_DIGITS:
                    break
                found.add(word)
    return found


def _keyed(word: str, keyring: Keyring) -> set[UUID]:
    """The ids that a word of a received text may stand for."""
    found = set()
    if re.fullmatch(CARD, word):
        found.add(keyring.keyed_id(IdKind.INSURANCE, word[-INSURANCE_DIGITS:]))
    if re.fullmatch("[0-9]+", word) and FEWEST_DIGITS <= len(word) <= NATIONAL_DIGITS:
        found.add(keyring.keyed_id(IdKind.NATIONAL, word.zfill(NATIONAL_DIGITS)))
        if len(word) <= INSURANCE_DIGITS:
            found.add(keyring.keyed_id(IdKind.INSURANCE, word.zfill(INSURANCE_DIGITS)))
    return found
