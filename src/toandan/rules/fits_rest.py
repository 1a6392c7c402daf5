"""Categories for whom nothing else fits (Article 12.1.i, 12.5, Decree 188/2025 Article 5.3, 5.4).

Each rests on what fits already, so they come in three steps: relatives of defence workers against
the points of Article 12 itself; then artisans of low income and mine victims, whom the decree
places behind clauses 1 to 3; then clause 5.
"""

from __future__ import annotations

from ibis.expr.types import BooleanValue, Table

from toandan.rules.sets import categories, category, clause, title, titles, told

RELATIVES_YIELD_TO = clause(1, 2, 3) & ~category("defence_relative", "cipher_relative", "artisan_low_income")
OTHERS_YIELD_TO = clause(1, 2, 3) & ~category("artisan_low_income")


def relatives(rows: Table) -> dict[str, BooleanValue]:
    """Relatives of army and police workers: only where nothing of 12.1 a to h, 12.2 and 12.3 fits."""
    relative = _titled(rows, "defence_relative")
    return {"defence_relative": relative & ~_fitting(rows, RELATIVES_YIELD_TO)}


def added_by_decree(rows: Table) -> dict[str, BooleanValue]:
    """Artisans of low income and mine victims: only where nothing of clauses 1 to 3 fits."""
    nothing = ~_fitting(rows, OTHERS_YIELD_TO)
    poor_artisan = _titled(rows, "artisan") & _titled(rows, "artisan_income_below_base") & nothing
    victim = _titled(rows, "mine_victim") & nothing
    return {"artisan_low_income": poor_artisan, "mine_victim": victim & ~poor_artisan}


def self_paying(rows: Table) -> dict[str, BooleanValue]:
    """Clause 5: everybody is of a household but people in establishments, who live outside one."""
    charity, leave = _titled(rows, "charity"), _titled(rows, "unpaid_leave")
    return {
        "household": ~charity,
        "charity": charity,
        "unpaid_leave": leave,
        "other": ~(charity | leave | ~charity),
    }


def _titled(rows: Table, slug: str) -> BooleanValue:
    return told(titles(rows, "titles"), titles(rows, "titles_unknown"), title(slug))


def _fitting(rows: Table, members: int) -> BooleanValue:
    return told(categories(rows, "fits"), categories(rows, "unknown"), members)
