"""toandan intake --propose, then --mapping, then nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CONTENT = "Số CCCD,Họ và tên,Ngày ra đời,Phái,ghi chú\n010190000001,Nguyễn Văn A,5/1/1990,Nam,x\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with keys and one file."""
    (tmp_path / "people.csv").write_text(CONTENT, encoding="utf-8")
    assert toandan(tmp_path, "keys", "new").returncode == 0
    return tmp_path


def toandan(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it."""
    environ = {**os.environ, "TOANDAN_HOME": str(folder / "home"), "TOANDAN_KEYS": str(folder / "keys.json")}
    command = [sys.executable, "-m", "toandan", *words]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def taken(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    day = ("--scope", "15", "--as-of", "2025-10-31")
    return toandan(folder, "intake", "population", "people.csv", *day, *more)


def test_propose_correct_use_and_use_again(office: Path) -> None:
    proposed = toandan(office, "intake", "population", "people.csv", "--propose", "--json")
    assert proposed.returncode == 0, proposed.stderr
    answer = json.loads(proposed.stdout)
    assert answer["schema"] == "toandan/mapping-proposal/1"
    assert answer["missing"] == ["birth_date", "commune", "residence_kind"]
    assert answer["not_used"] == ["Ngày ra đời", "ghi chú"]
    text = Path(answer["mapping"]).read_text(encoding="utf-8")
    more = "columns:\n  birth_date: {heading: Ngày ra đời, date: dmy}\n  commune: {constant: '02923'}\n  residence_kind: {constant: permanent}\n"
    corrected = text.replace("columns:\n", more).replace('  - "Ngày ra đời"', "  #")
    (office / "m.yaml").write_text(corrected, encoding="utf-8")
    first = taken(office, "--mapping", "m.yaml", "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["accepted_n"] == 1
    again = taken(office, "--json", "--synthetic")
    assert json.loads(again.stdout)["mapping"] == json.loads(first.stdout)["mapping"]
    assert "using the mapping 'people' from " in again.stderr


def test_sentences_name_what_is_sure_what_is_missing_and_the_next_step(office: Path) -> None:
    out = toandan(office, "intake", "population", "people.csv", "--propose").stdout
    assert "  1.00  sex <- Phái" in out or "  0.95  sex <- Phái" in out
    assert "still to be written by hand: birth_date, commune, residence_kind" in out
    assert "left out: Ngày ra đời, ghi chú" in out
    assert "name it with --mapping" in out
    assert "Nguyễn" not in out


def test_a_proposal_goes_where_it_is_asked_for_and_overwrites_nothing(office: Path) -> None:
    words = ("intake", "population", "people.csv", "--propose", "--mapping", "m.yaml")
    out = toandan(office, *words).stdout
    assert "next: read and correct m.yaml, then name it with --mapping" in out
    text = (office / "m.yaml").read_text("utf-8")
    assert 'heading: "Phái"' in text
    assert "is not overwritten" in toandan(office, *words).stderr
    assert (office / "m.yaml").read_text("utf-8") == text


def test_a_mapping_that_cannot_be_used_is_told_without_a_traceback(office: Path) -> None:
    (office / "m.yaml").write_text("schema: toandan/mapping/1\nregister: plan\n", encoding="utf-8")
    done = taken(office, "--mapping", "m.yaml")
    assert done.returncode == 1
    assert "it is for the register 'plan', asked was 'population'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--scope", "--as-of"])
def test_place_and_day_are_needed_to_take_in(office: Path, option: str) -> None:
    given = {"--scope": "15", "--as-of": "2025-10-31"}
    words = [word for name, text in given.items() if name != option for word in (name, text)]
    done = toandan(office, "intake", "population", "people.csv", *words)
    assert done.returncode == 2
    assert f"Missing option '{option}'." in done.stderr
