"""A month judged under a proposal: other money where the law would change, the same people everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from click.testing import CliRunner
from tests.builders import Office, card, office, resident
from tests.listed import cells, entitled_people, everything_known, listed

from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lake.closing import Closing, ClosingCard
from toandan.lake.lake import Lake
from toandan.lawbook.apply import with_reform
from toandan.lawbook.law import Law, shipped
from toandan.pipeline.accounts import accounts_of
from toandan.pipeline.close import close_month, closed
from toandan.pipeline.release import Released, release
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON
from toandan.values.month import Month

MONTH = Month(2025, 10)
BASE = 2_340_000 * 45 // 1000
HOUSE, OTHER = (uuid5(NAMESPACE_OID, f"household:{n}") for n in (17, 18))
PROPOSAL = """\
id: near-poor-whole
name: The state pays all of the premium of near-poor households
name_vi: Ngân sách hỗ trợ toàn bộ mức đóng của hộ cận nghèo
asked_by: nobody
asked_by_vi: chưa có
status: idea
text: support of near-poor households at 100 percent from October 2025
text_vi: hỗ trợ hộ cận nghèo 100 phần trăm từ tháng 10/2025
purpose: to see
purpose_vi: để xem
start: 2025-10-01
confidence: D
verified: false
sources: [house-rule]
changes:
  - {what: parameter, parameter: support_near_poor, start: 2025-10-01, value: 100}
"""


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """An holds a household card; Ba and Ca are of a near-poor household, Ba with its card, Ca without one."""
    made = office(tmp_path)
    made.population(
        resident("an", ethnicity="Kinh", household_id=OTHER),
        resident("ba", ethnicity="Kinh", household_id=HOUSE),
        resident("ca", ethnicity="Kinh", household_id=HOUSE),
    )
    made.participation(card("an"), card("ba", group_code="CN"))
    everything_known(made, listed("near_poor", household_id=HOUSE))
    return made


@pytest.fixture
def proposed(tmp_path: Path) -> Law:
    """The law that ships, with the proposal applied."""
    path = tmp_path / "near-poor-whole.yaml"
    path.write_text(PROPOSAL, "utf-8")
    return with_reform(shipped(), path)


def both(here: Office, proposed: Law) -> tuple[Closing, Closing]:
    """The month closed under the law in force, and under the proposal."""
    in_force = close_month(home=here.home, law=shipped(), month=MONTH)
    return in_force, close_month(home=here.home, law=proposed, month=MONTH)


def test_it_has_another_id_and_says_another_law(here: Office, proposed: Law) -> None:
    in_force, under = both(here, proposed)
    assert in_force.card.law_version == shipped().version
    assert under.card.law_version == proposed.version != shipped().version
    assert under.card.id != in_force.card.id
    assert Lake.open(here.home).closings(str(MONTH)) == (in_force, under)
    again = closed(home=here.home, law=shipped(), month=MONTH)
    assert (again.closing, again.unchanged) == (in_force, True)


def test_its_card_names_the_proposal_and_that_of_the_law_in_force_is_as_it_was(
    here: Office, proposed: Law
) -> None:
    in_force, under = both(here, proposed)
    assert under.card.proposals == ("near-poor-whole",)
    assert ClosingCard.from_json(under.card.to_json()) == under.card
    assert b"proposals" not in in_force.card.to_json()
    assert replace(in_force.card, proposals=("p",)).id != in_force.card.id


def test_it_is_never_released_nor_the_newest_of_its_month(here: Office, proposed: Law) -> None:
    in_force, under = both(here, proposed)
    with pytest.raises(BadInput, match="cannot be released: it was closed under a proposal") as told:
        released(here, under.card.id)
    assert "phương án đề xuất: near-poor-whole" in told.value.text("vi")
    assert released(here, str(MONTH)).closing == in_force
    assert Lake.open(here.home).newest_closing(str(MONTH)) == in_force
    asked = ["closings", "--home", str(here.home.root)]
    lines = CliRunner().invoke(root, asked, catch_exceptions=False).stdout.splitlines()
    assert len(lines) == 2
    assert f"{under.card.id}  proposal (near-poor-whole)" in lines[1]
    vietnamese = CliRunner().invoke(root, [*asked, "--lang", "vi"], catch_exceptions=False).stdout
    assert "phương án đề xuất (near-poor-whole)" in vietnamese
    listed = json.loads(CliRunner().invoke(root, [*asked, "--json"], catch_exceptions=False).stdout)
    assert [(one["newest"], one["standing"], one["proposals"]) for one in listed["closings"]] == [
        (True, "released", []),
        (False, "proposal", ["near-poor-whole"]),
    ]


def test_a_month_closed_under_a_proposal_alone_is_not_closed(here: Office, proposed: Law) -> None:
    assert not closed(home=here.home, law=proposed, month=MONTH).released
    with pytest.raises(BadInput, match="2025-10 is not closed"):
        accounts_of(home=here.home, law=shipped(), month=MONTH)
    with pytest.raises(BadInput, match="it was closed under a proposal"):
        released(here, str(MONTH))
    here.home.settings.write_text("release: by_hand\n", "utf-8")
    in_force = close_month(home=here.home, law=shipped(), month=MONTH)
    with pytest.raises(BadInput, match=f"toandan closings release {in_force.card.id}"):
        accounts_of(home=here.home, law=shipped(), month=MONTH)


def released(here: Office, named: str) -> Released:
    """Release as the command does."""
    return release(home=here.home, named=named, by="the director", at=datetime(2025, 11, 1, tzinfo=UTC))


def test_who_pays_differs_where_the_proposal_says_so_and_nowhere_else(here: Office, proposed: Law) -> None:
    in_force, under = (cells(one) for one in both(here, proposed))
    assert in_force.keys() == under.keys()
    near_poor = [("near_poor", "", "CN"), ("near_poor", "", "")]
    for key in near_poor:
        assert (in_force[key]["state_vnd"], in_force[key]["person_vnd"]) == (BASE * 7 // 10, BASE * 3 // 10)
        assert (under[key]["state_vnd"], under[key]["person_vnd"]) == (BASE, 0)
        assert under[key]["premium_month_vnd"] == in_force[key]["premium_month_vnd"] == BASE
    others = in_force.keys() - set(near_poor)
    assert others == {("household", "", "GD")}
    assert all(in_force[key] == under[key] for key in others)


def test_people_are_counted_the_same(here: Office, proposed: Law) -> None:
    """Every table but those of the law's answers has the bytes it has under the law in force."""
    in_force, under = both(here, proposed)
    asked = {ENTITLED.name, ENTITLED_PERSON.name}
    same = in_force.card.tables.keys() - asked
    assert {name: in_force.card.tables[name] for name in same} == {
        name: under.card.tables[name] for name in same
    }
    assert in_force.card.findings == under.card.findings
    counts = [{row["row_n"]: row["entitled"] for row in entitled_people(one)} for one in (in_force, under)]
    assert counts[0] == counts[1] == {1: "household", 2: "near_poor", 3: "near_poor"}
