"""What a closing reads of an extract that declares, or does not declare, since which day it is complete."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.builders import OLD, Office, card, office, resident

from toandan.errors import BadInput
from toandan.lake.closing import Closing
from toandan.lawbook.law import shipped
from toandan.pipeline.accounts import accounts_of
from toandan.pipeline.close import close_month
from toandan.pipeline.closings import difference_of
from toandan.values.month import Month

MONTH, YEAR_AGO = Month(2025, 10), Month(2024, 10)
OCTOBER_2024 = date(2024, 10, 31)
HERE, OTHER, ELSEWHERE = "02905", "11824", "00097"
LONG = {"cover_start": date(2019, 1, 1), "cover_end": date(2026, 1, 1)}


@pytest.fixture
def made(tmp_path: Path) -> Office:
    """An office with residents of two provinces."""
    made = office(tmp_path)
    made.population(resident("an"))
    made.population(resident("chi", commune_code=OTHER), scope="31")
    return made


def cards(made: Office, first: str, second: str) -> None:
    """Cards of both provinces, and one of a third that the first province holds."""
    away = card("ba", commune_code=ELSEWHERE, **LONG)
    made.participation(card("an", **LONG), away, complete_since=first)
    made.participation(card("chi", commune_code=OTHER, **LONG), scope="31", complete_since=second)


def months(closing: Closing) -> dict[str, list[str]]:
    """The month-ends published, by commune."""
    found = defaultdict(list)
    for row in pq.read_table(closing.table("out_history__month_commune")).to_pylist():
        assert row["participants_n"] == 1
        found[row["commune_code"]].append(row["at_month"])
    return dict(found)


def test_no_month_end_before_the_day_and_the_latest_day_outside_every_ground(made: Office) -> None:
    cards(made, "2025-08-31", "2025-07-02")
    assert months(close_month(law=shipped(), home=made.home, month=MONTH)) == {
        HERE: ["2025-08", "2025-09", "2025-10"],
        OTHER: ["2025-07", "2025-08", "2025-09", "2025-10"],
        ELSEWHERE: ["2025-08", "2025-09", "2025-10"],
    }


def test_an_extract_that_declares_nothing_is_known_at_its_own_month_only(made: Office) -> None:
    cards(made, "", "2025-09-01")
    closing = close_month(law=shipped(), home=made.home, month=MONTH)
    own = ["2025-10"]
    assert months(closing) == {HERE: own, OTHER: ["2025-09", "2025-10"], ELSEWHERE: own}
    assert "history_undeclared_n" not in closing.card.findings
    assert closing.card.findings["history_uneven_n"] == 1


def test_a_declared_day_before_the_sixty_months_gives_them_all(made: Office) -> None:
    cards(made, "2015-01-01", "2015-01-01")
    found = months(close_month(law=shipped(), home=made.home, month=MONTH))
    assert {(len(ends), ends[0], ends[-1]) for ends in found.values()} == {(60, "2020-11", "2025-10")}


def test_somebody_who_moved_from_where_cards_begin_late_is_missing_before_and_accounts_say_it(
    made: Office,
) -> None:
    """An had a card in province 31 until July; the extract of 31 is complete since September only."""
    moved = card("an", cover_start=date(2025, 8, 1), cover_end=date(2026, 1, 1))
    made.participation(moved, card("ba", **LONG), complete_since="2025-01-01")
    made.participation(card("chi", commune_code=OTHER, **LONG), scope="31", complete_since="2025-09-01")
    closing = close_month(law=shipped(), home=made.home, month=MONTH)
    history = pq.read_table(closing.table("out_history__month_commune")).to_pylist()
    here = {row["at_month"]: row["participants_n"] for row in history if row["commune_code"] == HERE}
    assert (here["2025-07"], here["2025-08"]) == (1, 2)
    assert closing.card.findings["history_uneven_n"] == 1
    document = accounts_of(law=shipped(), home=made.home, month=MONTH)
    (found,) = [one for one in document["conflicts"] if one["code"] == "history_uneven"]
    assert found["evidence"] == {"history_uneven_n": 1}
    assert found["text_en"].startswith("1 extract of cards is complete from a later month than the earliest")
    assert "đầy đủ từ tháng muộn hơn" in found["text_vi"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("2025-09-01", "2025-09-30"),
        ("2015-01-01", "2019-06-30"),
    ],
)
def test_extracts_complete_at_the_same_month_ends_are_even(made: Office, first: str, second: str) -> None:
    """Both undeclared, in one month, or both before the sixty months."""
    cards(made, first, second)
    closing = close_month(law=shipped(), home=made.home, month=MONTH)
    assert "history_uneven_n" not in closing.card.findings


def test_closings_that_know_other_months_differ_by_them(made: Office) -> None:
    cards(made, "", "")
    first = close_month(law=shipped(), home=made.home, month=MONTH).card.id
    made.participation(
        card("an", **LONG), card("ba", commune_code=ELSEWHERE, **LONG), complete_since="2025-09-30"
    )
    second = close_month(law=shipped(), home=made.home, month=MONTH).card.id
    told = difference_of(home=made.home, first=first, second=second, limit=50)
    history = [one for one in told["cells"] if one["table"] == "out_history__month_commune"]
    assert told["cells_n"] == len(told["cells"]) == len(history) == 1
    assert (history[0]["key"]["at_month"], history[0]["before"]) == ("2025-09", None)
    assert (history[0]["after"], history[0]["because"]) == ({"participants_n": 1}, [0])


@pytest.fixture
def year_ago(tmp_path: Path) -> Office:
    """An office with residents of October 2024."""
    made = office(tmp_path)
    made.population(resident("an"), scope="10", as_of=OCTOBER_2024)
    made.population(resident("an"))
    return made


THERE = card("chi", commune_code="04249", cover_start=date(2024, 1, 1), vintage=OLD)
PAST = card("an", cover_start=date(2024, 1, 1), cover_end=date(2024, 11, 1), vintage=OLD)


def test_a_month_before_the_day_is_missing(year_ago: Office) -> None:
    year_ago.participation(PAST, card("an"), complete_since="2024-11-01")
    with pytest.raises(BadInput) as raised:
        close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    assert raised.value.what == (
        "no participation snapshot for 2024-10 of 15: the later extract is not complete that early"
    )
    assert "participation/15@2025-07-01/2025-10-31/v001: 2024-11-01" in raised.value.why
    vietnamese = raised.value.text("vi")
    assert "không có bản chụp participation cho tháng 2024-10 của 15" in vietnamese
    assert "đầy đủ từ ngày" in vietnamese


def test_a_month_on_the_day_is_read_back_without_a_finding(year_ago: Office) -> None:
    year_ago.participation(PAST, card("an"), complete_since="2024-10-31")
    closing = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    assert closing.card.findings["history_snapshots_n"] == 1
    assert "history_undeclared_n" not in closing.card.findings
    assert [
        one["code"] for one in accounts_of(law=shipped(), home=year_ago.home, month=YEAR_AGO)["conflicts"]
    ] == ["read_back"]


def test_another_extract_that_reaches_back_or_a_carried_one_fills_the_ground(year_ago: Office) -> None:
    year_ago.participation(card("an"), complete_since="2025-01-01")
    year_ago.participation(PAST, as_of=date(2024, 9, 30), scope="10")
    year_ago.participation(THERE, as_of=date(2024, 9, 30), scope="15")
    carried = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO, carry=True)
    assert carried.card.findings["carried_snapshots_n"] == 2
    year_ago.participation(PAST, card("an"), as_of=date(2025, 11, 30), complete_since="2024-01-01")
    closing = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    used = {one.id: one.use for one in closing.card.snapshots}
    assert used["participation/15@2025-07-01/2025-11-30/v001"] == "history"


def test_a_province_whose_extract_does_not_reach_back_is_not_left_out_in_silence(year_ago: Office) -> None:
    year_ago.participation(PAST, card("an"))
    year_ago.participation(card("chi", commune_code=OTHER), scope="31", complete_since="2025-01-01")
    with pytest.raises(BadInput, match="no participation snapshot for 2024-10 of 31: the later extract"):
        close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)


def test_a_part_of_a_province_is_not_left_out_in_silence(year_ago: Office) -> None:
    """Province 15 of today was two, 10 and 15: an extract of the one does not speak of the other."""
    year_ago.participation(PAST, as_of=OCTOBER_2024, scope="10")
    late = year_ago.participation(card("an"), complete_since="2025-01-01")
    with pytest.raises(BadInput, match="no participation snapshot for 2024-10 of 15: the later") as raised:
        close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    assert f"{late.id}: 2025-01-01" in raised.value.why
    year_ago.participation(THERE, as_of=OCTOBER_2024, scope="15")
    closing = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    assert {one.use for one in closing.card.snapshots} == {"as_of"}


def test_an_extract_set_aside_for_one_of_a_part_of_its_ground_is_told(year_ago: Office) -> None:
    """The rest of its ground has no cards at all: reading both would count those of the part twice."""
    year_ago.participation(PAST, as_of=OCTOBER_2024, scope="10")
    year_ago.participation(PAST, card("an"), complete_since="2021-01-01")
    findings = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO).card.findings
    assert (findings["snapshots_set_aside_n"], findings["snapshots_set_aside_partly_n"]) == (1, 1)
    document = accounts_of(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    (found,) = [one for one in document["conflicts"] if one["code"] == "set_aside_partly"]
    assert found["text_en"].startswith("1 extract was set aside because another covers a part")
    assert found["text_vi"].startswith("1 lần gửi không được dùng")
    year_ago.participation(THERE, as_of=OCTOBER_2024, scope="15")
    findings = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO).card.findings
    assert findings["snapshots_set_aside_n"] == 1
    assert "snapshots_set_aside_partly_n" not in findings


def test_an_undeclared_extract_is_read_back_with_a_finding_in_both_languages(year_ago: Office) -> None:
    year_ago.participation(PAST, card("an"))
    closing = close_month(law=shipped(), home=year_ago.home, month=YEAR_AGO)
    assert closing.card.findings["history_undeclared_n"] == 1
    close_month(law=shipped(), home=year_ago.home, month=MONTH)
    for month in (YEAR_AGO, MONTH):
        document = accounts_of(law=shipped(), home=year_ago.home, month=month)
        (found,) = [one for one in document["conflicts"] if one["code"] == "history_undeclared"]
        assert found["evidence"] == {"month": "2024-10", "history_undeclared_n": 1}
        assert found["text_en"].startswith("2024-10: 1 later extract was read back without declaring")
        assert "không khai báo đầy đủ từ ngày nào" in found["text_vi"]
