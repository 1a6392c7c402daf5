"""The accounts of a month from the released closings in the lake: read once, then asked as often as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toandan.accounts.area import area_of, area_of_registers
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.statement import statement
from toandan.accounts.yearago import Earlier
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lawbook.law import Law
from toandan.pipeline.published import not_closed, read_closing, read_earlier, released_closing
from toandan.values.month import MONTHS_A_YEAR, Month


@dataclass(frozen=True, slots=True, eq=False)
class ClosedAccounts:
    """A closed month and the one twelve months before, in memory: every place and breakdown is answered from it.

    It is never changed, so a process that lives long keeps one and asks it from any number of
    threads. It takes ``memory_bytes``, and does not see what is released after it was read.
    """

    now: ClosedMonth
    before: Earlier | None

    @property
    def memory_bytes(self) -> int:
        """What the tables of both closings take in memory."""
        return self.now.memory_bytes + (0 if self.before is None else self.before.memory_bytes)

    def document(self, *, law: Law, places: Sequence[str] = (), by: str = "commune") -> dict[str, Any]:
        """The document ``toandan/accounts/1``, told ``by`` commune, group, age, sex or entitlement.

        ``places`` are codes of the map in force on the month's last day; several make one area, none
        means the area whose registers were closed. ``law`` names groups and categories. Raises BadInput
        where entitlement is asked of a closing that read no register of facts, UnknownPlace for an
        unknown code, Usage for an unknown ``by``.
        """
        area = area_of(self.now.vintage, places) if places else area_of_registers(self.now)
        return statement(self.now, self.before, area=area, law=law, by=by)


def read_accounts(home: Home, month: Month) -> ClosedAccounts:
    """The released closing of a month, and that of twelve months before if there is one.

    Raises BadInput for a month without a released closing, or a table that cannot be read.
    """
    lake = Lake.open(home)
    closing = released_closing(lake, month)
    if closing is None:
        raise not_closed(lake, month)
    now, earlier = read_closing(closing), released_closing(lake, month.plus(-MONTHS_A_YEAR))
    return ClosedAccounts(now, None if earlier is None else read_earlier(earlier, now.vintage))


def accounts_of(
    *, home: Home, month: Month, law: Law, places: Sequence[str] = (), by: str = "commune"
) -> dict[str, Any]:
    """The accounts of one area read and told at once; arguments and errors as of the two above."""
    return read_accounts(home, month).document(law=law, places=places, by=by)
