"""What every declared table must satisfy, whichever it is."""

from __future__ import annotations

import re

import pytest

from toandan.errors import Usage
from toandan.schemas.closing import AGE_BAND_CUTS
from toandan.schemas.facts import FACTS, OUTCOME
from toandan.schemas.kept_inputs import KEPT_INPUTS
from toandan.schemas.linked import KEYED_TABLES
from toandan.schemas.published import PUBLISHED
from toandan.schemas.registers import REGISTERS, feeding, of_role, register_named
from toandan.schemas.table import PERSON_IDS, Guard, KeyedId, Kind, Register, Role, Table

RECEIVED = tuple(register.received for register in REGISTERS.values())
LAKE = tuple(
    table
    for register in REGISTERS.values()
    for table in (register.stored, register.sealed)
    if table is not None
)
CLOSED = (*PUBLISHED, *KEPT_INPUTS)
CLOSING = (*CLOSED, *KEYED_TABLES)
LAW = (FACTS, OUTCOME)
TABLES = (*RECEIVED, *LAKE, *CLOSING, *LAW)


def _id(value: Table | Register) -> str:
    return value.name


@pytest.mark.parametrize("table", TABLES, ids=_id)
def test_a_table_begins_with_its_grain_and_its_key_is_among_its_columns(table: Table) -> None:
    assert table.grain.startswith("one row per ")
    assert table.grain_vi.startswith("mỗi dòng ")
    assert table.key
    assert set(table.key) <= set(table.names)
    assert len(set(table.names)) == len(table.names)


@pytest.mark.parametrize("table", TABLES, ids=_id)
def test_every_column_is_told_in_both_languages(table: Table) -> None:
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.meaning.strip(), column.name
        assert column.meaning_vi.strip(), column.name
        assert len(set(column.allowed)) == len(column.allowed)


@pytest.mark.parametrize("table", TABLES, ids=_id)
def test_identities_are_between_whole_numbers_of_the_table(table: Table) -> None:
    for identity in table.identities:
        for name in (identity.total, *identity.parts):
            assert table.column(name).kind is Kind.INT
        assert identity.total not in identity.parts


@pytest.mark.parametrize("table", TABLES, ids=_id)
def test_names_carry_the_unit(table: Table) -> None:
    for column in table.columns:
        if column.name.endswith("_vnd"):
            assert (column.kind, column.unit) == (Kind.INT, "đồng")
        if column.unit == "people" and column.name != "value":
            assert column.name.endswith("_n")


@pytest.mark.parametrize("table", [*LAKE, *CLOSING, *LAW], ids=_id)
def test_names_of_made_tables_carry_layer_kind_and_thing(table: Table) -> None:
    assert re.fullmatch(
        r"(raw|stg|core|out)_[a-z_]+__(entity|spell|event|link|codes|month|year)_[a-z]+", table.name
    )


@pytest.mark.parametrize("table", CLOSED, ids=_id)
def test_no_person_is_in_a_published_table(table: Table) -> None:
    assert not [column.name for column in table.columns if column.kind is Kind.UUID]
    assert not [column.name for column in table.columns if column.guard is not Guard.OPEN]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=_id)
def test_what_must_be_guarded_is_not_in_the_plain_table(register: Register) -> None:
    for column in register.received.columns:
        if column.guard is Guard.SEALED:
            assert column.name not in register.stored.names
            assert register.sealed is not None
            assert column.name in register.sealed.names
        if column.guard is Guard.KEYED and column.name in register.stored.names:
            assert register.stored.column(column.name).kind is Kind.UUID


@pytest.mark.parametrize("register", REGISTERS.values(), ids=_id)
def test_rows_of_the_lake_are_keyed_by_their_number(register: Register) -> None:
    tables = [register.stored] if register.sealed is None else [register.stored, register.sealed]
    assert {table.key for table in tables} == {("row_n",)}


@pytest.mark.parametrize("register", REGISTERS.values(), ids=_id)
def test_every_keyed_column_of_the_lake_says_which_number_it_holds(register: Register) -> None:
    """Who asks to be forgotten is found by it: a column that does not say would be passed over."""
    keyed = [column for column in register.stored.columns if column.kind is Kind.UUID]
    assert all(column.keyed is not None for column in keyed)
    assert len({column.keyed for column in keyed}) == len(keyed)
    assert not [column.name for column in register.stored.columns if column.keyed and column not in keyed]
    assert register.names_people == any(column.keyed in PERSON_IDS for column in keyed)


def test_what_registers_are_for_follows_from_their_roles() -> None:
    linked = of_role(Role.LINKED)
    assert {register.name for register in linked} == {"population", "participation"}
    assert all(register.stored.keyed(KeyedId.NATIONAL) for register in linked)
    for register in REGISTERS.values():
        assert bool(register.feeds) == (register.role is not Role.PRINTED)
        assert register.short
        assert register.short_vi
        assert register.role is Role.FACT or not register.titles


@pytest.mark.parametrize("table", PUBLISHED, ids=_id)
def test_every_published_table_is_made_from_some_register(table: Table) -> None:
    assert feeding(table)


def test_names_of_tables_are_used_once() -> None:
    names = [table.name for table in TABLES]
    assert len(set(names)) == len(names)


def test_a_register_by_its_name() -> None:
    assert register_named("population").received.name == "population"
    with pytest.raises(Usage, match="there is no register 'people'") as problem:
        register_named("people")
    assert "population, participation, plan" in problem.value.text()


def test_a_column_by_its_name() -> None:
    table = REGISTERS["population"].received
    assert table.column("phone").guard is Guard.SEALED
    with pytest.raises(KeyError):
        table.column("salary")


def test_published_ages_are_cut_where_the_law_and_practice_cut() -> None:
    assert list(AGE_BAND_CUTS) == sorted(set(AGE_BAND_CUTS))
    assert {6, 15, 18, 60, 75} <= set(AGE_BAND_CUTS)
