"""Who is a resident, and where a person with several rows is counted."""

from __future__ import annotations

from tests.spec.drawn import same, table

from toandan.accounts.residents import (
    stg_register__link_home,
    stg_resident__entity_row,
    stg_resident__link_repeated,
)
from toandan.engine import Engine
from toandan.values.month import Month

OCTOBER = Month(2025, 10)
PLAIN = {
    "sex": "male",
    "vintage": OCTOBER.first_day,
    "birth_date": OCTOBER.first_day,
    "commune_code": "02905",
}


def test_alive_permanent_or_temporary_and_begun_by_the_last_day(engine: Engine) -> None:
    """Who dies on the last day is no resident at its end; who moves in on that day is one."""
    people = table(
        engine,
        "people",
        """
        row_n | person_id | residence_kind | residence_from | died_on
        1     | an          | permanent      | -              | -
        2     | ba          | temporary      | 2025-10-31     | -
        3     | chi         | absent         | -              | -
        4     | dung        | permanent      | 2025-11-01     | -
        5     | em          | permanent      | -              | 2025-10-31
        6     | giang       | permanent      | -              | 2025-11-01
        7     | -           | permanent      | -              | -
        """,
        scope="15@2025-07-01",
        **PLAIN,
    )
    same(
        engine,
        stg_resident__entity_row(people, OCTOBER),
        """
        row_n | person_id
        1     | an
        2     | ba
        6     | giang
        7     | -
        """,
    )


def test_one_person_is_one_resident_where_the_person_lives(engine: Engine) -> None:
    """Temporary before permanent, then the later start, then the first row; people without id never merge."""
    rows = table(
        engine,
        "resident_rows",
        """
        scope         | row_n | person_id | residence_kind | residence_from
        10@2025-06-30 | 1     | an          | permanent      | 2025-05-01
        15@2025-06-30 | 1     | an          | temporary      | 2020-01-01
        10@2025-06-30 | 2     | ba          | permanent      | 2020-01-01
        15@2025-06-30 | 2     | ba          | permanent      | 2024-01-01
        10@2025-06-30 | 3     | chi         | temporary      | -
        15@2025-06-30 | 3     | chi         | temporary      | -
        10@2025-06-30 | 4     | -           | permanent      | -
        15@2025-06-30 | 4     | -           | permanent      | -
        """,
    )
    same(
        engine,
        stg_resident__link_repeated(rows),
        """
        scope         | row_n
        10@2025-06-30 | 1
        10@2025-06-30 | 2
        15@2025-06-30 | 3
        """,
    )


def test_the_register_knows_people_who_are_no_residents(engine: Engine) -> None:
    """An is absent in one extract and present in the other: the present row counts."""
    people = table(
        engine,
        "people",
        """
        row_n | person_id | residence_kind | residence_from | died_on
        1     | an          | absent         | -              | -
        2     | an          | temporary      | -              | -
        3     | ba          | permanent      | -              | 2024-01-01
        4     | -           | absent         | -              | -
        """,
        scope="15@2025-07-01",
        **PLAIN,
    )
    homes = table(
        engine,
        "homes",
        """
        person_id | home_code
        an          | 02905
        """,
    )
    same(
        engine,
        stg_register__link_home(people, homes, OCTOBER),
        """
        person_id | home_code
        an          | 02905
        ba          | -
        """,
    )
