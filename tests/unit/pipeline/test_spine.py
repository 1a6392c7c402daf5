"""A spine: what it may say, and what a closing makes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.builders import Office, card, number, office, person, plan, resident

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput
from toandan.lake.closing import Closing
from toandan.lake.keyring import new_keyring
from toandan.lake.lake import Lake
from toandan.lake.work import Work, WorkInput
from toandan.lawbook.law import shipped
from toandan.linkage.minted import minted_id
from toandan.linkage.spine import SPINE_VERSION
from toandan.pipeline.accounts import accounts_of
from toandan.pipeline.close import close_month
from toandan.pipeline.persons import persons
from toandan.pipeline.spine import spine_of
from toandan.pipeline.spine_commit import SpineDraft, commit_spine
from toandan.registers.columns import arrow_schema
from toandan.schemas.closing import DIFFERENCE, PARTICIPANT_PERSON
from toandan.schemas.registers import REGISTERS
from toandan.schemas.spine import LINK_ALIAS, LINK_PERSON
from toandan.schemas.table import Table
from toandan.values.month import Month

MONTH = Month(2025, 10)
AT = datetime(2025, 11, 1, tzinfo=UTC)
POPULATION, PARTICIPATION = (
    f"{name}/15@2025-07-01/2025-10-31/v001" for name in ("population", "participation")
)
type Entry = tuple[str, int, UUID | None] | tuple[str, int, UUID | None, str | None]


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """An has a card under a mistyped number, Ba one without a personal id; Chi has none."""
    made = office(tmp_path)
    made.population(resident("an"), resident("ba"), resident("chi"))
    made.participation(card("mistyped"), card(insurance_no=number("ba")), card("dao"))
    return made


def rows_of(declared: Table, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of a declared table, ids as they are stored."""
    columns = []
    for field in arrow_schema(declared):
        values = [row.get(field.name) for row in rows]
        if field.type == pa.uuid():
            raw = pa.array([value.bytes if value else None for value in values], pa.binary(16))
            columns.append(pa.ExtensionArray.from_storage(field.type, raw))
        else:
            columns.append(pa.array(values, field.type))
    return pa.Table.from_arrays(columns, schema=arrow_schema(declared))


def draft(
    made: Office, *entries: Entry, aliases: tuple[tuple[UUID, UUID], ...] = (), **changes: Any
) -> SpineDraft:
    """A spine of these exceptions over everything in the lake."""
    exceptions = [
        {"snapshot_id": name, "row_n": row_n, "person_id": who, "evidence": why[0] if why else "by_name"}
        for name, row_n, who, *why in entries
    ]
    became = [{"before_id": before, "person_id": now, "evidence": "by_name"} for before, now in aliases]
    fields: dict[str, Any] = {
        "exceptions": rows_of(LINK_PERSON, exceptions),
        "aliases": rows_of(LINK_ALIAS, became),
        "made_from": [
            WorkInput("snapshot", str(one.id), one.card_sha256) for one in Lake.open(made.home).snapshots()
        ],
        "version": "by-hand/1",
    }
    return SpineDraft(**(fields | changes))


def committed(made: Office, *entries: Entry, **changes: Any) -> Work[Any]:
    """The same, committed."""
    return commit_spine(home=made.home, draft=draft(made, *entries, **changes), by="office", at=AT)


def closed(made: Office, **changes: Any) -> Closing:
    """The month, closed with what there is."""
    return close_month(home=made.home, month=MONTH, law=shipped(), settings=Settings(threads=1), **changes)


def causes(closing: Closing) -> dict[str, int]:
    """The counts of the only commune that anybody lives in."""
    (row,) = pq.read_table(closing.table(DIFFERENCE.name)).to_pylist()
    return {name: value for name, value in row.items() if name.endswith("_n") and value}


def test_without_a_spine_everybody_is_whom_the_ids_tell(here: Office) -> None:
    closing = closed(here)
    assert closing.card.spine_version == SPINE_VERSION
    assert causes(closing) == {
        "participants_n": 3,
        "not_in_register_n": 2,
        "not_matched_n": 1,
        "residents_n": 3,
        "uncovered_n": 3,
    }


