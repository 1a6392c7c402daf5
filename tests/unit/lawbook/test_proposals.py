"""Proposals: another law beside the one in force; contradictions and gaps are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.lawbook.small_law import small_law

from toandan.errors import BadInput
from toandan.lawbook.apply import with_reform
from toandan.lawbook.checks.run import findings
from toandan.lawbook.law import Law, shipped
from toandan.lawbook.tables import tables_of
from toandan.lawbook.version import LAW

HEAD = """\
id: try
name: A trial
name_vi: Thử
asked_by: nobody
asked_by_vi: chưa có
status: idea
text: a change
text_vi: thay đổi
purpose: to see
purpose_vi: để xem
start: 2024-01-01
confidence: D
verified: false
sources: [law]
changes:
"""
RATE = "  - {what: parameter, parameter: contribution_rate, start: 2024-01-01, value: 5}\n"
POLICY = """\
  - what: local
    policy:
      id: hai-phong-9
      province: "31"
      name: Hải Phòng
      name_vi: Hải Phòng
      source: law
      start: 2024-01-01
      stacking: highest
      total_at_most: 100
      items:
        - {id: hai-phong-9-all, name: All, name_vi: Tất cả, who: {categories: [household]}, gives: {add: 10}, article: none, confidence: D, verified: false}
