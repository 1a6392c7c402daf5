"""The JSON Schemas of the law's files, made from the types that read them."""

from __future__ import annotations

import json

from toandan.lawbook.category import CategoryFile
from toandan.lawbook.group_file import GroupFile
from toandan.lawbook.local import LocalPolicy
from toandan.lawbook.open_point import OpenPoints
from toandan.lawbook.parameter import Parameter
from toandan.lawbook.reform import Reform
from toandan.lawbook.shape import Shape, json_schema
from toandan.lawbook.sources import SourceFile
from toandan.lawbook.worked_case import CaseFile, EasilyMissedFile

KINDS: dict[str, tuple[type[Shape], str]] = {
    "sources": (SourceFile, "The instruments the law rests on"),
    "parameter": (Parameter, "A figure of the law"),
    "category": (CategoryFile, "The categories of one clause of Article 12"),
    "group": (GroupFile, "The card codes of one clause"),
    "local": (LocalPolicy, "Premium support a province decides"),
    "reform": (Reform, "A proposal"),
    "not-coded": (OpenPoints, "What is not coded, and why"),
    "cases": (CaseFile, "Worked cases"),
    "easy-to-miss": (EasilyMissedFile, "What is easily missed"),
}


def schema_files() -> dict[str, str]:
    """Every schema by its file below ``law/schemas``."""
    return {
        f"{name}.json": json.dumps(json_schema(shape, title), ensure_ascii=False, indent=1) + "\n"
        for name, (shape, title) in KINDS.items()
    }
