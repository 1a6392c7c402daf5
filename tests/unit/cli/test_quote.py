"""toandan quote and toandan law explain as commands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.repo.tree import ROOT

from toandan.cli.law import command as law
from toandan.cli.law_explain import _found
from toandan.cli.quote import command, quote_of
from toandan.cli.quote_text import quote_text
from toandan.errors import BadInput
from toandan.lawbook.version import LAW

EXAMPLE = ROOT / "docs" / "how-to" / "quote" / "household.yaml"
PREMIUM = LAW / "reforms" / "premium-5-1-from-2027.yaml"


def test_explain_prints_the_way_with_articles() -> None:
    arguments = ["explain", str(EXAMPLE), "--at", "2026-07-01", "--member", "4", "--json"]
    ran = CliRunner().invoke(law, arguments, catch_exceptions=False, standalone_mode=False)
    steps = json.loads(ran.output)["steps"]
    assert [step["kind"] for step in steps][-1] == "so"
    assert "in the order of the file it is 1" in " ".join(step["said"] for step in steps)
    assert {"art_13_5_g", "chosen", "ladder_1", "cover_wait"} <= {step["code"] for step in steps}
    assert all(step["article"] for step in steps if step["kind"] in {"clause", "fits"})


def test_a_quote_under_a_proposal_says_so() -> None:
    made = quote_of(EXAMPLE, date(2027, 1, 1), PREMIUM)
    text = "\n".join(quote_text(made, "en"))
    assert "premium-5-1-from-2027" in text.splitlines()[0]
    assert "129,030 đồng a month (5.1%)" in text
    with pytest.raises(BadInput, match="no member 'M9'"):
        _found(made, "M9")


def test_what_cannot_be_is_refused_before_anything_is_compiled(tmp_path: Path) -> None:
    for arguments, what in (
        ([str(EXAMPLE), "--at", "yesterday"], "is no date"),
        ([str(tmp_path / "none.yaml")], "cannot be read"),
    ):
        found = CliRunner().invoke(command, arguments, standalone_mode=False).exception
        assert isinstance(found, BadInput)
        assert what in found.what
        assert found.do
