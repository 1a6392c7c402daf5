"""Cards of communes that exist no more, put on the map of the month."""

from __future__ import annotations

from datetime import date

from tests.spec.drawn import arrow, rows, same, table

from toandan.accounts.placing import placed
from toandan.engine import Engine

OLD = date(2025, 6, 30)
PLACES = """
    commune_code | to_code | targets_n | share_num | share_den
    whole        | north   | 1         | 1         | 1
    torn         | north   | 2         | 1         | 2
    torn         | south   | 2         | 1         | 2
"""


def test_residence_decides_and_the_others_are_spread_by_weight_and_marked(engine: Engine) -> None:
    """Of five cards of the torn commune one holder lives in the south; the four others go two and two."""
    places = engine.table_of("split_places", arrow(rows(PLACES, vintage=OLD)))
    cards = table(
        engine,
        "split_cards",
        """
        row_n | commune_code | home_code
        1     | whole        | south
        2     | torn         | -
        3     | torn         | south
        4     | torn         | elsewhere
        5     | torn         | -
        6     | torn         | -
        """,
        vintage=OLD,
        scope="15@2025-07-01",
    )
    same(
        engine,
        placed(cards, places, home="home_code"),
        """
        row_n | to_code | is_estimated
        1     | north   | no
        2     | north   | yes
        3     | south   | no
        4     | north   | yes
        5     | south   | yes
        6     | south   | yes
        """,
    )


def test_without_residence_all_are_spread(engine: Engine) -> None:
    """Three people and two equal parts: the larger remainder, here a tie, goes to the first part."""
    places = engine.table_of("split_places", arrow(rows(PLACES, vintage=OLD)))
    people = table(
        engine,
        "split_people",
        """
        row_n | commune_code
        1     | torn
        2     | torn
        3     | torn
        """,
        vintage=OLD,
        scope="15@2025-07-01",
    )
    same(
        engine,
        placed(people, places),
        """
        row_n | to_code | is_estimated
        1     | north   | yes
        2     | north   | yes
        3     | south   | yes
        """,
    )
