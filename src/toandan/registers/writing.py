"""From a staged extract to the files of a snapshot: rows, names apart, quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toandan.lake.keyring import Keyring
from toandan.lake.sealed import SealedWriter
from toandan.registers.columns import arrow_schema
from toandan.registers.known import Known
from toandan.registers.quarantine import Describer, KeptPlaces, quarantine_schema
from toandan.registers.source.batch import (
    LINE,
    ROW_N,
    WHERE,
    TextBatch,
    are_among,
    of_size,
    text_schema,
    trimmed,
)
from toandan.registers.source.extract import Extract
from toandan.registers.staging import FINDINGS, KEPT, Staged
from toandan.registers.working import in_order
from toandan.schemas.table import Register

GROUP_ROWS = 122_880
NAME_FORM = "NFC"
FIRST_SHOWN = 3


@dataclass(slots=True)
class Written:
    """What stands in the files: counts, main reasons, and the keyed digests of the encrypted ones.

    ``first`` holds line and reason of the first few rows that were not accepted. Nothing of it is
    personal.
    """

    accepted_n: int = 0
    quarantined_n: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    digests: dict[str, str] = field(default_factory=dict)
    first: list[tuple[int, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Its fields as a JSON value."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """The same from that value."""
        first = [(int(line), str(reason)) for line, reason in content["first"]]
        return cls(**{**content, "codes": Counter(content["codes"]), "first": first})


def write_rows(staged: Staged, register: Register, path: Path) -> int:
    """Write the accepted rows, ordered by row_n, and return how many there are.

    Row groups have a fixed size, so equal content gives equal bytes.
    """
    schema = arrow_schema(register.stored)
    bad = _row_ns(staged.bad)
    with pq.ParquetWriter(path, schema, compression="zstd") as target:
        parts = (_stored(batch, bad, schema) for batch in in_order(staged.parts, schema.names))
        written = 0
        for table in of_size(parts, schema, GROUP_ROWS):
            target.write_table(table, row_group_size=GROUP_ROWS)
            written += table.num_rows
    return written


@dataclass(slots=True)
class Splitter:
    """The second reading of an extract: what is accepted goes to the sealed file, the rest to quarantine."""

    extract: Extract
    register: Register
    staged: Staged
    describer: Describer
    keyring: Keyring

    @classmethod
    def of(
        cls, extract: Extract, register: Register, staged: Staged, known: Known, keyring: Keyring
    ) -> Splitter:
        """The splitter of a staged extract."""
        describer = Describer(extract.place_of, register.received, known, staged.checks, kept_places(staged))
        return cls(extract, register, staged, describer, keyring)

    def write(self, sealed: Path, quarantine: Path) -> Written:
        """Write both files and tell what stands in them; a register without sealed columns gets only the second."""
        written = Written()
        with ExitStack() as files:
            aside = files.enter_context(
                SealedWriter(quarantine, quarantine_schema(self.register.received), self.keyring)
            )
            kept = self._sealed_writer(files, sealed)
            for good in of_size(self._good(aside, written), self._text_schema(), GROUP_ROWS):
                written.accepted_n += good.num_rows
                if kept is not None:
                    kept.write(self._sealed(good))
        written.digests = {
            path.name: writer.digest
            for path, writer in ((sealed, kept), (quarantine, aside))
            if writer is not None
        }
        return written

    def _sealed_writer(self, files: ExitStack, path: Path) -> SealedWriter | None:
        table = self.register.sealed
        if table is None:
            return None
        return files.enter_context(SealedWriter(path, arrow_schema(table), self.keyring))

    def _text_schema(self) -> pa.Schema:
        names = self.register.sealed.names if self.register.sealed else (ROW_N,)
        return pa.schema([(name, pa.int64() if name == ROW_N else pa.string()) for name in names])

    def _good(self, aside: SealedWriter, written: Written) -> Iterator[pa.RecordBatch]:
        """The sealed columns of accepted rows; the others are written aside on the way."""
        names = self._text_schema().names
        bad = _row_ns(self.staged.bad)
        for batch in self.extract.batches():
            is_bad = are_among(batch.rows[ROW_N].to_numpy(), bad)
            self._set_aside(batch, is_bad, bad, aside, written)
            yield batch.rows.select(names).filter(pa.array(~is_bad))

    def _set_aside(
        self, batch: TextBatch, is_bad: np.ndarray, bad: np.ndarray, aside: SealedWriter, written: Written
    ) -> None:
        if not is_bad.any() and not batch.broken:
            return
        rows = batch.rows.filter(pa.array(is_bad))
        places = np.searchsorted(bad, rows.column(ROW_N).to_numpy())
        reasons = self.staged.bad.take(pa.array(places))
        findings = zip(reasons[FINDINGS].to_pylist(), reasons[KEPT].to_pylist(), strict=True)
        entries = self.describer.entries(rows, findings, batch.broken)
        written.codes.update(str(entry["code"]) for entry in entries)
        written.quarantined_n += len(entries)
        shown = entries[: FIRST_SHOWN - len(written.first)]
        written.first.extend((int(str(entry[LINE])), str(entry["reason"])) for entry in shown)
        aside.write(pa.Table.from_pylist(entries, schema=quarantine_schema(self.register.received)))

    def _sealed(self, good: pa.Table) -> pa.Table:
        columns = [
            values if name == ROW_N else _composed(values.combine_chunks())
            for name, values in zip(good.schema.names, good.columns, strict=True)
        ]
        return pa.table(columns, schema=self._text_schema())


def _stored(batch: pa.RecordBatch, bad: np.ndarray, schema: pa.Schema) -> pa.RecordBatch:
    good = batch.filter(pa.array(~are_among(batch[ROW_N].to_numpy(), bad))).select(schema.names)
    return good.cast(schema)


def kept_places(staged: Staged) -> KeptPlaces:
    """Where every row stands that was kept instead of a repetition."""
    kept = pc.unique(staged.bad[KEPT].drop_null().combine_chunks()).sort()
    wanted = kept.to_numpy()
    parts = [
        batch.filter(pa.array(are_among(batch[ROW_N].to_numpy(), wanted)))
        for batch in (in_order(staged.parts, list(WHERE)) if len(wanted) else ())
    ]
    told = pa.Table.from_batches(parts, schema=text_schema(()))
    return KeptPlaces(*(told[name].to_numpy() for name in WHERE))


def _row_ns(bad: pa.Table) -> np.ndarray:
    row_ns: np.ndarray = bad[ROW_N].combine_chunks().to_numpy()
    return row_ns


def _composed(values: pa.Array) -> pa.Array:
    return pc.utf8_normalize(trimmed(values), form=NAME_FORM)
