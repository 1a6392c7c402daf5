"""A proposal on the same facts: what changes for whom, and a dossier that says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.facts import facts

from toandan.cli.law import command
from toandan.engine import Embedded
from toandan.errors import BadInput
from toandan.lawbook.apply import with_reform
from toandan.lawbook.law import shipped
from toandan.lawbook.version import LAW
from toandan.pipeline.proposals.changed import changed_entries
from toandan.pipeline.proposals.difference import Difference, difference
from toandan.pipeline.proposals.facts_in import facts_on
from toandan.pipeline.proposals.under_law import UnderLaw

LAO_CAI = LAW / "reforms" / "lao-cai-farm-and-elders.yaml"
PREMIUM = LAW / "reforms" / "premium-5-1-from-2027.yaml"
DAY = date(2027, 1, 1)
HOME = {"province_code": "15", "commune_code": "02647"}
PEOPLE: list[dict[str, Any]] = [
    HOME | {"living": "farm_average"},
    HOME | {"birth_date": date(1962, 1, 1), "member_n": 1},
    HOME | {"titles": ["employee"], "wage_vnd": 10_000_000, "commune_code": "02650"},
    HOME | {"titles": ["employee"]},
    HOME | {"living": "near_poor"},
    {"living": "farm_average"},
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six people as Parquet, marked as made up."""
    path = tmp_path_factory.mktemp("facts") / "facts.parquet"
    rows = facts(date(2026, 11, 1), PEOPLE)
    pq.write_table(rows.replace_schema_metadata({b"toandan.synthetic": b"true"}), path)
    return path


def compared(engine: Embedded, reform: Path, sample: Path, day: date = DAY) -> Difference:
    """The difference a proposal makes."""
    law = shipped()
    return difference(engine, facts_on(engine, [sample], law, day), law, with_reform(law, reform))


def test_a_province_that_supports_more(engine: Embedded, sample: Path) -> None:
    found = compared(engine, LAO_CAI, sample)
    assert (found.people["people_n"], found.people["untold_n"]) == (6, 1)
    assert (found.people["pays_less_n"], found.people["pays_more_n"]) == (2, 0)
    change = {row["payer"]: row["change_vnd"] for row in found.payers}
    assert change["province_vnd"] == 22_770 + 56_925
    assert change["person_vnd"] == -change["province_vnd"]
    assert change["premium_month_vnd"] == change["state_vnd"] == 0
    assert sum(row["people_n"] for row in found.communes) == 6
    assert {(row["province_code"], row["commune_code"]) for row in found.communes} == {
        ("01", "00004"),
        ("15", "02647"),
        ("15", "02650"),
    }


def test_people_whose_category_is_not_sure_are_counted_in_the_sums_and_apart(engine: Embedded) -> None:
    people: list[dict[str, Any]] = [
        {"titles": []},
        {"titles": [], "titles_unknown": ["employee"]},
        {"titles": ["employee"]},
    ]
    asked = facts(DAY, [HOME | {"living": "none", "member_n": 1} | one for one in people])
    law = shipped()
    found = difference(engine, engine.table_of("not_sure", asked), law, with_reform(law, PREMIUM)).people
    assert (found["people_n"], found["unsure_n"], found["untold_n"]) == (3, 1, 1)
    assert found["person_vnd_before"] == 2 * 113_850


def test_a_higher_rate_reaches_every_payer_and_sums_agree(engine: Embedded, sample: Path) -> None:
    found = compared(engine, PREMIUM, sample)
    by_payer = {row["payer"]: row for row in found.payers}
    whole = by_payer.pop("premium_month_vnd")
    for side in ("before_vnd", "after_vnd"):
        assert sum(row[side] for row in by_payer.values()) == whole[side]
    for rows in (found.groups, found.communes):
        assert sum(row["premium_month_vnd_after"] for row in rows) == whole["after_vnd"]
    assert by_payer["employer_vnd"]["after_vnd"] == 340_000
    assert by_payer["employer_vnd"]["before_vnd"] == 300_000


@pytest.mark.prove
def test_nothing_changes_the_day_before(engine: Embedded, sample: Path) -> None:
    found = compared(engine, PREMIUM, sample, date(2026, 12, 31))
    assert {row["change_vnd"] for row in found.payers} == {0}


def test_a_proposal_takes_the_place_of_the_law_and_gives_it_back(engine: Embedded, tmp_path: Path) -> None:
    """The second of the proposals has more items in one province than any law the rules were written for."""
    law, more = shipped(), tmp_path / "more.yaml"
    more.write_text(LAO_CAI.read_text("utf-8").replace('"15"', '"31"').replace("lao-cai", "a-more"), "utf-8")
    farms = [{"living": "farm_average", "province_code": code} for code in ("15", "31", None)]
    under = UnderLaw(engine, engine.table_of("farms", facts(DAY, farms)), [law])
    items = [[], ["lao-cai-idea-2027-farm"], ["a-more-idea-2027-farm"], []]
    for taken, item in zip([law, with_reform(law, LAO_CAI), with_reform(law, more), law], items, strict=True):
        under.switch(taken)
        found = engine.fetch(under.outcome.filter(under.outcome.local_item.contains("idea")))
        assert (found["local_item"].to_pylist(), found["province_vnd"].to_pylist()) == (
            item,
            [22_770] * len(item),
        )


def test_the_dossier_says_text_who_asked_who_gains_cost_and_effect(sample: Path, tmp_path: Path) -> None:
    page = tmp_path / "dossier.md"
    arguments = ["reform", str(LAO_CAI), "--facts", str(sample), "--lang", "vi", "--dossier", str(page)]
    CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    text = page.read_text("utf-8")
    for heading in (
        "Nội dung",
        "Đơn vị đề nghị",
        "Ai được lợi",
        "Chi phí",
        "Tác động theo đối tượng",
        "Độ tin cậy",
    ):
        assert f"## {heading}" in text
    assert "DỮ LIỆU GIẢ LẬP" in text
    assert "79.695 đồng/tháng, 956.340 đồng cho 12 tháng" in text
    assert "chưa có cơ quan nào đề nghị" in text
    assert "| - | hỗ trợ thêm 20% mức đóng [D, chưa xác minh] |" in text
    assert "| Tỉnh Lào Cai (15) | Phường Lào Cai (02647) |" in text
    assert "Đây không phải tư vấn pháp lý" in text


def test_later_steps_of_a_proposal_are_told_with_their_days() -> None:
    law = shipped()
    told = [
        (day.isoformat(), before.said if before else "", after.said if after else "")
        for day, before, after in changed_entries(law, with_reform(law, PREMIUM), DAY)
    ]
    assert told == [
        ("2027-01-01", "4.5%", "5.1%"),
        ("2030-01-01", "4.5%", "5.4%"),
        ("2032-01-01", "4.5%", "6%"),
    ]


def test_facts_that_are_none_are_refused(engine: Embedded, tmp_path: Path) -> None:
    wrong, torn, twice = (tmp_path / name for name in ("wrong.parquet", "torn.parquet", "twice.parquet"))
    pq.write_table(pa.table({"person_id": ["a"]}), wrong)
    torn.write_bytes(b"PAR1")
    rows = facts(DAY, [{}])
    pq.write_table(pa.concat_tables([rows, rows]), twice)
    for path, what in ((wrong, "no table of facts"), (torn, "cannot be read"), (twice, "stands twice")):
        with pytest.raises(BadInput, match=what):
            facts_on(engine, [path], shipped(), DAY)
    with pytest.raises(BadInput, match="is not kept"):
        facts_on(engine, [twice], shipped(), date(2017, 1, 1))
