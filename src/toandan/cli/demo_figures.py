"""The demo's proof: what the articles print (or what follows from it), beside what the accounts say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from toandan.accounts.figures.calibrated import AreaCalibration, ProvinceCalibration
from toandan.accounts.figures.figure import FigureBook, Percent, Target
from toandan.values.share import fewest_for, half_up, rounded

HUNDRED = 100
IMPLIED = "implied"
UNKNOWN = "unknown"
PLAN_CONFLICT = "plan_below_target"
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in words: what the articles give, what the accounts of the demo give."""

    name: str
    printed: str
    ours: str

    @property
    def agrees(self) -> bool:
        """Whether the two are the same."""
        return self.printed == self.ours


@dataclass(frozen=True, slots=True)
class Expected:
    """The published counts of a province, scaled to the people of the sample.

    At the published size the scale is one and nothing is rounded. Shares are those of the
    scaled counts, written with as many places as were printed.
    """

    calibration: ProvinceCalibration
    book: FigureBook
    scale: Fraction

    @property
    def is_scaled(self) -> bool:
        """Whether the sample has another size than the published figures speak of."""
        return self.scale != 1

    def people(self, count: int) -> int:
        """A published count at the size of the sample."""
        return half_up(count * self.scale)

    def percent_places(self, figure_id: str, name: str) -> int:
        """The places with which the figure prints a share."""
        percent = getattr(self.book.by_id[figure_id].printed, name)
        return percent.places if isinstance(percent, Percent) else 2

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets of the place that speak of its population and lie ahead."""
        figure = self.book.by_id[self.calibration.figure_id]
        return self.book.targets_for(figure)


def expected(calibration: ProvinceCalibration, book: FigureBook, people: int) -> Expected:
    """What the accounts of a sample of so many people must say."""
    return Expected(calibration, book, Fraction(people, calibration.residents_n))


def count(number: int | None) -> str:
    """A count of people, or that it is unknown."""
    return UNKNOWN if number is None else f"{number:,}"


def change(number: int | None) -> str:
    """A change with its sign, or that it is unknown."""
    return UNKNOWN if number is None else f"{number:+,}"


def percent(part: int, whole: int, places: int) -> str:
    """A share in per cent, rounded half up as printed."""
    return f"{rounded(Fraction(part * HUNDRED, whole), places)}%"


def province_lines(wanted: Expected, told: Told) -> Iterator[Line]:
    """Participants, both rates, change, gaps, conflict and the lowest communes of the province."""
    known, figure_id = wanted.calibration, wanted.calibration.figure_id
    now, before = wanted.people(known.participants_n), wanted.people(known.participants_year_before_n)
    people, plan = wanted.people(known.residents_n), wanted.people(known.plan_n)
    yield Line("participants", count(now), count(told["participants_n"]))
    yield Line("participants a year before", count(before), count(told["year_before"]["participants_n"]))
    yield Line("change on the year", change(now - before), change(told["change_n"]))
    yield Line("residents found in the register", count(people), count(told["residents_n"]))
    places = wanted.percent_places(figure_id, "population_percent")
    yield Line("share of the population", percent(now, people, places), _rate(told, places))
    places = wanted.percent_places(figure_id, "plan_percent")
    yield Line("assigned plan", count(plan), count(told["plan"]["value_n"]))
    yield Line("share of the plan", percent(now, plan, places), share_percent(told["plan"]["share"], places))
    yield from _gap_lines(wanted, told, people, now)
    yield Line("the plan met in full stays below a target", "shown", _conflict(told))
    yield _lowest(known.low_communes, told["rank"])


def area_lines(wanted: Expected, area: AreaCalibration, told: Told) -> Iterator[Line]:
    """Participants, change and share of the plan of communes counted together."""
    now, before = wanted.people(area.participants_n), wanted.people(area.participants_year_before_n)
    yield Line(f"participants, {len(area.codes)} communes", count(now), count(told["participants_n"]))
    yield Line("change on the year", change(now - before), change(told["change_n"]))
    if area.plan_n is not None:
        plan = wanted.people(area.plan_n)
        yield Line("share of the plan", percent(now, plan, 0), share_percent(told["plan"]["share"], 0))


def _gap_lines(wanted: Expected, told: Told, people: int, now: int) -> Iterator[Line]:
    for target in wanted.targets:
        share, strict = target.percent.share, target.strict
        missing = max(0, fewest_for(share, people, strict=strict) - now)
        rule = f"{'more than' if strict else 'at least'} {target.percent}%"
        yield Line(f"people missing to {rule}", count(missing), _gap(told, share, strict=strict))


def _gap(told: Told, share: Fraction, *, strict: bool) -> str:
    found = {
        target["gap_n"]
        for target in told["targets"]
        if target["share"] is not None and Fraction(target["share"]) == share and target["strict"] == strict
    }
    return " / ".join(count(number) for number in sorted(found)) or "no such target"


def _rate(told: Told, places: int) -> str:
    found = {
        share_percent(rate["share"], places)
        for rate in told["rates"]
        if (rate["kind"], rate["numerator"]) == (IMPLIED, "participants_n")
    }
    return " / ".join(sorted(found)) or "no such rate"


def share_percent(share: str | None, places: int) -> str:
    """A share of the accounts (a decimal string) in per cent."""
    return UNKNOWN if share is None else f"{rounded(Fraction(share) * HUNDRED, places)}%"


def _conflict(told: Told) -> str:
    return "shown" if any(one["code"] == PLAN_CONFLICT for one in told["conflicts"]) else "not shown"


def _lowest(named: Sequence[str], rank: Sequence[Told]) -> Line:
    lowest = sorted(row["code"] for row in rank[: len(named)])
    return Line(f"the {len(named)} communes with the lowest rate", " ".join(sorted(named)), " ".join(lowest))
