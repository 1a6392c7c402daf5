"""The rooms are the ones ARCHITECTURE.md draws, and arrows only go down."""

from __future__ import annotations

import ast
import configparser
import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from tests.repo.tree import PACKAGE, ROOT, rooms

ROOM_LINE = re.compile(r"^  ([a-z]+)/ +(?:\(planned\) )?\S", re.MULTILINE)
PLANNED_LINE = re.compile(r"^  ([a-z]+)/ +\(planned\)", re.MULTILINE)


def _page() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_every_room_is_drawn_and_every_drawn_room_exists() -> None:
    drawn, planned = set(ROOM_LINE.findall(_page())), set(PLANNED_LINE.findall(_page()))
    assert planned < drawn
    assert drawn - planned == rooms()


def test_the_arrows_drawn_are_the_arrows_checked() -> None:
    """The block of layers in ARCHITECTURE.md is the one in .importlinter, line by line."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", "utf-8")
    checked = contracts["importlinter:contract:house"]["layers"].split("\n")
    drawn = _page().split("```layers\n")[1].split("```")[0].strip().split("\n")
    assert [line.strip() for line in drawn] == [line.strip() for line in checked if line.strip()]


def test_arrows_only_go_down(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=".importlinter", no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_room_says_what_it_is_for() -> None:
    for room in sorted(rooms() - {"law"}):
        first = (PACKAGE / room / "__init__.py").read_text("utf-8")
        assert first.startswith('"""'), room


def _takes_the_shipped_law(path: Path) -> bool:
    """Whether a module imports the door to the law that ships, or reaches for it through the module that has it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toandan.lawbook"):
            if "shipped" in {one.name for one in node.names}:
                return True
        elif (
            isinstance(node, ast.Attribute)
            and node.attr == "shipped"
            and ast.unparse(node.value).endswith("law")
        ):
            return True
    return False


def test_the_law_is_handed_down_from_the_command() -> None:
    """Only commands take the law that ships; what stands below them judges under the law it is handed."""
    taking = {
        path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py") if _takes_the_shipped_law(path)
    }
    assert taking == {"cli"}


def test_law_holds_no_python() -> None:
    assert not sorted((PACKAGE / "law").rglob("*.py"))


PLAIN_OR_APART = re.compile(
    "link_plain|spell_alone|spell_several|entity_several|link_torn|spell_apart|month_apart|month_plain"
    "|LINK_PLAIN|SPELL_ALONE|COVER_SEVERAL|POPULATION_SEVERAL"
)
COUNTING = {"linkage", "accounts", "pipeline", "schemas"}


def test_how_a_person_stands_in_the_registers_stays_with_linkage_and_the_steps_that_count() -> None:
    """Rooms above read persons of a month only: plain, apart, alone and torn are a way of being quick, and may change."""
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if PLAIN_OR_APART.search(path.read_text("utf-8"))
    ]
    assert {name.split("/")[0] for name in users} <= COUNTING, users
    assert "pipeline/forget.py" not in users
