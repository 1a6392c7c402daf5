"""Five years of cover in a row (Law Article 22.1.d, Decree 188/2025 Article 18.1).

A gap of up to 90 days leaves the cover continuous, and so did one of less than three months before
July 2025; the law of the day on which cover resumes decides. A gap that is tolerated counts as time.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, DateValue, StringValue, Table

from toandan.rules.after_months import after_years
from toandan.rules.calendar import months_between


def continuity(spells: Table, asked: Table, figures: Table) -> Table:
    """``person_id``, ``day``, ``continuous_since``, ``five_years_on``: one row per row of ``asked``.

    ``spells``: ``person_id``, ``cover_start``, ``cover_end`` (half-open). Of people without any cover
    on or before the day, and after an interruption that is too long, both days are null.
    """
    begun = spells.inner_join(asked, "person_id").filter(lambda rows: rows.cover_start <= rows.day)
    runs = with_runs(begun, figures)
    last = _latest(runs)
    rows = asked.left_join(last, ["person_id", "day"]).drop("person_id_right", "day_right")
    held = with_resumed(rows.mutate(resumed_on=rows.day), figures)
    lasts = ~is_too_long(held, held.covered_to).fill_null(True)
    since = ibis.ifelse(lasts, held.run_start, ibis.null("date"))
    held = held.mutate(continuous_since=since)
    five = after_years(held.continuous_since, held.continuity_years)
    return held.mutate(five_years_on=five).select("person_id", "day", "continuous_since", "five_years_on")


def continuity_code(rows: Table) -> StringValue:
    """Whether the five years are reached on the day."""
    return ibis.cases(
        (rows.five_years_on.isnull(), "not_continuous"),
        (rows.five_years_on <= rows.day, "five_years"),
        else_="five_years_ahead",
    )


def with_runs(begun: Table, figures: Table) -> Table:
    """The spells with ``run_start``: the first day of the run without interruption they belong to."""
    keys, order = ["person_id", "day"], ["cover_start", "cover_end"]
    so_far = ibis.cumulative_window(group_by=keys, order_by=order)
    beside = ibis.window(group_by=keys, order_by=order)
    rows = begun.mutate(reached=begun.cover_end.max().over(so_far), resumed_on=begun.cover_start)
    rows = with_resumed(rows.mutate(ended_before=rows.reached.lag().over(beside)), figures)
    opens = is_too_long(rows, rows.ended_before).fill_null(True)
    rows = rows.mutate(run_opened=ibis.ifelse(opens, rows.cover_start, ibis.null("date")))
    return rows.mutate(run_start=rows.run_opened.max().over(so_far))


def is_too_long(rows: Table, ended: DateValue) -> BooleanValue:
    """Whether the gap from ``ended`` to ``resumed_on`` breaks continuity; null where nothing ended before."""
    old = months_between(ended, rows.resumed_on) >= rows.continuity_gap_old_months
    new = rows.resumed_on.delta(ended, unit="day") > rows.continuity_gap_days
    return ibis.ifelse(rows.continuity_gap_days.isnull(), old, new)


def with_resumed(rows: Table, figures: Table) -> Table:
    """The rows with the figures of the day on which cover resumes; before the first day kept, the first ones."""
    names = ("continuity_years", "continuity_gap_days", "continuity_gap_old_months")
    law = figures.select("law_start", "law_end", *names)
    is_first = law.law_start == law.law_start.min().over(ibis.window())
    law = law.mutate(law_start=ibis.ifelse(is_first, ibis.date("0001-01-01"), law.law_start))
    joined = rows.inner_join(law, [rows.resumed_on >= law.law_start, rows.resumed_on < law.law_end])
    return joined.drop("law_start", "law_end")


def _latest(runs: Table) -> Table:
    covered = runs.group_by("person_id", "day")
    return covered.agg(run_start=runs.run_start.max(), covered_to=runs.cover_end.max())
