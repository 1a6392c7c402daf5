"""What has been seen of one column, batch by batch: is all of it numbers of one kind?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.zeros.births import agree, born
from toandan.registers.zeros.kinds import NumberKind
from toandan.registers.zeros.spelling import spelled

# Registers hold births that the id does not tell; a column of other numbers agrees once in a hundred.
LEAST_AGREEING = 0.9
COUNTED = ("filled_n", "full_n", "short_n", "born_n", "agreeing_n", "is_other")


@dataclass(slots=True)
class Seen:
    """Counts of one column under one kind.

    ``full_n`` values have all digits, ``short_n`` lost zeros, ``born_n`` short ones stand beside a
    birth, with which ``agreeing_n`` agree. ``is_other`` is set by the first value that speaks
    against the kind; the column is not looked at any more then.
    """

    kind: NumberKind
    filled_n: int = 0
    short_n: int = 0
    full_n: int = 0
    born_n: int = 0
    agreeing_n: int = 0
    is_other: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """The counts as JSON."""
        return {name: int(getattr(self, name)) for name in COUNTED}

    def add(self, counts: Mapping[str, int]) -> None:
        """Add what was seen elsewhere."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + counts[name])
        self.is_other = self.is_other > 0

    @property
    def lost_zeros(self) -> bool:
        """Whether zeros were lost, and all that was seen is known to be of this kind."""
        is_proved = self.full_n > 0 or not self.kind.needs_full
        agrees = self.agreeing_n >= LEAST_AGREEING * max(self.born_n, 1)
        return self.short_n > 0 and not self.is_other and is_proved and (agrees or not self.kind.births)

    def see(self, values: pa.Array, births: pa.Array, sexes: pa.Array) -> None:
        """Count the trimmed texts of a batch beside the births and sexes of their rows."""
        if self.is_other:
            return
        values_n = len(values) - values.null_count
        is_full = pc.and_(pc.equal(pc.binary_length(values), self.kind.digits), pc.ascii_is_decimal(values))
        full_n = pc.sum(is_full).as_py() or 0
        self.filled_n += values_n
        self.full_n += full_n
        if full_n < values_n:
            odd = pc.fill_null(pc.invert(is_full), fill_value=False)
            self._see_odd(*(part.filter(odd) for part in (values, births, sexes)))

    def _see_odd(self, values: pa.Array, births: pa.Array, sexes: pa.Array) -> None:
        digits = spelled(values)
        is_short = pc.match_substring_regex(digits, self.kind.short)
        self.is_other = self._speaks_against(digits.filter(pc.invert(is_short)))
        self.short_n += pc.sum(is_short).as_py() or 0
        if self.kind.births:
            self._compare(*(part.filter(is_short) for part in (digits, births, sexes)))

    def _speaks_against(self, rest: pa.Array) -> bool:
        """A full number with separators does not; under a kind that was told, neither does what is no number."""
        is_number = pc.match_substring_regex(rest, "^[0-9]+$")
        is_whole = pc.and_(is_number, pc.equal(pc.utf8_length(rest), self.kind.digits))
        self.full_n += pc.sum(is_whole).as_py() or 0
        counted = pc.and_not(is_number, is_whole) if self.kind.is_told else pc.invert(is_whole)
        return bool(pc.any(counted).as_py())

    def _compare(self, digits: pa.Array, births: pa.Array, sexes: pa.Array) -> None:
        years = born(births)
        agrees = agree(completed(digits, self.kind), years, sexes)
        self.born_n += len(years) - years.null_count
        self.agreeing_n += pc.sum(agrees).as_py() or 0
        # Ten digits are the length of an insurance number too: each must agree.
        is_two_short = pc.equal(pc.utf8_length(digits), self.kind.digits - 2)
        self.is_other |= bool(pc.any(pc.and_not(is_two_short, agrees)).as_py())


def completed(digits: pa.Array, kind: NumberKind) -> pa.Array:
    """The digits with zeros in front, as many as the kind has."""
    return pc.utf8_lpad(digits, kind.digits, "0")
