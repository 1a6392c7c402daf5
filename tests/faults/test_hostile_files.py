"""Files that are broken, or made to break: a sentence that says what to do, and a lake that was not touched."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.faults.apart import measured
from tests.faults.command import Desk, run
from tests.faults.proof import record
from tests.faults.province import OF_DAY, files_of

from toandan.lake.keyring import Keyring
from toandan.lake.sealed import SealedWriter

HEADING = "national_id,full_name,birth_date,sex,commune,residence_kind\n"
PERSON = "010190000001,Nguyễn Văn A,1990-01-05,male,02923,permanent\n"
GOOD = (HEADING + PERSON).encode()
MIB, GIB = 1 << 20, 1 << 30
# What the program itself needs, and a few blocks; the files are larger.
MOST_MEMORY = 600 * MIB

type Make = Callable[[Path], Path]


def holding(name: str, content: bytes) -> Make:
    """A file of that name and content."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def zipped(content: bytes) -> bytes:
    """The content as the only part of a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("population.csv", content)
    return packed.getvalue()


def parquet(*, table: pa.Table | None = None) -> bytes:
    """A Parquet file of one good person, or of another table."""
    names, values = HEADING.strip().split(","), PERSON.strip().split(",")
    written = io.BytesIO()
    pq.write_table(
        pa.table({n: [v] for n, v in zip(names, values, strict=True)}) if table is None else table, written
    )
    return written.getvalue()


def nested() -> bytes:
    """Parquet with a structure where a text belongs."""
    table = pq.read_table(io.BytesIO(parquet()))
    return parquet(table=table.set_column(1, "full_name", pa.array([{"family": ["Nguyễn"]}])))


def no_text() -> bytes:
    """Parquet whose names are bytes of no encoding."""
    table = pq.read_table(io.BytesIO(parquet()))
    return parquet(table=table.set_column(1, "full_name", pa.array([b"\xff\xfe\x00"], pa.binary())))


def encrypted(folder: Path) -> Path:
    """Parquet that is encrypted as the lake's own files are."""
    path = folder / "f.parquet"
    table = pq.read_table(io.BytesIO(parquet()))
    with SealedWriter(path, table.schema, Keyring(b"i" * 32, b"f" * 32, b"d" * 32)) as writer:
        writer.write(table)
    return path


