"""What a sample is made to agree with; handed in by the caller, for this room knows no published figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from toandan.values.share import half_up

NEUTRAL_COVER = Fraction(93, 100)
NEUTRAL_YEAR_BEFORE = Fraction(925, 1000)
NEUTRAL_PLAN = Fraction(95, 100)


@dataclass(frozen=True, slots=True)
class CalibratedArea:
    """Some communes (codes of the last month's vintage) with counts of their own."""

    codes: tuple[str, ...]
    participants_n: int
    year_before_n: int
    plan_n: int


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A population figure somebody states, as the population-figure register carries it."""

    day: date
    kind: str
    value: int
    source: str
    origin: str


@dataclass(frozen=True, slots=True)
class StatedTarget:
    """A dated target as the plan register carries it; ``share`` is a fraction of the population."""

    period: str
    share: str
    comparison: str
    document: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """The counts the accepted rows of a sample come to.

    Residents and participants of the last day of the last month, participants of the last day
    of the first, the plan, an area and the communes with the lowest rates. ``is_published`` is
    false where nothing was published and round shares stand in.
    """

    province: str
    residents_n: int
    participants_n: int
    year_before_n: int
    plan_n: int
    plan_document: str
    area: CalibratedArea | None = None
    low_communes: tuple[str, ...] = ()
    figures: tuple[StatedFigure, ...] = ()
    targets: tuple[StatedTarget, ...] = ()
    is_published: bool = True

    def scaled(self, people: int) -> Calibration:
        """Every count in proportion, half up, so that the residents are ``people``."""
        if people == self.residents_n:
            return self
        share = Fraction(people, self.residents_n)

        def of(count: int) -> int:
            return half_up(count * share)

        return replace(
            self,
            residents_n=people,
            participants_n=of(self.participants_n),
            year_before_n=of(self.year_before_n),
            plan_n=of(self.plan_n),
            area=None if self.area is None else _scaled_area(self.area, share),
            figures=tuple(_scaled_figure(figure, share, people) for figure in self.figures),
        )


def neutral(province: str, people: int) -> Calibration:
    """Round shares for a province about which no figures were handed in."""
    return Calibration(
        province=province,
        residents_n=people,
        participants_n=half_up(people * NEUTRAL_COVER),
        year_before_n=half_up(people * NEUTRAL_YEAR_BEFORE),
        plan_n=half_up(people * NEUTRAL_PLAN),
        plan_document="tổng hợp: 95% số dân của mẫu",
        is_published=False,
    )


def _scaled_area(area: CalibratedArea, share: Fraction) -> CalibratedArea:
    return replace(
        area,
        participants_n=half_up(area.participants_n * share),
        year_before_n=half_up(area.year_before_n * share),
        plan_n=half_up(area.plan_n * share),
    )


def _scaled_figure(figure: StatedFigure, share: Fraction, people: int) -> StatedFigure:
    source = f"{figure.source} (thu nhỏ theo mẫu {people} người)"
    return replace(figure, value=half_up(figure.value * share), source=source)
