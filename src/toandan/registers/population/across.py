"""Population rows against each other: one id, one person, once.

The same national id with agreeing births and the same folded name is one person. A person
may stand in the register present (permanent or temporary) in one place and absent in
another: these are two rows. Once more of the same is a repetition, of which the first clean
row is kept. Any other pair with one id are two people, and neither is accepted.
"""

from __future__ import annotations

from ibis.expr.types import Table

from toandan.registers.across import CLEAN, differing_births, later_ones, shared, with_repeated
from toandan.registers.check import AcrossCheck
from toandan.registers.reading.names import folded
from toandan.registers.reading.truth import surely


def with_one_id(rows: Table) -> Table:
    """The rows whose national id occurs more than once: the only ones that can be wrong together."""
    needed = rows.select("row_n", "national_id", "birth_date", "birth_precision", "residence_kind", CLEAN)
    return with_repeated(needed, ["national_id"])


def id_shared(rows: Table) -> Table:
    """Rows with one national id and two births or two names."""
    named = rows.mutate(name=folded(rows.full_name))
    # Counting different names would keep a set for every person of the register.
    two_names = surely(named.name.min() != named.name.max())
    return shared(named, "national_id", differing_births(named) | two_names)


def same_person_twice(rows: Table) -> Table:
    """Clean rows of one person in one kind of presence, after the first."""
    clean = rows.filter(rows[CLEAN]).anti_join(id_shared(rows), "row_n")
    return later_ones(clean.mutate(is_absent=clean.residence_kind == "absent"), ["national_id", "is_absent"])


ACROSS = (
    AcrossCheck("id_shared", "national_id", id_shared),
    AcrossCheck("same_person_twice", "national_id", same_person_twice),
)
