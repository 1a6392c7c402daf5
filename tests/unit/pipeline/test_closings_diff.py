"""Two closings compared: cell by cell, with the extracts that can have made the difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders import Office, card, figure, office, plan, resident

from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.pipeline.closings import difference_of
from toandan.values.month import Month

MONTH = Month(2025, 10)
HAI_PHONG = "11824"


@pytest.fixture
def twice(tmp_path: Path) -> tuple[Office, str, str]:
    """An office of two provinces closed, corrected in one of them, and closed again."""
    made = office(tmp_path)
    made.population(resident("an"), resident("ba"))
    made.population(resident("chi", commune_code=HAI_PHONG), scope="31")
    made.participation(card("an"), complete_since="2020-01-01")
    made.plans(plan(10))
    made.figures(figure(2))
    first = close_month(home=made.home, law=shipped(), month=MONTH)
    made.participation(card("an"), card("ba", group_code="DN"), complete_since="2020-01-01")
    second = close_month(home=made.home, law=shipped(), month=MONTH)
    return made, first.card.id, second.card.id


def told(made: Office, first: str, second: str, limit: int = 50) -> dict[str, Any]:
    return difference_of(home=made.home, first=first, second=second, limit=limit)


def test_a_corrected_extract_and_the_cells_it_changed(twice: tuple[Office, str, str]) -> None:
    document = told(*twice)
    assert document["extracts"] == [
        {
            "register": "participation",
            "scope": "15@2025-07-01",
            "before": "participation/15@2025-07-01/2025-10-31/v001",
            "after": "participation/15@2025-07-01/2025-10-31/v002",
        }
    ]
    assert document["versions"] == {}
    cells = {
        (one["table"], one["key"].get("group_code")): (one["before"], one["after"], one["because"])
        for one in document["cells"]
    }
    assert cells["out_participants__month_cell", "DN"] == (None, {"participants_n": 1}, [0])
    assert cells["out_residents__month_cell", ""] == (
        {"residents_n": 1, "covered_residents_n": 0, "uncovered_n": 1},
        None,
        [0],
    )
    changed = cells["out_difference__month_commune", None]
    assert (changed[0]["participants_n"], changed[1]["participants_n"]) == (1, 2)
    # Ba's card also stands at the ten month-ends it reaches.
    assert document["cells_n"] == len(document["cells"]) == 4 + 10
    assert {one["key"]["commune_code"] for one in document["cells"]} == {"02905"}


def test_a_closing_differs_in_nothing_from_itself(twice: tuple[Office, str, str]) -> None:
    made, first, _ = twice
    document = told(made, first, first)
    assert (document["extracts"], document["cells_n"], document["cells"]) == ([], 0, [])


def test_an_extract_that_came_later_is_told_and_only_its_ground_is_blamed(
    twice: tuple[Office, str, str],
) -> None:
    made, _, second = twice
    made.participation(card("chi", commune_code=HAI_PHONG), scope="31")
    made.plans(plan(11))
    third = close_month(home=made.home, law=shipped(), month=MONTH)
    document = told(made, second, third.card.id, limit=100)
    assert [(one["register"], one["before"]) for one in document["extracts"]] == [
        ("participation", None),
        ("plan", "plan/15@2025-07-01/2025-10-31/v001"),
    ]
    by_table = {one["table"]: one["because"] for one in document["cells"]}
    assert by_table["out_participants__month_cell"] == [0]
    assert {one["key"].get("commune_code") for one in document["cells"]} == {HAI_PHONG, None}, document


def test_the_limit_holds_back_cells_but_counts_them(twice: tuple[Office, str, str]) -> None:
    document = told(*twice, limit=1)
    assert (document["cells_n"], len(document["cells"])) == (14, 1)


def test_an_unknown_closing_is_told(twice: tuple[Office, str, str]) -> None:
    with pytest.raises(BadInput, match="no closing 'nothing'"):
        told(twice[0], "nothing", twice[1])


def test_the_command_in_words_and_as_json(twice: tuple[Office, str, str]) -> None:
    made, first, second = twice
    asked = ["closings", "diff", first, second, "--home", str(made.home.root)]
    words = CliRunner().invoke(root, asked)
    assert words.exit_code == 0, words.output
    assert "[1] Participation register: participation/15@2025-07-01/2025-10-31/v001 ->" in words.output
    assert "02905 Xã Bảo Thắng · DN · female · 35: participants_n 0 -> 1; new row  [1]" in words.output
    vietnamese = CliRunner().invoke(root, [*asked, "--limit", "0", "--lang", "vi"]).output
    assert "[1] Dữ liệu người tham gia BHYT: participation/15@" in vietnamese
    assert vietnamese.endswith("14 ô khác nhau\n… còn 14 ô; xem thêm bằng --limit\n")
    as_json = CliRunner().invoke(root, [*asked, "--json"])
    assert as_json.exit_code == 0, repr(as_json.exception)
    document = json.loads(as_json.stdout)
    assert document["schema"] == "toandan/closings-difference/1"
    listed = CliRunner().invoke(root, ["closings", "--home", str(made.home.root)])
    assert f"{first}  replaced" in listed.output
    assert f"{second}  released" in listed.output
    listed = CliRunner().invoke(root, ["closings", "--lang", "vi", "--home", str(made.home.root)])
    assert f"{second}  đã phát hành" in listed.output
