"""Cards merged into unbroken spells of cover."""

from __future__ import annotations

from tests.spec.drawn import same, table

from toandan.accounts.spells import stg_cover__spell_merged
from toandan.engine import Engine


def test_cards_that_overlap_or_adjoin_are_one_spell(engine: Engine) -> None:
    """An's second card starts on the day after the first; Ba's one day later still; Chi's lies inside."""
    cards = table(
        engine,
        "spell_cards",
        """
        person_id | cover_start | cover_end
        an        | 2025-01-01  | 2025-07-01
        an        | 2025-07-01  | 2026-01-01
        ba        | 2025-01-01  | 2025-07-01
        ba        | 2025-07-02  | 2026-01-01
        chi       | 2025-01-01  | 2026-01-01
        chi       | 2025-03-01  | 2025-04-01
        chi       | 2025-05-01  | 2025-06-01
        chi       | 2027-05-01  | 2027-06-01
        dung      | 2025-02-01  | 2025-03-01
        """,
    )
    same(
        engine,
        stg_cover__spell_merged(cards),
        """
        person_id | cover_start | cover_end  | cards_n
        an        | 2025-01-01  | 2026-01-01 | 2
        ba        | 2025-01-01  | 2025-07-01 | 1
        ba        | 2025-07-02  | 2026-01-01 | 1
        chi       | 2025-01-01  | 2026-01-01 | 3
        chi       | 2027-05-01  | 2027-06-01 | 1
        dung      | 2025-02-01  | 2025-03-01 | 1
        """,
    )
