"""A quarantine written to a file that a person opens, corrects and sends back."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from toandan.errors import BadInput, NotAllowed
from toandan.lake.durable import fsync_folder, told
from toandan.lake.keyring import Keyring
from toandan.lake.snapshot import Snapshot
from toandan.registers.codes import quarantine_code
from toandan.registers.correction.layout import TOLD, export_layout
from toandan.registers.in_layout import sealed_in_layout
from toandan.registers.masking import has_code, masked_texts
from toandan.registers.quarantine import RAW, RECEIVED, quarantine_schema
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Table
from toandan.values.sheet_text import harmless

MOST_IN_WORKBOOK = 200_000
READ_ME, ROWS_SHEET, READ_ME_ENDING = "READ ME", "quarantine", ".READ-ME.txt"
ENDINGS = (".csv", ".xlsx")
TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is exported: a snapshot, perhaps only rows with one code, in clear or masked."""

    snapshot: Snapshot
    code: str | None = None
    unmasked: bool = False

    @property
    def layout(self) -> Table:
        """The columns of the file."""
        return export_layout(REGISTERS[self.snapshot.id.register].received)

    def rows(self, keyring: Keyring) -> Iterator[list[str]]:
        """The cells of every row, in order; raises NotAllowed without the lake's keys."""
        for entry in self.entries(keyring):
            texts = self._texts(entry)
            yield [harmless(str(texts.get(name) or "")) for name in self.layout.names]

    def entries(self, keyring: Keyring) -> Iterator[dict[str, Any]]:
        """The quarantine's own rows."""
        schema = quarantine_schema(REGISTERS[self.snapshot.id.register].received)
        for batch in sealed_in_layout(self.snapshot.quarantine, keyring, schema):
            yield from (entry for entry in batch.to_pylist() if has_code(entry, self.code))

    def counts(self, keyring: Keyring) -> Counter[str]:
        """How many rows have each main reason."""
        return Counter(str(entry["code"]) for entry in self.entries(keyring))

    def _texts(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        reason = quarantine_code(entry["code"])
        register = REGISTERS[self.snapshot.id.register]
        if self.unmasked:
            texts = {name: entry[f"{RECEIVED}{name}"] for name in register.received.names}
            texts[RAW] = entry[RAW]
        else:
            texts = masked_texts(entry, register)
        told = {column.name: entry.get(column.name) for column in TOLD}
        return {**told, **texts, "reason_vi": reason.meaning_vi, "do_vi": reason.do_vi}


def check_target(path: Path, lake: Path, rows_n: int) -> None:
    """Raises BadInput for another ending, a file that is there, too many rows for a workbook, no rows; NotAllowed inside the lake."""
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(
            what=f"{path.name} is neither CSV nor XLSX", where=str(path), do="name it .csv or .xlsx"
        )
    if path.resolve().is_relative_to(lake.resolve()):
        raise NotAllowed(
            what="the lake keeps its rows encrypted; an export may not lie in it",
            where=str(path),
            do="name a folder outside the lake",
        )
    taken = [one for one in (path, _read_me(path)) if one.exists()]
    if taken:
        raise BadInput(
            what=f"{taken[0].name} is there already",
            where=str(taken[0]),
            why="a file that somebody may be correcting is not overwritten",
            do="name another file",
        )
    if not path.parent.is_dir():
        raise BadInput(what="there is no such folder", where=str(path.parent), do="make it, or name another")
    if rows_n == 0:
        raise BadInput(what="there are no such rows in quarantine", do="see `toandan quarantine list`")
    if path.suffix.lower() == ".xlsx" and rows_n > MOST_IN_WORKBOOK:
        raise BadInput(
            what=f"{rows_n:,} rows are too many for a workbook that is made in memory",
            why=f"at most {MOST_IN_WORKBOOK:,}",
            do="name a .csv file, or choose one reason with --code",
        )


def write_export(path: Path, chosen: Chosen, keyring: Keyring) -> int:
    """Write the file, readable by its owner only, and what it is; returns how many rows stand in it.

    A file that could not be finished is removed again. Raises NotAllowed for a disk that refuses.
    """
    write = _write_workbook if path.suffix.lower() == ".xlsx" else _write_text
    with told(path.parent):
        with _private(path) as file:
            rows_n = write(file, chosen, keyring)
        if path.suffix.lower() == ".csv":
            with _private(_read_me(path)) as file:
                file.write("\n".join(notice(chosen)).encode() + b"\n")
        fsync_folder(path.parent)
    return rows_n


def notice(chosen: Chosen) -> list[str]:
    """What a person must know of the file, in both languages."""
    lines = [f"{chosen.snapshot.id}"]
    if chosen.snapshot.card.synthetic:
        lines += ["DỮ LIỆU TỔNG HỢP, không phải của người thật. SYNTHETIC data: everybody in it is invented."]
    if chosen.unmasked:
        lines += [
            "Tệp này chứa DỮ LIỆU CÁ NHÂN, không che. Chỉ dùng cho mục đích đã ghi; xoá khi xong việc.",
            "This file holds PERSONAL DATA in clear. Use it only for the purpose that was recorded; delete it afterwards.",
        ]
    else:
        lines += [
            "Dữ liệu cá nhân trong tệp này đã được che bớt. Ô còn nguyên dấu che giữ giá trị đã nhận.",
            "Personal data in this file is masked. A masked cell left as it is stands for what was received.",
        ]
    return [
        *lines,
        "Sửa các cột đã nhận, giữ nguyên row_n; dòng xoá khỏi tệp vẫn bị cách ly. Gửi lại bằng:",
        "Correct the received columns, leave row_n as it is; rows deleted here stay in quarantine. Send it back with:",
        f"toandan quarantine resubmit {chosen.snapshot.id} FILE",
    ]


def _write_text(file: BinaryIO, chosen: Chosen, keyring: Keyring) -> int:
    # With a byte-order mark spreadsheets read it as UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(chosen.layout.names)
    rows_n = _each(chosen.rows(keyring), lambda _, cells: writer.writerow(cells))
    text.flush()
    text.detach()
    return rows_n


def _write_workbook(file: BinaryIO, chosen: Chosen, keyring: Keyring) -> int:
    # In memory: the library would leave parts of the rows in a temporary folder.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        read_me = book.add_worksheet(READ_ME)
        _each(
            iter([[line] for line in notice(chosen)]), lambda at, cells: read_me.write_string(at, 0, cells[0])
        )
        sheet = book.add_worksheet(ROWS_SHEET)
        as_text = book.add_format({"num_format": TEXT_FORMAT})
        # What is typed into the columns stays text too: numbers keep their zeros.
        sheet.set_column(0, len(chosen.layout.names) - 1, None, as_text)
        sheet.freeze_panes(1, 0)

        def write(at: int, cells: list[str]) -> None:
            for place, text in enumerate(cells):
                sheet.write_string(at, place, text, as_text)

        write(0, list(chosen.layout.names))
        return _each(chosen.rows(keyring), lambda at, cells: write(at + 1, cells))


def _each(rows: Iterator[list[str]], write: Callable[[int, list[str]], object]) -> int:
    rows_n = 0
    for cells in rows:
        write(rows_n, cells)
        rows_n += 1
    return rows_n


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read; gone again when the block ends with an error."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _read_me(path: Path) -> Path:
    return path.with_name(path.name + READ_ME_ENDING)