def test_exceptions_give_cards_to_their_people(here: Office) -> None:
    spine = committed(here, (PARTICIPATION, 1, person("an")), (PARTICIPATION, 2, person("ba")))
    closing = closed(here)
    assert closing.card.spine_version == spine.name
    assert causes(closing) == {
        "participants_n": 3,
        "card_here_n": 2,
        "not_in_register_n": 1,
        "residents_n": 3,
        "covered_residents_n": 2,
        "uncovered_n": 1,
    }


def test_a_row_with_somebody_elses_id_becomes_a_person_of_its_own(here: Office) -> None:
    here.participation(card("an"), card("ba"), card("chi"))
    second = PARTICIPATION.replace("v001", "v002")
    minted = minted_id(new_keyring(), second, 3)
    committed(here, (second, 3, minted))
    assert causes(closed(here)) == {
        "participants_n": 3,
        "card_here_n": 2,
        "not_in_register_n": 1,
        "residents_n": 3,
        "covered_residents_n": 2,
        "uncovered_n": 1,
    }


def test_two_rows_of_one_person_are_one_resident(here: Office) -> None:
    committed(here, (POPULATION, 3, person("an")))
    assert causes(closed(here))["residents_n"] == 2


def test_a_closing_takes_the_newest_spine_or_the_one_that_is_named(here: Office) -> None:
    first = committed(here, (PARTICIPATION, 1, person("an")))
    second = committed(here, (PARTICIPATION, 2, person("ba")), version="by-hand/2")
    assert closed(here).card.spine_version == second.name
    assert closed(here, spine=first.name).card.spine_version == first.name
    assert closed(here, spine=SPINE_VERSION).card.spine_version == SPINE_VERSION
    with pytest.raises(BadInput, match="no spine 'other'"):
        closed(here, spine="other")


def test_extracts_that_came_after_the_spine_are_told(here: Office) -> None:
    spine = committed(here, (POPULATION, 3, person("an")))
    assert "spine_unlinked_n" not in closed(here).card.findings
    here.population(resident("an"), resident("ba"), resident("chi"), resident("em"))
    later = closed(here)
    assert (later.card.spine_version, causes(later)["residents_n"]) == (spine.name, 4)
    assert later.card.findings["spine_unlinked_n"] == 1
    told = accounts_of(home=here.home, month=MONTH, law=shipped())
    (finding,) = (one for one in told["conflicts"] if one["code"] == "spine_unlinked")
    assert finding["evidence"]["spine_unlinked_n"] == 1
    assert "spine_unlinked_n" not in closed(here, spine=SPINE_VERSION).card.findings


def test_payments_find_their_people_through_the_spine(here: Office) -> None:
    row = {
        "receipt_no": "1",
        "national_id": person("mistyped"),
        "months": 3,
        "from_date": date(2025, 6, 1),
        "amount_vnd": 100,
        "paid_on": date(2025, 6, 1),
        "agent_code": "A",
    }
    here.extract("payment", [row], scope="15", as_of=date(2025, 10, 31))
    committed(
        here,
        (PARTICIPATION, 1, person("an")),
        (POPULATION.replace("population", "payment"), 1, person("an")),
    )
    (cell,) = pq.read_table(closed(here).table("out_payment__month_commune")).to_pylist()
    assert (cell["commune_code"], cell["shown_n"], cell["unknown_n"]) == ("02905", 1, 0)


def test_a_spine_is_kept_once_and_told_in_the_log(here: Office) -> None:
    spine = committed(here, (PARTICIPATION, 1, person("an")))
    assert committed(here, (PARTICIPATION, 1, person("an"))).name == spine.name
    entries = [event for event in Lake.open(here.home).log() if event.id == spine.name]
    assert [(event.what, event.by) for event in entries] == [("work", "office")]
    assert spine.card.findings == {"exceptions_n": 1, "aliases_n": 0}


def test_persons_of_an_old_closing_are_named_as_a_later_spine_knows_them(here: Office) -> None:
    stranger = minted_id(new_keyring(), PARTICIPATION, 2)
    committed(here, (PARTICIPATION, 2, stranger))
    before = closed(here)
    committed(
        here, (PARTICIPATION, 2, person("ba")), aliases=((stranger, person("ba")),), version="by-hand/2"
    )
    with open_engine(Settings(threads=1)) as engine:
        then = _people(engine, persons(engine, before)[PARTICIPANT_PERSON.name])
        later = spine_of(Lake.open(here.home))
        now = _people(engine, persons(engine, before, spine=later)[PARTICIPANT_PERSON.name])
    assert then - now == {stranger}
    assert now - then == {person("ba")}
    assert len(then) == len(now) == 3


def _people(engine: Engine, rows: ibis.Table) -> set[UUID]:
    return {
        UUID(text) for text in engine.fetch(rows.select(id=rows.person_id.cast("string")))["id"].to_pylist()
    }


BAD: dict[str, tuple[tuple[Entry, ...], tuple[tuple[UUID, UUID], ...]]] = {
    "1 exceptions are of rows that": (((PARTICIPATION, 4, person("an")),), ()),
    "which was not linked": ((("school/15@2025-07-01/2025-10-31/v001", 1, person("an")),), ()),
    "1 rows are given several people": (
        ((PARTICIPATION, 1, person("an")), (PARTICIPATION, 1, person("ba"))),
        (),
    ),
    "1 entries have no evidence": (((PARTICIPATION, 1, person("an"), None),), ()),
    "1 exceptions name nobody": (((PARTICIPATION, 1, None),), ()),
    "1 people became several others": ((), ((person("x"), person("an")), (person("x"), person("ba")))),
    "1 entries name a person who became another one": (
        ((PARTICIPATION, 1, person("x")),),
        ((person("x"), person("an")),),
    ),
}


@pytest.mark.parametrize("said", BAD)
def test_a_spine_that_cannot_be_is_refused(here: Office, said: str) -> None:
    entries, aliases = BAD[said]
    with pytest.raises(BadInput, match=said) as refused:
        commit_spine(home=here.home, draft=draft(here, *entries, aliases=aliases), by="office", at=AT)
    assert refused.value.vi is not None
    assert Lake.open(here.home).works() == ()


def test_a_spine_of_another_lake_is_refused(here: Office, tmp_path: Path) -> None:
    other = office(tmp_path / "other")
    other.population(resident("an"))
    other.participation(card("an"))
    with pytest.raises(BadInput, match="was made from another"):
        commit_spine(home=here.home, draft=draft(other), by="office", at=AT)


def test_minted_ids_are_repeatable_and_rotated_as_all_ids() -> None:
    keys = new_keyring()
    assert minted_id(keys, POPULATION, 7) == minted_id(keys, POPULATION, 7)
    assert (
        len({minted_id(keys, POPULATION, n) for n in range(100)} | {minted_id(keys, PARTICIPATION, 7)}) == 101
    )
    assert minted_id(keys.rotated(), POPULATION, 7) != minted_id(keys, POPULATION, 7)


def test_every_register_about_people_may_have_exceptions() -> None:
    """``person_of`` needs a personal id: who adds a register without one says how its people are told."""
    keyed = {name for name, one in REGISTERS.items() if "national_id" in one.stored.names}
    assert {"population", "participation", "social_protection", "school", "employment"} <= keyed


def test_exceptions_are_of_registers_about_people(here: Office) -> None:
    here.plans(plan(10))
    with pytest.raises(BadInput, match="holds no people"):
        committed(here, (POPULATION.replace("population", "plan"), 1, person("an")))


def test_a_draft_without_a_column_is_refused(here: Office) -> None:
    exceptions = rows_of(LINK_PERSON, []).drop_columns(["evidence"])
    with pytest.raises(BadInput, match="has no column evidence"):
        commit_spine(home=here.home, draft=draft(here, exceptions=exceptions), by="office", at=AT)
    texts = rows_of(LINK_PERSON, []).set_column(2, "person_id", pa.array([], pa.string()))
    with pytest.raises(BadInput, match="column person_id of core_record__link_person holds no ids"):
        commit_spine(home=here.home, draft=draft(here, exceptions=texts), by="office", at=AT)


def test_another_decision_over_the_same_inputs_is_told_what_to_do(here: Office) -> None:
    committed(here, (PARTICIPATION, 1, person("an")))
    with pytest.raises(BadInput, match="other exceptions are kept already") as refused:
        committed(here, (PARTICIPATION, 1, person("ba")))
    assert "version or parameters" in refused.value.do


def test_a_missing_file_of_a_spine_is_told(here: Office) -> None:
    spine = committed(here, (PARTICIPATION, 1, person("an")))
    spine.table(LINK_PERSON.name).unlink()
    with pytest.raises(BadInput, match="is missing") as refused:
        closed(here)
    assert "lake verify" in refused.value.do