def workbook(folder: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook of one good person with its parts changed."""
    with xlsxwriter.Workbook(str(folder / "good.xlsx")) as book:
        sheet = book.add_worksheet("A")
        for row_n, line in enumerate((HEADING, PERSON)):
            sheet.write_row(row_n, 0, line.strip().split(","))
    path = folder / "f.xlsx"
    with (
        zipfile.ZipFile(folder / "good.xlsx") as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


def with_part(end: str, content: bytes) -> Make:
    """A workbook with one part put in another's place."""
    return lambda folder: workbook(folder, lambda name, old: content if name.endswith(end) else old)


def deeply_nested(folder: Path) -> Path:
    """A workbook whose sheet is elements in elements in elements."""
    deep = 200_000
    return with_part("sheet1.xml", b"<worksheet>" + b"<a>" * deep + b"</a>" * deep + b"</worksheet>")(folder)


def pipe(folder: Path) -> Path:
    """A named pipe that nobody writes to."""
    os.mkfifo(folder / "f.csv")
    return folder / "f.csv"


def link_to(target: str) -> Make:
    """A link with the name of a text file."""

    def make(folder: Path) -> Path:
        (folder / "f.csv").symlink_to(target)
        return folder / "f.csv"

    return make


def folder_named(folder: Path) -> Path:
    """A folder with the name of a text file."""
    (folder / "f.csv").mkdir()
    return folder / "f.csv"


def no_name_of_text(folder: Path) -> Path:
    """A file whose name is no text."""
    path = folder / os.fsdecode(b"\xff.csv")
    path.write_bytes(GOOD)
    return path


REFUSED: dict[str, tuple[Make, str]] = {
    "gzip named csv": (holding("f.csv", gzip.compress(GOOD)), "its first bytes are gzip"),
    "zip named csv": (holding("f.csv", zipped(GOOD)), "its first bytes are XLSX"),
    "zip named xlsx": (holding("f.xlsx", zipped(GOOD)), "holds no workbook"),
    "csv named xlsx": (holding("f.xlsx", GOOD), "its first bytes are plain text"),
    "web page named xls": (holding("f.xls", b"<html><table><tr><td>1"), "its first bytes are HTML"),
    "csv named parquet": (holding("f.parquet", GOOD), "its first bytes are plain text"),
    "parquet named csv": (holding("f.csv", parquet()), "its first bytes are Parquet"),
    "parquet cut off": (holding("f.parquet", parquet()[:-40]), "no readable Parquet file"),
    "parquet, first bytes only": (holding("f.parquet", b"PAR1"), "no readable Parquet file"),
    "parquet, no footer": (
        holding("f.parquet", b"PAR1" + b"\0" * 5_000 + b"PAR1"),
        "no readable Parquet file",
    ),
    "parquet with structures": (holding("f.parquet", nested()), "column full_name has no text form"),
    "parquet with bytes": (holding("f.parquet", no_text()), "column full_name has no text form"),
    "parquet, encrypted": (encrypted, "its first bytes are an encrypted Parquet file"),
    "xls cut off": (
        holding("f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90),
        "cannot be read as a workbook",
    ),
    "xlsx deeply nested": (deeply_nested, "f.xlsx"),
    "xlsx bomb": (with_part("sheet1.xml", b" " * (70 * MIB)), "would unfold to"),
    "xlsx entities": (
        with_part("sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "defines entities",
    ),
    "xlsx without strings": (with_part("sharedStrings.xml", b""), "f.xlsx"),
    "nothing": (holding("f.csv", b""), "f.csv is empty"),
    "blanks": (holding("f.csv", b"\n \n\n"), "column missing"),
    "a byte order mark": (holding("f.csv", b"\xef\xbb\xbf"), "column missing"),
    "zeros": (holding("f.csv", b"\0" * 5_000), "f.csv"),
    "zeros below": (holding("f.csv", HEADING.encode() + b"\0" * 5_000), "none of the 1 rows can be accepted"),
    "noise": (holding("f.csv", bytes(range(128, 256)) * 100), "is not UTF-8"),
    "heading twice": (holding("f.csv", GOOD.replace(b"\n", b",sex\n", 1)), "column twice: sex"),
    "a pipe": (pipe, "not an ordinary file"),
    "a device without end": (link_to("/dev/zero"), "not an ordinary file"),
    "a folder": (folder_named, "not an ordinary file"),
    "a link to nothing": (link_to("nowhere.csv"), "No such file"),
    "a link to itself": (link_to("f.csv"), "f.csv cannot be read"),
    "not to be read": (link_to("/proc/self/mem"), "f.csv cannot be read"),
    "a name that is no text": (no_name_of_text, "its name is no text"),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with keys and no lake."""
    made = Desk(tmp_path_factory.mktemp("hostile"))
    (made.folder / "temp").mkdir()
    assert run(made, "keys", "new") == 0, made.said.read_text()
    return made


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_refused(desk: Desk, case: str, tmp_path: Path) -> None:
    make, told = REFUSED[case]
    before = files_of(desk)
    code = run(desk, "intake", "population", str(make(tmp_path)), *OF_DAY)
    said = desk.said.read_text("utf-8")
    assert code == 1, said
    assert told in said
    assert "Traceback" not in said
    assert "  do: " in said
    assert "Nguyễn" not in said
    assert files_of(desk) - before <= {"lake/.lock"}


def test_a_name_with_quotes_in_a_home_with_quotes(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "it's \"a\" 'home'; --")
    (desk.folder / "temp").mkdir(parents=True)
    path = tmp_path / 'o\'brien "x"; DROP TABLE.csv'
    path.write_bytes(GOOD)
    for words in (("keys", "new"), ("intake", "population", str(path), *OF_DAY), ("lake", "verify")):
        assert run(desk, *words) == 0, desk.said.read_text()


def test_line_ends_of_every_kind_in_one_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "temp").mkdir()
    rows = [PERSON.replace("0001", f"000{n}").rstrip("\n") for n in range(1, 7)]
    ends = ["\r\n", "\n", "\r", "\r\n", "\n", ""]
    text = HEADING + "".join(row + end for row, end in zip(rows, ends, strict=True))
    (tmp_path / "f.csv").write_bytes(text.encode())
    assert run(desk, "keys", "new") == 0
    assert run(desk, "intake", "population", str(tmp_path / "f.csv"), *OF_DAY) == 0, desk.said.read_text()
    assert "accepted                6" in desk.said.read_text()


def one_line(path: Path, begin: bytes, size: int) -> Path:
    """A file that begins so and goes on with one line of so many bytes."""
    with path.open("wb") as file:
        file.write(begin)
        for _ in range(size // MIB):
            file.write(b"x" * MIB)
    return path


LINES = {
    "a heading without an end": b"",
    "a row without an end": GOOD,
    "a quote that never closes": GOOD + b'"',
    "a row without an end, UTF-16": b"\xff\xfe" + GOOD.decode().encode("utf-16-le"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_long_line(desk: Desk, case: str, tmp_path: Path) -> None:
    check_long_line(desk, one_line(tmp_path / "f.csv", LINES[case], 8 * MIB))


@pytest.mark.prove
@pytest.mark.parametrize("case", LINES)
def test_a_line_of_a_gigabyte(desk: Desk, case: str, tmp_path: Path) -> None:
    peak = check_long_line(desk, one_line(tmp_path / "f.csv", LINES[case], GIB))
    record(f"a line of 1 GiB: {case}", f"refused; peak memory {peak // MIB} MiB")


def check_long_line(desk: Desk, path: Path) -> int:
    """It is refused in bounded memory; the peak in bytes."""
    ended = measured(desk, "intake", "population", str(path), *OF_DAY)
    path.unlink()
    assert ended.code == 1, ended.said
    assert "line" in ended.said
    assert "Traceback" not in ended.said
    assert len(ended.said) < 2_000
    assert ended.peak < MOST_MEMORY
    return ended.peak
