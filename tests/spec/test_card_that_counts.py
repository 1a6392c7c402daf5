"""Which cards are valid on the last day of a month, and which of them counts."""

from __future__ import annotations

from ibis.expr.types import Table
from tests.spec.drawn import same, table

from toandan.accounts.cards import stg_participant__month_card
from toandan.engine import Engine
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import group_table
from toandan.values.month import Month

OCTOBER = Month(2025, 10)
PLAIN = {
    "scope": "15@2025-07-01",
    "sex": "female",
    "vintage": OCTOBER.first_day,
    "commune_code": "02905",
    "has_national": True,
}


def counting(engine: Engine, drawing: str, *, month: Month = OCTOBER, **constant: object) -> Table:
    """The cards that count, of the drawn ones."""
    cards = table(engine, "cards", drawing, **(PLAIN | constant))
    law = engine.table_of("law", group_table(shipped(), month.last_day))
    return stg_participant__month_card(cards, law, month)


def test_the_last_day_of_the_month_is_inside(engine: Engine) -> None:
    """A card printed to 31 October ends on 1 November and is valid; one to 30 October is not."""
    made = counting(
        engine,
        """
        person_id | row_n | group_code | cover_start | cover_end  | paid_on
        to_31     | 1     | GD         | 2025-01-01  | 2025-11-01 | -
        to_30     | 2     | GD         | 2025-01-01  | 2025-10-31 | -
        from_31   | 3     | GD         | 2025-10-31  | 2026-10-31 | -
        from_1    | 4     | GD         | 2025-11-01  | 2026-11-01 | -
        """,
        birth_date=OCTOBER.first_day,
    )
    same(
        engine,
        made,
        """
        person_id | row_n
        to_31     | 1
        from_31   | 3
        """,
    )


def test_of_several_cards_the_group_first_in_article_12_counts(engine: Engine) -> None:
    """A worker's card comes before a pupil's, a pupil's before a household's; a code of no law comes last."""
    made = counting(
        engine,
        """
        person_id | row_n | group_code | cover_start | cover_end  | paid_on
        an        | 1     | GD         | 2025-06-01  | 2026-06-01 | 2025-06-01
        an        | 2     | DN         | 2025-01-01  | 2026-01-01 | -
        an        | 3     | HS         | 2025-09-01  | 2026-09-01 | -
        ba        | 4     | ZZ         | 2025-09-01  | 2026-09-01 | -
        ba        | 5     | GD         | 2025-01-01  | 2026-01-01 | -
        chi       | 6     | ZZ         | 2025-01-01  | 2026-01-01 | -
        """,
        birth_date=OCTOBER.first_day,
    )
    same(
        engine,
        made,
        """
        person_id | row_n | group_code
        an        | 2     | DN
        ba        | 5     | GD
        chi       | 6     | ZZ
        """,
    )


def test_of_one_group_the_later_start_then_the_later_payment_then_the_first_row(engine: Engine) -> None:
    made = counting(
        engine,
        """
        person_id | row_n | group_code | cover_start | cover_end  | paid_on
        an        | 1     | GD         | 2025-01-01  | 2026-01-01 | 2025-01-01
        an        | 2     | GD         | 2025-02-01  | 2026-02-01 | -
        ba        | 3     | GD         | 2025-01-01  | 2026-01-01 | -
        ba        | 4     | GD         | 2025-01-01  | 2026-01-01 | 2025-01-02
        ba        | 5     | GD         | 2025-01-01  | 2026-01-01 | 2025-01-01
        chi       | 7     | GD         | 2025-01-01  | 2026-01-01 | -
        chi       | 6     | GD         | 2025-01-01  | 2026-01-01 | -
        """,
        birth_date=OCTOBER.first_day,
    )
    same(
        engine,
        made,
        """
        person_id | row_n
        an        | 2
        ba        | 4
        chi       | 6
        """,
    )


def test_ages_are_whole_years_on_the_last_day(engine: Engine) -> None:
    """Somebody born on 29 February turns a year older on 1 March; nobody is younger than 0."""
    made = counting(
        engine,
        """
        person_id | row_n | birth_date | group_code | cover_start | cover_end  | paid_on
        today     | 1     | 2000-02-28 | GD         | 2020-01-01  | 2030-01-01 | -
        leap      | 2     | 2000-02-29 | GD         | 2020-01-01  | 2030-01-01 | -
        tomorrow  | 3     | 2000-03-01 | GD         | 2020-01-01  | 2030-01-01 | -
        new       | 4     | 2025-02-28 | TE         | 2020-01-01  | 2030-01-01 | -
        unborn    | 5     | 2025-03-01 | TE         | 2020-01-01  | 2030-01-01 | -
        """,
        month=Month(2025, 2),
    )
    same(
        engine,
        made,
        """
        person_id | age
        today     | 25
        leap      | 24
        tomorrow  | 24
        new       | 0
        unborn    | 0
        """,
    )
