"""An encoding that is only likely: what a person is shown to judge it by, and what happens if told wrongly."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
import xlsxwriter
from click.testing import CliRunner
from tests.unit.registers.source.encoding.test_encodings import WRITERS

from toandan.cli.confirm import confirmed
from toandan.errors import BadInput
from toandan.registers.source.encoding.confirm import EncodingUnconfirmed
from toandan.registers.source.encoding.known import ENCODINGS
from toandan.registers.source.encoding.recognise import Guess, half_hidden
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.head import read_head
from toandan.schemas.population import POPULATION

HEADING = "STT;Họ và tên;Ngày sinh;Giới tính;Mã xã;Diện cư trú\n"
ROWS = (
    "1;Nguyễn Thị Hường;1985;Nữ;02905;Thường trú\n2;Lý Văn Đức;1990;Nam;02905;Thường trú\n"
    "3;Vàng Thị Sử;1991;Nữ;02905;Tạm trú\n"
)
OLD = ("tcvn3", "vni", "windows-1258")


def written(folder: Path, name: str, text: str = HEADING + ROWS) -> Path:
    path = folder / "f.csv"
    path.write_bytes(WRITERS[name](text))
    return path


@pytest.mark.parametrize("name", OLD)
def test_headings_and_half_hidden_words_are_shown_and_nobody_s_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(EncodingUnconfirmed) as raised:
        read_head(written(tmp_path, name), POPULATION.received)
    text = str(raised.value)
    assert raised.value.encoding == name
    assert "its heading holds STT" not in text
    assert "its heading holds Họ và tên, Ngày sinh, Giới tính, Mã xã, Diện cư trú" in text
    assert "t•ị" in text or "t•ú" in text
    assert not [part for part in ("Hường", "hường", "Nguyễn", "nguyễn", "Vàng") if part in text]


def test_a_first_line_that_is_somebody_s_row_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(EncodingUnconfirmed) as raised:
        read_head(written(tmp_path, "tcvn3", ROWS), POPULATION.received)
    assert "its heading" not in str(raised.value)


@pytest.mark.parametrize("told", OLD)
@pytest.mark.parametrize("name", [*OLD, "utf-8", "utf-16"])
@pytest.mark.parametrize("text", [HEADING + ROWS * 5, (HEADING + ROWS * 5).upper()])
def test_a_wrong_word_about_the_encoding_is_refused(tmp_path: Path, told: str, name: str, text: str) -> None:
    path = written(tmp_path, name, text)
    form = Form(encoding=told)
    if told == name:
        assert read_head(path, form=form).heading[1].lower() == "họ và tên"
        return
    with pytest.raises(BadInput, match=rf"as was told; [^$]*give --encoding {name}"):
        read_head(path, form=form)


def test_plain_letters_may_be_told_to_be_anything(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("national_id,full_name\n1,Nguyen Van A\n")
    assert read_head(path, form=Form(encoding="tcvn3")).heading == ("national_id", "full_name")


def test_every_second_letter_is_hidden() -> None:
    assert half_hidden("nguyễn") == "n•u•ễ•"


def act(form: Form) -> str:
    if not form.encoding:
        raise EncodingUnconfirmed(Path("f.csv"), "bytes", Guess(ENCODINGS["vni"], 1.0, "ă", ("v•n",)), ())
    return form.encoding


def test_without_a_terminal_nobody_is_asked() -> None:
    @click.command()
    def ask() -> None:
        confirmed(UNTOLD, act)

    assert isinstance(CliRunner().invoke(ask, input="y\n").exception, EncodingUnconfirmed)


@pytest.mark.parametrize(("answer", "read"), [("y", True), ("n", False)])
def test_at_a_terminal_the_person_decides(monkeypatch: pytest.MonkeyPatch, answer: str, read: bool) -> None:
    monkeypatch.setattr("toandan.cli.confirm._is_somebody_there", lambda: True)
    outcome: list[str] = []

    @click.command()
    def ask() -> None:
        outcome.append(confirmed(UNTOLD, act))

    done = CliRunner().invoke(ask, input=f"{answer}\n")
    assert "f.csv is not UTF-8; it looks like VNI" in done.stderr
    assert "its usual words are v•n" in done.stderr
    assert outcome == (["vni"] if read else [])
    assert isinstance(done.exception, EncodingUnconfirmed) is not read


FONTS = ("tcvn3", "vni")


def western(name: str, text: str) -> str:
    """The text as a program shows the bytes of an older encoding that it takes for Western."""
    return WRITERS[name](text).decode("latin-1")


@pytest.mark.parametrize("name", FONTS)
@pytest.mark.parametrize("unicode", ["utf-8", "utf-16"])
def test_letters_of_an_older_encoding_in_a_unicode_file_are_confirmed_too(
    tmp_path: Path, name: str, unicode: str
) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(western(name, HEADING + ROWS).encode(unicode))
    with pytest.raises(EncodingUnconfirmed, match=r"f\.csv is Unicode, but its letters look like") as raised:
        read_head(path, POPULATION.received)
    assert raised.value.encoding == name
    assert "its heading holds Họ và tên, Ngày sinh" in str(raised.value)
    assert read_head(path, POPULATION.received, Form(encoding=name)).heading[1] == "Họ và tên"


@pytest.mark.parametrize("name", FONTS)
def test_a_workbook_typed_in_an_older_font(tmp_path: Path, name: str) -> None:
    path = tmp_path / "f.xlsx"
    cells = [line.split(";") for line in (HEADING + ROWS).replace("Diện", "Loại").splitlines()]
    with xlsxwriter.Workbook(str(path)) as book:
        for title, spelled in (("A", western), ("B", lambda _, text: text)):
            sheet = book.add_worksheet(title)
            for row_n, row in enumerate(cells):
                sheet.write_row(row_n, 0, [spelled(name, cell) for cell in row])
    with pytest.raises(EncodingUnconfirmed, match="its heading holds Họ và tên, Ngày sinh, Giới tính"):
        list(Extract(source_files([path]), POPULATION.received).batches())
    other = "vni" if name == "tcvn3" else "tcvn3"
    with pytest.raises(BadInput, match="as was told"):
        list(Extract(source_files([path]), POPULATION.received, form=Form(encoding=other)).batches())
    extract = Extract(source_files([path]), POPULATION.received, form=Form(encoding=name))
    names = [row["full_name"] for batch in extract.batches() for row in batch.rows.to_pylist()]
    assert names == ["Nguyễn Thị Hường", "Lý Văn Đức", "Vàng Thị Sử"] * 2
