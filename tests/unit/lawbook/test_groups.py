"""The participation groups that ship: every code, its dates, its place in Article 12."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

from toandan.lawbook.law import shipped
from toandan.lawbook.tables import group_table
from toandan.lawbook.version import LAW, version_of

OCT_2024, OCT_2025, FEB_2026 = date(2024, 10, 31), date(2025, 10, 31), date(2026, 2, 1)

# The codes met in use, as listed when the files were made.
CODES = frozenset(
    [
        "DN",
        "HX",
        "CH",
        "NN",
        "TK",
        "HC",
        "XK",
        "HT",
        "TB",
        "NO",
        "CT",
        "XB",
        "TN",
        "CS",
        "QN",
        "CA",
        "CY",
        "XN",
        "MS",
        "CC",
        "CK",
        "CB",
        "KC",
        "HD",
        "TE",
        "BT",
        "HN",
        "DT",
        "DK",
        "XD",
        "TS",
        "TC",
        "TQ",
        "TV",
        "TA",
        "TY",
        "HG",
        "LS",
        "PV",
        "CN",
        "HS",
        "SV",
        "GB",
        "GD",
        "AK",
        "LH",
        "KT",
        "TG",
        "DS",
        "HK",
        "ND",
        "TH",
        "TD",
        "TU",
        "BA",
    ]
)
UNEXPLAINED = frozenset(["TG", "DS", "HK", "ND", "TH", "TD", "TU", "BA", "TV", "XN", "MS"])
DAYS = [OCT_2024, date(2025, 6, 30), date(2025, 7, 1), OCT_2025, date(2025, 12, 31), FEB_2026]


def test_every_code_ships_and_no_other() -> None:
    assert shipped().known_codes() == CODES


@pytest.mark.parametrize("day", DAYS)
def test_groups_come_in_a_strict_order_of_article_12(day: date) -> None:
    groups = list(shipped().groups_at(day).values())
    assert all(first.order < second.order for first, second in pairwise(groups))
    clauses = [group.clause for group in groups if group.clause]
    assert clauses == sorted(clauses)


def test_who_pays_first() -> None:
    order = {code: group.order for code, group in shipped().groups_at(OCT_2025).items()}
    assert order["DN"] < order["HT"] < order["TE"] < order["HN"] < order["BT"] < order["CN"] < order["HS"]
    assert order["HS"] < order["GB"] < order["GD"]
    assert max(order[code] for code in CODES - UNEXPLAINED) < min(
        order[code] for code in UNEXPLAINED - {"TV", "XN", "MS"}
    )


@pytest.mark.parametrize("code", ["LH", "AK", "KT"])
def test_a_code_is_not_there_before_it_begins(code: str) -> None:
    assert code not in shipped().groups_at(date(2025, 6, 30))
    assert code in shipped().groups_at(date(2025, 7, 1))


def test_codes_without_a_known_start_hold_on_every_day() -> None:
    assert set(shipped().groups_at(OCT_2024)) == CODES - {"LH", "AK", "KT"}


def test_a_code_may_change_its_category() -> None:
    assert (
        shipped().groups_at(date(2025, 6, 30))["CT"].clause,
        shipped().groups_at(date(2025, 7, 1))["CT"].clause,
    ) == (2, 3)
    assert shipped().groups_at(OCT_2025)["CT"].point == "s"


@pytest.mark.parametrize(
    ("code", "day", "digit"),
    [
        ("CN", date(2025, 12, 31), "3"),
        ("CN", date(2026, 1, 1), "2"),
        ("LH", OCT_2025, "4"),
        ("LH", FEB_2026, "2"),
        ("TE", OCT_2024, "1"),
        ("HT", OCT_2025, "3"),
        ("DN", OCT_2025, "4"),
        ("QN", OCT_2025, "5"),
    ],
)
def test_benefit_digits_by_day(code: str, day: date, digit: str) -> None:
    benefit = shipped().groups_at(day)[code].benefit_at(day)
    assert benefit is not None
    assert benefit.digit == digit


def test_no_benefit_outside_the_period() -> None:
    assert shipped().groups_at(OCT_2025)["LH"].benefit_at(OCT_2024) is None


def test_only_what_rests_on_a_or_b_is_verified() -> None:
    assert {group.code for group in shipped().groups if group.verified} == {"CN", "LH", "KT"}
    assert all(group.confidence in "AB" for group in shipped().groups if group.verified)


def test_codes_nobody_could_explain_say_so() -> None:
    unexplained = {group.code for group in shipped().groups if not group.is_meaning_known}
    assert unexplained == UNEXPLAINED
    for group in shipped().groups:
        if not group.is_meaning_known:
            assert group.code in group.name
            assert "not confirmed" in group.name
            assert not group.verified


def test_the_table_of_groups() -> None:
    table = group_table(shipped(), OCT_2025)
    assert table.schema == pa.schema(
        [
            ("group_code", pa.string()),
            ("group_order", pa.int64()),
            ("clause", pa.int64()),
            ("name", pa.string()),
            ("name_vi", pa.string()),
        ]
    )
    assert table.num_rows == len(shipped().groups_at(OCT_2025)) == 55
    assert table["group_order"].to_pylist() == sorted(table["group_order"].to_pylist())


def test_the_version_is_that_of_the_files(tmp_path: Path) -> None:
    assert shipped().version == version_of(LAW)
    assert len(shipped().version) == 16
    (tmp_path / "a.yaml").write_bytes(b"x: 1\ny: 2\n")
    unix = version_of(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"x: 1\r\ny: 2\r\n")
    assert version_of(tmp_path) == unix
    (tmp_path / "a.yaml").write_bytes(b"x: 1\ny: 3\n")
    other = version_of(tmp_path)
    assert other != unix
    for folder in ("reforms", "cases", "local"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "b.yaml").write_bytes(b"x: 1\n")
        assert (version_of(tmp_path) == other) == (folder != "local")
