"""What stands on the pages: it fits them, in the forms of each language, each figure with what it is of."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.builders import Office
from tests.unit.reports.office import MONTH, small_office

from toandan.lawbook.law import shipped
from toandan.pipeline.report import report_tables
from toandan.reports.pages.content import content
from toandan.reports.pages.map import Point, drawn_map, rate_steps
from toandan.reports.pages.pdf import typeset
from toandan.reports.pages.used import shortened, used
from toandan.reports.suppression.linked import linked
from toandan.reports.suppression.protect import protect

PAGE = re.compile(rb"/Type\s*/Page[^s]")
PROVINCES = 34
LONG = "Nghị quyết của Hội đồng nhân dân tỉnh về chỉ tiêu bao phủ bảo hiểm y tế giai đoạn 2026-2030"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small_office(tmp_path_factory.mktemp("pages"))


def told(here: Office, place: str, lang: str) -> dict[str, Any]:
    """What stands on the pages of a place."""
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=[place])
    return content(handed, protect(linked(handed), 5), lang)


def pages_n(content: dict[str, Any]) -> int:
    """How many pages it takes."""
    return len(PAGE.findall(typeset(content)))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_country_with_every_register_and_much_to_tell_still_takes_two_pages(
    here: Office, lang: str
) -> None:
    full = told(here, "VN", lang)
    full["units"]["rows"] *= PROVINCES
    full["groups"]["rows"] = (full["groups"]["rows"] * 30)[:30]
    full["sources"] *= 2
    full["conflicts"] = [*full["conflicts"], LONG * 2] * 3
    full["rates"]["rows"] = [[*row[:-1], LONG] for row in full["rates"]["rows"]] * 3
    assert pages_n(full) == 2


def test_a_long_name_leaves_the_line_of_truth_one_line(here: Office) -> None:
    full = told(here, "02905", "vi")
    full["truth"] = full["truth"].replace(
        "Xã Bảo Thắng", "Xã Bảo Thắng, Xã Gia Phú, Xã Tằng Loỏng, Xã Xuân Quang"
    )
    assert pages_n(full) == 1


def test_a_closing_without_registers_of_facts_says_nothing_of_entitlement(here: Office) -> None:
    assert told(here, "15", "vi")["entitled"] == []


def test_tiles_name_what_their_figure_is_of(here: Office) -> None:
    vi, en = told(here, "15", "vi"), told(here, "VN", "en")
    assert [bool(re.search(r"[0-9]", tile["of"])) for tile in vi["tiles"]] == [False, True, True, True]
    assert vi["tiles"][3]["of"].endswith("ngày 31/10/2024")
    assert en["tiles"][2] == {
        "value": "–",
        "name": "of the plan",
        "of": en["why_no_plan"],
    }
    assert en["why_no_plan"].endswith("of 3,321 communes have no assigned plan")


def test_a_month_without_a_start_says_so_where_the_change_would_stand(here: Office) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["15"], since="year-start")
    tile = content(handed, protect(linked(handed), 5), "en")["tiles"][3]
    assert (tile["value"], tile["of"]) == ("–", "the month at the start is not closed")


def test_extracts_are_counted_where_they_are_many(here: Office) -> None:
    ids = [f"population/{code:02}@2025-07-01/2025-10-31/v001" for code in range(1, 35)]
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["15"])
    snapshots = [{"id": one, "use": "as_of", "card_sha256": ""} for one in ids]
    handed.document["snapshots"][:] = snapshots
    assert used(handed, "vi")[:-1] == ["Cơ sở dữ liệu dân cư: 34 lần gửi, 31/\u200b10/\u200b2025 (đúng ngày)"]
    assert shortened(", ".join(ids), "en") == "34 extracts"
    assert shortened(ids[0], "en") == ids[0]


@pytest.mark.parametrize(
    ("shares", "steps"), [([0.6685, 0.9438], (65, 95)), ([0.8821], (85, 90)), ([0.9], (90, 95)), ([], (0, 5))]
)
def test_the_colours_run_over_steps_of_five_percent(shares: list[float], steps: tuple[int, int]) -> None:
    assert rate_steps([{"share": share} for share in [*shares, None]]) == steps


def test_ages_show_the_share_found_covered(here: Office) -> None:
    ages = told(here, "15", "en")["ages"]
    assert ages["headings"] == ["Age", "Residents", "Covered", "Not found", "Rate"]
    shown = [(row[-1], bar) for row, bar in zip(ages["rows"], ages["bars"], strict=True) if "%" in row[-1]]
    assert shown
    assert all(abs(float(rate.rstrip("%")) / 100 - bar) < 0.0001 for rate, bar in shown)


def test_units_without_anybody_are_named_below_and_hidden_ones_stay(here: Office) -> None:
    """A hidden figure says something even where it is zero: leaving its row out would tell it."""
    full = told(here, "15", "en")
    assert full["all_units"] is None
    assert 5 <= len(full["units"]["rows"]) <= 7
    assert full["units_unknown"].endswith(" units).")
    assert full["units_unknown"].startswith("Nobody in the register and no card (9")


def test_a_map_without_any_rate_has_no_legend() -> None:
    hollow = drawn_map([Point(104.0, 22.0, None, None, ""), Point(104.2, 22.3, None, None, "")], "en")
    assert "Residents" not in hollow
    assert "Residents" in drawn_map([Point(104.0, 22.0, 0.9, 100, "1")], "en")


def test_units_that_do_not_fit_stand_in_an_annex_after_the_two_pages(here: Office) -> None:
    full = told(here, "15", "vi")
    full["all_units"] = full["units"] | {"rows": full["units"]["rows"] * 16}
    assert pages_n(full) == 4
