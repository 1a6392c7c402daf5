"""The two counts of a commune and the causes by which they differ."""

from __future__ import annotations

from datetime import date

from tests.spec.drawn import arrow, rows, same, table

from toandan.accounts.difference import out_difference__month_commune, stg_estimate__link_sibling
from toandan.accounts.matched import (
    stg_participant__month_apart,
    stg_participant__month_home,
    stg_participant__month_placed,
    stg_resident__month_apart,
)
from toandan.engine import Engine
from toandan.values.month import Month

OCTOBER = Month(2025, 10)
NEW = date(2025, 7, 1)


def test_every_participant_and_every_resident_has_one_cause(engine: Engine) -> None:
    """An has a card here and lives here. Ba's card is of 02905, Ba lives in 02923. Chi moved away,
    nobody knows Dung, the card without a personal id could be anybody's. Em has no card, and the
    resident without a personal id cannot be matched."""
    plain = {"scope": "15@2025-07-01", "vintage": NEW, "sex": "female", "age": 30}
    cards = table(
        engine,
        "counted_cards",
        """
        row_n | person_id | has_national | commune_code | group_code | is_in_force
        1     | an        | yes          | 02905        | GD         | yes
        2     | ba        | yes          | 02905        | GD         | yes
        3     | chi       | yes          | 02905        | GD         | yes
        4     | dung      | yes          | 02905        | GD         | yes
        5     | no.555    | no           | 02905        | GD         | yes
        """,
        **plain,
    )
    known = table(
        engine,
        "known",
        """
        person_id | home_code
        an          | 02905
        ba          | 02923
        chi         | -
        em          | 02905
        """,
    )
    homes = table(
        engine,
        "homes",
        """
        row_n | person_id | home_code
        1     | an          | 02905
        2     | ba          | 02923
        3     | em          | 02905
        4     | -           | 02905
        """,
        **{name: value for name, value in plain.items() if name != "vintage"},
    )
    places = engine.table_of(
        "two_places",
        arrow(
            rows(
                """
                commune_code | to_code | targets_n | share_num | share_den
                02905        | 02905   | 1         | 1         | 1
                02923        | 02923   | 1         | 1         | 1
                """,
                vintage=NEW,
            )
        ),
    )
    placed = stg_participant__month_placed(stg_participant__month_home(cards, known), places)
    people = stg_participant__month_apart(placed, OCTOBER)
    same(
        engine,
        people,
        """
        person_id | found
        an        | card_here
        ba        | resident_elsewhere
        chi       | not_resident
        dung      | not_in_register
        no.555    | not_matched
        """,
    )
    residents = stg_resident__month_apart(homes, people, OCTOBER)
    same(
        engine,
        residents,
        """
        row_n | person_id | commune_code | is_covered | group_code | card_commune_code
        1     | an        | 02905        | yes        | GD         | 02905
        2     | ba        | 02923        | yes        | GD         | 02905
        3     | em        | 02905        | no         | ''         | -
        4     | -         | 02905        | no         | ''         | -
        """,
    )
    siblings = stg_estimate__link_sibling(placed, places)
    same(
        engine,
        out_difference__month_commune(
            people.mutate(people_n=1),
            residents.mutate(people_n=1, has_id=residents.person_id.notnull()),
            siblings,
            OCTOBER,
        ),
        """
        commune_code | participants_n | card_here_n | resident_elsewhere_n | not_resident_n | not_in_register_n | not_matched_n | residents_n | covered_residents_n | card_elsewhere_n | uncovered_n | without_id_n
        02905        | 5              | 1           | 1                    | 1              | 1                 | 1             | 3           | 1                   | 0                | 2           | 1
        02923        | 0              | 0           | 0                    | 0              | 0                 | 0             | 1           | 1                   | 1                | 0           | 0
        """,
    )
