"""Which cards belong to one person."""

from __future__ import annotations

from tests.spec.drawn import same, table

from toandan.engine import Engine
from toandan.linkage.bucket import EVERYBODY
from toandan.linkage.spine import stg_cover__spell_card, stg_insurance__link_national
from toandan.values.month import Month

DAY = Month(2025, 10).last_day
PLAIN = {
    "scope": "15@2025-07-01",
    "sex": "male",
    "birth_date": DAY,
    "group_code": "GD",
    "vintage": DAY,
    "commune_code": "02905",
    "cover_start": DAY,
    "cover_end": DAY,
    "paid_on": DAY,
}


def test_a_row_without_national_id_takes_the_one_its_insurance_number_has_elsewhere(engine: Engine) -> None:
    """Row 2 is An by row 1; row 4 stays a number, which is nobody we could match; row 6 needs no number."""
    raw = table(
        engine,
        "raw",
        """
        row_n | national_id | insurance_no
        1     | an          | 111
        2     | -           | 111
        3     | an          | 222
        4     | -           | 333
        5     | ba          | 444
        6     | ba          | -
        """,
        **PLAIN,
    )
    link = engine.stored("link", stg_insurance__link_national(raw))
    same(
        engine,
        link,
        """
        insurance_no | given_id
        111          | an
        """,
    )
    same(
        engine,
        stg_cover__spell_card(raw, link, EVERYBODY),
        """
        row_n | person_id | has_national
        1     | an        | yes
        2     | an        | yes
        3     | an        | yes
        4     | no.333    | no
        5     | ba        | yes
        6     | ba        | yes
        """,
    )


def test_equal_digits_of_two_kinds_are_two_people(engine: Engine) -> None:
    """An insurance number spelled like a national id is not that id: kinds are hashed apart."""
    raw = table(
        engine,
        "raw",
        """
        row_n | national_id | insurance_no
        1     | 777         | -
        2     | -           | 777
        """,
        **PLAIN,
    )
    cards = stg_cover__spell_card(raw, stg_insurance__link_national(raw), EVERYBODY)
    assert engine.fetch(cards.agg(people_n=cards.person_id.nunique()))["people_n"].to_pylist() == [2]
