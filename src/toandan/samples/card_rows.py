"""Rows of the participation register, in the layout of its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from toandan.places.load import shipped
from toandan.samples import groups, texts
from toandan.samples.arrays import Days, Flags, Floats, Ints
from toandan.samples.calendar import DAY, NO_DAY, plus_days
from toandan.samples.cards import ID_INSTEAD_FROM, Cards
from toandan.samples.data_files import rows
from toandan.samples.ground import Ground
from toandan.samples.households import HEAD, SPOUSE
from toandan.samples.people import People
from toandan.schemas.common import SEX
from toandan.schemas.participation import PARTICIPATION
from toandan.values.month import Month

LONG_FORM, ID_FORM, ID_LEFT_OUT, ID_COLUMN_EMPTY = 0.6, 0.4, 0.015, 0.5
RECODED, RECODED_AFTER = 0.01, 14
NO_AMOUNT, NO_PAYMENT_DAY, NO_SINCE, NO_FACILITY = 0.03, 0.05, 0.06, 0.02
PAYS_ITSELF, BRANCH = 0.05, 0.15
PAYER_PREFIX, PAYERS = "99", 3000
LADDER = (1.0, 0.7, 0.6)
DAYS_A_MONTH, LONGEST_PAYMENT = 30.4, 12
LUCKS = 6
PAID_AHEAD_DAYS = 31
NEVER = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class CardFile:
    """All that one participation extract is written from. ``luck`` has axes (question, card).

    ``rows`` are the cards it holds, ``ends`` the last day of every card as it has it. From ``first_day`` on
    cards are written in the codes of the last map; a card of before ``map_from`` was written anew on that day.
    """

    people: People
    ground: Ground
    cards: Cards
    rows: Ints
    ends: Days
    province: str
    months: tuple[Month, Month]
    last_day: date
    first_day: Days
    map_from: Days
    luck: Floats

    @property
    def size(self) -> int:
        """How many rows the extract has."""
        return len(self.rows)

    def table(self, rows: Ints) -> pa.Table:
        """Some rows as an Arrow table of texts with the columns of the register's files."""
        which = self.rows[rows]
        cards, people = self.cards, self.people
        who, group = cards.person[which], cards.group[which]
        has_id = people.has_id_on_card[who]
        instead = has_id & (cards.start[which] >= ID_INSTEAD_FROM) & (self.luck[0, which] < ID_FORM)
        columns = {
            "insurance_no": self._numbers(which, instead),
            "national_id": texts.digits(
                people.national_id[who], 12, has_id & ~self._left_out(which, instead)
            ),
            "full_name": people.names.text(who),
            "birth_date": texts.partial_days(people.birth[who], people.birth_kept[who]),
            "sex": texts.words(SEX, people.sex[who]),
            "group_code": texts.words(groups.codes(), group),
            "benefit_digit": texts.words(groups.column("benefit_digit"), group),
            **self._places(which),
            "payer_code": self._payers(which),
            "valid_from": texts.days(cards.start[which]),
            "valid_to": texts.days(self.ends[which]),
            **self._payment(which),
            "continuous_since": texts.days(cards.since[which], self.luck[5, which] >= NO_SINCE),
        }
        return pa.table({name: columns[name] for name in PARTICIPATION.received.names})

    def is_new(self, which: Ints) -> Flags:
        """Whether the cards began under the last vintage's codes."""
        return self.cards.start[which] >= self.first_day

    def _numbers(self, which: Ints, instead: Flags) -> pa.Array:
        who, group = self.cards.person[which], self.cards.group[which]
        ten = texts.digits(self.people.insurance_no[who], 10)
        old = texts.words(self.ground.old_province, self.cards.atom[which])
        new = pa.array([self.province] * len(which), pa.string())
        letters = [
            code + digit for code, digit in zip(groups.codes(), groups.column("benefit_digit"), strict=True)
        ]
        printed = texts.where(self.is_new(which), new, old)
        card = texts.joined(texts.words(letters, group), printed, ten)
        number = texts.where(self.luck[1, which] < LONG_FORM, card, ten)
        return texts.where(instead, texts.digits(self.people.national_id[who], 12), number)

    def _left_out(self, which: Ints, instead: Flags) -> Flags:
        """Where the id column is empty although the id is known: beside the id itself, or on a later card
        of a person whose first card carries both numbers."""
        told = self.cards.follows[which]
        luck = self.luck[2, which]
        empty: Flags = (instead & (luck < ID_COLUMN_EMPTY)) | (~instead & told & (luck < ID_LEFT_OUT))
        return empty

    def _places(self, which: Ints) -> dict[str, pa.Array]:
        cards, ground, luck = self.cards, self.ground, self.luck[3, which]
        new = self.is_new(which)
        written = plus_days(self.first_day, RECODED_AFTER)
        # A card of the first end keeps the codes of its day, so that the first closing reads them as they were.
        later = cards.start[which] > np.datetime64(self.months[0].last_day)
        recoded = ~new & later & (luck < RECODED) & (written <= np.datetime64(self.last_day))
        atom = cards.atom[which]
        code = texts.where(
            new | recoded, texts.words(ground.new_codes(), atom), texts.words(ground.old_codes(), atom)
        )
        anew = ~new & (cards.start[which] < self.map_from)
        on = np.where(anew, self.map_from, np.where(recoded, written, NO_DAY)).astype(DAY)
        facility = [f"{province}{place % 1000:03d}" for place, province in enumerate(ground.old_province)]
        return {
            "commune": code,
            "commune_on": texts.days(on),
            "facility": texts.words(facility, atom, luck < 1 - NO_FACILITY),
        }

    def _payers(self, which: Ints) -> pa.Array:
        who, group = self.cards.person[which], self.cards.group[which]
        share = groups.numbers_of("own_share")[group]
        employed = groups.has_schedule(group, groups.LONG) & (share > 0)
        number = self.people.household[who] * 7919 % PAYERS * 20_011 + 10_000_000
        prefix = pa.array([PAYER_PREFIX] * len(which), pa.string())
        code = texts.joined(prefix, texts.digits(number, 8, employed))
        branch = texts.joined(code, pa.array(["-001"] * len(which), pa.string()))
        code = texts.where(number % 100 < BRANCH * 100, branch, code)
        own = (share == 1) & self.people.has_id_on_card[who] & (self.luck[4, which] < PAYS_ITSELF)
        return texts.where(own, texts.digits(self.people.national_id[who], 12), code)

    def _payment(self, which: Ints) -> dict[str, pa.Array]:
        cards, luck = self.cards, self.luck[4, which]
        start, group = cards.start[which], cards.group[which]
        ahead = groups.has_schedule(group, groups.RENEWED) | groups.has_schedule(group, groups.SCHOOL)
        paid = plus_days(start, -np.where(ahead, (self.luck[5, which] * PAID_AHEAD_DAYS).astype(np.int64), 0))
        paid = np.minimum(paid, np.datetime64(self.last_day))
        amount = self._amounts(which)
        return {
            "paid_on": texts.days(paid, luck > NO_PAYMENT_DAY),
            "amount_vnd": pa.array(amount, mask=luck < NO_AMOUNT).cast(pa.string()),
        }

    def _amounts(self, which: Ints) -> Ints:
        """Whole đồng that look right: months, base, the group's factor, the payer's share, the household's ladder."""
        cards = self.cards
        start, group, who = cards.start[which], cards.group[which], cards.person[which]
        months = np.ceil(((self.ends[which] - start).astype(np.int64) + 1) / DAYS_A_MONTH)
        share = groups.numbers_of("own_share")[group]
        self_paid = groups.has_schedule(group, groups.RENEWED) | groups.has_schedule(group, groups.SCHOOL)
        part = np.where(self_paid | (groups.numbers_of("wage_factor")[group] == 1) & (share > 0), share, 1.0)
        relation = self.people.relation[who]
        step = np.where(relation == HEAD, 0, np.where(relation == SPOUSE, 1, 2))
        ladder = np.where(share == 1, np.array(LADDER)[step], 1.0)
        factor = groups.numbers_of("wage_factor")[group] * part * ladder
        return np.rint(np.minimum(months, LONGEST_PAYMENT) * _month_vnd(start) * factor).astype(np.int64)


def first_days(ground: Ground, last_day: date) -> tuple[Days, Days]:
    """From when on cards carry the codes of the last map, and since when those of the first map are in force.

    After everything where both ends have the same map, and before everything where it is the oldest.
    """
    begun = {one.day: one.first_day for one in shipped().vintages}
    map_from = np.array(begun[ground.first_vintage], dtype=DAY)
    if ground.first_vintage == ground.last_vintage:
        return plus_days(last_day, NEVER), map_from
    return np.array(begun[ground.last_vintage], dtype=DAY), map_from


def _month_vnd(start: Days) -> Ints:
    table = rows("premium")
    begins = np.array([row["from"] for row in table], dtype=DAY)
    values = np.array([int(row["month_vnd"]) for row in table])
    return values[np.maximum(np.searchsorted(begins, start, side="right") - 1, 0)]