"""


def applied(folder: Path, changes: str, law: Law | None = None) -> Law:
    """The small law with a proposal of these changes."""
    path = folder / "proposal.yaml"
    path.write_text(HEAD + changes, "utf-8")
    return with_reform(law or small_law(folder / "law"), path)


def rate(law: Law, day: date) -> str:
    """The contribution rate of a day."""
    return str(law.at(day).number("contribution_rate"))


def test_a_figure_changes_from_a_day_and_the_law_in_force_does_not(tmp_path: Path) -> None:
    law = small_law(tmp_path / "law")
    made = applied(tmp_path, RATE, law)
    assert [rate(made, date(2023, 12, 31)), rate(made, date(2024, 1, 1))] == ["4.5", "5"]
    assert rate(law, date(2024, 1, 1)) == "4.5"
    assert made.version != law.version
    assert made.proposals == ("try",)
    assert not made.at(date(2024, 1, 1)).figure("contribution_rate").verified
    assert set(findings(made)) == set(findings(law))


def test_a_change_for_a_while_gives_way_to_the_law(tmp_path: Path) -> None:
    made = applied(tmp_path, RATE.replace("value: 5", "value: 5, end: 2025-01-01"))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [rate(made, day) for day in days] == ["4.5", "5", "5", "4.5"]


def test_terms_benefit_and_policies_change(tmp_path: Path) -> None:
    changes = (
        "  - {what: terms, category: near_poor, start: 2024-01-01, payer: state}\n"
        "  - {what: benefit, category: near_poor, start: 2024-01-01, level: 95}\n"
        "  - {what: local_end, policy: lao-cai-1, end: 2024-06-01}\n"
    )
    made = applied(tmp_path, changes + POLICY)
    near_poor = made.categories["near_poor"]
    terms, benefit = near_poor.terms_at(date(2024, 1, 1)), near_poor.benefit_at(date(2024, 1, 1))
    assert terms is not None
    assert benefit is not None
    assert (terms.payer, terms.support, benefit.level) == ("state", None, 95)
    digit = made.at(date(2024, 1, 1)).groups["CN"].benefit_at(date(2024, 1, 1))
    assert digit is not None
    assert digit.digit == "3"
    assert len(made.at(date(2024, 5, 31)).items_of("15")) == 2
    assert made.at(date(2024, 6, 1)).items_of("15") == []
    assert len(made.at(date(2024, 1, 1)).items_of("31")) == 1


def test_a_benefit_for_a_while_prints_its_digit_for_a_while(tmp_path: Path) -> None:
    made = applied(
        tmp_path, "  - {what: benefit, category: near_poor, start: 2024-01-01, end: 2025-01-01, level: 80}\n"
    )
    group = next(one for one in made.groups if one.code == "CN")
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 1, 1)]
    assert [one.digit for day in days if (one := group.benefit_at(day))] == ["2", "4", "2"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (RATE + RATE.replace("value: 5", "value: 5.5"), "changes parameters/contribution_rate twice"),
        (RATE.replace("value: 5", "value: 4.5"), "it is so already on 2024-01-01"),
        (RATE.replace("value: 5", "value: 7"), "above Article 13"),
        (RATE.replace("value: 5", "word: five"), "write a value"),
        (RATE.replace(", value: 5", ""), "every premium needs it"),
        (RATE.replace(", value: 5", ", end: 2025-01-01"), "only be taken away for good"),
        (RATE.replace("contribution_rate", "gold"), "there is no parameters/gold"),
        (RATE.replace("2024-01-01", "2023-01-01"), "before the proposal begins"),
        (RATE.replace("value: 5", "value: 5, end: 2024-01-01"), "no day"),
        (
            "  - {what: parameter, parameter: support_near_poor, start: 2024-01-01}\n",
            "it counts on support_near_poor, which is not there on every day",
        ),
        (
            "  - {what: terms, category: household, start: 2024-01-01, payer: state_and_person}\n",
            "do not agree",
        ),
        ("  - {what: terms, category: household, start: 2024-01-01}\n", "stays as it is"),
        (
            "  - {what: terms, category: rich, start: 2024-01-01, payer: state}\n",
            "there is no categories/rich",
        ),
        ("  - {what: benefit, category: household, start: 2024-01-01, level: 80}\n", "stays as it is"),
        (
            "  - {what: benefit, category: household, start: 2024-01-01, level: 90}\n",
            "no level of Article 22",
        ),
        ("  - {what: local_end, policy: lao-cai-1, end: 2026-06-01}\n", "ends on 2026-01-01 already"),
        ("  - {what: local_end, policy: nowhere, end: 2024-06-01}\n", "there is no local/nowhere"),
        (POLICY.replace("hai-phong-9\n", "lao-cai-1\n"), "is in force or proposed already"),
        (POLICY.replace("[household]", "[employee]"), "employee is no category"),
        (POLICY.replace("source: law", "source: dream"), "cites dream"),
    ],
)
def test_a_proposal_that_does_not_hold_is_refused(tmp_path: Path, changes: str, why: str) -> None:
    with pytest.raises(BadInput, match="cannot be applied") as caught:
        applied(tmp_path, changes)
    assert why in caught.value.why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            "  - {what: parameter, parameter: wage_floor, start: 2024-01-01, end: 2025-01-01, value: 2}\n",
            "no value on 2025-01-01 to go back to",
        ),
        (
            "  - {what: benefit, category: social_pension, start: 2024-01-01, level: 95}\n",
            "does not exist on 2024-01-01",
        ),
        (
            "  - {what: parameter, parameter: interruption_old, start: 2026-01-01, value: 4}\n",
            "ends on 2025-07-01",
        ),
    ],
)
def test_what_is_not_in_force_cannot_be_changed(tmp_path: Path, changes: str, why: str) -> None:
    with pytest.raises(BadInput, match="cannot be applied") as caught:
        applied(tmp_path, changes, shipped())
    assert why in caught.value.why


def test_a_change_of_another_kind_is_no_proposal(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"proposal\.yaml: changes\[0\]"):
        applied(tmp_path, "  - {what: wish, parameter: contribution_rate}\n")


@pytest.mark.parametrize("path", sorted((LAW / "reforms").glob("*.yaml")), ids=lambda path: path.stem)
def test_proposals_that_ship_apply_and_are_kept(path: Path) -> None:
    law = shipped()
    made = with_reform(law, path)
    assert made.proposals == (path.stem,)
    assert with_reform(law, path) is made
    assert tables_of(made) is tables_of(made)
    assert findings(made) == []


def test_the_road_map_of_the_premium() -> None:
    made = with_reform(shipped(), LAW / "reforms" / "premium-5-1-from-2027.yaml")
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2030, 1, 1), date(2032, 1, 1)]
    assert [rate(made, day) for day in days] == ["4.5", "5.1", "5.4", "6"]
