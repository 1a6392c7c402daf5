"""What is known of one person on one day: the columns of the facts, as plain fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from toandan.schemas.titles import TITLE, title_set

type Known = bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row of ``core_facts__entity_person``; None is not known."""

    day: date
    person_id: str = "1"
    household_id: str | None = None
    birth_date: date | None = date(1990, 1, 15)
    province_code: str | None = "48"
    commune_code: str | None = None
    is_permanent: Known = True
    is_ethnic_minority: Known = False
    living: str | None = "none"
    place_poor_commune: Known = False
    place_minority_mountain: Known = False
    place_difficult: Known = False
    place_extremely_difficult: Known = False
    place_island: Known = False
    place_safe_zone: Known = False
    place_coastal: Known = False
    place_urban_hardship: Known = False
    place_left_difficult_on: date | None = None
    place_left_known: bool = True
    titles: int = 0
    titles_unknown: int = 0
    wage_vnd: int | None = None
    pension_vnd: int | None = None
    benefit_vnd: int | None = None
    trafficking_confirmed_on: date | None = None
    member_n: int | None = None
    months: int = 12
    last_cover_end: date | None = None
    chosen: str = ""

    def title(self, slug: str) -> Known:
        """Whether the person holds the title."""
        number = TITLE[slug].number
        if self.titles >> number & 1:
            return True
        return None if self.titles_unknown >> number & 1 else False

    def lives(self, standard: str) -> Known:
        """Whether the household is on that list of living standards."""
        return None if self.living is None else self.living == standard

    def with_titles(self, *slugs: str, unknown: tuple[str, ...] = ()) -> Person:
        """The same person with just these titles."""
        return replace(self, titles=title_set(slugs), titles_unknown=title_set(unknown))
