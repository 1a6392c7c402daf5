"""Categories that are a title and nothing else (Article 12 and Decree 188/2025 Article 5): bits move, nothing is asked."""

from __future__ import annotations

from collections import defaultdict

from ibis.expr.types import IntegerValue

from toandan.rules.sets import union
from toandan.schemas.categories import CATEGORIES
from toandan.schemas.titles import TITLE

# Their title alone does not make the category: age, days or other categories count too.
MORE_THAN_A_TITLE = frozenset(
    {"defence_relative", "trafficking_victim", "mine_victim", "charity", "unpaid_leave"}
)


def by_title(titles: IntegerValue) -> IntegerValue:
    """The categories of a set of titles."""
    return union([_moved(titles & members, places) for places, members in sorted(_MOVES.items())])


def _moved(titles: IntegerValue, places: int) -> IntegerValue:
    return titles << places if places >= 0 else titles >> -places


def _moves() -> dict[int, int]:
    moves: dict[int, int] = defaultdict(int)
    for one in CATEGORIES:
        if one.slug in TITLE and one.slug not in MORE_THAN_A_TITLE:
            moves[one.bit - TITLE[one.slug].bit] |= 1 << TITLE[one.slug].bit
    return dict(moves)


_MOVES = _moves()
