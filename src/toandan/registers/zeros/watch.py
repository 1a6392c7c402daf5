"""The columns of numbers of an extract, watched during its first reading and completed in the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.zeros.column import Seen, completed
from toandan.registers.zeros.kinds import KINDS, NumberKind, told_kind
from toandan.registers.zeros.spelling import spelled

BIRTH, SEX = "birth_date", "sex"


@dataclass(frozen=True, slots=True)
class Padded:
    """One column whose short numbers get their zeros back: ``padded_n`` of ``filled_n`` values."""

    column: str
    kind: NumberKind
    padded_n: int
    filled_n: int

    @property
    def why(self) -> str:
        """By what the column is known to be of one kind."""
        if self.kind.is_told:
            return f"the mapping says they have {self.kind.digits} digits"
        return f"the column holds {self.kind.name} only"

    def __str__(self) -> str:
        return f"{self.column}: {self.padded_n:,} of {self.filled_n:,} were padded with leading zeros: {self.why}"


@dataclass(frozen=True, slots=True)
class Padding:
    """What becomes of the columns of an extract; ``notes`` tells what was declared and not done."""

    columns: tuple[Padded, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, dict[str, Any]]:
        """As the card keeps it."""
        return {
            one.column: {
                "digits": one.kind.digits,
                "padded_n": one.padded_n,
                "filled_n": one.filled_n,
                "why": one.why,
            }
            for one in self.columns
        }

    def apply(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """The batch with the zeros of those columns put back; everything else as it was."""
        for one in self.columns:
            place = rows.schema.get_field_index(one.column)
            rows = rows.set_column(place, rows.schema.field(place), _filled_up(rows.column(place), one.kind))
        return rows


NO_PADDING = Padding()


class Watch:
    """Looks at the number columns of a layout; ``told`` has the digits that a mapping declares, by column."""

    def __init__(self, columns: tuple[str, ...], told: Mapping[str, int]) -> None:
        self._digits = told
        self._told = {
            column: kind for column, digits in told.items() if (kind := told_kind(column, digits)) is not None
        }
        self._seen = {
            column: [Seen(kind) for kind in self._kinds(column)] for column in columns if self._kinds(column)
        }

    def _kinds(self, column: str) -> tuple[NumberKind, ...]:
        return (self._told[column],) if column in self._told else KINDS.get(column, ())

    def afresh(self) -> Watch:
        """A watch of the same columns that has seen nothing."""
        return Watch(tuple(self._seen), self._digits)

    @property
    def counted(self) -> dict[str, list[dict[str, int]]]:
        """What was seen, as JSON: by column, the counts under each of its kinds."""
        return {column: [seen.counts for seen in kinds] for column, kinds in self._seen.items()}

    def add(self, counted: Mapping[str, list[dict[str, int]]]) -> None:
        """Add what another watch has seen of other rows."""
        for column, kinds in self._seen.items():
            for seen, counts in zip(kinds, counted[column], strict=True):
                seen.add(counts)

    def see(self, rows: pa.RecordBatch) -> None:
        """Count a batch of trimmed texts."""
        births, sexes = (_column(rows, name) for name in (BIRTH, SEX))
        for column, kinds in self._seen.items():
            for seen in kinds:
                seen.see(rows.column(column), births, sexes)

    @property
    def padding(self) -> Padding:
        """What the columns seen so far allow."""
        padded = [
            Padded(column, seen.kind, seen.short_n, seen.filled_n)
            for column, kinds in self._seen.items()
            for seen in kinds
            if seen.lost_zeros
        ]
        refused = [column for column in self._told if any(seen.is_other for seen in self._seen[column])]
        return Padding(tuple(padded), tuple(_refused(column, self._told[column]) for column in refused))


def padding_of(card: Mapping[str, Mapping[str, Any]]) -> Padding:
    """The padding that a card tells, for rows of the same extract that come later."""
    kinds = {column: told_kind(column, said["digits"]) for column, said in card.items()}
    return Padding(tuple(Padded(column, kind, 0, 0) for column, kind in kinds.items() if kind is not None))


UNWATCHED = Watch((), {})


def _refused(column: str, kind: NumberKind) -> str:
    return (
        f"{column}: no zeros were put back although the mapping says {kind.digits} digits: "
        "the column holds other numbers too, longer ones or short ones that begin with 0"
    )


def _column(rows: pa.RecordBatch, name: str) -> pa.Array:
    return rows.column(name) if name in rows.schema.names else pa.nulls(len(rows), pa.string())


def _filled_up(values: pa.Array, kind: NumberKind) -> pa.Array:
    digits = spelled(values)
    is_short = pc.fill_null(pc.match_substring_regex(digits, kind.short), fill_value=False)
    return pc.if_else(is_short, completed(digits, kind), values)
