"""How tables keep a set of categories or of titles: as many whole numbers as its members need.

Up to 63 members it is one column under the name of the set. From the 64th on a second column stands
beside it, ``{name}_from_63``, and so on: nothing else changes. In files, in the lake and in what is
published a bit is the number of a category or title, which is given once; the order of Article 12 is
in ``Category.place``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toandan.schemas.categories import CATEGORIES, category_slugs
from toandan.schemas.table import Column, Kind
from toandan.schemas.titles import TITLES, title_slugs
from toandan.values.bits import MEMBERS_A_COLUMN, columns_for, cut, joined

BITS = "bit set"


@dataclass(frozen=True, slots=True)
class SetColumns:
    """The columns of a set that has ``members_n`` possible members."""

    members_n: int

    @property
    def width(self) -> int:
        """How many columns a set takes."""
        return columns_for(self.members_n)

    def names(self, *sets: str) -> tuple[str, ...]:
        """The names of the columns of these sets, the lowest members first."""
        return tuple(
            f"{name}_from_{column * MEMBERS_A_COLUMN}" if column else name
            for name in sets
            for column in range(self.width)
        )

    def declared(self, name: str, meaning: str, meaning_vi: str) -> tuple[Column, ...]:
        """The columns as a table declares them."""
        return tuple(Column(one, Kind.INT, meaning, meaning_vi, unit=BITS) for one in self.names(name))

    def row(self, name: str, bits: int) -> dict[str, int]:
        """A set as values of a row."""
        return dict(zip(self.names(name), cut(bits, self.width), strict=True))

    def bits(self, row: Mapping[str, Any], name: str) -> int:
        """The set of a row as one number."""
        return joined([row[one] for one in self.names(name)])


CATEGORY_SETS = SetColumns(len(CATEGORIES))
TITLE_SETS = SetColumns(len(TITLES))


def categories_of(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The categories of a set of a row, in the order of Article 12."""
    return category_slugs(CATEGORY_SETS.bits(row, name))


def titles_of(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The titles of a set of a row."""
    return title_slugs(TITLE_SETS.bits(row, name))
