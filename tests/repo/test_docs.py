"""Pages say what is so: links lead somewhere, commands exist, reference pages are current, records are indexed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.repo.tree import ROOT, files, pages, shown
from tools.docs.reference import FOLDER, differences
from tools.docs.reference import pages as reference_pages

from toandan.cli.app import root

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
OUTSIDE = re.compile(r"[a-z]+:")
COMMAND = re.compile(r"^\s*(?:\$ )?(toandan [^#\n]*?)(?:\s+#.*)?$", re.MULTILINE)
INLINE = re.compile(r"`(toandan [a-z][^`\n]*)`")
MAKE = re.compile(r"`?\bmake ([a-z]+)`")
FENCE = re.compile(r"^```(?!text)[a-z]*\n(.*?)^```|^((?: {4}.*\n)+)", re.MULTILINE | re.DOTALL)
GENERATED = "docs/reference/"
WRITTEN = [path for path in pages() if not shown(path).startswith(GENERATED)]


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
    return kept.strip().replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    return {
        _slug(line.lstrip("#").strip())
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("#")
    }


def _aimed(page: Path, target: str) -> Path:
    file = target.partition("#")[0]
    return (page.parent / file).resolve() if file else page


@pytest.mark.parametrize("path", pages(), ids=shown)
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text("utf-8")):
        if OUTSIDE.match(target):
            continue
        aimed, anchor = _aimed(path, target), target.partition("#")[2]
        assert aimed.exists(), target
        if anchor:
            assert anchor in _anchors(aimed), target


def _commands(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    for fenced, indented in FENCE.findall(text):
        for found in COMMAND.findall((fenced or indented).replace("\\\n", " ")):
            yield found.strip()
    yield from INLINE.findall(text)


def _parses(words: list[str]) -> None:
    """Walk the commands as click does, without running any; placeholders in capitals count as values."""
    command: click.Command = root
    context = click.Context(command, info_name="toandan")
    rest = words
    while isinstance(command, click.Group):
        if not rest:
            return
        name, *rest = rest
        while name.startswith("-"):
            assert name in {option for parameter in command.params for option in parameter.opts}, name
            if not rest or name in {"--help", "--version", "-h"}:
                return
            name, *rest = rest[1:]
        found = command.get_command(context, name)
        assert found is not None, f"no command {name}"
        command = found
        context = click.Context(command, info_name=name, parent=context)
    known = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    given = {word.split("=")[0] for word in rest if word.startswith("-")}
    assert given <= known | {"--help", "-h"}, f"{given - known} is no option of {command.name}"


def _words(line: str) -> list[str]:
    """The words of a command as a page writes it: […] marks what may be left out, … that more may follow."""
    plain = re.sub(r"[\[\]]|…|\s[>|&].*$", " ", line.replace("\\\n", " "))
    return shlex.split(plain)[1:]


@pytest.mark.parametrize("path", WRITTEN, ids=shown)
def test_commands_in_pages_exist(path: Path) -> None:
    for line in _commands(path):
        try:
            _parses(_words(line))
        except AssertionError as problem:
            pytest.fail(f"{line!r}: {problem}")


def test_the_rule_about_commands_sees_a_wrong_one() -> None:
    _parses(_words("toandan places 02905 --json"))
    with pytest.raises(AssertionError, match="no command"):
        _parses(_words("toandan count 2025-10"))
    with pytest.raises(AssertionError, match="is no option"):
        _parses(_words("toandan places 02905 --colour"))


@pytest.mark.parametrize("path", WRITTEN, ids=shown)
def test_make_targets_in_pages_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(MAKE.findall(path.read_text("utf-8"))) <= targets


def test_reference_pages_are_what_the_declarations_say() -> None:
    assert differences(reference_pages(), FOLDER) == [], "run `make docs`"


def test_every_decision_record_is_indexed_in_order() -> None:
    folder = ROOT / "docs" / "decisions"
    records = [path.name for path in sorted(folder.glob("0*.md"))]
    indexed = LINK.findall((folder / "README.md").read_text("utf-8"))
    assert indexed == records
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))


def test_a_decision_record_is_short_and_has_its_three_parts() -> None:
    for path in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        text = path.read_text("utf-8")
        assert all(part in text for part in ("Context", "Choice", "Consequence")), path.name
        assert text.count("\n") <= 60, path.name


def test_every_page_of_docs_is_reached_from_the_index() -> None:
    seen: set[Path] = set()
    ahead = [ROOT / "README.md", ROOT / "docs" / "index.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        links = LINK.findall(page.read_text("utf-8"))
        ahead += [_aimed(page, link) for link in links if not OUTSIDE.match(link)]
    lost = [
        shown(path) for path in pages() if path.is_relative_to(ROOT / "docs") and path.resolve() not in seen
    ]
    assert not lost


def test_changelog_fragments_are_named_for_their_kind() -> None:
    fragments = [path for path in files() if path.parent == ROOT / "changelog.d" and path.name != "README.md"]
    assert fragments
    assert not [
        path.name
        for path in fragments
        if not re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md", path.name)
    ]
