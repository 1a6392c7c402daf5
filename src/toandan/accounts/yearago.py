"""The participants of an earlier closing, on the map of a later one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np

from toandan.accounts.boundaries import Shares, shares_between
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.out_table import COMMUNE, Cells, Coded, Ints
from toandan.errors import IdentityBroken, Vietnamese
from toandan.schemas.closing import PARTICIPANTS
from toandan.values.share import apportion

WITHIN = ("group_code", "sex", "age")
PEOPLE = "participants_n"
type Split = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """An earlier closing as a later month is compared with it, made once and only read.

    ``closed`` is what its card says, without tables; ``cells`` are its participants on the later map; ``split`` says of each commune that was split,
    as commune → part → people, how many were counted in which part.
    """

    closed: ClosedMonth
    cells: Cells
    split: Split

    @property
    def memory_bytes(self) -> int:
        """What its cells take in memory."""
        return self.cells.memory_bytes


def earlier_on(closed: ClosedMonth, vintage: date) -> Earlier:
    """The participants of a closing on a later map; raises IdentityBroken for a commune its own map does not have."""
    cells, card = closed.tables[PARTICIPANTS.name].cells, replace(closed, tables={})
    if closed.vintage == vintage:
        return Earlier(card, cells, {})
    return Earlier(card, *moved(cells, shares_between(closed.vintage, vintage)))


def moved(cells: Cells, shares: Shares) -> tuple[Cells, dict[str, dict[str, int]]]:
    """The cells with their communes replaced by those of another map, and the people of each split commune by part.

    ``shares`` is commune → commune of the other map → share; raises IdentityBroken for a commune it lacks.
    The people of a commune that was split are shared out by the shares (largest remainder), evenly over
    its groups, sexes and ages; the parts sum to the whole. A cell may stand in several rows.
    """
    communes = cells.codes[COMMUNE]
    _check_known(communes, shares)
    to_codes = sorted({to_code for code in communes.values for to_code in shares[code]})
    place = {to_code: n for n, to_code in enumerate(to_codes)}
    # Where the people of a whole commune went; of one that was split, nowhere yet.
    went = np.array([place[min(shares[code])] if len(shares[code]) == 1 else -1 for code in communes.values])
    to = went[communes.codes] if len(communes.values) else communes.codes
    rows = np.flatnonzero(to >= 0)
    taken = [(rows, to[rows], cells.numbers[PEOPLE][rows])]
    split: dict[str, dict[str, int]] = {}
    ranks = [cells.coded(name).ranks() for name in reversed(WITHIN)]
    for code in communes.values:
        rows = cells.of_commune(code)
        if len(shares[code]) > 1 and len(rows):
            rows = rows[np.lexsort([rank[rows] for rank in ranks])]
            parts = _shared_out(cells.numbers[PEOPLE][rows], shares[code])
            split[code] = {to_code: int(people.sum()) for to_code, people in parts.items()}
            taken += [(rows, np.full(len(rows), place[one]), people) for one, people in parts.items()]
    rows, to, people = (np.concatenate(column) for column in zip(*taken, strict=True))
    within = {name: cells.coded(name).take(rows) for name in WITHIN}
    return Cells.of({COMMUNE: Coded(to, to_codes), **within}, {PEOPLE: people}), split


def _check_known(communes: Coded, shares: Shares) -> None:
    strange = [code for code in communes.values if code not in shares]
    if strange:
        raise IdentityBroken(
            what=f"people are counted in {len(strange)} communes that the map does not have",
            where=", ".join(strange[:3]),
            why="their people would be missing from the year before",
            do="run `toandan lake verify`",
            vi=Vietnamese(
                what=f"có số liệu của {len(strange)} xã không có trên bản đồ địa giới",
                why="số liệu năm trước sẽ thiếu người của các xã này",
                do="chạy `toandan lake verify`",
            ),
        )


def _shared_out(people: Ints, shares: Mapping[str, Fraction]) -> dict[str, Ints]:
    """By part, in order of its code, what it takes of each cell of a commune.

    Part after part takes its even share of what the parts before it have left: cumulated, floored,
    differenced. No cell gives more than it has, and together they give exactly the part's people.
    """
    codes = sorted(shares)
    left, parts = people, dict[str, Ints]()
    for code, part_n in zip(
        codes, apportion(int(people.sum()), [shares[code] for code in codes]), strict=True
    ):
        upto = np.cumsum(left)
        all_n = max(int(left.sum()), 1)
        parts[code] = upto * part_n // all_n - (upto - left) * part_n // all_n
        left = left - parts[code]
    return parts


def interval(parts: Split, communes: Iterable[str], counted_n: int) -> list[int]:
    """[least, most] of the people counted in the communes who may truly belong there.

    ``parts`` is commune → part → people. No source says where the people of a split commune went:
    all or none of them may live in the part.
    """
    wanted = frozenset(communes)
    low = high = counted_n
    for people in parts.values():
        inside = sum(n for code, n in people.items() if code in wanted)
        if not wanted.isdisjoint(people):
            low -= 0 if wanted.issuperset(people) else inside
            high += sum(people.values()) - inside
    return [low, high]
