"""No value of a person in what is printed, told, raised, logged, proposed, or written outside encrypted files.

A known name, numbers and a phone are planted in every kind of bad input; then everything the commands
say, every error with its whole traceback, and every file of the home is searched for them.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner

from toandan.cli.app import root
from toandan.engine.session import Settings
from toandan.lake.encrypted import is_sealed
from toandan.lake.home import Home
from toandan.lake.key_file import create_keyring
from toandan.lake.lake import Lake
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import take_in
from toandan.progress import Progress
from toandan.values.ids import masked

NAME, ID, NUMBER, PHONE = "Nguyễn Thị Bí Mật", "010190424242", "0142424242", "0987123456"
HIDDEN = "Trần Văn Kín Đáo"
PLANTED = (NAME, ID, NUMBER, PHONE, HIDDEN, NAME.upper(), "Bí Mật", "Kín Đáo")
HEADING = "national_id,full_name,birth_date,sex,commune,residence_kind,phone\n"
GOOD = "010190000001,Lê Văn A,1990-01-05,male,02923,permanent,\n"
PLAIN = f"{ID},{NAME},1990-01-05,male,02923,permanent,{PHONE}\n"
CARD_HEADING = "insurance_no,national_id,full_name,birth_date,sex,group_code,benefit_digit,commune,payer_code,valid_from,valid_to,amount_vnd\n"
CARD = f"{NUMBER},{ID},{NAME},1990-01-05,female,GD,4,02923,,2025-01-01,2025-12-31,0\n"

# What is wrong with a population file, and its bytes.
POPULATION: dict[str, bytes] = {
    "values in the wrong columns": (
        HEADING
        + GOOD
        + "".join(
            ",".join([*[""] * n, text, *[""] * (6 - n)]) + "\n"
            for n in range(7)
            for text in (NAME, ID, PHONE)
        )
    ).encode(),
    "nothing accepted": (HEADING + PLAIN.replace("1990-01-05", NAME) + PLAIN.replace("male", ID)).encode(),
    "bad dates": (HEADING + GOOD + PLAIN.replace("1990-01-05", f"31/02/1990 {PHONE}")).encode(),
    "wrong ids": (HEADING + GOOD + PLAIN.replace(ID, ID[:-1]) + PLAIN.replace(ID, f"{ID}X")).encode(),
    "rows twice": (HEADING + GOOD + PLAIN + PLAIN + PLAIN.replace("1990-01-05", "1991-02-06")).encode(),
    "broken lines": (HEADING + GOOD + f"{ID};{NAME};{PHONE}\n" + PLAIN.strip() + f",{NAME},{ID}\n").encode(),
    "an open quotation": (HEADING + GOOD + f'{ID},"{NAME},1990\n' + PLAIN).encode(),
    "undecodable bytes": (HEADING + GOOD + PLAIN).encode().replace("ễ".encode(), b"\xff\xfe"),
    "no letters of one encoding": (HEADING + PLAIN).encode() + f"{ID},{NAME}".encode("utf-16-le"),
    "NUL bytes": (HEADING + GOOD + PLAIN.replace("male", f"ma\0le{NAME}")).encode(),
    "no heading": (PLAIN + PLAIN.replace(ID, "010190434343")).encode(),
    "a title that is a person": (f"{NAME},,,,,,\n{ID},,,,,,\n" + HEADING + GOOD + PLAIN).encode(),
    "heading with a person": (HEADING.replace("phone", NAME) + PLAIN).encode(),
    "heading twice": (HEADING.replace("phone", f"{ID},{ID}") + PLAIN).encode(),
    "one long line": HEADING.encode() + (NAME + ID).encode() * 60_000,
    "not what the name says": b"PK\x03\x04" + PLAIN.encode(),
    "nothing but a person": NAME.encode(),
}
# A word in a heading is the heading: a proposal must name it as it stands.
PROPOSED_AS_HEADING = ("heading with a person", "nothing but a person")
PARTICIPATION: dict[str, bytes] = {
    "a number of two people": (
        CARD_HEADING + CARD + CARD.replace(ID, "010190434343") + CARD.replace("1990-01-05", "1991-01-01")
    ).encode(),
    "a card twice": (CARD_HEADING + CARD + CARD).encode(),
    "numbers in money and days": (
        CARD_HEADING + CARD.replace(",0\n", f",{PHONE}đ{NAME}\n") + CARD.replace("2025-12-31", ID)
    ).encode(),
    "a payer who is a person, spelled wrong": (
        CARD_HEADING + CARD.replace(",,2025", f",{ID}X,2025")
    ).encode(),
}


@dataclass
class Watch:
    """What an office said and raised."""

    home: Home
    keys: Path
    said: list[str] = field(default_factory=list)

    def run(self, *words: str) -> None:
        """One command; what it prints and raises is kept."""
        environ = {"TOANDAN_HOME": str(self.home.root), "TOANDAN_KEYS": str(self.keys)}
        result = CliRunner().invoke(root, words, env=environ, standalone_mode=False)
        self.said.append(f"$ toandan {' '.join(words)}\n{result.output}")
        if result.exception is not None:
            self.said.append("".join(traceback.format_exception(result.exception)))

    def intake(self, register: str, path: Path, *more: str) -> None:
        """Taking a file in, of one place and day."""
        self.run(
            "intake", register, str(path), "--scope", "15", "--as-of", "2025-10-31", "--synthetic", *more
        )


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """An office with keys."""
    create_keyring(tmp_path / "keys.json")
    return Watch(Home(tmp_path / "home"), tmp_path / "keys.json")


def readable(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file but encrypted ones, as text; tables by their values."""
    for path in folder.rglob("*"):
        if not path.is_file() or is_sealed(path):
            continue
        content = path.read_bytes()
        yield path.name, content.decode("utf-8", "replace") + content.decode("utf-16-le", "replace")
        if content[:4] == b"PAR1" == content[-4:]:
            yield path.name, str(pq.read_table(path).to_pydict())


