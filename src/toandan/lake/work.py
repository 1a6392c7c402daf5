"""A work: tables made from snapshots and other works, and the card that says from which.

A closing is one kind of work. Its card has a layout of its own (``closing.py``); everything that is
done with works (commit, read, verify, destroy, rotate) is done with closings by the same code.
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

from toandan.lake import refused
from toandan.lake.event import Event
from toandan.lake.text import canonical, sha256_text

WORK_SCHEMA = "toandan/work/1"
SNAPSHOT, CLOSING, WORK = "snapshot", "closing", "work"
# The kind is a folder of the lake. Closings lie in the folders of their months instead.
KIND = re.compile(r"[a-z][a-z_]*")
ID_HEX = 16
OF_PERSONS = "core_"


@dataclass(frozen=True, slots=True, order=True)
class WorkInput:
    """What a work was made from; ``kind`` is snapshot, closing or work, ``id`` its name in the manifest.

    ``card_sha256`` is that of the card as it was first committed; ``use`` says in what way it was used.
    """

    kind: str
    id: str
    card_sha256: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One table as written."""

    sha256: str
    rows_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCard(ABC):
    """What the cards of closings and of other works have in common.

    ``tables`` are all files by name, encrypted ones included. ``committed_as`` is the SHA-256 of the
    card as it was first committed, where the keys were rotated since: works made from this one go on
    naming it by that.
    """

    synthetic: bool
    tables: dict[str, Written]
    findings: dict[str, int]
    committed_as: str = ""
    input_kind: ClassVar[str] = WORK

    @property
    @abstractmethod
    def id(self) -> str:
        """16 hexadecimal digits, made from its inputs alone."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Its name in the manifest, and its folder below ``core`` and ``out``."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What an error calls it."""

    @property
    @abstractmethod
    def title_vi(self) -> str:
        """The same in Vietnamese."""

    @property
    @abstractmethod
    def made_from(self) -> tuple[WorkInput, ...]:
        """Everything it was made from."""

    @property
    @abstractmethod
    def sealed(self) -> dict[str, str]:
        """The keyed digest of each encrypted file, by name."""

    @property
    @abstractmethod
    def outlives(self) -> bool:
        """Whether it stays when something it was made from is destroyed."""

    @property
    @abstractmethod
    def software(self) -> str:
        """The version of the software that made it; empty where it does not say."""

    @abstractmethod
    def to_json(self) -> bytes:
        """The card as it is written."""

    @classmethod
    @abstractmethod
    def from_json(cls, content: bytes) -> Self:
        """The card as it was written."""

    def rekeyed(self, tables: dict[str, Written], digests: dict[str, str]) -> Self:  # noqa: ARG002
        """The card of the same work under other keys, which remembers the hash it was first committed with."""
        return replace(self, tables=tables, committed_as=self.card_sha256)

    @property
    def card_sha256(self) -> str:
        """What others name this card by: its SHA-256 as it was first committed."""
        return self.committed_as or sha256_text(self.to_json())

    def of_persons(self, name: str) -> bool:
        """Whether a file of this name lies in ``core``: it holds keyed ids, or is encrypted."""
        return name.startswith(OF_PERSONS) or name in self.sealed

    @property
    def holds_persons(self) -> bool:
        """Whether any of its files does."""
        return any(map(self.of_persons, self.tables))

    def same_as(self, other: MadeCard) -> bool:
        """Whether both tell of the same content; two encryptions of the same rows never have the same bytes."""
        return _told(self) == _told(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCard(MadeCard):
    """A work is a function of its inputs, of versions (of code, law, places) and of parameters.

    Nothing else stands in the card: who asked for it and when is in the log. ``digests`` has the
    keyed digest of each encrypted file, by the name of its table. ``outlives_inputs`` says that it stays when something
    it was made from is destroyed. Raises BadInput for a kind that cannot be a folder.
    """

    kind: str
    inputs: tuple[WorkInput, ...]
    versions: dict[str, str]
    parameters: dict[str, Any]
    outlives_inputs: bool = False
    digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if KIND.fullmatch(self.kind) is None or self.kind == CLOSING:
            raise refused.no_kind(self.kind)
        object.__setattr__(self, "inputs", tuple(sorted(self.inputs)))

    @property
    def id(self) -> str:
        """16 hexadecimal digits, made from kind, inputs, versions and parameters alone."""
        fields = asdict(self)
        told = {name: fields[name] for name in ("kind", "inputs", "versions", "parameters")}
        return sha256_text(canonical(told))[:ID_HEX]

    @property
    def name(self) -> str:
        """``kind/id``."""
        return f"{self.kind}/{self.id}"

    @property
    def title(self) -> str:
        """What an error calls it."""
        return f"work {self.name}"

    @property
    def title_vi(self) -> str:
        """The same in Vietnamese."""
        return f"sản phẩm dữ liệu {self.name}"

    @property
    def made_from(self) -> tuple[WorkInput, ...]:
        """Its inputs, in order."""
        return self.inputs

    @property
    def sealed(self) -> dict[str, str]:
        """The keyed digest of each encrypted file, by name."""
        return self.digests

    @property
    def outlives(self) -> bool:
        """Whether it stays when something it was made from is destroyed."""
        return self.outlives_inputs

    @property
    def software(self) -> str:
        """The version named ``software``, if there is one."""
        return self.versions.get("software", "")

    def rekeyed(self, tables: dict[str, Written], digests: dict[str, str]) -> Self:
        """The same with the digests of encrypted files under the new keys."""
        return replace(
            self, tables=tables, digests={**self.digests, **digests}, committed_as=self.card_sha256
        )

    def to_json(self) -> bytes:
        """The card as it is written."""
        return canonical({"schema": WORK_SCHEMA, "id": self.id, **without_empty(self, "committed_as")})

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The card as it was written."""
        fields: dict[str, Any] = json.loads(content)
        if fields.pop("schema") != WORK_SCHEMA:
            raise ValueError("schema")
        fields.pop("id")
        fields["inputs"] = tuple(WorkInput(**one) for one in fields["inputs"])
        fields["tables"] = tables_of(fields["tables"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Work[C: MadeCard]:
    """A committed work and where its tables lie; ``destroyed`` says how its tables of persons came to be."""

    card: C
    core: Path
    out: Path
    destroyed: Event | None = None

    @property
    def name(self) -> str:
        """Its name in the manifest: ``kind/id``, of a closing ``month/id``."""
        return self.card.name

    def as_input(self, use: str = "") -> WorkInput:
        """How a work that is made from it names it."""
        return WorkInput(self.card.input_kind, self.name, self.card.card_sha256, use)

    @property
    def standing(self) -> dict[str, Written]:
        """The tables that are there: all of them, or those without any person."""
        return {name: written for name, written in self.card.tables.items() if not self._is_destroyed(name)}

    def table(self, name: str) -> Path:
        """The Parquet file of one of its tables, or of one part of it; encrypted where the card's digests name it.

        Raises BadInput for a name it did not write, and for a table that was destroyed.
        """
        if name not in self.card.tables:
            raise refused.no_table(self, name)
        if self.destroyed is not None and self._is_destroyed(name):
            raise refused.table_destroyed(self, name, self.destroyed)
        return (self.core if self.card.of_persons(name) else self.out) / f"{name}.parquet"

    def files(self, table: str) -> tuple[Path, ...]:
        """The files of one of its tables, in order; raises BadInput as ``table`` does."""
        names = sorted(name for name in self.card.tables if table_of_file(name) == table)
        return tuple(self.table(name) for name in names or [table])

    def _is_destroyed(self, name: str) -> bool:
        return self.destroyed is not None and self.card.of_persons(name)


type AnyWork = Work[Any]


def table_of_file(name: str) -> str:
    """The table a file of a work holds; a table made in parts is several files, ``name.000`` and so on."""
    return name.split(".", 1)[0]


def tables_of(fields: dict[str, dict[str, Any]]) -> dict[str, Written]:
    """The tables of a card as they were written."""
    return {name: Written(**written) for name, written in fields.items()}


def without_empty(card: MadeCard, *names: str) -> dict[str, Any]:
    """The fields of a card, without those named here that say nothing: a card without them is written as before."""
    fields = asdict(card)
    return {name: value for name, value in fields.items() if value or name not in names}


def _told(card: MadeCard) -> bytes:
    tables = {
        name: Written("" if name in card.sealed else written.sha256, written.rows_n)
        for name, written in card.tables.items()
    }
    return replace(card, tables=tables, committed_as="").to_json()
