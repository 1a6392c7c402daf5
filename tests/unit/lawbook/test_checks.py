"""One thing wrong in the law, and the finding that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.lawbook.small_law import small_law

from toandan.errors import BadInput
from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.checks.run import findings, require
from toandan.lawbook.law import Law

BASE, RATE = "parameters/base/base_salary.yaml", "parameters/base/contribution_rate.yaml"
SUPPORT, WORD = "parameters/support/support_near_poor.yaml", "parameters/base/money_rounding.yaml"
FOUR, FIVE = "categories/clause-4.yaml", "categories/clause-5.yaml"
GROUP, LOCAL = "groups/clause-4.yaml", "local/lao-cai-1.yaml"


def told(law: Law) -> list[Finding]:
    """What is found beyond the categories a small law does not have."""
    return [one for one in findings(law) if one.code != "missing_category"]


def test_the_small_law_holds_together(tmp_path: Path) -> None:
    law = small_law(tmp_path)
    assert told(law) == []
    assert sum(one.code == "missing_category" for one in findings(law)) == 57


@pytest.mark.parametrize(
    ("file", "old", "new", "told_at"),
    [
        (BASE, "sources: [law]", "sources: [other]", "parameters/base_salary unknown_source"),
        (BASE, "start: 2022-01-01", "start: 2020-01-01", "parameters/base_salary overlap"),
        (BASE, "start: 2022-01-01", "start: 2019-01-01", "parameters/base_salary overlap"),
        (BASE, "values:", "end: 2021-01-01\nvalues:", "parameters/base_salary overlap"),
        (BASE, "values:", "end: 2024-01-01\nvalues:", "parameters/base_salary gap"),
        (BASE, "value: 1000000", "value: -1", "parameters/base_salary wrong_value"),
        (BASE, "value: 1000000", "word: much", "parameters/base_salary wrong_value"),
        (RATE, "start: 2020-01-01", "start: 2020-07-01", "parameters/contribution_rate gap"),
        (RATE, "value: 4.5", "value: 4.555", "parameters/contribution_rate wrong_value"),
        (RATE, "value: 4.5", "value: 6.5", "parameters/contribution_rate above_the_ceiling"),
        (
            RATE,
            "sources: [law], confidence: A",
            "sources: [law], confidence: C",
            "parameters/contribution_rate verified_too_soon",
        ),
        (RATE, "sources: [law]", "sources: [hearsay]", "parameters/contribution_rate verified_too_soon"),
        (WORD, "word: half_up", "value: 1", "parameters/money_rounding wrong_value"),
        (WORD, "word: half_up, ", "", "parameters/money_rounding wrong_value"),
        (SUPPORT, "unit: percent", "unit: days", "categories/near_poor/terms unknown_figure"),
        (SUPPORT, "start: 2020-01-01", "start: 2021-01-01", "categories/near_poor/terms gap"),
        (SUPPORT, "values:", "end: 2024-01-01\nvalues:", "categories/near_poor/terms gap"),
        (FOUR, "support: support_near_poor, ", "", "categories/near_poor/terms support_without_payer"),
        (FOUR, "payer: state_and_person", "payer: person", "categories/near_poor/terms support_without_payer"),
        (FOUR, "support: support_near_poor", "support: support_rich", "categories/near_poor/terms unknown_figure"),
        (FOUR, "point: a", "point: b", "categories/near_poor wrong_place"),
        (FOUR, "slug: near_poor", "slug: nearly_poor", "categories/nearly_poor unknown_category"),
        (FOUR, "- {start: 2020-01-01, level", "- {start: 2020-02-01, level", "categories/near_poor/benefit gap"),
        (FOUR, "start: 2023-01-01", "start: 2020-01-01", "categories/near_poor/benefit overlap"),
        (FOUR, "level: 100", "level: 90", "categories/near_poor/benefit no_level"),
        (FOUR, "level: 100", "level: 80", "groups/CN other_level"),
        (FOUR, "    start: 2020-01-01\n", "    start: 2019-01-01\n", "categories/near_poor before_the_book"),
        (GROUP, "digit: 2", "digit: 4", "groups/CN other_level"),
        (GROUP, "category: near_poor", "category: household", "groups/CN other_point"),
        (GROUP, "category: near_poor", "category: rich", "groups/CN unknown_category"),
        (GROUP, "    category: near_poor\n", "", "groups/CN no_category"),
        (LOCAL, "source: law", "source: x", "local/lao-cai-1 unknown_source"),
        (LOCAL, "[near_poor]", "[rich]", "local/lao-cai-1/lao-cai-1-near-poor unknown_category"),
        (LOCAL, "unsupported: true", "titles: [king]", "local/lao-cai-1/lao-cai-1-elders unknown_title"),
        (LOCAL, "gives: {add: 30}", "gives: {}", "local/lao-cai-1/lao-cai-1-near-poor no_gift"),
        (LOCAL, "{add: 30}", "{add: 30, level: 90}", "local/lao-cai-1/lao-cai-1-near-poor no_gift"),
        (LOCAL, "total_at_most: 100", "total_at_most: 40", "local/lao-cai-1/lao-cai-1-elders above_the_total"),
        (LOCAL, "age_to: 75", "age_to: 60", "local/lao-cai-1/lao-cai-1-elders nobody"),
        (LOCAL, "{categories: [near_poor]}", "{}", "local/lao-cai-1/lao-cai-1-near-poor nobody"),
        (LOCAL, "start: 2022-01-01", "start: 2027-01-01", "local/lao-cai-1/lao-cai-1-elders empty_period"),
        (LOCAL, "id: lao-cai-1-elders", "id: lao-cai-1-near-poor", "local/lao-cai-1/lao-cai-1-near-poor twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, file: str, old: str, new: str, told_at: str) -> None:
    found = told(small_law(tmp_path, file, old, new))
    assert told_at in {f"{one.path} {one.code}" for one in found}
    assert all(one.message for one in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        (BASE, "unit: vnd_month", "unit: gold", "Invalid enum value 'gold'"),
        (BASE, "value: 1000000", "value: many", "decimal"),
        (BASE, "start: 2022-01-01", "start: later", "Invalid RFC3339 encoded date"),
        (BASE, "name_vi", "name_vn", "unknown field `name_vn`"),
        (BASE, "article: Art 1, ", "", "missing required field `article`"),
        (BASE, "sources: [law]", "sources: []", "length >= 1"),
        (FOUR, "level: 95", "level: 101", "<= 100"),
        (FOUR, "clause: 4", "clause: 6", "<= 5"),
        (FOUR, "payer: state_and_person", "payer: king", "Invalid enum value 'king'"),
        (LOCAL, 'province: "15"', 'province: "1"', "matching regex"),
        (LOCAL, "id: lao-cai-1\n", "id: lao-cai-2\n", "not the file's name"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, file: str, old: str, new: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        small_law(tmp_path, file, old, new)
    assert why in caught.value.why
    assert file.rsplit("/", maxsplit=1)[-1] in caught.value.where


def test_one_name_is_one_figure_and_one_category(tmp_path: Path) -> None:
    small_law(tmp_path)
    twin = tmp_path / "parameters" / "support" / "base_salary.yaml"
    twin.write_text((tmp_path / BASE).read_text("utf-8"), "utf-8")
    with pytest.raises(BadInput, match="another file has this name"):
        small_law(tmp_path)
    twin.unlink()
    with pytest.raises(BadInput, match="near_poor stands twice"):
        small_law(tmp_path, FIVE, "slug: household", "slug: near_poor")


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    law = small_law(tmp_path, RATE, "value: 4.5", "value: 6.555")
    with pytest.raises(BadInput, match="above Article 13") as caught:
        require(law, "law")
    assert "basis points" in caught.value.why