def leaks(texts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where a planted value stands, each with what it stands in."""
    return [
        (where, f"…{text[max(0, text.find(value) - 80) : text.find(value) + 40]}…")
        for where, text in texts
        for value in PLANTED
        if value in text
    ]


def check(watch: Watch) -> None:
    """Nothing was said, and nothing is written in clear."""
    assert leaks((f"said {n}", text) for n, text in enumerate(watch.said)) == []
    assert leaks(readable(watch.home.root)) == []


@pytest.mark.parametrize("wrong", POPULATION)
def test_a_bad_file_of_people_tells_no_value(wrong: str, watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(POPULATION[wrong])
    watch.intake("population", path)
    watch.intake("population", path, "--encoding", "utf-8")
    if wrong not in PROPOSED_AS_HEADING:
        watch.intake("population", path, "--propose")
    if watch.home.lake.joinpath("manifest.json").exists():
        watch.run("quarantine", "list", "--last")
        watch.run("quarantine", "list", "--last", "--json")
        watch.run("lake", "log")
    check(watch)


@pytest.mark.parametrize("wrong", PARTICIPATION)
def test_a_bad_file_of_cards_tells_no_value(wrong: str, watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_bytes(PARTICIPATION[wrong])
    watch.intake("participation", path)
    watch.run("quarantine", "list", "--last")
    check(watch)


def workbook(path: Path) -> None:
    """A sheet with other headings, and a person in it."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        rows = [
            ["Số CCCD", "Họ và tên", "Ngày sinh", "Xã"],
            [ID, NAME, "5/13/1990", "02923"],
            [NAME, ID, PHONE, NAME],
        ]
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)


def parquet(path: Path) -> None:
    """A table with a person in columns of other types."""
    pq.write_table(pa.table({"national_id": [int(ID)], "full_name": [NAME.encode()], ID: [PHONE]}), path)


@pytest.mark.parametrize(("name", "write"), [("people.xlsx", workbook), ("people.parquet", parquet)])
def test_other_kinds_of_files_tell_no_value(
    name: str, write: Callable[[Path], None], watch: Watch, tmp_path: Path
) -> None:
    write(tmp_path / name)
    watch.intake("population", tmp_path / name)
    watch.intake("population", tmp_path / name, "--propose")
    check(watch)


def test_a_proposal_shows_masked_samples_only(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = "".join(f"{int(ID) + n:012},{NAME},05/01/1990,Nam,02923,Thường trú,{PHONE}\n" for n in range(5))
    path.write_text("Số CCCD,Họ và tên,Ngày sinh,Giới tính,Mã xã,Loại,Điện thoại\n" + rows, encoding="utf-8")
    watch.intake("population", path, "--propose")
    assert masked(ID) in watch.said[0] or "•" in watch.said[0]
    watch.intake("population", path)
    check(watch)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_nothing_in_clear_lies_beside_while_a_file_is_read(encoding: str, tmp_path: Path) -> None:
    path, home, temp = tmp_path / "in" / "people.csv", Home(tmp_path / "home"), tmp_path / "temp"
    path.parent.mkdir()
    temp.mkdir()
    rows = "".join(PLAIN.replace(ID, f"{190000000 + n:012}") for n in range(3_000))
    path.write_bytes((HEADING + GOOD + PLAIN + rows + PLAIN).encode(encoding))
    found: list[tuple[str, str]] = []
    looked: list[str] = []

    def look(*told: object) -> None:
        looked.append(str(told))
        found.extend(leaks(readable(home.root)) + leaks(readable(temp)))

    take_in(
        law=shipped(),
        home=home,
        keyring=create_keyring(tmp_path / "keys.json"),
        register="population",
        files=[path],
        scope="15",
        as_of=date(2025, 10, 31),
        received_at=datetime(2025, 11, 3, tzinfo=UTC),
        synthetic=True,
        progress=Progress(say=look, advance=look),
        settings=Settings(threads=1, memory_limit="200MB", temp_parent=temp),
    )
    assert len(looked) > 3
    assert found == []
    assert leaks(iter([("said", told) for told in looked])) == []


def test_what_is_searched_for_would_be_found(tmp_path: Path) -> None:
    pq.write_table(pa.table({"full_name": [NAME]}), tmp_path / "a.parquet", compression="zstd")
    (tmp_path / "b.txt").write_text(f"x{ID}x", encoding="utf-16")
    assert {where for where, _ in leaks(readable(tmp_path))} == {"a.parquet", "b.txt"}


def test_a_correction_tells_no_value(watch: Watch, tmp_path: Path) -> None:
    path, sent = tmp_path / "people.csv", tmp_path / "rows.csv"
    path.write_bytes(POPULATION["bad dates"])
    watch.intake("population", path)
    snapshot = str(Lake.open(watch.home).snapshots()[-1].id)
    watch.run("quarantine", "export", snapshot, "--out", str(sent))
    watch.said.append(sent.read_text("utf-8-sig"))
    for changed in (f"1990-13-13 {NAME}", f"\0{ID}", "1990-05-01"):
        corrected = tmp_path / "corrected.csv"
        text = sent.read_text("utf-8-sig")
        cells = [line.split(",") for line in text.splitlines()]
        at = cells[0].index("birth_date")
        corrected.write_text(
            "\n".join(
                ",".join([*row[:at], changed if n else row[at], *row[at + 1 :]])
                for n, row in enumerate(cells)
            ),
            encoding="utf-8",
        )
        watch.run("quarantine", "resubmit", snapshot, str(corrected))
    watch.run("quarantine", "log")
    check(watch)
