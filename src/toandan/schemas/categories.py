"""The categories of people who take part, as Article 12 of the Law on Health Insurance lists them: the words.

Here stand only name, article and bit. What the law says of a category (from when, who pays,
which support, which benefit) is data in ``law/categories``. The bit is the place in Article
12 order: clause, then point, then the people Decree 188/2025 Article 5 adds to the clause. So
the lowest bit of a set is the category that comes first. Bits are never given anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toandan.errors import BadInput
from toandan.values.bits import bit_set, members_of

LAW, DECREE = "Art 12", "Decree 188/2025 Art 5"


@dataclass(frozen=True, slots=True)
class Category:
    """One category: ``slug`` in code and files, ``clause`` 1 to 5, ``bit`` = place in Article 12 order."""

    slug: str
    clause: int
    article: str
    bit: int


_LISTED: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = (
    (
        1,
        (
            ("employee", f"{LAW}.1.a"),
            ("unpaid_manager", f"{LAW}.1.b"),
            ("foreign_employee", f"{LAW}.1.c"),
            ("part_time_employee", f"{LAW}.1.d"),
            ("business_owner", f"{LAW}.1.đ"),
            ("civil_servant", f"{LAW}.1.e"),
            ("commune_part_timer", f"{LAW}.1.g"),
            ("defence_worker", f"{LAW}.1.h"),
            ("defence_relative", f"{LAW}.1.i"),
            ("cipher_relative", f"{DECREE}.5"),
        ),
    ),
    (
        2,
        (
            ("pensioner", f"{LAW}.2.a"),
            ("long_allowance", f"{LAW}.2.b"),
            ("leave_14_days", f"{LAW}.2.b"),
            ("ex_commune_cadre_si", f"{LAW}.2.c"),
            ("unemployed", f"{LAW}.2.d"),
            ("rubber_worker", f"{DECREE}.1"),
        ),
    ),
    (
        3,
        (
            ("officer", f"{LAW}.3.a"),
            ("conscript", f"{LAW}.3.b"),
            ("foreign_cadet", f"{LAW}.3.c"),
            ("reserve_trainee", f"{LAW}.3.d"),
            ("standing_militia", f"{LAW}.3.đ"),
            ("merit", f"{LAW}.3.e"),
            ("deputy", f"{LAW}.3.g"),
            ("child_under_6", f"{LAW}.3.h"),
            ("martyr_relative", f"{LAW}.3.i"),
            ("merit_relative", f"{LAW}.3.k"),
            ("military_relative", f"{LAW}.3.l"),
            ("organ_donor", f"{LAW}.3.m"),
            ("foreign_scholar", f"{LAW}.3.n"),
            ("poor_household", f"{LAW}.3.o"),
            ("minority_near_poor", f"{LAW}.3.o"),
            ("minority_difficult", f"{LAW}.3.o"),
            ("extremely_difficult", f"{LAW}.3.o"),
            ("island", f"{LAW}.3.o"),
            ("ex_commune_cadre_budget", f"{LAW}.3.p"),
            ("ex_loss_capacity", f"{LAW}.3.q"),
            ("social_allowance", f"{LAW}.3.r"),
            ("survivor_75", f"{LAW}.3.s"),
            ("survivor_near_poor_70", f"{LAW}.3.s"),
            ("social_pension", f"{LAW}.3.t"),
            ("monthly_allowance", f"{LAW}.3.u"),
            ("safe_zone", f"{DECREE}.2"),
            ("artisan_low_income", f"{DECREE}.3"),
            ("resistance", f"{DECREE}.6"),
            ("command_trainee", f"{DECREE}.7"),
        ),
    ),
    (
        4,
        (
            ("near_poor", f"{LAW}.4.a"),
            ("student", f"{LAW}.4.b"),
            ("security_force", f"{LAW}.4.c"),
            ("farm_average", f"{LAW}.4.d"),
            ("village_health", f"{LAW}.4.đ"),
            ("village_part_timer", f"{LAW}.4.e"),
            ("minority_exit", f"{LAW}.4.g"),
            ("artisan", f"{LAW}.4.h"),
            ("trafficking_victim", f"{LAW}.4.i"),
            ("mine_victim", f"{DECREE}.4"),
        ),
    ),
    (
        5,
        (
            ("household", f"{LAW}.5.a"),
            ("charity", f"{LAW}.5.b"),
            ("unpaid_leave", f"{LAW}.5.c"),
            ("other", f"{LAW}.5.d"),
        ),
    ),
)


def _numbered() -> tuple[Category, ...]:
    flat = [(slug, clause, article) for clause, listed in _LISTED for slug, article in listed]
    return tuple(Category(slug, clause, article, bit) for bit, (slug, clause, article) in enumerate(flat))


CATEGORIES: tuple[Category, ...] = _numbered()
CATEGORY: dict[str, Category] = {one.slug: one for one in CATEGORIES}


def category_set(slugs: Iterable[str]) -> int:
    """The bit set of these categories; raises BadInput for a word that is none."""
    return bit_set(category_named(slug).bit for slug in slugs)


def category_slugs(bits: int) -> tuple[str, ...]:
    """The categories of a bit set in Article 12 order."""
    return tuple(CATEGORIES[bit].slug for bit in members_of(bits))


def clause_set(*clauses: int) -> int:
    """The bit set of every category of these clauses."""
    return bit_set(one.bit for one in CATEGORIES if one.clause in clauses)


def category_named(slug: str) -> Category:
    """The category of that word; raises BadInput naming where the words stand."""
    if slug not in CATEGORY:
        raise BadInput(
            what=f"there is no category {slug[:40]!r}",
            why="a category is one of the words for Article 12",
            do="use a word of docs/reference/law/categories.md",
        )
    return CATEGORY[slug]
