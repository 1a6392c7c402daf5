"""Month-ends looked back on."""

from __future__ import annotations

from tests.spec.drawn import same, table

from toandan.accounts.history import month_number, out_history__month_commune, stg_cover__event_month
from toandan.engine import Engine
from toandan.values.month import Month

OCTOBER = Month(2025, 10)


def test_a_spell_counts_at_every_month_end_it_reaches_and_no_other(engine: Engine) -> None:
    """The first spell begins on a last day and ends on one; the second lies within a month and reaches
    no month-end; the third began before the sixty months; the fourth is still to come."""
    spells = table(
        engine,
        "history_spells",
        """
        commune_code | cover_start | cover_end
        02905        | 2025-08-31  | 2025-10-31
        02905        | 2025-09-02  | 2025-09-30
        02923        | 2015-01-01  | 2025-09-01
        02923        | 2025-11-01  | 2026-11-01
        """,
    )
    events = engine.stored("history_events", stg_cover__event_month(spells.mutate(people_n=1), OCTOBER))
    long_ago = month_number(OCTOBER) - 100
    since = table(
        engine,
        "history_since",
        f"""
        commune_code | first_n
        02905        | {long_ago}
        02923        | {long_ago}
        """,
    )
    made = out_history__month_commune(events, since, OCTOBER)
    assert engine.count(made) == 2 * 60
    same(
        engine,
        made.filter(made.at_month >= "2025-07"),
        """
        commune_code | at_month | participants_n
        02905        | 2025-07  | 0
        02905        | 2025-08  | 1
        02905        | 2025-09  | 1
        02905        | 2025-10  | 0
        02923        | 2025-07  | 1
        02923        | 2025-08  | 1
        02923        | 2025-09  | 0
        02923        | 2025-10  | 0
        """,
    )
    earliest = engine.fetch(made.filter(made.commune_code == "02923").agg(first=made.at_month.min()))
    assert earliest["first"].to_pylist() == ["2020-11"]


def test_no_month_end_before_the_extract_is_complete(engine: Engine) -> None:
    """The first commune is complete since August, the second since the month itself, of the third nothing is known."""
    events = table(
        engine,
        "since_events",
        f"""
        commune_code | month_n                        | change_n
        02905        | {month_number(OCTOBER) - 59} | 7
        02923        | {month_number(OCTOBER) - 59} | 5
        02926        | {month_number(OCTOBER) - 59} | 3
        """,
    )
    since = table(
        engine,
        "since_days",
        f"""
        commune_code | first_n
        02905        | {month_number(OCTOBER) - 2}
        02923        | {month_number(OCTOBER)}
        """,
    )
    same(
        engine,
        out_history__month_commune(events, since, OCTOBER),
        """
        commune_code | at_month | participants_n
        02905        | 2025-08  | 7
        02905        | 2025-09  | 7
        02905        | 2025-10  | 7
        02923        | 2025-10  | 5
        02926        | 2025-10  | 3
        """,
    )
