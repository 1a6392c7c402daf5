"""Who a row of a register is about: decided here, and nowhere else.

A person is what the row's own id says (``exact-id/1``: the keyed personal id), unless a spine says
otherwise. A spine lists its *exceptions* only: rows whose person is not the one their own id tells. They
are joined to the rows once, as ``linked_id``, before anything is counted; a spine without exceptions for an
extract costs no join.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table, UUIDValue

LINKED_ID = "linked_id"


def with_linked_id(rows: Table, exceptions: Table | None) -> Table:
    """The rows of one extract with ``linked_id``, the person an exception gives; empty for all other rows.

    ``exceptions`` are those of the same snapshot (``row_n``, ``person_id``), at most one per row; None where
    there are none.
    """
    if exceptions is None:
        return rows.mutate(**{LINKED_ID: _no_id(rows)})
    given = exceptions.select(exception_row_n=exceptions.row_n, **{LINKED_ID: exceptions.person_id})
    return rows.left_join(given, rows.row_n == given.exception_row_n).drop("exception_row_n")


def _no_id(rows: Table) -> UUIDValue:
    """An id that is empty in every row.

    From a column that holds ids: an empty one written as a literal is another type to a cluster, and
    extracts could not be read together.
    """
    ids = [name for name, kind in rows.schema().items() if kind.is_uuid()]
    return rows[ids[0]].nullif(rows[ids[0]]) if ids else ibis.null("uuid")


def linked_or(rows: Table, own: UUIDValue) -> UUIDValue:
    """The person an exception gives to each row, else the person that its own id gives.

    Rows read without a spine have no ``linked_id``; then it is the own id alone.
    """
    if LINKED_ID not in rows.columns:
        return own
    return ibis.coalesce(rows[LINKED_ID], own)


def person_by_id(rows: Table) -> UUIDValue:
    """The person of each row of a register whose rows carry a personal id; empty where nothing tells who it is."""
    return linked_or(rows, rows.national_id)


def as_now(rows: Table, aliases: Table) -> Table:
    """Rows with ``person_id``, those of people who turned out to be somebody known under the id they have now.

    ``aliases`` is ``core_person__link_alias`` of a spine; nobody in it is led further, so one look is enough.
    """
    became = aliases.select("before_id", now_id=aliases.person_id)
    joined = rows.left_join(became, rows.person_id == became.before_id)
    known = joined.mutate(person_id=ibis.coalesce(joined.now_id, joined.person_id))
    return known.select(*rows.columns)
