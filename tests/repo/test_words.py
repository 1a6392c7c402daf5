"""Words: nouns of the tables are in the glossary, and what must stay out of the repository is out."""

from __future__ import annotations

import re

import pytest
from tests.repo.tree import ROOT, files, shown

from toandan.schemas.facts import FACTS, OUTCOME
from toandan.schemas.kept_inputs import KEPT_INPUTS
from toandan.schemas.linked import KEYED_TABLES
from toandan.schemas.published import PUBLISHED
from toandan.schemas.registers import REGISTERS

# Files as offices send them are in whatever encoding; what they hold is told by the script that makes them.
AS_SENT = "docs/how-to/ten-broken-files/"
TEXT_ENDINGS = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".csv", ".json", ".svg", ".ini", "", ".cfg"}
GLOSSARY_TERM = re.compile(r"^\| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
TABLES = [
    *(
        table
        for register in REGISTERS.values()
        for table in (register.received, register.stored, register.sealed)
    ),
    *PUBLISHED,
    *KEPT_INPUTS,
    *KEYED_TABLES,
    FACTS,
    OUTCOME,
]

# The repository is whole by itself: it names no place, tool or ticket of the machine it was written on.
# The pieces are put together here so that this file does not hold the words it looks for.
MACHINE = [
    # The schema of a work's card is no path.
    "(?<!toandan)/" + "work/",
    r"\.\./" + "shared",
    "/" + r"tmp/(?!\.)\w",
    r"\bissue" + r" #?\d",
    "help" + "er session",
    r"\b" + "Cla" + "ude",
    r"\.\./\." + "library",
]


def _glossary() -> dict[str, str]:
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    return {term.strip(): vietnamese.strip() for term, vietnamese in GLOSSARY_TERM.findall(text)}


def _texts() -> list[tuple[str, str]]:
    return [
        (shown(path), path.read_text("utf-8"))
        for path in files()
        if path.suffix in TEXT_ENDINGS and path.name != "uv.lock" and not shown(path).startswith(AS_SENT)
    ]


def test_every_column_is_in_the_glossary() -> None:
    terms = {term.strip("`") for cell in _glossary() for term in cell.split(", ")}
    columns = {column.name for table in TABLES if table is not None for column in table.columns}
    assert not sorted(columns - terms), "words first: a noun enters GLOSSARY.md before it enters code"


def test_every_register_is_in_the_glossary() -> None:
    terms = {term.strip("`") for cell in _glossary() for term in cell.split(", ")}
    assert not sorted(set(REGISTERS) - terms)


def test_every_term_has_its_vietnamese() -> None:
    assert len(_glossary()) > 100
    assert not [term for term, vietnamese in _glossary().items() if not vietnamese]


@pytest.mark.parametrize("pattern", MACHINE)
def test_the_repository_names_nothing_outside_itself(pattern: str) -> None:
    found = [
        f"{name}:{text[: match.start()].count(chr(10)) + 1}"
        for name, text in _texts()
        for match in re.finditer(pattern, text)
    ]
    assert not found


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b")
    assert not [name for name, text in _texts() if marks.search(text)]
