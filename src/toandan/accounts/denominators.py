"""How many people a place has: every figure known, each with its source, none preferred silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toandan.accounts.area import Area
from toandan.accounts.boundaries import ground
from toandan.accounts.closed import ClosedMonth
from toandan.schemas.closing import FIGURES_MONTH
from toandan.schemas.population_figure import FIGURE_KINDS
from toandan.values.share import share_text

REGISTER = "register"
WORKFORCE = "labour_force"
ORDER = (*(kind for kind in FIGURE_KINDS if kind != WORKFORCE), REGISTER)


@dataclass(frozen=True, slots=True)
class Denominator:
    """A number of people and who says so. ``origin`` is the first publication the source goes back to."""

    kind: str
    people_n: int
    source: str
    date: date
    origin: str
    carried: bool = False


def denominators(closed: ClosedMonth, area: Area, residents_n: int) -> tuple[Denominator, ...]:
    """Every count of the area's people: the latest of each kind and source, then the register's residents.

    In the order in which one is taken for targets: published, implied, from the merger
    resolution, census, register. A workforce is no population. For an area of several
    places a figure counts when one source gives it for all of them, of one day.
    """
    rows = [row for row in closed.tables[FIGURES_MONTH.name].records if row["vintage"] == area.vintage]
    figures = _whole_area(rows, area.codes) or _whole_area(rows, area.communes)
    found = [*_latest(figures), _register(closed, area, residents_n)]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), -one.date.toordinal(), one.source)))


def _whole_area(rows: Iterable[dict[str, Any]], codes: Sequence[str]) -> list[Denominator]:
    by_source: dict[tuple[str, str, str, date, bool], dict[str, int]] = {}
    for row in rows:
        if row["kind"] in ORDER:
            key = (row["kind"], row["source"], row["origin"], row["date"], row["carried"])
            by_source.setdefault(key, {})[row["place"]] = row["value"]
    return [
        Denominator(kind, sum(values[code] for code in codes), source, day, origin, carried)
        for (kind, source, origin, day, carried), values in sorted(by_source.items())
        if all(code in values for code in codes)
    ]


def _latest(figures: Iterable[Denominator]) -> Iterator[Denominator]:
    newest: dict[tuple[str, str], Denominator] = {}
    for figure in figures:
        known = newest.get((figure.kind, figure.source))
        if known is None or known.date < figure.date:
            newest[figure.kind, figure.source] = figure
    yield from newest.values()


def _register(closed: ClosedMonth, area: Area, residents_n: int) -> Denominator:
    communes = set(area.communes)
    used = [
        one
        for one in closed.used("population")
        if not communes.isdisjoint(ground(*one.scope, closed.vintage))
    ]
    return Denominator(
        kind=REGISTER,
        people_n=residents_n,
        source=", ".join(one.id for one in used),
        date=min((one.as_of for one in used), default=closed.month.last_day),
        origin="population register",
        carried=any(one.use == "carried" for one in used),
    )


def rates(
    found: Sequence[Denominator], *, participants_n: int, covered_residents_n: int
) -> list[dict[str, Any]]:
    """Each count over each denominator it may stand on.

    Participants over every figure; covered residents, who were found in the register, only
    over the register's residents.
    """
    lines = [_rate(one, "participants_n", participants_n) for one in found]
    own = [one for one in found if one.kind == REGISTER]
    return lines + [_rate(one, "covered_residents_n", covered_residents_n) for one in own]


def _rate(one: Denominator, name: str, people_n: int) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "numerator": name,
        "numerator_n": people_n,
        "denominator_n": one.people_n,
        "share": share_text(people_n, one.people_n),
        "source": one.source,
        "date": one.date.isoformat(),
        "origin": one.origin,
        "carried": one.carried,
    }
