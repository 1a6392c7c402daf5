"""The doors to the participation groups: opened on first use, kept for the life of the process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toandan.lawbook.group import Group
from toandan.lawbook.read import read_groups
from toandan.lawbook.version import LAW, version_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Group", "LawBook", "group_table", "groups_at", "known_codes", "law_version"]


class LawBook:
    """The law of one folder, read once; raises BadInput when a file of it is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.groups = read_groups(folder)
        self.version = version_of(folder)

    def groups_at(self, day: date) -> dict[str, Group]:
        """The groups in force on a day by code, in the order of Article 12."""
        return {group.code: group for group in self.groups if group.holds(day)}

    def known_codes(self) -> frozenset[str]:
        """The codes of any day."""
        return frozenset(group.code for group in self.groups)


@cache
def shipped() -> LawBook:
    """The law that comes with the package."""
    return LawBook(LAW)


def groups_at(day: date) -> dict[str, Group]:
    """The groups in force on a day by code, in the order of Article 12: who pays is the first that fits."""
    return shipped().groups_at(day)


def known_codes() -> frozenset[str]:
    """The codes of any day; what intake may accept."""
    return shipped().known_codes()


def law_version() -> str:
    """The first 16 hex digits of the SHA-256 of the law; part of what a closing is a function of."""
    return shipped().version


def group_table(day: date) -> pa.Table:
    """The groups in force on a day, one row per code in order.

    Columns: group_code, group_order, clause (0 = not confirmed), name, name_vi.
    """
    import pyarrow as pa  # noqa: PLC0415 - keeps the room quick to import

    groups = list(groups_at(day).values())
    return pa.table(
        {
            "group_code": pa.array([group.code for group in groups], pa.string()),
            "group_order": pa.array([group.order for group in groups], pa.int64()),
            "clause": pa.array([group.clause for group in groups], pa.int64()),
            "name": pa.array([group.name for group in groups], pa.string()),
            "name_vi": pa.array([group.name_vi for group in groups], pa.string()),
        }
    )
