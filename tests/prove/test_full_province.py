"""The whole province at its real size: every printed figure, every row accounted for, equal bytes again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def toandan(*words: str) -> str:
    """Run a command as a user does; its results."""
    done = subprocess.run(
        [sys.executable, "-m", "toandan", *words], check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.prove
def test_the_printed_figures_come_out_of_the_whole_province(tmp_path: Path) -> None:
    home = str(tmp_path / "demo")
    assert "✗" not in toandan("demo", "--home", home)
    accounts = json.loads(toandan("accounts", "2025-10", "--json", "--home", home))
    assert accounts["participants_n"] == 1_475_810
    assert accounts["change_n"] == -57_418
    assert accounts["residents_n"] == 1_673_064
    assert accounts["plan"]["value_n"] == 1_579_758
    assert [target["gap_n"] for target in accounts["targets"]] == [138_697, 113_601, 197_254]
    area = json.loads(
        toandan("accounts", "2025-10", "--json", "--home", home, "--place", "02905,02923,02908,02926")
    )
    assert (area["participants_n"], area["change_n"]) == (114_149, 7_924)
    for snapshot in json.loads(toandan("lake", "show", "--json", "--home", home))["snapshots"]:
        assert snapshot["received_n"] == snapshot["accepted_n"] + snapshot["quarantined_n"]
    toandan("close", "2025-10", "--again", "--home", home)
    assert "the lake is whole" in toandan("lake", "verify", "--home", home)
