"""All cards of a sample, and what the participation extract of each end holds of them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from toandan.samples.arrays import Days, Floats, Ints
from toandan.samples.card_rows import LUCKS
from toandan.samples.cards import Cards, issue
from toandan.samples.coverage import Cover
from toandan.samples.engagements import engage
from toandan.samples.ground import Ground
from toandan.samples.late import Corrected, correct
from toandan.samples.past import look_back
from toandan.samples.past_cards import issue_past
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month


@dataclass(frozen=True, slots=True, eq=False)
class Extracts:
    """Every card, by person and first day, with the luck its row is written with."""

    cards: Cards
    luck: Floats
    corrected: Corrected

    def last(self) -> tuple[Ints, Days]:
        """The cards of the last end's extract and their last days."""
        return _held(self.cards.end)

    def first(self, ground: Ground, old_province: str) -> tuple[Ints, Days]:
        """The cards of the first end's extract of a province of that day, and their last days as known then."""
        there = np.array([code == old_province for code in ground.old_province])
        return _held(np.where(there[self.cards.atom], self.cards.known_end, np.datetime64("NaT", "D")))


def _held(end: Days) -> tuple[Ints, Days]:
    return np.flatnonzero(~np.isnat(end)), end


def draw_cards(
    people: People, ground: Ground, cover: Cover, months: tuple[Month, Month], streams: Streams
) -> Extracts:
    """The cards of sixty months: those around both ends first, since the years before must lead to them."""
    stretches = engage(people, cover, months, streams)
    issued = issue(people, cover, stretches, months, streams)
    past = look_back(people, ground, cover, issued, start=months[0], streams=streams)
    before, unbroken = issue_past(people, cover, past, months, streams)
    corrected = correct(people, cover, issued, before, start=months[0], streams=streams)
    parts = [_since_told(corrected.issued, unbroken), before, corrected.taken_back]
    lucks = [
        streams.of(name).random((LUCKS, part.size), dtype=np.float32)
        for name, part in zip(("card rows", "past card rows", "taken back rows"), parts, strict=True)
    ]
    cards = Cards(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Cards)))
    order = np.lexsort((cards.group, cards.start, cards.person))
    return Extracts(cards.at(order), np.concatenate(lucks, axis=1)[:, order], corrected)


def _since_told(issued: Cards, unbroken: Days) -> Cards:
    """The cards that ran at the first end tell the cover of the years before as unbroken where it was."""
    since = np.where(issued.runs, np.minimum(unbroken[issued.person], issued.start), issued.since)
    return replace(issued, since=since)
