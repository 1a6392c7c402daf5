"""Registers are listed once, in ``schemas/registers.py``: what is one's part stands in its declaration."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.repo.tree import PACKAGE, modules, parsed, shown

from toandan.schemas.registers import REGISTERS

# Where several of the words stand together and mean something else, or are no list to be kept in step.
ALLOWED = {
    "pipeline/linked.py": "the two registers that are linked, each by columns of its own",
    "accounts/figures/conflicts.py": "of what a share is: plan, population",
    "cli/figures.py": "the same, as words",
    "samples/files.py": "which files are invented",
    "samples/lists.py": "which lists are invented",
}
CONSTANTS = {f"{name.upper()}" for name in REGISTERS}
SOURCES = [path for path in modules() if path.is_relative_to(PACKAGE)]
LISTS = ast.List | ast.Tuple | ast.Set | ast.Dict


def _names(node: ast.expr) -> Iterator[str]:
    """The registers that a list names, directly or in the lists and attributes inside it."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and inner.value in REGISTERS:
            yield str(inner.value)
        if isinstance(inner, ast.Name) and inner.id in CONSTANTS:
            yield inner.id.lower()


def _listed(source: ast.AST) -> list[int]:
    """The lines on which a list of several registers begins."""
    lists = (node for node in ast.walk(source) if isinstance(node, LISTS))
    return [node.lineno for node in lists if len(set(_names(node))) > 1]


def test_nothing_but_the_list_of_registers_lists_registers() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in SOURCES
        if path.relative_to(PACKAGE).as_posix() not in {*ALLOWED, "schemas/registers.py"}
        for line in _listed(parsed(path))
    ]
    assert not found, "derive it from the declarations: Role, feeds, titles, keyed columns"


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_what_is_allowed_is_still_needed(name: str) -> None:
    assert _listed(parsed(PACKAGE / Path(name)))


def test_no_help_or_docstring_lists_registers_by_hand() -> None:
    told = [name for name in REGISTERS if "_" in name]
    found = [
        f"{shown(path)}: {node.value[:40]}"
        for path in SOURCES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if sum(name in node.value for name in told) > 1
    ]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "NEEDED = ('population', 'participation')",
        "WORDS = {'school': 1, 'employment': 2}",
        "PARTS = ((SCHOOL.name, 1), (EMPLOYMENT.name, 2))",
    ],
)
def test_the_rule_sees_a_list(text: str) -> None:
    assert 1 in _listed(ast.parse(text))


def test_the_rule_lets_one_register_be_named() -> None:
    assert not _listed(ast.parse("used = closed.used('population')\nkinds = ['plan', 'target']"))
