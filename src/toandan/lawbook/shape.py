"""How files of the law become typed values, and the JSON Schema of the same types.

The structures are declared once, as ``msgspec`` types in this room: reading, refusing and the
published schema in ``law/schemas`` all come from the declaration. A field that is not known is
refused, as a misspelt one would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from toandan.lawbook import yaml_text
from toandan.lawbook.fields import problem

Confidence = Literal["A", "B", "C", "D"]
Slug = Annotated[
    str,
    msgspec.Meta(pattern="^[a-z][a-z0-9_]*$", description="a word: small letters, digits and low lines"),
]
Name = Annotated[
    str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]*$", description="small letters, digits and dashes")
]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Sources = Annotated[tuple[Name, ...], msgspec.Meta(min_length=1, description="ids of sources.yaml")]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
Age = Annotated[int, msgspec.Meta(ge=0, le=120, description="whole years")]

BINDING = ("A", "B")


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of a law file: unchangeable, with named fields and no others."""


class Dated(Shape, frozen=True, kw_only=True):
    """An entry that holds from a day on, until the next one of its row begins."""

    start: date


def in_force[D: Dated](dated: Sequence[D], day: date) -> D | None:
    """The entry of a row that holds on a day; None before the first."""
    begun = [one for one in dated if one.start <= day]
    return begun[-1] if begun else None


def build[S](shape: type[S], document: object, where: str) -> S:
    """The document as that type; raises BadInput naming the field for anything else."""
    try:
        return msgspec.convert(document, shape, builtin_types=(Decimal,))
    except msgspec.ValidationError as found:
        why, _, path = str(found).partition(" - at `$")
        shown = path.rstrip("`").lstrip(".")
        at = f"{where}: {shown}" if shown else where
        raise problem(at, why, "mend the field", why_vi=_why_vi(why)) from None


def read[S](shape: type[S], path: Path, folder: Path) -> S:
    """One file of the law as that type; errors name it by its place below the law folder."""
    return build(shape, yaml_text.read(path), shown(path, folder))


def shown(path: Path, folder: Path) -> str:
    """The name of a file of the law as errors say it."""
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


_WHY_VI = (
    (re.compile(r"Object contains unknown field `(.*)`"), r"không có trường `\1`"),
    (re.compile(r"Object missing required field `(.*)`"), r"thiếu trường `\1`"),
    (re.compile(r"Expected `(.*)`, got `(.*)`"), r"cần `\1`, nhưng có `\2`"),
    (re.compile(r"Expected `(.*)` (>=|<=|<|>) (.*)"), r"cần `\1` \2 \3"),
    (re.compile(r"Expected `(.*)` matching regex (.*)"), r"cần `\1` theo mẫu \2"),
    (re.compile(r"Expected `(.*)` of length (.*)"), r"cần `\1` có độ dài \2"),
    (re.compile(r"Invalid RFC3339 encoded date"), "không phải ngày dạng 2026-07-01"),
    (re.compile(r"Invalid enum value (.*)"), r"không có giá trị \1"),
    (re.compile(r"Invalid value (.*)"), r"giá trị \1 không hợp lệ"),
)


def _why_vi(why: str) -> str:
    """What the library says of a field, in Vietnamese; as it says it where it has another form."""
    return next((form.sub(said, why) for form, said in _WHY_VI if form.fullmatch(why)), why)


def json_schema(shape: type[Shape], title: str) -> dict[str, Any]:
    """The JSON Schema of a type, under 2020-12, with its title."""
    (top,), parts = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **top,
        "$defs": {name: _numbers(part) for name, part in sorted(parts.items())},
    }


def _numbers(part: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A number with a point is a number in YAML, not a text as in JSON."""
    if part == {"type": "string", "format": "decimal"}:
        return {"type": "number"}
    if isinstance(part, dict):
        return {name: _numbers(value) for name, value in part.items()}
    return [_numbers(one) for one in part] if isinstance(part, list) else part
