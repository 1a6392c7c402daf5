"""TCVN3 (the ABC fonts): one byte per letter, as TCVN 5712:1993 (VN1) lays them out."""

from __future__ import annotations

# Small letters and the seven capital base letters: what every ABC font has.
_RUNS: tuple[tuple[int, str], ...] = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    # Capitals with tones; the standard puts some of them on control codes that text does not use.
    (0x01, "ÚỤ"),
    (0x04, "ỪỬỮ"),
    (0x11, "ỨỰỲỶỸÝỴ"),
    (0x80, "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"),
    (0xAF, "Ằ"),
    (0xBA, "Ẳ"),
    (0xBF, "ẴẮẦẨẪẤỀ"),
    (0xCD, "Ể"),
    (0xD9, "ỄẾỒ"),
    (0xE0, "Ổ"),
    (0xF0, "Ỗ"),
    (0xFF, "Ố"),
    # Tones that stand after their letter: grave, hook, tilde, acute, dot.
    (0xB0, "\u0300\u0309\u0303\u0301\u0323"),
)


def _table() -> str:
    letters = [chr(code) for code in range(256)]
    for first, run in _RUNS:
        letters[first : first + len(run)] = run
    return "".join(letters)


TABLE = _table()
"""The character of each byte; bytes that stand for no letter of Vietnamese are as in Latin-1."""

_BYTES = {letter: code for code, letter in enumerate(TABLE)}


def decoded(text: str) -> str:
    """Vietnamese from text of which each character stands for one byte (Latin-1)."""
    return text.translate(TABLE)


def encoded(text: str) -> bytes:
    """The bytes of composed (NFC) text; KeyError for a character the table does not have."""
    return bytes(_BYTES[letter] for letter in text)
