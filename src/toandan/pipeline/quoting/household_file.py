"""The file of a household at a counter: what it states of its members, typed and nothing else.

Members carry labels, never names or numbers. What is left out is not known; only of titles a list
that is given counts as whole, so that nobody has to deny sixty of them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from toandan.lawbook import yaml_text
from toandan.lawbook.shape import Shape, Slug, build

Label = Annotated[
    str,
    msgspec.Meta(
        pattern="^[A-Za-z][A-Za-z0-9-]{0,15}$",
        description="a label of the file's own, as M1; a letter, then letters, digits, dashes; no name, no number",
    ),
]
Money = Annotated[int, msgspec.Meta(ge=0, lt=10_000_000_000_000, description="whole đồng a month")]
Place = Annotated[int, msgspec.Meta(ge=1, le=50, description="place in the household's ladder")]
ProvinceCode = Annotated[str, msgspec.Meta(pattern="^[0-9]{2}$", description="2 digits, in quotes")]
CommuneCode = Annotated[str, msgspec.Meta(pattern="^[0-9]{5}$", description="5 digits, in quotes")]
Months = Literal[1, 3, 6, 12]


class Places(Shape, frozen=True, kw_only=True):
    """Which dated lists the commune stands on; what is left out is not known."""

    poor_commune: bool | None = None
    minority_mountain: bool | None = None
    difficult: bool | None = None
    extremely_difficult: bool | None = None
    island: bool | None = None
    safe_zone: bool | None = None
    coastal: bool | None = None
    urban_hardship: bool | None = None
    left_difficult_on: date | None = None
    never_left_difficult: bool = False


class Member(Shape, frozen=True, kw_only=True):
    """One member; see docs/how-to/quote.md for every field."""

    id: Label
    head: bool = False
    birth_date: date | None = None
    permanent: bool | None = None
    ethnic_minority: bool | None = None
    titles: tuple[Slug, ...] | None = None
    titles_unknown: tuple[Slug, ...] = ()
    wage: Money | None = None
    pension: Money | None = None
    unemployment_benefit: Money | None = None
    trafficking_confirmed_on: date | None = None
    order: Place | None = None
    months: Months | None = None
    last_cover_end: date | None = None
    never_covered: bool = False
    choose: str | None = None


class Household(Shape, frozen=True, kw_only=True):
    """A household and where it lives."""

    id: Label
    province: ProvinceCode | None = None
    commune: CommuneCode | None = None
    living: Literal["poor", "near_poor", "farm_average", "none"] | None = None
    places: Places = Places()
    months: Months = 12
    members: Annotated[tuple[Member, ...], msgspec.Meta(min_length=1, max_length=50)]


class HouseholdFile(Shape, frozen=True, kw_only=True):
    """One file; ``synthetic`` marks people who were made up."""

    synthetic: bool = False
    households: Annotated[tuple[Household, ...], msgspec.Meta(min_length=1, max_length=1000)]


def read_households(path: Path) -> HouseholdFile:
    """The file, typed; raises BadInput naming the field that is wrong."""
    return build(HouseholdFile, yaml_text.read(path), path.name)
