"""Every change of a figure: the day before and the day of it, as a table one can read beside the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toandan.errors import BadInput
from toandan.lawbook.law import at, shipped

# figure, first day of the new value, value on the day before (None: no value), value on the day
CHANGES = [
    ("base_salary", "2019-07-01", "1390000", "1490000"),
    ("base_salary", "2023-07-01", "1490000", "1800000"),
    ("base_salary", "2024-07-01", "1800000", "2340000"),
    ("base_salary", "2026-07-01", "2340000", "2530000"),
    ("support_student", "2025-07-01", "30", "50"),
    ("support_security_force", "2025-07-01", None, "50"),
    ("support_village_health", "2025-07-01", None, "50"),
    ("support_village_part_timer", "2025-07-01", None, "50"),
    ("support_artisan", "2025-07-01", None, "50"),
    ("support_trafficking_victim", "2025-07-01", None, "50"),
    ("support_mine_victim", "2025-07-01", None, "30"),
    ("support_minority_exit", "2023-12-03", None, "70"),
    ("minority_exit", "2023-12-03", None, "36"),
    ("trafficking_victim", "2025-07-01", None, "1"),
    ("survivor", "2025-07-01", "80", "75"),
    ("survivor_near_poor", "2025-07-01", None, "70"),
    ("child_card_end", "2025-08-15", "reached_by_september", "born_by_september"),
    ("interruption_old", "2025-07-01", "3", None),
    ("interruption", "2025-07-01", None, "90"),
    ("continuity_gap_old", "2025-07-01", "3", None),
    ("continuity_gap", "2025-07-01", None, "90"),
    ("card_issue", "2025-07-01", None, "5"),
    ("expiry_notice", "2025-08-15", None, "10"),
    ("registration_change", "2025-01-01", None, "15"),
    ("wage_floor", "2025-07-01", None, "1"),
    ("priority_text", "2025-07-01", "text_before", "text_2025"),
    ("paid_ahead_silent", "2025-07-01", None, "no_change"),
    ("payment_due", "2025-07-01", None, "1"),
    ("late_interest", "2025-07-01", None, "0.03"),
    ("late_interest_interbank", "2025-07-01", "2", None),
    ("list_due", "2025-07-01", None, "30"),
    ("list_late", "2025-07-01", None, "60"),
    ("evasion", "2025-07-01", None, "60"),
    ("refund", "2025-07-01", None, "40"),
    ("middle_from", "2025-01-01", None, "50"),
    ("middle_to", "2025-01-01", None, "70"),
    ("share_emergency", "2025-01-01", None, "100"),
    ("share_self_rare", "2025-01-01", None, "100"),
    ("share_self_minority_inpatient", "2025-01-01", None, "100"),
    ("share_self_primary", "2025-01-01", None, "100"),
    ("share_self_basic_inpatient", "2025-01-01", None, "100"),
    ("share_self_was_district", "2025-01-01", None, "100"),
    ("share_self_basic_outpatient_low", "2025-01-01", None, "100"),
    ("share_self_basic_outpatient_middle", "2025-01-01", None, "0"),
    ("share_self_basic_outpatient_middle", "2026-07-01", "0", "50"),
    ("share_self_basic_outpatient_was_higher", "2025-01-01", None, "0"),
    ("share_self_basic_outpatient_was_higher", "2026-07-01", "0", "50"),
    ("share_self_specialised_outpatient_was_province", "2025-01-01", None, "0"),
    ("share_self_specialised_outpatient_was_province", "2026-07-01", "0", "50"),
    ("share_self_specialised_inpatient_was_province", "2025-01-01", None, "100"),
    ("share_self_specialised_inpatient", "2025-01-01", None, "40"),
    ("share_self_specialised_outpatient", "2025-01-01", None, "0"),
    ("direct_outpatient", "2025-07-01", None, "15"),
    ("direct_inpatient_low", "2025-07-01", None, "50"),
    ("direct_inpatient_middle", "2025-07-01", None, "100"),
    ("direct_inpatient_specialised", "2025-07-01", None, "250"),
    ("direct_payment", "2025-07-01", None, "25"),
]
# What holds from the first day of the book to today.
ALWAYS = {
    "contribution_rate": "4.5",
    "contribution_ceiling": "6",
    "wage_cap": "20",
    "employer_split": "2",
    "whole_split": "3",
    "money_rounding": "half_up",
    "ladder_1": "100",
    "ladder_2": "70",
    "ladder_3": "60",
    "ladder_4": "50",
    "ladder_5": "40",
    "support_near_poor": "70",
    "support_near_poor_poor_commune": "100",
    "support_farm_average": "30",
    "child": "72",
    "child_card_month": "9",
    "wait": "30",
    "continuity": "5",
    "card_tail": "15",
    "visit_threshold": "15",
    "copay_cap": "6",
}


def on(figure: str, day: date) -> str | None:
    """The value of a figure on a day, None where it has none."""
    try:
        return str(at(day).figure(figure).content)
    except BadInput:
        return None


@pytest.mark.parametrize(("figure", "day", "before", "after"), CHANGES)
def test_the_day_before_and_the_day_of(figure: str, day: str, before: str | None, after: str | None) -> None:
    first = date.fromisoformat(day)
    assert (on(figure, first - timedelta(days=1)), on(figure, first)) == (before, after)


@pytest.mark.parametrize("figure", ALWAYS)
def test_what_never_changed(figure: str) -> None:
    days = [date(2018, 7, 1), date(2022, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2027, 12, 31)]
    assert {on(figure, day) for day in days} == {ALWAYS[figure]}


def test_every_figure_and_every_change_stands_in_these_tables() -> None:
    law = shipped()
    assert set(law.parameters) == set(ALWAYS) | {figure for figure, *_ in CHANGES}
    changed = set()
    for name, one in law.parameters.items():
        said = None
        for value in one.values:
            if value.content != said and (said is not None or value.start > law.first_day):
                changed.add((name, value.start.isoformat()))
            said = value.content
        changed |= {(name, one.end.isoformat())} if one.end else set()
    assert changed == {(figure, day) for figure, day, _, _ in CHANGES}


def test_a_day_before_the_book_is_refused() -> None:
    with pytest.raises(BadInput, match="begins on 2018-07-01"):
        at(date(2018, 6, 30))
    assert at(date(2018, 7, 1)).number("base_salary") == 1_390_000


@pytest.mark.parametrize(
    ("figure", "day", "why"),
    [
        ("late_interest", date(2025, 6, 30), "began later"),
        ("interruption_old", date(2025, 7, 1), "ended earlier"),
        ("gold", date(2026, 1, 1), "no file"),
    ],
)
def test_a_figure_that_is_not_there_is_no_guess(figure: str, day: date, why: str) -> None:
    with pytest.raises(BadInput, match="the law has no figure") as caught:
        at(day).figure(figure)
    assert why in caught.value.why


def test_a_word_is_no_number() -> None:
    with pytest.raises(BadInput, match="is a word"):
        at(date(2026, 1, 1)).number("money_rounding")
    assert at(date(2026, 1, 1)).word("money_rounding") == "half_up"
