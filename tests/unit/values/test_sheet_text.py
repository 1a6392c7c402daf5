"""Text that a spreadsheet would run is shown instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toandan.values.sheet_text import RUNS, as_received, harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "|calc", "%x"],
)
def test_a_formula_becomes_text(text: str) -> None:
    assert harmless(text) == "'" + text
    assert as_received(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "Xã Bảo Thắng", "1-2", "'=1", "a=b", "02905"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(
    st.one_of(st.text(), st.sampled_from(RUNS).flatmap(lambda run: st.text().map(lambda rest: run + rest)))
)
def test_nothing_starts_a_formula_and_twice_is_once(text: str) -> None:
    shown = harmless(text)
    assert not shown.lstrip(" \u00a0\u200b\ufeff").startswith(RUNS)
    assert harmless(shown) == shown
