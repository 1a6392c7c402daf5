"""The rooms are the ones ARCHITECTURE.md draws, and arrows only go down."""

from __future__ import annotations

import configparser
import re

import pytest
from importlinter.cli import lint_imports
from tests.repo.tree import PACKAGE, ROOT, rooms, shown

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


def test_the_law_is_handed_down_from_the_command() -> None:
    """Only commands take the law that ships; what stands below them judges under the law it is handed."""
    taken = re.compile(r"lawbook[\w.]*\s+import\s[^\n]*\bshipped\b|lawbook\.law\.shipped|\blaw\.shipped\(")
    below = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "cli"]
    assert below
    assert not [shown(path) for path in below if taken.search(path.read_text("utf-8"))]
    assert taken.search((PACKAGE / "cli" / "close.py").read_text("utf-8"))


def test_law_holds_no_python() -> None:
    assert not sorted((PACKAGE / "law").rglob("*.py"))
