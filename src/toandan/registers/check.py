"""What a check is, and how the findings of a row are kept: one bit per check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from toandan.registers.codes import ORDER
from toandan.registers.known import Known
from toandan.registers.reading.truth import surely

MOST_CHECKS = 62

type Texts = Mapping[str, str | None]


def _no_evidence(texts: Texts, known: Known) -> str:  # noqa: ARG001 - the shape of every evidence
    return ""


@dataclass(frozen=True, slots=True)
class Check:
    """One way in which a single row can be wrong.

    ``broken`` gives, for the table after reading, whether a row is; empty counts as no.
    ``evidence`` adds to the reason what no code can say, from the received texts; it never
    holds anything personal.
    """

    code: str
    column: str
    broken: Callable[[Table], BooleanValue]
    evidence: Callable[[Texts, Known], str] = _no_evidence


@dataclass(frozen=True, slots=True)
class AcrossCheck:
    """One way in which rows of an extract contradict or repeat each other.

    ``find`` gives, from the staged rows, one row per row that is not accepted: ``row_n`` and
    ``kept_row_n``, the row that is kept instead (empty where none is).
    """

    code: str
    column: str
    find: Callable[[Table], Table]


def findings(table: Table, checks: Sequence[Check]) -> IntegerValue:
    """All findings of each row as one number: bit i stands for check i; 0 is a row without any."""
    if len(checks) > MOST_CHECKS:
        raise ValueError(f"{len(checks)} checks do not fit the bits of one number")
    total: IntegerValue = ibis.literal(0, "int64")
    for place, check in enumerate(checks):
        bit = ibis.literal(1 << place, "int64")
        total = total + surely(check.broken(table)).ifelse(bit, ibis.literal(0, "int64"))
    return total


def found(number: int, checks: Sequence[Check | AcrossCheck]) -> list[Check | AcrossCheck]:
    """The checks whose bits are set, the main reason first."""
    hit = [check for place, check in enumerate(checks) if number >> place & 1]
    return sorted(hit, key=lambda check: ORDER[check.code])
