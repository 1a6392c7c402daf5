"""Reading what a source printed: counts, shares, targets, and what sources state differently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from toandan.accounts.figures.figure import (
    COMPARISONS,
    DENOMINATORS,
    HUNDRED,
    Area,
    Claim,
    Percent,
    Printed,
    Source,
    Stated,
    Target,
)
from toandan.accounts.figures.places import low_communes
from toandan.lawbook.fields import Fields, problem

_PRINTED = (
    "participants_n",
    "change_on_year_n",
    "plan_percent",
    "population_percent",
    "forecast_participants_n",
    "forecast_population_percent",
    "targets",
    "low_communes",
    "document",
    "carries_out",
)
_TARGET = ("percent", "comparison", "date", "of", "document", "document_vi")
_CLAIM = ("measure", "subject", "subject_vi", "stated", "use", "why_vi", "why_en")
_STATED = ("value", "sources")
_SIDES = 2
_PERCENT_PLACES_MOST = 6
_PLAN_PERCENT_MOST = 200


def read_printed(figure: Fields, day: date, area: Area) -> Printed:
    """What was printed about an area on a day; raises BadInput for what no source can mean.

    A share of the population is at most 100; a plan may be more than met, up to 200.
    """
    if not figure.has("printed"):
        return Printed()
    fields = Fields.of(figure.data["printed"], figure.at("printed")).only(_PRINTED)
    printed = Printed(
        participants_n=_count(fields, "participants_n"),
        change_on_year_n=fields.whole("change_on_year_n") if fields.has("change_on_year_n") else None,
        plan_percent=_percent(fields, "plan_percent", most=_PLAN_PERCENT_MOST),
        population_percent=_percent(fields, "population_percent"),
        forecast_participants_n=_count(fields, "forecast_participants_n"),
        forecast_population_percent=_percent(fields, "forecast_population_percent"),
        targets=tuple(_target(one, day) for one in fields.entries("targets"))
        if fields.has("targets")
        else (),
        low_communes=low_communes(fields, day, area) if fields.has("low_communes") else (),
        document=fields.text("document") if fields.has("document") else "",
        carries_out=fields.text("carries_out") if fields.has("carries_out") else "",
    )
    _complete(fields, printed)
    return printed


def read_claims(figure: Fields, sources: dict[str, Source]) -> tuple[Claim, ...]:
    """What the sources of a figure state differently; raises BadInput for a value in use nobody stated."""
    if not figure.has("claims"):
        return ()
    return tuple(_claim(entry, sources) for entry in figure.entries("claims"))


def _count(fields: Fields, name: str) -> int | None:
    if not fields.has(name):
        return None
    value = fields.whole(name)
    if value <= 0:
        raise problem(fields.at(name), "a count of people is more than nobody", "check the figure")
    return value


def _percent(fields: Fields, name: str, most: int = HUNDRED) -> Percent | None:
    return _one_percent(fields, name, most) if fields.has(name) else None


def _one_percent(fields: Fields, name: str, most: int = HUNDRED) -> Percent:
    percent = Percent(fields.number(name))
    if percent.printed <= Decimal(0):
        raise problem(fields.at(name), f"{percent}% is not more than nothing", "write per cent, as 88.21")
    if percent.printed > most:
        raise problem(
            fields.at(name),
            f"{percent}% is more than {most}%",
            f"write the share in per cent as it was printed, at most {most}",
        )
    if percent.places > _PERCENT_PLACES_MOST:
        raise problem(fields.at(name), f"{percent} has too many places", "write it as it was printed")
    return percent


def _target(fields: Fields, day: date) -> Target:
    fields.only(_TARGET)
    due = fields.day("date")
    if due < day:
        raise problem(
            fields.at("date"),
            f"the target was due on {due}, before the figure's day {day}",
            "check the dates",
        )
    return Target(
        percent=_one_percent(fields, "percent"),
        comparison=fields.choice("comparison", COMPARISONS),
        date=due,
        of=fields.choice("of", DENOMINATORS),
        document=fields.text("document"),
        document_vi=fields.text("document_vi" if fields.has("document_vi") else "document"),
    )


def _complete(fields: Fields, printed: Printed) -> None:
    """A share or a change without the count it belongs to says nothing."""
    counted, forecast = printed.participants_n, printed.forecast_participants_n
    for name, count_name, is_lost in (
        ("plan_percent", "participants_n", printed.plan_percent and counted is None),
        ("population_percent", "participants_n", printed.population_percent and counted is None),
        ("change_on_year_n", "participants_n", printed.change_on_year_n is not None and counted is None),
        (
            "forecast_population_percent",
            "forecast_participants_n",
            printed.forecast_population_percent and forecast is None,
        ),
    ):
        if is_lost:
            raise problem(fields.at(name), f"it stands without {count_name}", f"add {count_name}")
    if counted is not None and printed.change_on_year_n is not None and counted < printed.change_on_year_n:
        raise problem(fields.at("change_on_year_n"), "it is more than everyone counted", "check the figure")


def _claim(fields: Fields, sources: dict[str, Source]) -> Claim:
    fields.only(_CLAIM)
    stated = tuple(_stated(one, sources) for one in fields.entries("stated"))
    values = [one.value for one in stated]
    if len(set(values)) < _SIDES or len(set(values)) != len(values):
        raise problem(
            fields.at("stated"), "two or more different values are expected", "list each value once"
        )
    use = fields.code("use")
    if use not in values:
        raise problem(fields.at("use"), f"no source states {use[:40]}", "write one of the stated values")
    return Claim(
        measure=fields.text("measure"),
        subject=fields.text("subject"),
        subject_vi=fields.text("subject_vi" if fields.has("subject_vi") else "subject"),
        stated=stated,
        use=use,
        why_vi=fields.text("why_vi"),
        why_en=fields.text("why_en"),
    )


def _stated(fields: Fields, sources: dict[str, Source]) -> Stated:
    fields.only(_STATED)
    names = fields.codes("sources")
    for name in names:
        if name not in sources:
            raise problem(
                fields.at("sources"), f"the source {name[:60]!r} is not listed", "add it under sources:"
            )
    return Stated(fields.code("value"), names)
