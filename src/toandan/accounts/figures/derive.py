"""What follows from printed figures by arithmetic alone, with the interval the printed rounding allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from toandan.accounts.figures.figure import HUNDRED, Figure, FigureBook, Percent, Target
from toandan.values.share import ceiling, fewest_for, half_up, rounded

PERCENT_PLACES = 2
_EVERYONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived figure. ``low`` and ``high`` are the least and greatest value that print the same.

    Counts are people; a per cent is exact and rounded when written (``is_percent``). ``how``
    says the arithmetic in figures.
    """

    name: str
    value: Fraction
    low: Fraction
    high: Fraction
    how: str
    is_percent: bool = False

    @property
    def people(self) -> int:
        """A count as a whole number."""
        return int(self.value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of people and the interval it lies in; ``is_possible`` when it holds any."""

    value: int
    low: int
    high: int
    is_possible: bool = True


def whole_of(part_n: int, percent: Percent) -> Whole:
    """The whole of which ``part_n`` people are the printed per cent.

    ``value`` is part ÷ share, half up; the interval holds every whole number of people for
    which the share would have been printed the same (half up). Where there is no such
    number the printed pair is impossible and the interval is the value alone.
    """
    value = half_up(part_n / percent.share)
    first_too_small = part_n / percent.high
    low = first_too_small.numerator // first_too_small.denominator + 1
    high = _floor(part_n / percent.low)
    if low > high:
        return Whole(value, value, value, is_possible=False)
    return Whole(value, low, high)


def gap(target: Target, whole: int, participants_n: int) -> int:
    """The fewest people missing so that the target holds; none when it holds already."""
    return max(0, fewest_for(target.percent.share, whole, strict=target.strict) - participants_n)


def implied_population(figure: Figure) -> Whole | None:
    """The population the printed rate stands on, of the forecast where the figure is one."""
    printed = figure.printed
    if printed.participants_n is not None and printed.population_percent is not None:
        return whole_of(printed.participants_n, printed.population_percent)
    if printed.forecast_participants_n is not None and printed.forecast_population_percent is not None:
        return whole_of(printed.forecast_participants_n, printed.forecast_population_percent)
    return None


def implied_plan(figure: Figure) -> Whole | None:
    """The assigned plan the printed share of it stands on."""
    printed = figure.printed
    if printed.participants_n is None or printed.plan_percent is None:
        return None
    return whole_of(printed.participants_n, printed.plan_percent)


def derive(figure: Figure, book: FigureBook) -> dict[str, Derived]:
    """Everything that follows from a figure, by name, in the order it is told.

    ``book`` gives the targets of the same place, the larger place a figure is part of and
    the count a forecast starts from. A figure that allows nothing gives an empty dict.
    """
    return {one.name: one for rule in RULES for one in rule(figure, book)}


def _plan(figure: Figure, _: FigureBook) -> Iterator[Derived]:
    plan, percent = implied_plan(figure), figure.printed.plan_percent
    if plan is not None and percent is not None:
        yield _count(_about("plan", percent), plan, f"{figure.printed.participants_n:,} / {percent}%")


def _population(figure: Figure, _: FigureBook) -> Iterator[Derived]:
    people, printed = implied_population(figure), figure.printed
    percent = printed.population_percent or printed.forecast_population_percent
    if people is not None and percent is not None:
        part = printed.participants_n or printed.forecast_participants_n
        yield _count(_about("population", percent), people, f"{part:,} / {percent}%")


def _plan_share(figure: Figure, _: FigureBook) -> Iterator[Derived]:
    """Both shares have the same people above the line, so the count falls out."""
    plan, people = figure.printed.plan_percent, figure.printed.population_percent
    if implied_plan(figure) is None or plan is None or people is None:
        return
    yield Derived(
        "plan_share_of_population_percent",
        people.share / plan.share * HUNDRED,
        people.low / plan.high * HUNDRED,
        people.high / plan.low * HUNDRED,
        f"{people}% / {plan}%",
        is_percent=True,
    )


def _year_before(figure: Figure, _: FigureBook) -> Iterator[Derived]:
    now, change = figure.printed.participants_n, figure.printed.change_on_year_n
    if now is not None and change is not None:
        yield _exact("participants_year_before", now - change, f"{now:,} - ({change:+,})")


def _gaps(figure: Figure, book: FigureBook) -> Iterator[Derived]:
    people, now = implied_population(figure), figure.printed.participants_n
    if people is None or now is None:
        return
    for name, target in _named_targets(book.targets_for(figure)).items():
        needed = _each(people, partial(gap, target, participants_n=now))
        yield _count(name, needed, f"{_rule(target)} × {people.value:,} - {now:,}")
    everyone = _each(people, lambda whole: max(0, whole - now))
    yield _count("gap_to_everyone", everyone, f"{people.value:,} - {now:,}")


def _each(whole: Whole, step: Callable[[int], int]) -> Whole:
    return Whole(step(whole.value), step(whole.low), step(whole.high))


def _named_targets(targets: tuple[Target, ...]) -> dict[str, Target]:
    """The targets by the name of their gap; of two with one per cent the stricter, which meets both."""
    named = {f"gap_to_{str(one.percent).replace('.', '_')}_percent": one for one in targets if not one.strict}
    named |= {f"gap_to_{str(one.percent).replace('.', '_')}_percent": one for one in targets if one.strict}
    return {name: one for name, one in sorted(named.items()) if one.percent.share != _EVERYONE}


def _rest(figure: Figure, book: FigureBook) -> Iterator[Derived]:
    if not figure.part_of:
        return
    larger, change = book.by_id[figure.part_of].printed.change_on_year_n, figure.printed.change_on_year_n
    if larger is not None and change is not None:
        yield _exact("rest_of_province_change", larger - change, f"{larger:+,} - ({change:+,})")


def _forecast_need(figure: Figure, book: FigureBook) -> Iterator[Derived]:
    if not figure.forecast_from:
        return
    start = book.by_id[figure.forecast_from]
    then, now = figure.printed.forecast_participants_n, start.printed.participants_n
    if then is not None and now is not None:
        month = f"{start.date:%B}".lower()
        yield _exact(f"needed_from_{month}", then - now, f"{then:,} - {now:,}")


RULES = (_plan, _population, _plan_share, _year_before, _gaps, _rest, _forecast_need)


def percent_text(value: Fraction) -> str:
    """A per cent with the places we write."""
    return str(rounded(value, PERCENT_PLACES))


def outward(derived: Derived) -> tuple[str, str]:
    """The ends of a per cent as text, rounded away from the value so that nothing is cut off."""
    unit = 10**PERCENT_PLACES
    low, high = Fraction(_floor(derived.low * unit), unit), Fraction(ceiling(derived.high * unit), unit)
    return percent_text(low), percent_text(high)


def _rule(target: Target) -> str:
    return f"{'>' if target.strict else '≥'} {target.percent}%"


def _about(name: str, percent: Percent) -> str:
    """A whole known only through a share printed without places is called so."""
    return name if percent.places else f"{name}_about"


def _count(name: str, whole: Whole, how: str) -> Derived:
    return Derived(name, Fraction(whole.value), Fraction(whole.low), Fraction(whole.high), how)


def _exact(name: str, value: int, how: str) -> Derived:
    return _count(name, Whole(value, value, value), how)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator
