"""toandan figures check, as a person and as a program ask it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.unit.accounts.figures.book import TEXT

from toandan.cli.figures import command
from toandan.errors import BadInput


def ask(*words: str) -> str:
    """What the command prints; its errors come up as they are."""
    return (
        CliRunner().invoke(command, ["check", *words], catch_exceptions=False, standalone_mode=False).output
    )


def test_the_json_document() -> None:
    document: dict[str, Any] = json.loads(ask("--json"))
    assert set(document) == {"schema", "figures", "conflicts"}
    assert document["schema"] == "toandan/figures/1"
    first = document["figures"][0]
    assert set(first) == {"id", "place", "date", "origins", "sources", "printed", "derived"}
    assert first["place"] == {"vintage": "2025-07-01", "codes": ["15"], "name": "Lào Cai"}
    assert first["printed"]["plan_percent"] == "93.42"
    assert first["derived"]["population"] == {
        "value": 1_673_064,
        "low": 1_672_970,
        "high": 1_673_159,
        "how": "1,475,810 / 88.21%",
    }
    assert first["derived"]["plan_share_of_population_percent"]["value"] == "94.42"
    assert document["figures"][-1]["derived"]["document_date_used"]["value"] == "2025-10-03"
    for conflict in document["conflicts"]:
        assert set(conflict) == {"code", "text_vi", "text_en", "evidence"}
    assert [one["code"] for one in document["conflicts"]] == [
        "plan_below_target",
        "plan_below_target",
        "sources_disagree",
        "denominators_differ",
        "denominators_differ",
        "area_differs_from_name",
    ]


def test_sentences_in_both_languages() -> None:
    english, vietnamese = ask(), ask("--lang", "vi")
    assert "population: 1,673,064 (1,672,970 - 1,673,159)" in english
    assert "gap to 96.5%: 138,697" in english
    assert "Conflicts: 6" in english
    assert "dân số suy ra: 1.673.064 (1.672.970 - 1.673.159)" in vietnamese
    assert "còn thiếu để đạt 96,5%: 138.697" in vietnamese
    assert "Mâu thuẫn: 6" in vietnamese


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    document = json.loads(ask(str(path), "--json"))
    assert [figure["id"] for figure in document["figures"]] == ["whole", "part"]
    assert document["figures"][0]["derived"]["population"]["value"] == 1500


def test_no_conflicts_is_said(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    calm = TEXT.replace("percent: 66.7", "percent: 60.0").replace("people_n: 1800", "people_n: 1500")
    path.write_text(calm, encoding="utf-8")
    assert "No conflicts." in ask(str(path))
    assert "Không có mâu thuẫn." in ask(str(path), "--lang", "vi")


def test_a_bad_file_ends_with_exit_code_1_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace("60.0", "160.0"), encoding="utf-8")
    with pytest.raises(BadInput):
        ask(str(path))
    ran = subprocess.run(
        [sys.executable, "-m", "toandan", "figures", "check", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "160.0% is more than 100%" in ran.stderr
    assert "Traceback" not in ran.stderr
