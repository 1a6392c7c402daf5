"""What the log takes: names and requests, on one line, without a person's number."""

from __future__ import annotations

import pytest

from toandan.errors import BadInput
from toandan.lake.log_text import check_log_text


@pytest.mark.parametrize(
    "text", ["An officer", "request 17 of 3 November 2025", "Phòng Tài chính, số 12345678"]
)
def test_a_name_or_a_request_is_taken(text: str) -> None:
    check_log_text("--by", text)


@pytest.mark.parametrize("text", ["", "  ", "010177606407", "x 123456789", "a\nb", "a\x1b[2J", "a\u2028b"])
def test_numbers_of_people_and_what_could_forge_an_entry_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_log_text("--by", text)
    assert text.strip() == "" or text not in str(refused.value)
    assert refused.value.vi is not None
