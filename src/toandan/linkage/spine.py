"""The spine "exact-id/1": a person is one keyed national id.

A card row that carries only an insurance number takes the national id that the same
insurance number carries in another card row; where none does, the insurance number itself
names the person, who can then not be matched with the population register. Kinds never
mix: they were hashed with their kind, so equal digits of two kinds are two ids.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.linkage.bucket import Bucket

SPINE_VERSION = "exact-id/1"


def stg_insurance__link_national(raw_participation__spell_card: Table) -> Table:
    """One row per insurance number that some row lacks a national id for and another row gives one.

    Columns: ``insurance_no``, ``linked_id``. Should two rows give two ids, the lowest counts,
    so that the order of rows does not matter.
    """
    cards = raw_participation__spell_card
    lacking = cards.filter(cards.national_id.isnull()).select("insurance_no").distinct()
    giving = cards.filter(cards.national_id.notnull(), cards.insurance_no.notnull())
    wanted = giving.semi_join(lacking, "insurance_no")
    return wanted.group_by("insurance_no").agg(linked_id=wanted.national_id.min())


def stg_cover__spell_card(
    raw_participation__spell_card: Table, stg_insurance__link_national: Table, bucket: Bucket
) -> Table:
    """One row per card of the extracts whose person is in the bucket, with that person.

    ``person_id`` as the spine says; ``has_national`` whether it is a national id, without
    which nobody can be matched. The other columns are those of the register.
    """
    cards, link = raw_participation__spell_card, stg_insurance__link_national
    joined = cards.left_join(link, [cards.national_id.isnull(), cards.insurance_no == link.insurance_no])
    national = ibis.coalesce(joined.national_id, joined.linked_id)
    rows = joined.select(
        "scope",
        "row_n",
        person_id=ibis.coalesce(national, joined.insurance_no),
        has_national=national.notnull(),
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
