"""The steps of a closing, told and drawn."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from click.testing import CliRunner
from tests.builders import card, office, resident

from toandan.cli.app import root
from toandan.pipeline.drawn_steps import steps
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON
from toandan.schemas.linked import CORE_TABLES
from toandan.schemas.published import PUBLISHED
from toandan.schemas.registers import REGISTERS, feeding
from toandan.schemas.table import Role

SVG = "{http://www.w3.org/2000/svg}"


def asked(*words: str) -> str:
    result = CliRunner().invoke(root, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_table_of_a_closing_is_a_step_and_every_step_reads_steps() -> None:
    every = {one.name: one for one in steps()}
    assert {table.name for table in (*PUBLISHED, *CORE_TABLES, ENTITLED_PERSON)} <= every.keys()
    assert {name for one in every.values() for name in one.reads} <= every.keys()
    assert every["raw_participation__spell_card"].kind == "input"
    assert every["core_person__link_plain"].kind == "link"
    assert every[ENTITLED.name].kind == "judge"
    assert "law_periods" in {name for one in every.values() if one.kind == "judge" for name in one.takes}
    assert every["out_difference__month_commune"].reads == (
        "stg_estimate__link_sibling",
        "stg_participant__month_alike",
        "stg_resident__month_alike",
    )
    assert every["out_difference__month_commune"].takes == ("month",)


def test_a_register_feeds_what_the_steps_make_from_it() -> None:
    """What is declared is among what the steps read; but for the two linked registers, it is all of it."""
    every = {one.name: one for one in steps()}

    def sources(name: str) -> set[str]:
        return {name}.union(*(sources(read) for read in every[name].reads))

    for table in PUBLISHED:
        read = {one.name for one in REGISTERS.values() if one.stored.name in sources(table.name)}
        alone = {name for name in read if REGISTERS[name].role is not Role.LINKED}
        assert feeding(table) <= read
        assert alone <= feeding(table)


def test_rows_and_seconds_of_the_closing_made_last_stand_in_the_picture(tmp_path: Path) -> None:
    made, out = office(tmp_path), tmp_path / "steps.svg"
    made.population(resident("an"), resident("ba"))
    made.participation(card("an"))
    home = ["--home", str(made.home.root)]
    before = json.loads(asked("graph", "--json", *home))
    assert {one["rows_n"] for one in before["steps"]} == {None}
    asked("close", "2025-10", *home)
    told = {one["name"]: one for one in json.loads(asked("graph", "--json", *home))["steps"]}
    assert told["core_person__link_plain"]["rows_n"] == 2
    assert told["out_residents__month_cell"]["seconds"] > 0
    assert "core_person__link_plain  (linked once)  2 rows" in asked("graph", *home)
    assert "steps drawn" in asked("graph", "--out", str(out), *home)
    texts = [one.text or "" for one in ET.parse(out).iter(f"{SVG}text")]  # noqa: S314  (our own file)
    assert "Steps of a closing (2025-10, synthetic)" in texts
    assert any(text.startswith("counted every month, 2 rows, ") for text in texts)
    assert len(list(ET.parse(out).iter(f"{SVG}path"))) == sum(len(one.reads) for one in steps())  # noqa: S314
