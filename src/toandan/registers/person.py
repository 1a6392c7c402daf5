"""One person in the registers, by keyed ids alone: which numbers are theirs, and which rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from toandan.engine import Engine
from toandan.errors import BadInput
from toandan.lake.keyring import Keyring
from toandan.registers.reading.ids import CARD, INSURANCE, NATIONAL, SEPARATORS
from toandan.registers.reading.truth import surely
from toandan.values.ids import INSURANCE_DIGITS, NATIONAL_DIGITS, IdKind

NATIONAL_ID, INSURANCE_NO, PAYER_ID = "national_id", "insurance_no", "payer_id"
WORD = re.compile("[0-9A-Za-z]{8,15}")
# Digits with single separators between: a number written in groups, or several numbers in a row.
GROUPED = re.compile("[0-9]+(?:[-. \N{NO-BREAK SPACE}][0-9]+)+")
DIGITS = re.compile("[0-9]+")
FEWEST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Person:
    """The keyed personal id, where it is known, and the keyed insurance numbers. The numbers are kept nowhere."""

    national: UUID | None = field(repr=False)
    insurance: frozenset[UUID] = field(repr=False)

    @classmethod
    def of_number(cls, number: str, keyring: Keyring) -> Person:
        """The person of a personal id (12 digits), an insurance number (10) or a card number (15 characters).

        Raises BadInput for anything else, without repeating it.
        """
        bare = bare_text(number)
        if re.fullmatch(NATIONAL, bare):
            return cls(keyring.keyed_id(IdKind.NATIONAL, bare), frozenset())
        if re.fullmatch(INSURANCE, bare) or re.fullmatch(CARD, bare):
            return cls(None, frozenset({keyring.keyed_id(IdKind.INSURANCE, bare[-INSURANCE_DIGITS:])}))
        raise BadInput(
            what="this is no number of a person",
            why="a personal id has 12 digits, an insurance number 10, a card number 15 characters",
            do="write it as on the card or the identity document",
        )

    def stands_in(self, rows: Table) -> BooleanValue:
        """Whether a stored row is the person's: by personal id, or by insurance number where it has none."""
        by_national = surely(_among(rows[NATIONAL_ID], [self.national] if self.national else []))
        if INSURANCE_NO not in rows.columns:
            return by_national
        by_insurance = surely(_among(rows[INSURANCE_NO], sorted(self.insurance)))
        return by_national | (by_insurance & rows[NATIONAL_ID].isnull())

    def pays_in(self, rows: Table) -> BooleanValue:
        """Whether the person is the payer of a stored row."""
        return surely(_among(rows[PAYER_ID], [self.national] if self.national else []))

    def is_told_by(self, texts: Sequence[str], keyring: Keyring) -> bool:
        """Whether one of the received texts holds one of the person's numbers, also if its zeros were lost."""
        own = {*self.insurance, *([self.national] if self.national else [])}
        words = {word for text in texts for word in (bare_text(text), *WORD.findall(text), *_joined(text))}
        return any(not own.isdisjoint(_keyed(word.upper(), keyring)) for word in words)


def with_linked_numbers(engine: Engine, person: Person, cards: Sequence[Table]) -> Person:
    """The person with every number that the card rows tie to them.

    An insurance number that also stands beside another personal id ties nobody. Raises BadInput for
    an insurance number that stands beside several personal ids.
    """
    national = person.national or _national_of(engine, person, cards)
    if national is None:
        return person
    tied = {UUID(str(no)) for no, _ in _pairs(engine, cards, NATIONAL_ID, [national]) if no is not None}
    beside = _pairs(engine, cards, INSURANCE_NO, sorted(tied))
    others = {UUID(str(no)) for no, found in beside if found not in (None, str(national))}
    return Person(national, frozenset(person.insurance | (tied - others)))


def bare_text(text: str) -> str:
    """The text in capitals without separators."""
    for separator in SEPARATORS:
        text = text.replace(separator, "")
    return text.strip().upper()


def _national_of(engine: Engine, person: Person, cards: Sequence[Table]) -> UUID | None:
    pairs = _pairs(engine, cards, INSURANCE_NO, sorted(person.insurance))
    found = {national for _, national in pairs if national is not None}
    if len(found) > 1:
        raise BadInput(
            what="the insurance number stands beside several personal ids",
            why="it cannot be told which of these people is meant",
            do="name the person by the personal id",
        )
    return UUID(found.pop()) if found else None


def _pairs(
    engine: Engine, cards: Sequence[Table], column: str, wanted: Sequence[UUID]
) -> set[tuple[str | None, str | None]]:
    """The (insurance number, personal id) of all card rows with one of the wanted ids in the column."""
    if not wanted:
        return set()
    found = set()
    for rows in cards:
        hit = rows.filter(_among(rows[column], wanted)).select(
            **{name: rows[name].cast("string") for name in (INSURANCE_NO, NATIONAL_ID)}
        )
        told = engine.fetch(hit.distinct()).to_pylist()
        found |= {(row[INSURANCE_NO], row[NATIONAL_ID]) for row in told}
    return found


def _among(column: Value, wanted: Sequence[UUID]) -> BooleanValue:
    if not wanted:
        return ibis.literal(value=False)
    return column.isin([ibis.literal(str(one)).cast("uuid") for one in wanted])


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
