"""From the published figures the package carries to what a sample is made to agree with.

The registers of a province speak Vietnamese, and so do the documents and sources named in its sample.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from toandan.accounts.figures.calibrated import AreaCalibration, ProvinceCalibration, province_calibration
from toandan.accounts.figures.figure import Figure, FigureBook, Percent, Target
from toandan.accounts.figures.published import published_book
from toandan.places.vintage import vintage_at
from toandan.values.share import rounded

if TYPE_CHECKING:
    from toandan.samples.calibration import CalibratedArea, Calibration, StatedFigure, StatedTarget
    from toandan.values.month import Month

IMPLIED = "implied"


def calibration_of(province: str, month: Month) -> Calibration | None:
    """The calibration of a province for a month; None where no figure of that month was published."""
    from toandan.samples.calibration import Calibration

    found = province_calibration(province, vintage_at(month.last_day))
    if found is None or found.month != month:
        return None
    book = published_book()
    figure = book.by_id[found.figure_id]
    return Calibration(
        province=province,
        residents_n=found.residents_n,
        participants_n=found.participants_n,
        year_before_n=found.participants_year_before_n,
        plan_n=found.plan_n,
        plan_document=_plan_document(figure, book),
        area=_area(found.areas),
        low_communes=found.low_communes,
        figures=_figures(found, figure, book),
        targets=tuple(_target(target) for target in book.targets_for(figure)),
    )


def _plan_document(figure: Figure, book: FigureBook) -> str:
    origins = ", ".join(book.origins(figure.sources))
    return f"suy ra từ {_percent(figure.printed.plan_percent)} chỉ tiêu đã in ({origins})"


def _area(areas: tuple[AreaCalibration, ...]) -> CalibratedArea | None:
    """The first area whose plan follows from what was printed."""
    from toandan.samples.calibration import CalibratedArea

    for area in areas:
        if area.plan_n is not None:
            return CalibratedArea(
                area.codes, area.participants_n, area.participants_year_before_n, area.plan_n
            )
    return None


def _figures(found: ProvinceCalibration, figure: Figure, book: FigureBook) -> tuple[StatedFigure, ...]:
    from toandan.samples.calibration import StatedFigure

    origin = ", ".join(book.origins(figure.sources))
    source = f"suy ra từ {_percent(figure.printed.population_percent)} dân số đã in ({origin})"
    implied = StatedFigure(figure.date, IMPLIED, found.residents_n, source, origin)
    others = [
        StatedFigure(
            one.date,
            one.kind,
            one.people_n,
            book.sources[one.source].title_vi,
            book.sources[one.source].origin,
        )
        for one in book.populations
        if (one.area.vintage, one.area.codes) == (found.vintage, (found.province_code,))
    ]
    return (implied, *others)


def _percent(printed: Percent | None) -> str:
    """88,21%: as the documents of the province write it."""
    return f"{printed}%".replace(".", ",")


def _target(target: Target) -> StatedTarget:
    from toandan.samples.calibration import StatedTarget

    share: Fraction = target.percent.share
    text = f"{rounded(share).normalize():f}"
    return StatedTarget(str(target.date.year), text, target.comparison, target.document_vi)
