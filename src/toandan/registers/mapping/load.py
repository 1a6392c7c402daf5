"""From the text of a mapping file to a checked mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from toandan.errors import BadInput
from toandan.registers.mapping.declared import MAPPING_SCHEMA, FileRule, Mapping
from toandan.registers.mapping.plain_yaml import MOST_BYTES, NameTwice, plain_yaml
from toandan.registers.mapping.problems import Place, check_known, unusable
from toandan.registers.mapping.rules import rule_from
from toandan.schemas.registers import REGISTERS, register_named
from toandan.schemas.table import Table

TOP = ("schema", "register", "name", "file", "columns", "not_used")
FILE = ("sheet", "encoding", "delimiter", "title_rows")


def load_mapping(path: Path, register: str) -> Mapping:
    """The mapping in a YAML file, checked against the register's declared columns.

    Raises BadInput for a file that cannot be read, a name that is not known or stands twice, a
    required column without a rule, and a rule that contradicts itself or its column; Usage for
    an unknown register.
    """
    return mapping_from(_text(path), str(path), register)


def mapping_from(text: str, where: str, register: str) -> Mapping:
    """The mapping that a YAML text declares; ``where`` is named in errors. Raises as ``load_mapping``."""
    layout = register_named(register).received
    place = Place(where)
    content = _parsed(text, place)
    check_known(place, content, TOP, "entry")
    _check_head(content, place, register)
    columns = _named(content.get("columns"), place.within("columns"))
    _check_columns(columns, layout, place.within("columns"))
    mapping = Mapping(
        register=register,
        name=_word(content.get("name", ""), place.within("name")),
        rules=tuple(
            rule_from(layout.column(name), said, place.within(f"columns, {name}"))
            for name, said in columns.items()
        ),
        not_used=_words(content.get("not_used", []), place.within("not_used")),
        file=_file_rule(content.get("file", {}), place.within("file")),
    )
    _check_aside(mapping, place)
    return mapping


def _text(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise unusable(
                Place(str(path)), "it is larger than 4 MB", "name the mapping file, not the data file"
            )
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise BadInput(
            what=f"the mapping {path.name} cannot be read",
            where=str(path),
            why=why or "",
            do="check the name of the file and the right to read it; --propose writes one to start from",
        ) from None


def _parsed(text: str, place: Place) -> dict[str, Any]:
    try:
        content = plain_yaml(text)
    except NameTwice as problem:
        raise unusable(
            place.within(f"line {problem.line}"),
            f"{problem.name!r} stands twice",
            "keep one of the two; a column comes from one place",
        ) from None
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        at = place.within(f"line {mark.line + 1}") if mark else place
        raise unusable(at, "it is no YAML", "correct the line", str(problem.problem or "")) from None
    except RecursionError:
        raise unusable(place, "it is no YAML", "correct the file", "lists within lists without end") from None
    except yaml.YAMLError as problem:
        raise unusable(place, "it is no YAML", "correct the file", str(problem)) from None
    return _named(content, place)


def _check_head(content: dict[str, Any], place: Place, register: str) -> None:
    if content.get("schema") != MAPPING_SCHEMA:
        raise unusable(
            place.within("schema"),
            f"it is not of the form {MAPPING_SCHEMA}",
            f"begin the file with `schema: {MAPPING_SCHEMA}`",
        )
    named = content.get("register")
    if named != register:
        known = f"registers are {', '.join(REGISTERS)}"
        raise unusable(
            place.within("register"),
            f"it is for the register {named!r}, asked was {register!r}",
            f"name the mapping of this register, or correct the entry; {known}",
        )


def _check_columns(columns: dict[str, Any], layout: Table, place: Place) -> None:
    check_known(place, columns, layout.names, "column")
    missing = [column.name for column in layout.columns if column.required and column.name not in columns]
    if missing:
        raise unusable(
            place,
            f"column missing: {', '.join(missing)}",
            "give each a heading or a constant; the register needs them in every row",
        )


def _check_aside(mapping: Mapping, place: Place) -> None:
    used = {heading for rule in mapping.rules for heading in rule.headings}
    both = [heading for heading in mapping.not_used if heading in used]
    if both:
        raise unusable(
            place.within("not_used"),
            f"used and not used at once: {', '.join(both)}",
            "take the heading out of one of the two",
        )


def _file_rule(said: object, place: Place) -> FileRule:
    named = _named(said, place)
    check_known(place, named, FILE, "entry")
    words = {name: _word(text, place.within(name)) for name, text in named.items()}
    title_rows = words.pop("title_rows", "")
    if title_rows and not (title_rows.isascii() and title_rows.isdigit()):
        raise unusable(place.within("title_rows"), f"{title_rows!r} is no number of rows", "write 0, 1, 2 …")
    return FileRule(**words, title_rows=int(title_rows) if title_rows else None)


def _named(said: object, place: Place) -> dict[str, Any]:
    if isinstance(said, dict):
        return said
    raise unusable(place, "names and values are missing", "write lines of the form `name: value`")


def _words(said: object, place: Place) -> tuple[str, ...]:
    if said == "":
        return ()
    if isinstance(said, list) and all(isinstance(word, str) for word in said):
        return tuple(said)
    raise unusable(place, "it is no list of headings", "write `- heading` lines")


def _word(said: object, place: Place) -> str:
    if isinstance(said, str):
        return said
    raise unusable(place, "it is no single value", "write one text")
