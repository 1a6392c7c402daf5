"""Under which category a person takes part (Law Art 13.5), what else may be chosen, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reference.law_twin.figures import NEW_LAW, POOR_COMMUNE_SUPPORT, SUPPORT
from tests.reference.law_twin.fitting import Answers
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import CATEGORIES

SI_AGENCY_FIRST = ("pensioner", "ex_commune_cadre_si")  # 13.5.d
BUDGET_FIRST = ("survivor_75", "survivor_near_poor_70", "social_pension", "monthly_allowance")  # 13.5.đ
CLAUSE = {n: tuple(one.slug for one in CATEGORIES if one.clause == n) for n in range(1, 6)}
BEFORE_COMMUNE = CLAUSE[1][: CLAUSE[1].index("commune_part_timer")]  # 12.1 a to e
MAY_LEAVE = tuple(slug for slug in CLAUSE[4] if slug not in ("student", "mine_victim"))  # 13.5.e


@dataclass(frozen=True, slots=True)
class Place:
    """The category paid under; ``rule`` is the number of the step that found it."""

    paying: str
    rule: int


def national_support(slug: str, person: Person) -> int:
    """Percent of the premium the state bears for a clause-4 category (Decree 188/2025 Art 6.6)."""
    if slug == "near_poor" and person.place_poor_commune:
        return POOR_COMMUNE_SUPPORT
    return SUPPORT[slug].on(person.day)


def placed(fits: set[str], person: Person) -> Place:
    """The category of payment of somebody who fits just these."""
    is_new = person.day >= NEW_LAW
    if is_new and (first := _first(SI_AGENCY_FIRST, fits)):
        return Place(first, 1)
    if is_new and not fits.isdisjoint(BUDGET_FIRST):
        return Place(_first(CLAUSE[3], fits), 2)
    if "commune_part_timer" in fits and fits.isdisjoint(BEFORE_COMMUNE):
        others = _first(CLAUSE[2], fits) or _first(CLAUSE[3], fits) or _best_supported(fits, person)
        return Place(others or "commune_part_timer", 3)
    if first := _first((*CLAUSE[1], *CLAUSE[2], *CLAUSE[3]), fits):
        return Place(first, 4)
    if first := _best_supported(fits, person):
        return Place(first, 5)
    return Place(_first(("charity", "unpaid_leave", "other", "household"), fits), 6)


def _first(order: tuple[str, ...], fits: set[str]) -> str:
    return next((slug for slug in order if slug in fits), "")


def _best_supported(fits: set[str], person: Person) -> str:
    """Of clause 4 the category with the highest support; of equals the first (13.5.g)."""
    supported = [slug for slug in CLAUSE[4] if slug in fits]
    return max(supported, key=lambda slug: national_support(slug, person), default="")


def may_choose(place: Place, fits: set[str], person: Person) -> set[str]:
    """What the law lets the person take instead (13.5 e, g, h); a commune worker under 12.4 as well."""
    choices: set[str] = set()
    is_new, is_supported = person.day >= NEW_LAW, place.paying in CLAUSE[4]
    if is_supported:
        choices = {slug for slug in fits if slug in CLAUSE[4]}
    if is_new and (place.paying in MAY_LEAVE or place.paying in ("charity", "unpaid_leave")):
        choices.add("household")
    return choices - {place.paying}


def missing(answers: Answers, person: Person) -> set[str]:
    """The categories not known of which each alone would change the category of payment."""
    fits = {slug for slug, known in answers.items() if known}
    now = placed(fits, person).paying
    unknown = [slug for slug, known in answers.items() if known is None]
    return {slug for slug in unknown if placed(fits | {slug}, person).paying != now}
