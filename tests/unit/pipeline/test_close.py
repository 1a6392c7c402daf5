"""Closing a month in a real lake: what is chosen, counted, refused, and the same every time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import ibis
import pyarrow.parquet as pq
import pytest
from tests.builders import NEW, OCTOBER, OLD, Office, card, figure, number, office, plan, resident

from toandan.accounts import difference
from toandan.accounts.boundaries import place_links
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, Busy, IdentityBroken
from toandan.lake.closing import Closing
from toandan.lake.lake import Lake
from toandan.lawbook.law import shipped
from toandan.pipeline.chosen import Chosen
from toandan.pipeline.close import close_month, closed
from toandan.pipeline.received import received, rows_of
from toandan.values.month import Month

MONTH = Month(2025, 10)
YEAR_AGO = Month(2024, 10)
SEPTEMBER, OCTOBER_2024 = date(2025, 9, 30), date(2024, 10, 31)


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """An office with one resident who holds a card."""
    made = office(tmp_path)
    made.population(resident("an"))
    made.participation(card("an"))
    return made


def rows(closing: Closing, table: str) -> list[dict[str, Any]]:
    """The rows a closing wrote."""
    found: list[dict[str, Any]] = pq.read_table(closing.table(table)).to_pylist()
    return found


def communes(closing: Closing) -> dict[str, Mapping[str, Any]]:
    """The difference table by commune."""
    return {row["commune_code"]: row for row in rows(closing, "out_difference__month_commune")}


def uses(closing: Closing) -> dict[str, str]:
    """How each snapshot was used."""
    return {one.id: one.use for one in closing.card.snapshots}


def test_a_closing_is_committed_with_its_card(here: Office) -> None:
    closing = close_month(home=here.home, law=shipped(), month=MONTH)
    assert closing.card.synthetic
    assert Lake.open(here.home).closings("2025-10") == (closing,)
    assert {name: one.rows_n for name, one in closing.card.tables.items()} == {
        "out_participants__month_cell": 1,
        "out_residents__month_cell": 1,
        "out_difference__month_commune": 1,
        "out_expiry__month_commune": 0,
        "out_history__month_commune": 1,
        "out_plan__month_target": 0,
        "out_population__month_figure": 0,
        "out_law__month_group": 55,
        "out_place__month_link": place_links(NEW).num_rows,
        "core_person__link_plain.000": 1,
        "core_cover__spell_alone.000": 0,
        "core_population__entity_several.000": 0,
        "core_cover__spell_several.000": 0,
        "core_cover__spell_person.000": 1,
        "core_cover__spell_person.001": 0,
    }
    for name, written in closing.card.tables.items():
        assert hashlib.sha256(closing.table(name).read_bytes()).hexdigest() == written.sha256


def test_the_same_inputs_are_recognised_and_come_out_the_same_again(here: Office) -> None:
    first = closed(home=here.home, law=shipped(), month=MONTH)
    second = closed(home=here.home, law=shipped(), month=MONTH)
    again = closed(home=here.home, law=shipped(), month=MONTH, again=True)
    assert not first.unchanged
    assert second.unchanged
    assert again.unchanged
    assert first.closing.card == second.closing.card == again.closing.card


def test_a_later_version_makes_another_closing(here: Office) -> None:
    first = close_month(home=here.home, law=shipped(), month=MONTH)
    here.population(resident("an"), resident("ba"))
    second = close_month(home=here.home, law=shipped(), month=MONTH)
    assert first.card.id != second.card.id
    assert [one.card.id for one in Lake.open(here.home).closings("2025-10")] == [
        first.card.id,
        second.card.id,
    ]
    assert communes(second)["02905"]["residents_n"] == 2


def test_a_closing_that_does_not_come_out_the_same_is_told(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_month(home=here.home, law=shipped(), month=MONTH)
    plain = difference._by_residence

    def wrong(residents: ibis.Table) -> ibis.Table:
        return plain(residents).mutate(without_id_n=ibis.literal(7, type="int64"))

    monkeypatch.setattr(difference, "_by_residence", wrong)
    with pytest.raises(IdentityBroken, match="does not come out the same again"):
        closed(home=here.home, law=shipped(), month=MONTH, again=True)


def test_counts_that_do_not_agree_publish_nothing(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that loses a resident on purpose: nothing is committed, nothing is left behind."""
    plain = difference._by_residence

    def losing(residents: ibis.Table) -> ibis.Table:
        return plain(residents).mutate(residents_n=ibis.literal(0, type="int64"))

    monkeypatch.setattr(difference, "_by_residence", losing)
    with pytest.raises(IdentityBroken) as told:
        close_month(home=here.home, law=shipped(), month=MONTH)
    assert told.value.exit_code == 3
    assert "residents_n = covered_residents_n + uncovered_n" in told.value.where
    assert "residents_n = residents in the register (0 and 1)" in told.value.where
    assert Lake.open(here.home).closings() == ()
    assert not list((here.home.lake / "out").glob("*/*"))


