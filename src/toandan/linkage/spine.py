"""The spine "exact-id/1": a person is one keyed national id, unless an exception says otherwise (``linkage.person``).

A card row that carries only an insurance number takes the national id that the same
insurance number carries in another card row; where none does, the insurance number itself
names the person, who can then not be matched with the population register. Kinds never
mix: they were hashed with their kind, so equal digits of two kinds are two ids.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.linkage.bucket import Bucket
from toandan.linkage.person import person_by_id

SPINE_VERSION = "exact-id/1"


def stg_insurance__link_national(raw_participation__spell_card: Table) -> Table:
    """One row per insurance number that some row lacks a national id for and another row gives one.

    Columns: ``insurance_no``, ``given_id``, the person of that other row. Should two rows give two
    people, the lowest id counts, so that the order of rows does not matter.
    """
    cards = raw_participation__spell_card
    # The id first: a filter on it is applied before exceptions are joined, and few rows are without.
    lacking = cards.filter(cards.national_id.isnull())
    return insurance_link(cards, lacking.filter(person_by_id(lacking).isnull()))


def insurance_link(cards: Table, lacking: Table) -> Table:
    """One row per insurance number of the rows ``lacking`` that some card gives a person for.

    Columns: ``insurance_no``, ``given_id``, the lowest of the ids that are given.
    """
    numbers = lacking.select("insurance_no").distinct()
    known = cards.select("insurance_no", known_id=person_by_id(cards))
    giving = known.filter(known.known_id.notnull(), known.insurance_no.notnull())
    wanted = giving.semi_join(numbers, "insurance_no")
    return wanted.group_by("insurance_no").agg(given_id=wanted.known_id.min())


def person_of(rows: Table, insurance_link: Table) -> Table:
    """The rows of any register that has ``national_id`` and ``insurance_no``, with their person.

    ``person_id`` as the spine says, empty for a row with neither number; ``has_national`` whether a
    personal id or an exception of the spine tells who it is, without which nobody can be matched.
    ``insurance_link`` as the function of that name makes it; every row stands once in the result.
    """
    link = insurance_link.rename(link_no="insurance_no")
    numbered = rows.mutate(known_id=person_by_id(rows))
    joined = numbered.left_join(link, [numbered.known_id.isnull(), numbered.insurance_no == link.link_no])
    known = ibis.coalesce(joined.known_id, joined.given_id)
    told = joined.mutate(person_id=ibis.coalesce(known, joined.insurance_no), has_national=known.notnull())
    return told.drop("link_no", "given_id", "known_id")


def stg_cover__spell_card(
    raw_participation__spell_card: Table, stg_insurance__link_national: Table, bucket: Bucket
) -> Table:
    """One row per card of the extracts whose person is in the bucket, with that person.

    ``person_id`` as the spine says; ``has_national`` whether a personal id or an exception of the
    spine tells who it is, without which nobody can be matched. The other columns are those of the register.
    """
    rows = person_of(raw_participation__spell_card, stg_insurance__link_national).select(
        "scope",
        "row_n",
        "person_id",
        "has_national",
        "sex",
        "birth_date",
        "group_code",
        "vintage",
        "commune_code",
        "cover_start",
        "cover_end",
        "paid_on",
    )
    return rows.filter(bucket.holds(rows.person_id))


def stg_cover__spell_coded(
    raw_participation__spell_coded: Table, stg_insurance__link_national: Table, bucket: Bucket
) -> Table:
    """The same of the extracts as the engine codes them: quicker where nearly every row goes on."""
    return stg_cover__spell_card(raw_participation__spell_coded, stg_insurance__link_national, bucket)
