"""Modules are small, said what they are for, and clean of what the rules forbid."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.repo.tree import PACKAGE, modules, parsed, shown

LINES_NEVER, LINES_USUALLY = 500, 300
FUNCTION_LINES = 10
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "getuser", "gethostname"}
CLOCK_OWNERS = {"datetime", "date", "time", "getpass", "socket"}
MODULES = modules()
SOURCES = [path for path in MODULES if path.is_relative_to(PACKAGE)]


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_is_not_long_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LINES_NEVER
    if lines:
        assert ast.get_docstring(parsed(path)), "a module begins with its docstring"


def test_nearly_all_modules_are_short() -> None:
    lengths = {shown(path): path.read_text("utf-8").count("\n") for path in SOURCES}
    long = [name for name, lines in lengths.items() if lines > LINES_USUALLY]
    assert len(long) <= len(lengths) // 20, long


def test_functions_are_small() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.body[0].lineno + 1
        for path in SOURCES
        for node in _functions(path)
    ]
    assert statistics.median(lengths) <= FUNCTION_LINES


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_what_others_call_says_what_they_get(path: Path) -> None:
    public = [
        node
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
    ]
    assert not [node.name for node in public if ast.get_docstring(node) is None]


def _reads_a_clock(node: ast.AST) -> bool:
    if (
        not isinstance(node, ast.Call)
        or not isinstance(node.func, ast.Attribute)
        or node.func.attr not in CLOCKS
    ):
        return False
    owner = node.func.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return name in CLOCK_OWNERS


@pytest.mark.parametrize("path", [path for path in SOURCES if "cli" not in path.parts], ids=shown)
def test_no_clock_user_or_host_below_the_command_line(path: Path) -> None:
    found = [
        node.lineno for node in ast.walk(parsed(path)) if isinstance(node, ast.Call) and _reads_a_clock(node)
    ]
    assert not found, "as_of and received_at are arguments"


def test_the_rule_about_clocks_sees_one() -> None:
    calls = [
        "datetime.now()",
        "datetime.datetime.now(tz)",
        "date.today()",
        "time.time()",
        "socket.gethostname()",
    ]
    assert all(_reads_a_clock(ast.parse(call, mode="eval").body) for call in calls)
    assert not _reads_a_clock(ast.parse("month.of(day)", mode="eval").body)


def test_nothing_is_called_utils() -> None:
    assert not [shown(path) for path in MODULES if path.stem in {"utils", "util", "helpers", "misc"}]
