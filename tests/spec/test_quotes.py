"""Quotes and their explanations: the household of the how-to, what cannot be told, and what cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.repo.tree import ROOT

from toandan.cli.quote import quote_json
from toandan.cli.quote_text import quote_text
from toandan.errors import BadInput, IdentityBroken
from toandan.lawbook.shape import build
from toandan.lawbook.yaml_text import parse
from toandan.pipeline.counter import Counter
from toandan.pipeline.quoting import quote as quoting
from toandan.pipeline.quoting.explained import steps
from toandan.pipeline.quoting.household_file import HouseholdFile, read_households
from toandan.pipeline.quoting.lines import lines_of
from toandan.pipeline.quoting.quote import Quote, quoted
from toandan.schemas.facts import PAYERS

EXAMPLE = ROOT / "docs" / "how-to" / "quote" / "household.yaml"
DAY = date(2026, 7, 1)
PLACES = (
    "{poor_commune: false, minority_mountain: false, difficult: false, extremely_difficult: false, island: false, "
    "safe_zone: false, coastal: false, urban_hardship: false, never_left_difficult: true}"
)
PLAIN = "birth_date: 1986-03-10, permanent: true, ethnic_minority: false, never_covered: true"


def file_of(*members: str, head: str = "living: none") -> HouseholdFile:
    """A file of one household whose commune is on no list."""
    listed = "\n".join(f"      - {{{member}}}" for member in members)
    text = (
        f'households:\n  - id: H1\n    province: "01"\n    commune: "00004"\n    {head}\n    places: {PLACES}\n'
        f"    members:\n{listed}\n"
    )
    return build(HouseholdFile, parse(text, "h.yaml"), "h.yaml")


def made(counter: Counter, *members: str, day: date = DAY, head: str = "living: none") -> Quote:
    """The quote of such a file."""
    return quoted(counter, file_of(*members, head=head), day, "h.yaml")


def outcomes(quote: Quote) -> dict[str, dict[str, Any]]:
    """The outcomes by label."""
    return {one.member.id: one.outcome for home in quote.households for one in home.members}


def said(quote: Quote, lang: str = "en") -> str:
    """The quote as text."""
    return "\n".join(quote_text(quote, lang))


def test_the_household_of_the_how_to(counter: Counter) -> None:
    quote = quoted(counter, read_households(EXAMPLE), DAY, EXAMPLE.name)
    found = outcomes(quote)
    assert {label: row["paying"] for label, row in found.items()} == {
        "M1": "farm_average",
        "M2": "pensioner",
        "M3": "employee",
        "M4": "household",
        "M5": "student",
        "M6": "child_under_6",
    }
    (home,) = quote.households
    assert sum(home.total_vnd[name] for name in PAYERS) == home.total_vnd["premium_month_vnd"] > 0
    assert {one.member.id: one.facts["months"] for one in home.members} == {
        "M1": 12,
        "M2": 1,
        "M3": 1,
        "M4": 12,
        "M5": 12,
        "M6": 3,
    }
    assert found["M6"]["cover_start"] == date(2026, 6, 30)
    text = said(quote, "vi")
    assert "DỮ LIỆU GIẢ LẬP" in text
    assert "79.695 đồng/tháng (" not in text
    assert "người tham gia tự đóng: 79.695 đồng/tháng, 956.340 đồng cho 12 tháng" in text
    assert "(điểm d khoản 4 Điều 12 Luật Bảo hiểm y tế) [A]" in text
    assert "Đây không phải tư vấn pháp lý" in text


def test_every_line_has_its_article_and_what_is_not_verified_is_marked(counter: Counter) -> None:
    quote = quoted(counter, read_households(EXAMPLE), DAY, EXAMPLE.name)
    lines = [
        line for home in quote.households for one in home.members for line in lines_of(one, quote.law, DAY)
    ]
    assert [line for line in lines if not line.article] == []
    old = made(counter, f"id: M1, {PLAIN}, titles: []", day=date(2024, 6, 30))
    unread = [
        line.topic for line in lines_of(old.households[0].members[0], old.law, old.day) if not line.verified
    ]
    assert {"premium", "base", "ladder", "benefit"} <= set(unread)
    assert "(Law on Health Insurance Art 16.3.c, old text) [C, not verified]" in said(old)
    assert "(điểm c khoản 3 Điều 16 Luật Bảo hiểm y tế (bản cũ)) [C, chưa xác minh]" in said(old, "vi")
    document = quote_json(quote)
    assert document["households"][0]["members"][0]["lines"][0]["topic"] == "group"
    assert "legal advice" in document["advice"]["en"]


def test_places_in_the_ladder_follow_the_order_of_the_file(counter: Counter) -> None:
    people = [f"id: M{n}, {PLAIN}, titles: []" for n in range(1, 7)]
    people[2] += ", order: 1"
    found = outcomes(made(counter, *people))
    assert [row["ladder_percent"] for row in found.values()] == [70, 60, 100, 50, 40, 40]


def test_money_that_would_not_split_still_sums(counter: Counter) -> None:
    wages = [f"id: M{n}, {PLAIN}, titles: [employee], wage: {9_000_001 + 7 * n}" for n in range(20)]
    quote = made(counter, *wages)
    for row in outcomes(quote).values():
        assert row["employer_vnd"] + row["employee_vnd"] == row["premium_month_vnd"]
        assert 0 <= row["employer_vnd"] * 3 - row["premium_month_vnd"] * 2 + 1 <= 2


def test_parts_that_do_not_sum_are_never_shown(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = quoting._asked

    def wrong(*arguments: Any) -> Any:
        facts, found = asked(*arguments)
        return facts, {label: row | {"person_vnd": row["person_vnd"] + 1} for label, row in found.items()}

    monkeypatch.setattr(quoting, "_asked", wrong)
    with pytest.raises(IdentityBroken):
        made(counter, f"id: M1, {PLAIN}, titles: []")


def test_a_wage_below_the_floor_is_counted_on_the_floor_and_said(counter: Counter) -> None:
    quote = made(counter, f"id: M1, {PLAIN}, titles: [employee], wage: 1000000")
    (row,) = outcomes(quote).values()
    assert row["premium_month_vnd"] == 113_850
    assert "Counted on the lowest wage base" in said(quote)


def test_a_missing_fact_is_said_and_not_guessed(counter: Counter) -> None:
    quote = made(
        counter,
        f"id: M1, {PLAIN}, titles: [employee]",
        f"id: M2, {PLAIN}, titles: [], titles_unknown: [merit]",
        f"id: M3, {PLAIN}",
        head="months: 12",
    )
    found, text = outcomes(quote), said(quote)
    assert found["M1"]["premium_month_vnd"] is None
    assert "cannot tell the premium, because the wage is not known" in text
    assert (found["M2"]["answer"], found["M3"]["answer"]) == ("cannot_tell", "cannot_tell")
    assert "cannot tell, because it is not known whether the person is of" in text
    assert quote.households[0].without_amount == ("M1", "M3")
    assert "chưa thể kết luận, vì chưa biết" in said(quote, "vi")


def test_what_a_new_base_salary_does_to_months_paid_is_said(counter: Counter) -> None:
    student = said(made(counter, f"id: M1, {PLAIN}, titles: [student]"))
    assert "no top-up, no refund  (Decree 188/2025 Art 8) [A]" in student
    near_poor = made(counter, f"id: M1, {PLAIN}, titles: []", head="living: near_poor")
    assert "taken as no change  (Decree 188/2025 Art 8) [D, not verified]" in said(near_poor)
    assert "coi như không thay đổi  (Điều 8 Nghị định 188/2025) [D, chưa xác minh]" in said(near_poor, "vi")
    old = said(made(counter, f"id: M1, {PLAIN}, titles: [student]", day=date(2024, 1, 1)))
    assert "no refund  (an older decree, which was not read) [C, not verified]" in old
    assert "new base salary" not in said(made(counter, f"id: M1, {PLAIN}, titles: [employee], wage: 9000000"))


def test_a_province_whose_resolution_was_not_read_is_said(counter: Counter) -> None:
    alone = f"id: M1, {PLAIN}, titles: []"
    unread = "support by the province is not computed"
    assert unread in said(made(counter, alone))
    assert "chưa tính hỗ trợ của địa phương" in said(made(counter, alone), "vi")
    assert unread not in said(made(counter, f"id: M1, {PLAIN}, titles: [employee], wage: 9000000"))
    assert unread not in said(quoted(counter, read_households(EXAMPLE), DAY, EXAMPLE.name))


def test_what_the_law_says_of_a_category_and_no_rule_computes_is_said(counter: Counter) -> None:
    quote = made(
        counter,
        f"id: M1, {PLAIN}, titles: [student]",
        f"id: M2, {PLAIN}, titles: [employee, commune_part_timer]",
    )
    assert "not computed: First and last school years" in said(quote)
    assert "chưa tính: Năm học đầu và cuối" in said(quote, "vi")
    assert "is how it is read here  (Law on Health Insurance Art 13.5.a, c) [D, not verified]" in said(quote)


def test_the_way_to_a_decision_in_both_languages(counter: Counter) -> None:
    quote = quoted(counter, read_households(EXAMPLE), DAY, EXAMPLE.name)
    members = {one.member.id: one for one in quote.households[0].members}
    way = steps(members["M2"], quote.law, DAY)
    assert [step.code for step in way if step.code] == list(members["M2"].codes)
    assert [step.kind for step in way][:2] == ["day", "fact"]
    assert any("189,000 đồng a month" in step.said for step in way)
    assert any("Điều" not in step.said_vi and "hưởng lương hưu" in step.said_vi for step in way)
    unsure = made(counter, f"id: M1, {PLAIN}, titles: [], titles_unknown: [merit]")
    kinds = [step.kind for step in steps(unsure.households[0].members[0], unsure.law, DAY)]
    assert {"unknown", "may_fit", "cannot_tell"} <= set(kinds)


@pytest.mark.parametrize(
    ("members", "day", "what"),
    [
        (("id: M1, head: true", "id: M2, head: true"), DAY, "more than one head"),
        (("id: M1", "id: M1"), DAY, "the member M1 stands twice"),
        (("id: M1, order: 1", "id: M2, order: 1"), DAY, "the order 1 stands twice"),
        (("id: M1",), date(2018, 6, 30), "the law of 2018-06-30 is not kept"),
        (("id: M1, birth_date: 2026-07-02",), DAY, "not born yet"),
        (("id: M1, titles: [king]",), DAY, "no title 'king'"),
        (("id: M1, titles: [merit], titles_unknown: [merit]",), DAY, "both stated and not known"),
        (("id: M1, choose: XY",), DAY, "no card code 'XY'"),
        (("id: M1, choose: rich",), DAY, "no category 'rich'"),
        (
            ("id: M1, choose: village_health",),
            date(2025, 6, 30),
            "village_health did not exist on 2025-06-30",
        ),
        (("id: M1, choose: KT",), date(2025, 6, 30), "KT did not exist on 2025-06-30"),
        (
            ("id: M1, never_covered: true, last_cover_end: 2026-01-01",),
            DAY,
            "never covered and has a last cover",
        ),
        (
            (f"id: M1, {PLAIN}, titles: [employee], wage: 9000000, choose: household",),
            DAY,
            "cannot be chosen",
        ),
    ],
)
def test_what_cannot_be_is_refused(counter: Counter, members: tuple[str, ...], day: date, what: str) -> None:
    with pytest.raises(BadInput, match=what) as problem:
        made(counter, *members, day=day)
    assert problem.value.where.startswith(("h.yaml: ", "parameters/"))
    assert problem.value.why
    assert problem.value.vi
    assert problem.value.do


@pytest.mark.parametrize(
    ("codes", "what"),
    [
        ('province: "99"', "99"),
        ('commune: "99999"', "99999"),
        ('province: "15"\n    commune: "00004"', "does not lie in"),
    ],
)
def test_a_place_that_is_none_is_refused(counter: Counter, codes: str, what: str) -> None:
    text = f"households:\n  - id: H1\n    {codes}\n    members: [{{id: M1}}]\n"
    with pytest.raises(BadInput, match=what):
        quoted(counter, build(HouseholdFile, parse(text, "h.yaml"), "h.yaml"), DAY, "h.yaml")


def test_a_member_of_two_households_is_refused(counter: Counter) -> None:
    home = "  - id: {}\n    members: [{{id: {}}}]\n"
    text = "households:\n" + home.format("H1", "M1") + home.format("H2", "M1")
    file = build(HouseholdFile, parse(text, "h.yaml"), "h.yaml")
    with pytest.raises(BadInput, match="belongs to two households"):
        quoted(counter, file, DAY, "h.yaml")
    same = text.replace("H2", "H1").replace("M1}]\n  - ", "M2}]\n  - ")
    with pytest.raises(BadInput, match="the household H1 stands twice"):
        quoted(counter, build(HouseholdFile, parse(same, "h.yaml"), "h.yaml"), DAY, "h.yaml")


@pytest.mark.parametrize(
    "member", ["id: M1, wage: -1", "id: M1, wages: 5", "id: 012345678901", "id: M1, months: 5"]
)
def test_a_field_that_is_wrong_is_named(member: str, tmp_path: Path) -> None:
    path = tmp_path / "h.yaml"
    path.write_text(f"households:\n  - id: H1\n    members: [{{{member}}}]\n", "utf-8")
    with pytest.raises(BadInput, match="members"):
        read_households(path)


def test_near_poor_support_and_the_year_2026(counter: Counter) -> None:
    """From 2026 the benefit is 100%, the support stays at 70%."""
    member = f"id: M1, {PLAIN}, titles: []"
    rows = {
        day: outcomes(made(counter, member, day=day, head="living: near_poor"))["M1"]
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    }
    assert [row["benefit_share"] for row in rows.values()] == [95, 100]
    assert [row["state_share"] for row in rows.values()] == [70, 70]
