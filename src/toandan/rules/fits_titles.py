"""Categories that are a title and nothing else (Article 12 and Decree 188/2025 Article 5): bits move, nothing is asked."""

from __future__ import annotations

from toandan.rules.sets import Members, moved
from toandan.schemas.categories import CATEGORIES
from toandan.schemas.titles import TITLE

# Their title alone does not make the category: age, days or other categories count too.
MORE_THAN_A_TITLE = frozenset(
    {"defence_relative", "trafficking_victim", "mine_victim", "charity", "unpaid_leave"}
)
_PLACE_OF_TITLE = {
    TITLE[one.slug].number: one.place
    for one in CATEGORIES
    if one.slug in TITLE and one.slug not in MORE_THAN_A_TITLE
}


def by_title(titles: Members) -> Members:
    """The categories of a set of titles."""
    return moved(titles, _PLACE_OF_TITLE)
