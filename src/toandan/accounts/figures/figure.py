"""What a published figure is: what was printed, where, about which place and day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

HUNDRED = 100
COMPARISONS = ("at_least", "more_than")
DENOMINATORS = ("population", "workforce")


@dataclass(frozen=True, slots=True)
class Percent:
    """A share as printed, in per cent with its printed places, rounded half up by whoever printed it."""

    printed: Decimal

    @property
    def places(self) -> int:
        """How many places were printed."""
        exponent = self.printed.as_tuple().exponent
        return max(0, -int(exponent))

    @property
    def share(self) -> Fraction:
        """The printed share as a fraction of one."""
        return Fraction(self.printed) / HUNDRED

    @property
    def low(self) -> Fraction:
        """The least share that is printed so."""
        return self.share - self._half_step

    @property
    def high(self) -> Fraction:
        """The first share that is no longer printed so."""
        return self.share + self._half_step

    @property
    def _half_step(self) -> Fraction:
        return Fraction(1, 2 * HUNDRED * 10**self.places)

    def __str__(self) -> str:
        return f"{self.printed:f}"


@dataclass(frozen=True, slots=True)
class Source:
    """One publication. Copies and translations of one text share its ``origin`` and count once."""

    id: str
    origin: str
    title: str
    url: str
    language: str
    title_vi: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """The place a figure speaks of, in codes of the map ``vintage``: one unit, or communes together.

    ``former`` is the code, on the map ``former_vintage``, of the older unit whose name the
    source gives to the area; the two need not hold the same ground.
    """

    vintage: date
    codes: tuple[str, ...]
    name: str
    former: str = ""
    former_vintage: date | None = None
    name_vi: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A share to be reached by a day; ``of`` names its denominator."""

    percent: Percent
    comparison: str
    date: date
    of: str
    document: str
    document_vi: str = ""

    @property
    def strict(self) -> bool:
        """Whether more than the share is needed."""
        return self.comparison == "more_than"


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that sources give for something."""

    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something sources state differently; ``use`` is the value we take, and why."""

    measure: str
    subject: str
    subject_vi: str
    stated: tuple[Stated, ...]
    use: str
    why_vi: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What the source says, and nothing else. Counts are people; None where it says nothing."""

    participants_n: int | None = None
    change_on_year_n: int | None = None
    plan_percent: Percent | None = None
    population_percent: Percent | None = None
    forecast_participants_n: int | None = None
    forecast_population_percent: Percent | None = None
    targets: tuple[Target, ...] = ()
    low_communes: tuple[str, ...] = ()
    document: str = ""
    carries_out: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: the claims of one text about one place and day.

    ``part_of`` is the figure of the larger place this area belongs to, ``forecast_from``
    the counted figure a forecast starts from; both are ids of the same book.
    """

    id: str
    area: Area
    date: date
    sources: tuple[str, ...]
    printed: Printed
    part_of: str = ""
    forecast_from: str = ""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """How many people a place has according to one source; several figures coexist."""

    area: Area
    date: date
    kind: str
    people_n: int
    source: str


@dataclass(frozen=True)
class FigureBook:
    """Figures that refer to one another, with the sources they cite."""

    figures: tuple[Figure, ...]
    sources: dict[str, Source]
    populations: tuple[PopulationFigure, ...] = ()
    by_id: dict[str, Figure] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {figure.id: figure for figure in self.figures})

    def origins(self, source_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The origins behind some sources, each once, in order."""
        return tuple(sorted({self.sources[one].origin for one in source_ids}))

    def targets_for(self, figure: Figure) -> tuple[Target, ...]:
        """The targets of the population set for the figure's place whose day has not passed, by day.

        They come from every figure of the book about the same place; a target repeated in
        another text of the same document is kept once.
        """
        same = (one for one in self.figures if one.area.codes == figure.area.codes)
        open_ones = {
            target
            for one in same
            for target in one.printed.targets
            if target.of == "population" and target.date >= figure.date
        }
        return tuple(
            sorted(open_ones, key=lambda one: (one.date, one.percent.share, one.strict, one.document))
        )
