"""Faulty rows, added beside the clean ones: each is to be quarantined and changes no count.

They are made of people who stand in no clean row, or repeat a clean row after it. A kind is
named for the code that intake gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toandan.samples import texts
from toandan.samples.arrays import Ints

FAULT_SHARE = 0.0001
NO_SUCH_COMMUNE, NO_SUCH_GROUP = "99999", "ZZ"
FUTURE_YEAR = 2
OLD_CARD_DIGITS = 9
FEW_FIELDS = 5


@dataclass(frozen=True, slots=True)
class FaultyRows:
    """Rows of one kind: as a table, or as raw ``lines`` that no table can hold."""

    kind: str
    table: pa.Table = None
    lines: tuple[str, ...] = ()

    @property
    def rows_n(self) -> int:
        """How many records they are."""
        return len(self.lines) if self.table is None else int(self.table.num_rows)


@dataclass(slots=True)
class Supply:
    """Extra people, each used once; ``table`` makes their rows as if they were clean."""

    people: Ints
    table: Callable[[Ints], pa.Table]
    used: int = field(default=0)

    def take(self, count: int) -> pa.Table:
        """Rows of the next ``count`` extra people."""
        chosen = self.people[self.used : self.used + count]
        if len(chosen) < count:
            raise ValueError(f"{count} extra people wanted, {len(chosen)} left")
        self.used += count
        return self.table(chosen)


def count_for(people: int) -> int:
    """How many faulty rows of each kind a sample of so many people has; at least one."""
    return max(1, round(people * FAULT_SHARE))


def resident_faults(
    supply: Supply, count: int, year: int, *, other_map: str | None, outside: str | None, repeated: pa.Table
) -> Iterator[FaultyRows]:
    """Faulty population rows. ``other_map`` is a commune code of another vintage, ``outside`` one of
    another scope, ``repeated`` clean rows to repeat."""
    yield from _places(supply, count, other_map, outside)
    yield FaultyRows(
        "birth_in_future", texts.changed(supply.take(count), birth_date=f"{year + FUTURE_YEAR}-01-15")
    )
    yield FaultyRows("required_missing", texts.changed(supply.take(count), full_name=None))
    yield FaultyRows("id_kind_ambiguous", _not_of_one_kind(supply.take(count), "national_id"))
    yield FaultyRows("id_shared", _sharing(supply, count, "national_id"))
    yield FaultyRows("same_person_twice", _shouted(repeated))
    yield FaultyRows("row_broken", lines=_broken(supply.take(count)))


def card_faults(
    supply: Supply, count: int, year: int, *, other_map: str | None, repeated: pa.Table
) -> Iterator[FaultyRows]:
    """Faulty participation rows; ``other_map`` and ``repeated`` as above."""
    yield from _places(supply, count, other_map, None)
    yield FaultyRows(
        "birth_in_future", texts.changed(supply.take(count), birth_date=f"{year + FUTURE_YEAR}-01-15")
    )
    yield FaultyRows("required_missing", texts.changed(supply.take(count), valid_from=None))
    yield FaultyRows("id_kind_ambiguous", _not_of_one_kind(supply.take(count), "national_id"))
    yield FaultyRows("id_shared", _sharing(supply, count, "insurance_no"))
    yield FaultyRows("group_unknown", _unknown_group(supply.take(count)))
    yield FaultyRows("cover_ends_before_start", _backwards(supply.take(count)))
    yield FaultyRows("same_card_twice", repeated)
    yield FaultyRows("row_broken", lines=_broken(supply.take(count)))


def _places(supply: Supply, count: int, other_map: str | None, outside: str | None) -> Iterator[FaultyRows]:
    for kind, code in (
        ("unknown_commune", NO_SUCH_COMMUNE),
        ("commune_of_other_vintage", other_map),
        ("commune_outside_scope", outside),
    ):
        if code is not None:
            yield FaultyRows(kind, texts.changed(supply.take(count), commune=code))


def _not_of_one_kind(table: pa.Table, name: str) -> pa.Table:
    """By turns nine digits, as old identity cards have them, and ids without the zeros in front."""
    ids = table[name].combine_chunks()
    is_old = pa.array([turn % 2 == 0 for turn in range(len(ids))])
    nine, without = pc.utf8_slice_codeunits(ids, -OLD_CARD_DIGITS), pc.utf8_ltrim(ids, "0")
    return texts.changed(table, **{name: pc.if_else(is_old, nine, without)})


def _sharing(supply: Supply, count: int, name: str) -> pa.Table:
    """Two people each with one number: the first one's."""
    one, other = supply.take(count), supply.take(count)
    return pa.concat_tables([one, texts.changed(other, **{name: one[name].combine_chunks()})])


def _shouted(table: pa.Table) -> pa.Table:
    """The same rows with names in capitals, as another clerk writes them."""
    return texts.changed(table, full_name=pc.utf8_upper(table["full_name"].combine_chunks()))


def _unknown_group(table: pa.Table) -> pa.Table:
    return texts.changed(table, group_code=NO_SUCH_GROUP)


def _backwards(table: pa.Table) -> pa.Table:
    """First and last day exchanged."""
    return texts.changed(
        table, valid_from=table["valid_to"].combine_chunks(), valid_to=table["valid_from"].combine_chunks()
    )


def _broken(table: pa.Table) -> tuple[str, ...]:
    """By turns a line cut short and a line with a stray comma."""
    records = [[value or "" for value in row.values()] for row in table.to_pylist()]
    return tuple(
        ",".join(fields[:FEW_FIELDS] if turn % 2 == 0 else [*fields, "?", ""])
        for turn, fields in enumerate(records)
    )


def sampled(size: int, count: int, random: np.random.Generator) -> Ints:
    """Up to ``count`` different positions below ``size``, in order."""
    return np.sort(random.choice(size, min(count, size), replace=False))
