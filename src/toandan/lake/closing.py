"""A closing: what it was made from, and the tables it wrote."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from toandan.errors import BadInput
from toandan.lake.event import Event
from toandan.lake.text import canonical, sha256_text

CLOSING_SCHEMA = "toandan/closing/1"
ID_HEX = 16


@dataclass(frozen=True, slots=True, order=True)
class UsedSnapshot:
    """A snapshot as a closing used it: of the day, carried from earlier, or read back from history."""

    id: str
    use: str
    card_sha256: str


@dataclass(frozen=True, slots=True)
class Written:
    """One table as written."""

    sha256: str
    rows_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCard:
    """A closing is a function of these inputs and of nothing else."""

    month: str
    snapshots: tuple[UsedSnapshot, ...]
    law_version: str
    spine_version: str
    places_version: str
    software_version: str
    synthetic: bool
    tables: dict[str, Written]
    findings: dict[str, int]
    parameters: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The closing's name, made from its inputs alone."""
        fields = self._fields()
        for outcome in ("tables", "findings", "synthetic"):
            fields.pop(outcome)
        return sha256_text(canonical(fields))[:ID_HEX]

    def _fields(self) -> dict[str, Any]:
        """Its fields by name; settings only where the closing read some, so that others keep their ids."""
        fields = asdict(self)
        if not self.parameters:
            fields.pop("parameters")
        return fields

    def to_json(self) -> bytes:
        """The card as it is written."""
        return canonical({"schema": CLOSING_SCHEMA, "id": self.id, **self._fields()})

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The card as it was written."""
        fields: dict[str, Any] = json.loads(content)
        fields.pop("schema")
        fields.pop("id")
        fields["snapshots"] = tuple(UsedSnapshot(**used) for used in fields["snapshots"])
        fields["tables"] = {name: Written(**written) for name, written in fields["tables"].items()}
        return cls(**fields)


def table_of_file(name: str) -> str:
    """The table a file of a closing holds; a table made in parts is several files, ``name.000`` and so on."""
    return name.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Closing:
    """A committed closing and where its tables lie; ``destroyed`` says how its core tables came to be."""

    card: ClosingCard
    core: Path
    out: Path
    destroyed: Event | None = None

    @property
    def standing(self) -> dict[str, Written]:
        """The tables that are there: all of them, or those without any person."""
        return {name: written for name, written in self.card.tables.items() if not self._is_destroyed(name)}

    def table(self, name: str) -> Path:
        """The Parquet file of one of its tables, or of one part of it; raises BadInput for a name it did not write."""
        if name not in self.card.tables:
            raise BadInput(what=f"closing {self.card.id} has no table {name}", where=str(self.out))
        if self._is_destroyed(name):
            raise BadInput(
                what=f"table {name} of closing {self.card.id} was destroyed",
                where=str(self.core),
                why="a snapshot it was made from was destroyed; it held the same people",
                do="close the month again; `toandan lake log` tells what happened",
            )
        return (self.core if name.startswith("core_") else self.out) / f"{name}.parquet"

    def files(self, table: str) -> tuple[Path, ...]:
        """The files of one of its tables, in order; raises BadInput as ``table`` does."""
        names = sorted(name for name in self.card.tables if table_of_file(name) == table)
        return tuple(self.table(name) for name in names or [table])

    def _is_destroyed(self, name: str) -> bool:
        return self.destroyed is not None and name.startswith("core_")
