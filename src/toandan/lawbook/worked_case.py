"""Worked cases (``law/cases``) and what is easily missed (``law/easy-to-miss.yaml``): facts, a day, what is expected, why.

No program computes with them: tests ask the rules that ship, the reference pages show them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec

from toandan.lawbook.shape import Name, Shape, Text, read

CASES, EASY_TO_MISS = "cases", "easy-to-miss.yaml"


class WorkedCase(Shape, frozen=True, kw_only=True):
    """One case a lawyer can read: facts that differ from the usual ones, the day, what follows, where that is written."""

    id: Name
    day: date
    facts: dict[str, Any]
    expected: Annotated[dict[str, Any], msgspec.Meta(min_length=1)]
    article: Text
    why: Text
    why_vi: Annotated[Text | None, msgspec.Meta(description="asked for where the case shows something")] = (
        None
    )
    shows: Annotated[tuple[Name, ...], msgspec.Meta(description="ids of easy-to-miss.yaml")] = ()


class CaseFile(Shape, frozen=True, kw_only=True):
    """One file of cases: the ``rule`` that is asked (none: the whole chain for a person), the usual facts."""

    rule: Text | None = None
    usual: dict[str, Any]
    cases: Annotated[tuple[WorkedCase, ...], msgspec.Meta(min_length=1)]


class EasilyMissed(Shape, frozen=True, kw_only=True):
    """One thing about the law that is easily got wrong."""

    id: Name
    says: Text
    says_vi: Text
    article: Text


class EasilyMissedFile(Shape, frozen=True, kw_only=True):
    """The file easy-to-miss.yaml."""

    easily_missed: Annotated[tuple[EasilyMissed, ...], msgspec.Meta(min_length=1)]


def case_files(folder: Path) -> dict[str, CaseFile]:
    """The files of cases below a law folder by name; raises BadInput naming the field that is wrong."""
    return {path.stem: read(CaseFile, path, folder) for path in sorted((folder / CASES).glob("*.yaml"))}


def easily_missed(folder: Path) -> tuple[EasilyMissed, ...]:
    """What is easily missed, in the order of the file."""
    return read(EasilyMissedFile, folder / EASY_TO_MISS, folder).easily_missed
