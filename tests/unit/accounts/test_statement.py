"""The document toandan/accounts/1 drawn up from real closings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it declares no types
import pytest
from tests.builders import OLD, Office, card, figure, office, plan, resident, target

from toandan.accounts.rows import BY
from toandan.errors import BadInput, Usage
from toandan.lake.home import Home
from toandan.lawbook.law import shipped
from toandan.pipeline.accounts import accounts_of, read_accounts
from toandan.pipeline.close import close_month
from toandan.places.crosswalk import links
from toandan.schemas.accounts_json import ACCOUNTS_SCHEMA, field_rows
from toandan.values.month import Month

MONTH, YEAR_AGO = Month(2025, 10), Month(2024, 10)
OCTOBER_2024 = date(2024, 10, 31)
KEYS = [
    "schema",
    "month",
    "as_of",
    "place",
    "synthetic",
    "snapshots",
    "participants_n",
    "covered_residents_n",
    "uncovered_n",
    "residents_n",
    "year_before",
    "change_n",
    "rates",
    "plan",
    "targets",
    "conflicts",
    "rows",
    "rank",
]
KNOWN: dict[tuple[object, ...], dict[str, Any]] = {}
PAST = {"cover_start": date(2024, 1, 1), "cover_end": date(2025, 1, 1), "vintage": OLD}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Province 15 with three communes' people, closed in both years."""
    made = office(tmp_path_factory.mktemp("accounts"))
    made.population(resident("an"), scope="10", as_of=OCTOBER_2024)
    made.population(
        resident("an"),
        resident("ba", commune_code="02923", birth_date=date(1950, 1, 1), sex="male"),
        resident("chi"),
        resident(None, birth_date=date(2021, 1, 1)),
    )
    made.participation(
        card("an"),
        card("ba", commune_code="02923", birth_date=date(1950, 1, 1), sex="male", group_code="HT"),
        card("away", group_code="DN"),
        card("an", **PAST),
        card("gone", **PAST),
    )
    made.plans(
        plan(4), plan(2, subject="02905"), target("0.95", comparison="more_than"), target("0.5", subject="VN")
    )
    made.figures(
        figure(5),
        figure(4, date=date(2025, 6, 30)),
        figure(6, kind="merger_resolution", source="Resolution", origin="Resolution"),
        figure(3, kind="labour_force"),
    )
    close_month(home=made.home, law=shipped(), month=YEAR_AGO)
    close_month(home=made.home, law=shipped(), month=MONTH)
    return made


def told(here: Office, *places: str, by: str = "commune", month: Month = MONTH) -> dict[str, Any]:
    """The document, checked against its schema."""
    question = (here, places, by, month)
    if question not in KNOWN:
        KNOWN[question] = accounts_of(home=here.home, law=shipped(), month=month, places=places, by=by)
        jsonschema.validate(KNOWN[question], ACCOUNTS_SCHEMA)
    return KNOWN[question]


def row(document: dict[str, Any], code: str) -> dict[str, Any]:
    """One row by its code."""
    return next(one for one in document["rows"] if one["code"] == code)


def test_the_keys_stand_in_the_documented_order(here: Office) -> None:
    document = told(here)
    assert list(document) == KEYS
    assert document["place"] == {"vintage": "2025-07-01", "code": "15", "name": "Tỉnh Lào Cai"}
    assert (document["month"], document["as_of"], document["synthetic"]) == ("2025-10", "2025-10-31", True)


def test_the_counts_and_the_year_before(here: Office) -> None:
    document = told(here)
    counts = {name: document[name] for name in KEYS[6:10]}
    assert counts == {"participants_n": 3, "covered_residents_n": 2, "uncovered_n": 2, "residents_n": 4}
    assert document["year_before"]["participants_n"] == 2
    assert document["year_before"]["boundaries"] == "now"
    assert [one["use"] for one in document["year_before"]["snapshots"]] == ["history", "as_of"]
    assert document["change_n"] == 1


def test_every_rate_names_its_denominator(here: Office) -> None:
    """The latest figure of each kind and source; a workforce is no population."""
    shares = {
        (one["kind"], one["numerator"]): (one["denominator_n"], one["share"]) for one in told(here)["rates"]
    }
    assert shares == {
        ("published", "participants_n"): (5, "0.600000"),
        ("merger_resolution", "participants_n"): (6, "0.500000"),
        ("register", "participants_n"): (4, "0.750000"),
        ("register", "covered_residents_n"): (4, "0.500000"),
    }


def test_plan_and_targets_of_the_province(here: Office) -> None:
    document = told(here)
    assert (document["plan"]["value_n"], document["plan"]["share"], document["plan"]["missing_n"]) == (
        4,
        "0.750000",
        1,
    )
    (goal,) = document["targets"]
    assert (goal["share"], goal["strict"], goal["date"], goal["gap_n"]) == ("0.950000", True, "2025-12-31", 2)
    assert "plan_below_target" in [one["code"] for one in document["conflicts"]]


def test_rows_by_commune_list_every_commune_and_add_up(here: Office) -> None:
    document = told(here)
    assert len(document["rows"]) == len(document["rank"]) == 99
    for name in (
        "participants_n",
        "covered_residents_n",
        "uncovered_n",
        "residents_n",
        "year_before_n",
        "change_n",
    ):
        total = document["year_before"]["participants_n"] if name == "year_before_n" else document[name]
        assert sum(one[name] for one in document["rows"]) == total
    found = row(document, "02905")
    assert (found["plan_n"], found["plan_share"], found["change_n"]) == (2, "1.000000", 0)
    assert found["difference"]["not_in_register_n"] == 1
    assert row(document, "02680")["share"] is None


