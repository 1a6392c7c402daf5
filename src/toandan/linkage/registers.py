"""The two registers linked person by person, once for every month that is closed from them.

Nearly everybody is plain (``linkage.standing``): one row in the population register, one card, or
both in one part. Such a person stands in one row here. Whoever is apart is kept with all rows,
because which of them counts depends on the month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
from ibis.expr.types import IntegerColumn, Table, UUIDColumn

from toandan.linkage.bucket import Bucket
from toandan.linkage.person import person_by_id


@dataclass(frozen=True, slots=True)
class IdBits:
    """How the engine reads some bits of an id as a number, by which ``linkage.standing`` tells people apart."""

    of: Callable[[UUIDColumn], IntegerColumn]


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
    register = raw_population__entity_person
    rows = register.select(*HOME, person_id=person_by_id(register)).select("person_id", *HOME)
    return rows.filter(bucket.holds(rows.person_id))


def stg_population__entity_coded(raw_population__entity_coded: Table, bucket: Bucket) -> Table:
    """The same of the extracts as the engine codes them: quicker where nearly every row goes on."""
    return stg_population__entity_row(raw_population__entity_coded, bucket)


def core_population__entity_several(
    stg_population__entity_row: Table, stg_person__link_several: Table, id_bits: IdBits
) -> Table:
    """One row per row of the population extracts of a person who is apart."""
    rows = stg_population__entity_row
    marked = rows.mutate(id_bits=id_bits.of(rows.person_id))
    return marked.semi_join(stg_person__link_several, "id_bits").drop("id_bits")


def stg_cover__spell_other(
    stg_cover__spell_card: Table,
    stg_person__link_several: Table,
    stg_person__link_alone: Table,
    id_bits: IdBits,
) -> Table:
    """One row per card of a person who is apart or alone, with ``is_alone``; the cards are read once for both."""
    several, alone = stg_person__link_several, stg_person__link_alone
    told = several.mutate(is_alone=ibis.literal(value=False)).union(
        alone.mutate(is_alone=ibis.literal(value=True))
    )
    marked = stg_cover__spell_card.mutate(id_bits=id_bits.of(stg_cover__spell_card.person_id))
    return marked.inner_join(told, "id_bits").drop("id_bits")


def core_cover__spell_several(stg_cover__spell_other: Table) -> Table:
    """One row per card of a person who is apart."""
    return stg_cover__spell_other.filter(~stg_cover__spell_other.is_alone).drop("is_alone")


def core_cover__spell_alone(stg_cover__spell_other: Table) -> Table:
    """One row per card of a person with one card and no row in the population register."""
    return stg_cover__spell_other.filter(stg_cover__spell_other.is_alone).drop("is_alone")


def core_person__link_plain(
    stg_population__entity_coded: Table,
    stg_cover__spell_coded: Table,
    stg_person__link_several: Table,
    id_bits: IdBits,
) -> Table:
    """One row per plain person of the population register: that row, and the card beside it.

    The columns of the card are empty for whoever has none. A row without a personal id is a
    person too, whom no card can be found for: ``person_id`` is empty.
    """
    homes, cards = (
        _plain(rows, stg_person__link_several, id_bits, names)
        for rows, names in ((stg_population__entity_coded, HOME), (stg_cover__spell_coded, CARD))
    )
    joined = homes.left_join(cards, "person_id", rname="card_{name}")
    return joined.select("person_id", *HOME.values(), *CARD.values())


def _plain(rows: Table, several: Table, id_bits: IdBits, names: dict[str, str]) -> Table:
    marked = rows.mutate(id_bits=id_bits.of(rows.person_id))
    plain = marked.anti_join(several, "id_bits")
    return plain.select("person_id", **{told: plain[name] for name, told in names.items()})
