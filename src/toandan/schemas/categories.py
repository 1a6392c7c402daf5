"""The categories of people who take part, as Article 12 of the Law on Health Insurance lists them: the words.

Here stand only number, name and article. What the law says of a category (from when, who pays,
which support, which benefit) is data in ``law/categories``.

The number is what files and tables keep. It is given once: a new category takes the next free one
and no category ever takes another's. The order of Article 12 (clause, then point, then the people
Decree 188/2025 Article 5 adds to the clause) is the order of the lines below, whatever their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toandan.errors import BadInput
from toandan.values.bits import bit_set, members_of

LAW, DECREE = "Art 12", "Decree 188/2025 Art 5"


@dataclass(frozen=True, slots=True)
class Category:
    """One category: ``slug`` in code, ``number`` in stored sets, ``clause`` 1 to 5, ``place`` (from 0) in Article 12 order."""

    slug: str
    clause: int
    article: str
    number: int
    place: int


# Clause by clause in the order of Article 12: number, word, article. Put a new line where the law puts it.
_LISTED: tuple[tuple[int, tuple[tuple[int, str, str], ...]], ...] = (
    (
        1,
        (
            (0, "employee", f"{LAW}.1.a"),
            (1, "unpaid_manager", f"{LAW}.1.b"),
            (2, "foreign_employee", f"{LAW}.1.c"),
            (3, "part_time_employee", f"{LAW}.1.d"),
            (4, "business_owner", f"{LAW}.1.đ"),
            (5, "civil_servant", f"{LAW}.1.e"),
            (6, "commune_part_timer", f"{LAW}.1.g"),
            (7, "defence_worker", f"{LAW}.1.h"),
            (8, "defence_relative", f"{LAW}.1.i"),
            (9, "cipher_relative", f"{DECREE}.5"),
        ),
    ),
    (
        2,
        (
            (10, "pensioner", f"{LAW}.2.a"),
            (11, "long_allowance", f"{LAW}.2.b"),
            (12, "leave_14_days", f"{LAW}.2.b"),
            (13, "ex_commune_cadre_si", f"{LAW}.2.c"),
            (14, "unemployed", f"{LAW}.2.d"),
            (15, "rubber_worker", f"{DECREE}.1"),
        ),
    ),
    (
        3,
        (
            (16, "officer", f"{LAW}.3.a"),
            (17, "conscript", f"{LAW}.3.b"),
            (18, "foreign_cadet", f"{LAW}.3.c"),
            (19, "reserve_trainee", f"{LAW}.3.d"),
            (20, "standing_militia", f"{LAW}.3.đ"),
            (21, "merit", f"{LAW}.3.e"),
            (22, "deputy", f"{LAW}.3.g"),
            (23, "child_under_6", f"{LAW}.3.h"),
            (24, "martyr_relative", f"{LAW}.3.i"),
            (25, "merit_relative", f"{LAW}.3.k"),
            (26, "military_relative", f"{LAW}.3.l"),
            (27, "organ_donor", f"{LAW}.3.m"),
            (28, "foreign_scholar", f"{LAW}.3.n"),
            (29, "poor_household", f"{LAW}.3.o"),
            (30, "minority_near_poor", f"{LAW}.3.o"),
            (31, "minority_difficult", f"{LAW}.3.o"),
            (32, "extremely_difficult", f"{LAW}.3.o"),
            (33, "island", f"{LAW}.3.o"),
            (34, "ex_commune_cadre_budget", f"{LAW}.3.p"),
            (35, "ex_loss_capacity", f"{LAW}.3.q"),
            (36, "social_allowance", f"{LAW}.3.r"),
            (37, "survivor_75", f"{LAW}.3.s"),
            (38, "survivor_near_poor_70", f"{LAW}.3.s"),
            (39, "social_pension", f"{LAW}.3.t"),
            (40, "monthly_allowance", f"{LAW}.3.u"),
            (41, "safe_zone", f"{DECREE}.2"),
            (42, "artisan_low_income", f"{DECREE}.3"),
            (43, "resistance", f"{DECREE}.6"),
            (44, "command_trainee", f"{DECREE}.7"),
        ),
    ),
    (
        4,
        (
            (45, "near_poor", f"{LAW}.4.a"),
            (46, "student", f"{LAW}.4.b"),
            (47, "security_force", f"{LAW}.4.c"),
            (48, "farm_average", f"{LAW}.4.d"),
            (49, "village_health", f"{LAW}.4.đ"),
            (50, "village_part_timer", f"{LAW}.4.e"),
            (51, "minority_exit", f"{LAW}.4.g"),
            (52, "artisan", f"{LAW}.4.h"),
            (53, "trafficking_victim", f"{LAW}.4.i"),
            (54, "mine_victim", f"{DECREE}.4"),
        ),
    ),
    (
        5,
        (
            (55, "household", f"{LAW}.5.a"),
            (56, "charity", f"{LAW}.5.b"),
            (57, "unpaid_leave", f"{LAW}.5.c"),
            (58, "other", f"{LAW}.5.d"),
        ),
    ),
)


def _placed() -> tuple[Category, ...]:
    flat = [(slug, clause, article, number) for clause, listed in _LISTED for number, slug, article in listed]
    return tuple(Category(*known, place) for place, known in enumerate(flat))


CATEGORIES: tuple[Category, ...] = _placed()
CATEGORY: dict[str, Category] = {one.slug: one for one in CATEGORIES}
_BY_NUMBER: dict[int, Category] = {one.number: one for one in CATEGORIES}


def category_set(slugs: Iterable[str]) -> int:
    """The set of these categories by number; raises BadInput for a word that is none."""
    return bit_set(category_named(slug).number for slug in slugs)


def category_slugs(bits: int) -> tuple[str, ...]:
    """The categories of a set by number, in Article 12 order."""
    members = (_BY_NUMBER[number] for number in members_of(bits))
    return tuple(one.slug for one in sorted(members, key=lambda one: one.place))


def clause_slugs(*clauses: int) -> tuple[str, ...]:
    """Every category of these clauses, in Article 12 order."""
    return tuple(one.slug for one in CATEGORIES if one.clause in clauses)


def category_named(slug: str) -> Category:
    """The category of that word; raises BadInput naming where the words stand."""
    if slug not in CATEGORY:
        raise BadInput(
            what=f"there is no category {slug[:40]!r}",
            why="a category is one of the words for Article 12",
            do="use a word of docs/reference/law/categories.md",
        )
    return CATEGORY[slug]