def test_a_commune_on_no_map_breaks_the_counts_and_is_named(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.population(resident("an", commune_code="99999"))
    made.participation(card("an"))
    with pytest.raises(IdentityBroken, match="a commune that is on no map we hold"):
        close_month(home=made.home, law=shipped(), month=MONTH)


def test_no_population_names_what_there_is(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.population(resident("an"), as_of=SEPTEMBER)
    made.participation(card("an"))
    with pytest.raises(BadInput) as told:
        close_month(home=made.home, law=shipped(), month=MONTH)
    assert told.value.what == "no population snapshot for 2025-10"
    assert told.value.why == "there is 15 as of 2025-09-30"
    assert "--carry" in told.value.do


def test_no_participation_is_told_too(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.population(resident("an"))
    with pytest.raises(BadInput) as told:
        close_month(home=made.home, law=shipped(), month=MONTH)
    assert told.value.what == "no participation snapshot for 2025-10"
    assert told.value.why == "there is none of any day"
    assert "--carry" not in told.value.do


def test_no_lake_is_told_and_not_made(tmp_path: Path) -> None:
    made = office(tmp_path)
    with pytest.raises(BadInput, match="there is no lake here"):
        close_month(home=made.home, law=shipped(), month=MONTH)
    assert not made.home.lake.exists()


def test_carry_takes_the_nearest_earlier_extract_and_marks_it(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.population(resident("old"), as_of=date(2025, 8, 31))
    made.population(resident("an"), resident("ba"), as_of=SEPTEMBER)
    made.participation(card("an"))
    made.plans(plan(5), as_of=SEPTEMBER)
    made.figures(figure(5, date=SEPTEMBER), as_of=SEPTEMBER)
    closing = close_month(home=made.home, law=shipped(), month=MONTH, carry=True)
    assert uses(closing)["population/15@2025-07-01/2025-09-30/v001"] == "carried"
    assert closing.card.findings["carried_snapshots_n"] == 3
    assert communes(closing)["02905"]["residents_n"] == 2
    assert rows(closing, "out_plan__month_target")[0]["carried"]
    assert rows(closing, "out_population__month_figure")[0]["carried"]


def test_without_carry_an_earlier_plan_is_not_used(here: Office) -> None:
    here.plans(plan(5), as_of=SEPTEMBER)
    assert rows(close_month(home=here.home, law=shipped(), month=MONTH), "out_plan__month_target") == []


def test_an_extract_of_the_day_wins_over_a_carried_one_of_the_same_ground(here: Office) -> None:
    """Old Lào Cai (10) of June lies inside new Lào Cai (15): its people are not counted twice."""
    here.population(resident("ba", commune_code="02905"), scope="10", as_of=OLD)
    closing = close_month(home=here.home, law=shipped(), month=MONTH, carry=True)
    assert list(uses(closing).values()) == ["as_of", "as_of"]
    assert closing.card.findings["snapshots_set_aside_n"] == 1


def test_a_carried_extract_of_other_ground_is_used_on_the_new_map(here: Office) -> None:
    """Old Hà Nội (01) of June lies elsewhere: its residents stand in present communes."""
    here.population(resident("ba", commune_code="00001"), scope="01", as_of=OLD)
    closing = close_month(home=here.home, law=shipped(), month=MONTH, carry=True)
    assert communes(closing)["00097"]["residents_n"] == 1


def test_participation_is_read_back_from_a_later_extract(tmp_path: Path) -> None:
    """One extract with its history closes October 2024, in the communes of that day."""
    made = office(tmp_path)
    made.population(resident("an", commune_code="02905"), scope="10", as_of=OCTOBER_2024)
    past = {"cover_start": date(2024, 1, 1), "cover_end": date(2024, 11, 1)}
    made.participation(card("an", **past, commune_code="02905", vintage=OLD), card("ba"))
    closing = close_month(home=made.home, law=shipped(), month=YEAR_AGO)
    assert uses(closing)["participation/15@2025-07-01/2025-10-31/v001"] == "history"
    found = communes(closing)["02905"]
    assert (found["vintage"], found["participants_n"], found["card_here_n"]) == (OLD, 1, 1)


def test_a_recoded_card_read_back_goes_to_the_old_commune_of_its_holder(tmp_path: Path) -> None:
    """Present Bảo Thắng was made of several old communes: residence decides, else an estimate."""
    made = office(tmp_path)
    past = {"cover_start": date(2024, 1, 1), "cover_end": date(2025, 12, 1), "vintage": NEW}
    home = "02905"
    made.population(resident("an", commune_code=home), scope="10", as_of=OCTOBER_2024)
    made.participation(card("an", **past), card("ba", **past))
    closing = close_month(home=made.home, law=shipped(), month=YEAR_AGO)
    found = communes(closing)
    assert found[home]["card_here_n"] == 1
    assert sum(row["participants_n"] for row in found.values()) == 2
    assert closing.card.findings["participants_estimated_n"] == 1


def test_residents_of_two_scopes_and_cards_across_them(tmp_path: Path) -> None:
    """An's card is of Hà Nội, An lives in Lào Cai; what one commune has elsewhere the other gave away."""
    made = office(tmp_path)
    made.population(resident("an"), resident("chi"))
    made.population(
        resident("ba", commune_code="00097"),
        resident("chi", commune_code="00097", residence_kind="temporary"),
        scope="01",
    )
    made.participation(card("an", commune_code="00097"), card("chi", commune_code="00097"))
    closing = close_month(home=made.home, law=shipped(), month=MONTH)
    found = communes(closing)
    assert (found["00097"]["resident_elsewhere_n"], found["02905"]["card_elsewhere_n"]) == (1, 1)
    assert (found["00097"]["card_here_n"], found["02905"]["residents_n"]) == (1, 1)
    assert closing.card.findings["resident_rows_repeated_n"] == 1


def test_two_counts_of_one_commune_are_not_mixed(tmp_path: Path) -> None:
    """Four participants by card, one resident found covered of two: neither bounds the other."""
    made = office(tmp_path)
    made.population(resident("an"), resident(None))
    made.participation(
        card("an"), card("an", group_code="DN"), card("x"), card(None, insurance_no=number("y"))
    )
    found = communes(close_month(home=made.home, law=shipped(), month=MONTH))["02905"]
    assert (found["participants_n"], found["covered_residents_n"], found["residents_n"]) == (3, 1, 2)
    assert (found["not_in_register_n"], found["not_matched_n"], found["without_id_n"]) == (1, 1, 1)


def test_a_second_closing_while_one_runs_is_refused(here: Office) -> None:
    with (
        Lake.open(here.home).writer(purpose="close 2025-09", keyring=None),
        pytest.raises(Busy, match="close 2025-09") as told,
    ):
        close_month(home=here.home, law=shipped(), month=MONTH)
    assert told.value.exit_code == 4


def test_a_group_not_in_force_is_counted_and_told(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.population(resident("an"))
    made.participation(card("an", group_code="ZZ"))
    closing = close_month(home=made.home, law=shipped(), month=MONTH)
    assert closing.card.findings["participants_group_not_in_force_n"] == 1
    assert communes(closing)["02905"]["participants_n"] == 1


def test_published_files_name_no_machine_and_no_time(here: Office) -> None:
    closing = close_month(home=here.home, law=shipped(), month=MONTH, settings=Settings(threads=1))
    content = b"".join(path.read_bytes() for path in sorted(closing.out.iterdir()))
    for word in (str(Path.home()).encode(), str(here.home.root).encode(), str(date.today()).encode()):  # noqa: DTZ011
        assert word not in content
    assert MONTH.last_day == OCTOBER


def test_a_scope_is_told_by_its_code_unless_two_maps_share_it(tmp_path: Path) -> None:
    """15 was Yên Bái before it was Lào Cai."""
    made = office(tmp_path)
    now = Chosen(made.population(resident("an")), "as_of")
    before = Chosen(made.population(resident("an"), as_of=OLD), "carried")
    with open_engine() as engine:
        one = rows_of(engine, "population", received([now]))
        both = rows_of(engine, "population", received([now, before]))
        assert engine.fetch(one)["scope"].to_pylist() == ["15"]
        assert sorted(engine.fetch(both)["scope"].to_pylist()) == ["15@2025-06-30", "15@2025-07-01"]


def test_two_people_who_share_half_of_their_ids_are_not_taken_for_one(tmp_path: Path) -> None:
    """Their first bits are those of one person with a row and a card; then the other bits are asked."""
    made = office(tmp_path)
    an, ba = (UUID(int=(0xABCDEF << 80) + last) for last in (1 << 63, 5))
    made.population(resident("an", national_id=an))
    made.participation(card("ba", national_id=ba))
    closing = close_month(home=made.home, law=shipped(), month=MONTH)
    counted = communes(closing)["02905"]
    assert (counted["participants_n"], counted["not_in_register_n"]) == (1, 1)
    assert (counted["residents_n"], counted["covered_residents_n"]) == (1, 0)
