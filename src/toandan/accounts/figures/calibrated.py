"""What published figures pin down of a province, so that a synthetic one can be built to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toandan.accounts.figures.derive import implied_plan, implied_population
from toandan.accounts.figures.figure import Figure, FigureBook
from toandan.accounts.figures.published import published_book
from toandan.values.month import Month


@dataclass(frozen=True, slots=True)
class AreaCalibration:
    """Communes for which a count together was published; ``plan_n`` is None where none was."""

    codes: tuple[str, ...]
    name: str
    participants_n: int
    participants_year_before_n: int
    plan_n: int | None


@dataclass(frozen=True, slots=True)
class ProvinceCalibration:
    """The counts of a province at the end of ``month``, codes of the map ``vintage``.

    ``residents_n`` is the population the printed rate stands on, ``plan_n`` the plan the
    printed share of it stands on. ``low_communes`` are those named for a low rate.
    """

    figure_id: str
    vintage: date
    province_code: str
    month: Month
    residents_n: int
    participants_n: int
    participants_year_before_n: int
    plan_n: int
    areas: tuple[AreaCalibration, ...]
    low_communes: tuple[str, ...]


def province_calibration(
    province_code: str, vintage: date, book: FigureBook | None = None
) -> ProvinceCalibration | None:
    """The newest figure of a province that gives population, participants, plan and change.

    The province is a code of the map ``vintage``. None where no published figure gives all.
    """
    book = book or published_book()
    found = [
        one
        for figure in sorted(book.figures, key=lambda one: (one.date, one.id))
        if (figure.area.vintage, figure.area.codes) == (vintage, (province_code,))
        for one in [_province(figure, book)]
        if one is not None
    ]
    return found[-1] if found else None


def _province(figure: Figure, book: FigureBook) -> ProvinceCalibration | None:
    printed, people, plan = figure.printed, implied_population(figure), implied_plan(figure)
    now, change = printed.participants_n, printed.change_on_year_n
    if people is None or plan is None or now is None or change is None:
        return None
    areas = (_area(one) for one in book.figures if one.part_of == figure.id)
    return ProvinceCalibration(
        figure_id=figure.id,
        vintage=figure.area.vintage,
        province_code=figure.area.codes[0],
        month=Month.of(figure.date),
        residents_n=people.value,
        participants_n=now,
        participants_year_before_n=now - change,
        plan_n=plan.value,
        areas=tuple(area for area in areas if area is not None),
        low_communes=printed.low_communes,
    )


def _area(figure: Figure) -> AreaCalibration | None:
    now, change = figure.printed.participants_n, figure.printed.change_on_year_n
    plan = implied_plan(figure)
    if now is None or change is None:
        return None
    return AreaCalibration(
        codes=figure.area.codes,
        name=figure.area.name,
        participants_n=now,
        participants_year_before_n=now - change,
        plan_n=plan.value if plan else None,
    )