@pytest.mark.parametrize("by", ["group", "age", "sex"])
def test_rows_by_anything_else_add_up_too(here: Office, by: str) -> None:
    document = told(here, by=by)
    for name in ("participants_n", "covered_residents_n", "uncovered_n", "residents_n", "change_n"):
        assert sum(one[name] for one in document["rows"]) == document[name]


def test_groups_stand_in_the_order_of_the_law_and_last_who_has_no_card(here: Office) -> None:
    rows = told(here, by="group")["rows"]
    assert [one["code"] for one in rows] == ["DN", "HT", "GD", ""]
    assert rows[-1]["name_vi"] == "chưa thấy thẻ"
    assert rows[0]["share_of"] == "participants_n"


def test_ages_stand_in_the_published_bands(here: Office) -> None:
    rows = told(here, by="age")["rows"]
    assert [(one["from"], one["to"]) for one in rows][:2] == [(0, 6), (6, 15)]
    assert (rows[-1]["from"], rows[-1]["to"], len(rows)) == (80, None, 13)
    assert {one["from"]: one["residents_n"] for one in rows if one["residents_n"]} == {0: 1, 35: 2, 75: 1}


def test_communes_are_ranked_lowest_first(here: Office) -> None:
    ranked = told(here)["rank"]
    assert [(one["code"], one["share"]) for one in ranked[:2]] == [
        ("02905", "0.666667"),
        ("02923", "1.000000"),
    ]
    assert {one["share"] for one in ranked[2:]} == {None}


def test_several_places_make_one_area(here: Office) -> None:
    document = told(here, "02923", "02905")
    assert document["place"]["code"] == "02905,02923"
    assert document["participants_n"] == 3
    assert document["plan"] == {
        "value_n": None,
        "share": None,
        "why_vi": "1 trên 2 xã chưa có chỉ tiêu được giao",
        "why_en": "1 of 2 communes have no assigned plan",
    }
    assert [one["kind"] for one in document["rates"]] == ["register", "register"]


def test_the_accounts_of_a_month_on_the_old_map(here: Office) -> None:
    """By default the place of its own register; what was not closed before is unknown and said."""
    document = told(here, month=YEAR_AGO)
    assert document["place"] == {"vintage": "2025-06-30", "code": "10", "name": "Tỉnh Lào Cai"}
    assert (document["participants_n"], document["change_n"]) == (2, None)
    assert document["year_before"]["why_en"] == "2023-10 is not closed: run toandan close 2023-10"
    assert "read_back" in [one["code"] for one in document["conflicts"]]


def test_a_month_not_closed_names_those_that_are(here: Office) -> None:
    with pytest.raises(BadInput) as error:
        accounts_of(home=here.home, law=shipped(), month=Month(2025, 9))
    assert error.value.why == "closed months: 2024-10, 2025-10"
    assert error.value.do == "run toandan close 2025-09"


def test_an_unknown_way_to_tell_is_refused(here: Office) -> None:
    with pytest.raises(Usage, match="not told by 'village'"):
        accounts_of(home=here.home, law=shipped(), month=MONTH, by="village")


def test_a_split_commune_carries_its_interval(tmp_path: Path) -> None:
    """Nobody knows where the four people of a split commune went: all or none may be in a part."""
    old = next(
        link.old_code for link in links(OLD, date(2025, 7, 1)) if link.is_split and link.weight * 2 == 1
    )
    parts = [link.new_code for link in links(OLD, date(2025, 7, 1)) if link.old_code == old]
    made = office(tmp_path)
    made.population(resident("z", commune_code=old), scope="01", as_of=OCTOBER_2024)
    made.population(resident("z", commune_code=parts[0]), scope="01")
    cards = [card(name, commune_code=old, **PAST) for name in ("a", "b", "c", "d")]
    made.participation(*cards, card("e", commune_code=old, vintage=OLD), scope="01")
    close_month(home=made.home, law=shipped(), month=YEAR_AGO)
    close_month(home=made.home, law=shipped(), month=MONTH)
    document = told(made)
    found = row(document, parts[0])
    assert (found["year_before_n"], found["year_before_interval"]) == (2, [0, 4])
    assert (found["participants_n"], found["interval"]) == (1, [0, 1])
    assert row(document, parts[1])["interval"] == [0, 1]
    assert document["year_before"]["interval"] == [4, 4]
    assert told(made, parts[1])["year_before"]["interval"] == [0, 4]


def test_the_reference_tells_every_field() -> None:
    paths = [path for path, _, _ in field_rows()]
    assert [path for path in paths if "." not in path] == [
        *KEYS[:-2],
        "entitled",
        "payments",
        *KEYS[-2:],
        "entitlement",
    ]
    assert "rates[].denominator_n" in paths
    assert "targets[].denominator.kind" in paths


def test_one_value_answers_every_question_from_many_threads(here: Office) -> None:
    """The tables are read once; every thread is told what each question alone is told."""
    read = read_accounts(here.home, MONTH)
    questions = [(places, by) for places in ((), ("02905",), ("02905", "02923")) for by in BY] * 5
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda one: read.document(law=shipped(), places=one[0], by=one[1]), questions)
    assert all(
        answer == told(here, *places, by=by) for answer, (places, by) in zip(answers, questions, strict=True)
    )


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"PAR1")], ids=["gone", "cut"])
def test_a_table_that_cannot_be_read_is_named(
    here: Office, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    copy = Home(tmp_path / "home")
    shutil.copytree(here.home.root, copy.root)
    (table,) = copy.lake.glob("out/2025-10/*/out_residents__month_cell.parquet")
    spoil(table)
    with pytest.raises(BadInput, match="a published table cannot be read") as refused:
        read_accounts(copy, MONTH)
    assert refused.value.where == str(table)
    assert refused.value.vi is not None
