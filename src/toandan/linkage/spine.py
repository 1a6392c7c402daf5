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
from toandan.linkage.person import person_of

SPINE_VERSION = "exact-id/1"


def stg_insurance__link_national(raw_participation__spell_card: Table) -> Table:
    """One row per insurance number that some row lacks a national id for and another row gives one.

    Columns: ``insurance_no``, ``given_id``, the person of that other row. Should two rows give two
    people, the lowest id counts, so that the order of rows does not matter.
    """
    rows = raw_participation__spell_card
    cards = rows.select("insurance_no", known_id=person_of(rows))
    lacking = cards.filter(cards.known_id.isnull()).select("insurance_no").distinct()
    giving = cards.filter(cards.known_id.notnull(), cards.insurance_no.notnull())
    wanted = giving.semi_join(lacking, "insurance_no")
    return wanted.group_by("insurance_no").agg(given_id=wanted.known_id.min())


def stg_cover__spell_card(
    raw_participation__spell_card: Table, stg_insurance__link_national: Table, bucket: Bucket
) -> Table:
    """One row per card of the extracts whose person is in the bucket, with that person.

    ``person_id`` as the spine says; ``has_national`` whether a personal id or an exception of the
    spine tells who it is, without which nobody can be matched. The other columns are those of the register.
    """
    cards, link = raw_participation__spell_card, stg_insurance__link_national
    known = person_of(cards)
    joined = cards.left_join(link, [known.isnull(), cards.insurance_no == link.insurance_no])
    known_id = ibis.coalesce(person_of(joined), joined.given_id)
    rows = joined.select(
        "scope",
        "row_n",
        person_id=ibis.coalesce(known_id, joined.insurance_no),
        has_national=known_id.notnull(),
        sex=joined.sex,
        birth_date=joined.birth_date,
        group_code=joined.group_code,
        vintage=joined.vintage,
        commune_code=joined.commune_code,
        cover_start=joined.cover_start,
        cover_end=joined.cover_end,
        paid_on=joined.paid_on,
    )
    return rows.filter(bucket.holds(rows.person_id))


def stg_cover__spell_coded(
    raw_participation__spell_coded: Table, stg_insurance__link_national: Table, bucket: Bucket
) -> Table:
    """The same of the extracts as the engine codes them: quicker where nearly every row goes on."""
    return stg_cover__spell_card(raw_participation__spell_coded, stg_insurance__link_national, bucket)
