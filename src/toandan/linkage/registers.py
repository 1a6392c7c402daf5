"""The two registers linked person by person, once for every month that is closed from them.

Nearly everybody has one row in the population register, one card, or both: such a person is
plain, and stands in one row here. Whoever has several rows in a register is kept apart with
all of them, because which one counts depends on the month.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.linkage.bucket import Bucket

HOME = {
    "scope": "home_scope",
    "row_n": "home_row_n",
    "sex": "home_sex",
    "birth_date": "home_birth_date",
    "vintage": "home_vintage",
    "commune_code": "home_commune_code",
    "residence_kind": "residence_kind",
    "residence_from": "residence_from",
    "died_on": "died_on",
}
CARD = {
    "scope": "card_scope",
    "row_n": "card_row_n",
    "has_national": "has_national",
    "sex": "card_sex",
    "birth_date": "card_birth_date",
    "group_code": "group_code",
    "vintage": "card_vintage",
    "commune_code": "card_commune_code",
    "cover_start": "cover_start",
    "cover_end": "cover_end",
    "paid_on": "paid_on",
}


def stg_population__entity_row(raw_population__entity_person: Table, bucket: Bucket) -> Table:
    """One row per row of the population extracts whose person is in the bucket; ``person_id`` may be empty."""
    rows = raw_population__entity_person.rename(person_id="national_id").select("person_id", *HOME)
    return rows.filter(bucket.holds(rows.person_id))


def stg_person__link_several(stg_population__entity_row: Table, stg_cover__spell_card: Table) -> Table:
    """One row per person with several rows in one of the registers: ``person_id``."""
    sides = (_repeated(stg_population__entity_row), _repeated(stg_cover__spell_card))
    return ibis.union(*sides, distinct=True)


def _repeated(rows: Table) -> Table:
    known = rows.filter(rows.person_id.notnull())
    return known.group_by("person_id").having(known.count() > 1).agg(rows_n=known.count()).select("person_id")


def core_population__entity_several(
    stg_population__entity_row: Table, stg_person__link_several: Table
) -> Table:
    """One row per row of the population extracts of a person with several rows."""
    return stg_population__entity_row.semi_join(stg_person__link_several, "person_id")


def core_cover__spell_several(stg_cover__spell_card: Table, stg_person__link_several: Table) -> Table:
    """One row per card of a person with several rows."""
    return stg_cover__spell_card.semi_join(stg_person__link_several, "person_id")


def core_person__link_plain(
    stg_population__entity_row: Table, stg_cover__spell_card: Table, stg_person__link_several: Table
) -> Table:
    """One row per person with at most one row in each register: both rows side by side.

    The columns of the population row are empty for whoever is not in that register, those of
    the card for whoever has none. A population row without a personal id is a person too,
    whom no card can be found for: ``person_id`` is empty.
    """
    homes = _side(stg_population__entity_row, stg_person__link_several, HOME)
    cards = _side(stg_cover__spell_card, stg_person__link_several, CARD)
    joined = homes.outer_join(cards, "person_id", rname="card_{name}")
    one = ibis.coalesce(joined.person_id, joined.card_person_id)
    return joined.select(*HOME.values(), *CARD.values(), person_id=one)


def _side(rows: Table, several: Table, names: dict[str, str]) -> Table:
    plain = rows.anti_join(several, "person_id")
    return plain.select("person_id", **{told: plain[name] for name, told in names.items()})
