"""What provinces add (Decree 188/2025 Art 71.10.e): the resolutions read, item by item.

An item is given only where all it asks for is known. It adds its percent of the premium up to
the whole, or lifts state and province together to a level; of several the one that gives most is taken, and of equals the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.reference.law_twin.days import age, between
from tests.reference.law_twin.person import Person
from tests.reference.law_twin.truth import Known, all_of, any_of, negated

from toandan.schemas.categories import CATEGORY

type Matches = Callable[[str, Person], Known]
OPEN = date.max


@dataclass(frozen=True, slots=True)
class Help:
    """One item: percent of the premium, for whom; a level is what state and province reach together."""

    article: str
    percent: int
    matches: Matches
    is_level: bool = False

    def added(self, state_share: int) -> int:
        """Percent of the premium the province adds to the state's."""
        return self.percent - state_share if self.is_level else min(self.percent, 100 - state_share)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution of a People's Council, in force from ``start`` to the day before ``end``."""

    province_code: str
    start: date
    end: date
    items: tuple[Help, ...]


def _pays_as(slug: str) -> Matches:
    return lambda paying, _: paying == slug


def _aged(low: int, high: int) -> Matches:
    return lambda _, person: between(low, age(person.birth_date, person.day), high)


def _holds(slug: str) -> Matches:
    return lambda _, person: person.title(slug)


def _one_of(*slugs: str) -> Matches:
    return lambda _, person: any_of(person.title(slug) for slug in slugs)


def _without(*slugs: str) -> Matches:
    return lambda _, person: all_of(*(negated(person.title(slug)) for slug in slugs))


def _both(*parts: Matches) -> Matches:
    return lambda paying, person: all_of(*(part(paying, person) for part in parts))


def _permanent(_: str, person: Person) -> Known:
    return person.is_permanent


def _unsupported(paying: str, _: Person) -> Known:
    """No other budget bears anything: the person pays alone."""
    return CATEGORY[paying].clause == 5


def _first_member(paying: str, person: Person) -> Known:
    return paying == "household" and (None if person.member_n is None else person.member_n == 1)


_NO_PENSION = _without("pensioner", "social_allowance")

LAO_CAI = Resolution(
    "15",
    date(2026, 1, 1),
    OPEN,
    (
        Help("NQ 23/2025, near-poor", 30, _pays_as("near_poor")),
        Help("NQ 23/2025, 60 to under 75", 50, _both(_aged(60, 75), _permanent, _unsupported)),
        Help("NQ 23/2025, minority with particular hardship", 100, _holds("special_minority")),
    ),
)
HAI_PHONG = Resolution(
    "31",
    date(2026, 1, 1),
    date(2031, 1, 1),
    (
        Help("NQ 57/2025 a, 60 to 74", 100, _both(_permanent, _aged(60, 75), _NO_PENSION)),
        Help("NQ 57/2025 a, Blind Association", 100, _both(_permanent, _holds("blind_association"))),
        Help("NQ 57/2025 b", 100, _both(_permanent, _holds("hiv"))),
        Help("NQ 57/2025 c", 100, _both(_permanent, _holds("party_badge_40"), _NO_PENSION)),
        Help("NQ 57/2025 d", 30, _both(_permanent, _pays_as("near_poor"))),
        Help("NQ 57/2025 đ", 20, _both(_permanent, _pays_as("farm_average"))),
        Help("NQ 57/2025 e", 70, _both(_permanent, _holds("waste_collector")), is_level=True),
    ),
)
HO_CHI_MINH_CITY = Resolution(
    "79",
    date(2025, 11, 14),
    OPEN,
    (
        Help("NQ 56/2025, 65 to under 75", 100, _both(_aged(65, 75), _permanent, _unsupported)),
        Help("NQ 56/2025, pupils", 50, _both(_pays_as("student"), _holds("general_pupil"))),
    ),
)
PHU_THO = Resolution(
    "25",
    date(2026, 1, 1),
    date(2031, 1, 1),
    (
        Help("NQ 64/2025, near-poor", 30, _pays_as("near_poor")),
        Help("NQ 64/2025, communes that left the lists", 30, _pays_as("minority_exit")),
        Help("NQ 64/2025, security force", 50, _pays_as("security_force")),
        Help("NQ 64/2025, farm households", 20, _pays_as("farm_average")),
        Help("NQ 64/2025, first member", 20, _first_member),
    ),
)
# Two items are not here: no fact tells who is newly out of poverty (20 %), or lives in a former zone II
# or III (30 %, to 31 October 2026).
CAN_THO = Resolution(
    "92",
    date(2025, 12, 10),
    OPEN,
    (
        Help("NQ 26/2025, near-poor", 30, _pays_as("near_poor")),
        Help(
            "NQ 26/2025, farm households 60 to under 75", 70, _both(_aged(60, 75), _pays_as("farm_average"))
        ),
        Help("NQ 26/2025, Party badge", 100, _one_of("party_badge_30", "party_badge_40")),
        Help("NQ 26/2025, persons of prestige", 100, _holds("prestige_person")),
        Help("NQ 26/2025, HIV", 100, _holds("hiv")),
    ),
)
RESOLUTIONS = (LAO_CAI, HAI_PHONG, HO_CHI_MINH_CITY, PHU_THO, CAN_THO)


def local_help(paying: str, person: Person, state_share: int) -> Help | None:
    """The item that gives the person most; only those who pay for themselves can be helped."""
    if CATEGORY[paying].clause not in (4, 5):
        return None
    given = [item for item in _items(person) if item.matches(paying, person) and item.added(state_share) > 0]
    return max(given, key=lambda item: item.added(state_share), default=None)


def might_help(paying: str, person: Person, state_share: int) -> bool:
    """Whether an item would add something if a fact that is not known were true."""
    if CATEGORY[paying].clause not in (4, 5):
        return False
    return any(
        item.matches(paying, person) is None and item.added(state_share) > 0 for item in _items(person)
    )


def _items(person: Person) -> list[Help]:
    """The items in force where the person lives."""
    return [
        item
        for resolution in RESOLUTIONS
        if resolution.province_code == person.province_code
        and resolution.start <= person.day < resolution.end
        for item in resolution.items
    ]
