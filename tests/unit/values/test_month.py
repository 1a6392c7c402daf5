"""Months: their text, their days, their neighbours."""

from __future__ import annotations

from datetime import date

import pytest

from toandan.errors import BadInput
from toandan.values.month import Month


def test_a_month_and_its_days() -> None:
    month = Month.parse("2025-10")
    assert (month.first_day, month.last_day, month.end) == (
        date(2025, 10, 1),
        date(2025, 10, 31),
        date(2025, 11, 1),
    )
    assert str(month) == "2025-10"


@pytest.mark.parametrize(
    ("text", "last"), [("2024-02", 29), ("2025-02", 28), ("2100-02", 28), ("2000-02", 29), ("2025-12", 31)]
)
def test_last_days(text: str, last: int) -> None:
    assert Month.parse(text).last_day.day == last


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-13", "2025-00", "2025-1", "10-2025", "0000-01", "2025-1x", "25-10"]
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(BadInput, match="is not a month") as problem:
        Month.parse(text)
    assert "write for example 2025-10" in problem.value.text()


def test_blanks_around_a_month_do_no_harm() -> None:
    assert Month.parse(" 2025-10 ") == Month(2025, 10)


def test_the_month_of_a_day() -> None:
    assert Month.of(date(2025, 10, 31)) == Month.of(date(2025, 10, 1)) == Month(2025, 10)


def test_twelve_months_before_over_the_turn_of_the_year() -> None:
    assert Month(2025, 10).plus(-12) == Month(2024, 10)
    assert Month(2025, 12).plus(1) == Month(2026, 1)
    assert Month(2025, 1).plus(-1) == Month(2024, 12)
    assert Month(2024, 10) < Month(2025, 1)
