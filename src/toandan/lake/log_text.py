"""What people write into the logs and what cards print: no place for the number of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from toandan.errors import BadInput, Vietnamese
from toandan.lake.event import Event

# Personal ids have 9 or 12 digits, insurance numbers 10; years, days and counts of requests have fewer.
LONG_NUMBER = re.compile("[0-9]{9,}")


def check_log_text(name: str, text: str, *, may_be_empty: bool = False) -> None:
    """Raise BadInput for a text of the option ``name`` that a log may not keep.

    Empty, on several lines, or with a number of 9 digits or more.

    The error does not repeat the text. ``may_be_empty`` is for what nobody has to say.
    """
    is_empty = not text.strip()
    if not text.isprintable():
        raise _not_printable(name)
    if (may_be_empty or not is_empty) and not LONG_NUMBER.search(text):
        return
    raise BadInput(
        what=f"{name} is {'empty' if is_empty else 'no place for a number'}",
        where=name,
        why="it stays in the log for good, where a long number may be that of a person",
        do="write a name, an office or a request, as “request 17 of 3 November 2025”; no number of a person",
        vi=Vietnamese(
            what=f"{name} để trống" if is_empty else f"{name} không được chứa dãy số dài",
            why="nội dung này được giữ mãi trong nhật ký; dãy số dài có thể là số của một người",
            do="ghi họ tên hoặc chức danh người quyết định, hoặc tên yêu cầu; không ghi số của người dân",
        ),
    )


def _not_printable(name: str) -> BadInput:
    return BadInput(
        what=f"{name} holds a line break or another sign that cannot be printed",
        where=name,
        why="printed with the log it could look like an entry of its own",
        do="write it on one line, in plain letters",
        vi=Vietnamese(
            what=f"{name} có dấu xuống dòng hoặc ký tự không in được",
            why="khi in nhật ký, nội dung này có thể giống một mục khác",
            do="ghi trên một dòng, bằng chữ thường",
        ),
    )


def check_events(events: Iterable[Event]) -> None:
    """Raise BadInput where an entry's ``by`` or ``reason`` holds a long number."""
    for event in events:
        check_log_text("--by", event.by, may_be_empty=True)
        check_log_text("--reason", event.reason, may_be_empty=True)


def check_parameters(title: str, title_vi: str, parameters: Mapping[str, Any]) -> None:
    """Raise BadInput where a text in the parameters of a work, however deep, holds a long number: cards are printed."""
    numbers = [text for text in _texts(parameters) if LONG_NUMBER.search(text)]
    if numbers:
        raise BadInput(
            what=f"{title} cannot be committed: its parameters hold a long number in a text",
            where=f"{len(numbers)} of the parameters' texts",
            why="a card is printed and kept for good; 9 digits or more may be the number of a person",
            do="take the number out of the parameters; name an input by its id in the lake instead",
            vi=Vietnamese(
                what=f"không thể ghi nhận {title_vi}: tham số có dãy số dài trong văn bản",
                why="phiếu được in ra và giữ mãi; dãy từ 9 chữ số có thể là số của một người",
                do="bỏ dãy số khỏi tham số; nếu cần nêu dữ liệu, dùng mã của dữ liệu trong kho",
            ),
        )


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from (str(name), *_texts(one))
    elif isinstance(value, Sequence):
        for one in value:
            yield from _texts(one)
