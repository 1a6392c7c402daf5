"""Encodings: every letter there and back, recognised by what the text would read, decoded in a stream."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toandan.errors import BadInput, Usage
from toandan.registers.source.encoding import tcvn3, vni
from toandan.registers.source.encoding.known import ENCODINGS, encoding_named
from toandan.registers.source.encoding.recognise import is_syllable, recognised
from toandan.registers.source.encoding.stream import Utf8Stream

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
LETTERS = [letter for one in SMALL for letter in (one, one.upper()) if not letter.isascii()]
ROWS = "Họ và tên;Ngày sinh;Xã\nNguyễn Văn Đức;1990;Bảo Thắng\nTrần Thị Hường;1985;Gia Phú\n" * 3


def cp1258(text: str) -> bytes:
    """The bytes of windows-1258: vowels as they are, tones behind them."""
    out = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in apart if mark in TONES[1:]), "")
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark != tone))
        out += (base + tone).encode("cp1258")
    return out


WRITERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": tcvn3.encoded,
    "vni": vni.encoded,
    "windows-1258": cp1258,
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-8": lambda text: text.encode("utf-8-sig"),
}


def decoded(path: Path, name: str, content: bytes) -> str:
    path.write_bytes(content)
    with Utf8Stream(path, encoding_named(name)) as stream:
        return stream.read().decode()


def test_there_are_134_letters_with_marks() -> None:
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_letter_there_and_back(tmp_path: Path, name: str) -> None:
    text = "\n".join(LETTERS)
    assert decoded(tmp_path / "f", name, WRITERS[name](text)) == text


def test_known_words_in_their_bytes() -> None:
    assert tcvn3.encoded("Nguyễn Thị Hường") == b"Nguy\xd4n Th\xde H\xad\xeang"
    assert vni.encoded("Nguyễn Thị Hường").decode("latin-1") == "Nguyeãn Thò Höôøng"
    assert vni.decoded("Ñaëng Thò Ly\u00f9, Yeán, Thuûy, Kyø") == "Đặng Thị Lý, Yến, Thủy, Kỳ"


@given(st.text(alphabet=[*LETTERS, *"abcxyz 019,;"], max_size=60))
def test_texts_there_and_back_in_tcvn3(text: str) -> None:
    assert tcvn3.decoded(tcvn3.encoded(text).decode("latin-1")) == text


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_an_encoding_is_recognised(name: str) -> None:
    guess = recognised(WRITERS[name](ROWS))
    assert guess is not None
    assert guess.encoding is ENCODINGS[name]
    assert guess.is_certain is name.startswith("utf")
    assert guess.confidence > 0.9


def test_capitals_are_recognised_too() -> None:
    for name in ("tcvn3", "vni"):
        guess = recognised(WRITERS[name](ROWS.upper()))
        assert guess is not None
        assert guess.encoding.name == name


@pytest.mark.parametrize("content", [bytes(range(128, 256)) * 4, "über Größe, Ärger".encode("latin-1")])
def test_what_reads_as_no_vietnamese_is_not_recognised(content: bytes) -> None:
    assert recognised(content) is None


def test_a_letter_cut_by_the_end_of_the_sample_is_still_utf8() -> None:
    guess = recognised("Thắng".encode()[:4])
    assert guess is not None
    assert guess.encoding.name == "utf-8"


@pytest.mark.parametrize(
    ("word", "is_one"), [("nguyễn", True), ("đức", True), ("thúỷ", False), ("grün", False), ("ê", True)]
)
def test_syllables(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one


def test_marks_are_not_parted_at_any_chunk(tmp_path: Path) -> None:
    text = "Nguyễn Văn Đức\r\n" * 40_000
    path = tmp_path / "f"
    path.write_bytes(vni.encoded(text))
    with Utf8Stream(path, ENCODINGS["vni"]) as stream:
        parts = list(iter(lambda: stream.read(4_099), b""))
    assert b"".join(parts).decode() == text
    assert {len(part) for part in parts[:-1]} == {4_099}


def test_a_line_that_does_not_end(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"x" * 600_000)
    with (
        Utf8Stream(path, ENCODINGS["tcvn3"], longest=500_000) as stream,
        pytest.raises(BadInput, match=r"f\.csv has a line of more than 500,000 characters"),
    ):
        stream.read()


def test_bytes_the_encoding_does_not_have(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"f\.csv is not windows-1258"):
        decoded(tmp_path / "f.csv", "windows-1258", b"a\xd2\x9d")


def test_an_encoding_nobody_knows() -> None:
    with pytest.raises(Usage, match=r"(?s)no encoding is called 'klingon'.*choose one of utf-8"):
        encoding_named("klingon")
