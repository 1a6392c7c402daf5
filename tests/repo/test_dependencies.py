"""Every dependency stands in pyproject.toml with its reason, and every import of the package is one of them."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from typing import Any

from tests.repo.tree import PACKAGE, ROOT, modules, parsed

LISTED = re.compile(r'^  "([A-Za-z0-9._-]+)[^"]*",?(.*)$', re.MULTILINE)
IMPORTED_AS = {
    "apache-hamilton": "hamilton",
    "ibis-framework": "ibis",
    "pyspark-client": "pyspark",
    "pyyaml": "yaml",
    "vl-convert-python": "vl_convert",
}
ONLY_FOR_OTHERS = {"pandas", "duckdb"}  # asked for by others, or pinned below ibis


def _dependency_lines() -> list[tuple[str, str]]:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    blocks = re.findall(r"^(?:dependencies|[a-z]+) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    known = set(_names())
    return [(name, rest) for block in blocks for name, rest in LISTED.findall(block) if name in known]


def _names() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = _installed(settings) + [
        entry for group in settings["dependency-groups"].values() for entry in group
    ]
    return [re.split(r"[<>=\[!~ ]", entry)[0] for entry in listed]


def _installed(settings: dict[str, Any]) -> list[str]:
    """What the package needs, always or for a part of it."""
    parts = settings["project"]["optional-dependencies"].values()
    return [*settings["project"]["dependencies"], *(entry for part in parts for entry in part)]


def test_every_dependency_has_its_reason() -> None:
    lines = _dependency_lines()
    assert sorted(name for name, _ in lines) == sorted(_names())
    assert not [name for name, rest in lines if len(rest.strip().removeprefix("#").strip()) < 10]


def _imported() -> set[str]:
    found = set()
    for path in modules():
        if path.is_relative_to(PACKAGE):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"toandan"}


def test_the_package_imports_what_it_declares_and_declares_what_it_imports() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {re.split(r"[<>=\[!~ ]", entry)[0] for entry in _installed(settings)}
    declared = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}
    assert _imported() <= declared
    assert declared - ONLY_FOR_OTHERS <= _imported()


def test_the_lock_file_fetches_from_one_public_index_only() -> None:
    locked = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    sources = {next(iter(package["source"].items())) for package in locked["package"]}
    assert {kind for kind, _ in sources} == {"registry", "editable"}
    addresses = [address for kind, address in sources if kind == "registry"]
    assert len(addresses) == 1
    assert addresses[0].startswith("https://")
