"""Cover that ended and did not go on, and cover that is about to end, at the end of October 2025."""

from __future__ import annotations

from datetime import date

import ibis
from tests.builders import NEW
from tests.spec.drawn import same, table

from toandan.accounts.boundaries import place_links
from toandan.accounts.expiry import (
    out_expiry__month_commune,
    stg_expiry__link_apart,
    stg_expiry__link_plain,
)
from toandan.engine import Engine
from toandan.values.month import Month

OCTOBER = Month(2025, 10)


def _plain(engine: Engine) -> ibis.Table:
    people = table(
        engine,
        "expiry_plain",
        """
        person_id | cover_start | cover_end
        an        | 2024-01-01  | 2025-01-01
        ba        | 2024-01-01  | 2024-12-31
        chi       | 2024-01-01  | 2024-11-01
        dao       | 2024-01-01  | 2024-10-31
        em        | 2024-01-01  | 2025-10-31
        gia       | 2024-01-01  | 2025-11-01
        ha        | 2024-01-01  | 2025-12-01
        ich       | 2024-01-01  | 2025-12-02
        """,
    )
    return people.mutate(commune_code=ibis.literal("02905"), people_n=1)


def test_lapsed_and_due_by_the_days_of_one_card(engine: Engine) -> None:
    """An was covered through 31 December, Ba a day less, Chi through 31 October of last year, Dao a day less.

    Gia's card holds through 31 October 2025, Ha's through 30 November, Ich's a day longer.
    """
    plain = stg_expiry__link_plain(_plain(engine), OCTOBER)
    same(
        engine,
        plain,
        """
        cover_end  | is_due
        2025-01-01 | no
        2024-12-31 | no
        2024-11-01 | no
        2025-10-31 | no
        2025-11-01 | yes
        2025-12-01 | yes
        """,
    )
    same(
        engine,
        out_expiry__month_commune(plain, plain.filter(ibis.literal(value=False)), OCTOBER),
        """
        commune_code | lapsed_this_year_n | lapsed_before_year_n | lapsed_twelve_months_n | due_30_days_n
        02905        | 2                  | 2                    | 4                      | 2
        """,
    )


def test_several_cards_lapse_together_and_the_last_tells_the_commune(engine: Engine) -> None:
    """Khoa has the next card already; Lan's gap is over; Minh's next card starts after the month.

    Nga's two cards ended, the later one in 02923; Oanh's cards both end in November.
    """
    cards = table(
        engine,
        "expiry_apart",
        """
        person_id | commune_code | cover_start | cover_end
        khoa      | 02905        | 2024-01-01  | 2025-11-15
        khoa      | 02905        | 2025-12-01  | 2026-12-01
        lan       | 02905        | 2024-01-01  | 2025-03-01
        lan       | 02905        | 2025-06-01  | 2026-06-01
        minh      | 02905        | 2024-01-01  | 2025-03-01
        minh      | 02905        | 2025-12-01  | 2026-06-01
        nga       | 02905        | 2024-01-01  | 2025-03-01
        nga       | 02923        | 2024-06-01  | 2025-08-01
        oanh      | 02905        | 2024-01-01  | 2025-11-05
        oanh      | 02905        | 2025-11-10  | 2025-11-20
        """,
        vintage=date(2025, 7, 1),
        scope="15",
    ).mutate(row_n=ibis.row_number())
    covered = table(
        engine,
        "expiry_covered",
        """
        person_id | commune_code
        khoa      | 02905
        lan       | 02905
        oanh      | 02908
        """,
    )
    places = engine.table_of("expiry_places", place_links(NEW))
    same(
        engine,
        stg_expiry__link_apart(cards, covered, places, OCTOBER),
        """
        commune_code | cover_end  | is_due
        02905        | 2025-03-01 | no
        02923        | 2025-08-01 | no
        02908        | 2025-11-20 | yes
        """,
    )
