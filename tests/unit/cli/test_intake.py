"""toandan intake on the command line: sentences, JSON, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CONTENT = """national_id,full_name,birth_date,sex,commune,residence_kind
010190000001,Nguyễn Văn A,1990-01-05,male,02923,permanent
010190000002,Trần Thị B,1991-02-06,nữ,02923,permanent
010190000003,Lê Thị C,1992-03-07,female,99999,permanent
"""


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
    return toandan(
        folder, "intake", "population", "people.csv", "--scope", "15", "--as-of", "2025-10-31", *more
    )


def test_counts_codes_and_what_comes_next(office: Path) -> None:
    done = taken(office, "--synthetic")
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0] == "population/15@2025-07-01/2025-10-31/v001 · SYNTHETIC data"
    assert [line.split() for line in lines[1:4]] == [
        ["received", "3"],
        ["accepted", "1"],
        ["quarantined", "2"],
    ]
    assert "1  unknown_commune: no map has a commune with this code" in lines
    assert lines[-1] == "next: toandan quarantine list population/15@2025-07-01/2025-10-31/v001"
    assert "reading and checking people.csv" in done.stderr


def test_json_is_alone_on_stdout(office: Path) -> None:
    answer = json.loads(taken(office, "--json").stdout)
    assert answer == {
        "schema": "toandan/intake/1",
        "snapshot": "population/15@2025-07-01/2025-10-31/v001",
        "known_already": False,
        "synthetic": False,
        "received_n": 3,
        "accepted_n": 1,
        "quarantined_n": 2,
        "quarantine_codes": {"unknown_commune": 1, "value_not_allowed": 1},
    }
    again = taken(office)
    assert "these files were in the lake already; nothing was written" in again.stdout


def test_the_receipt_tells_which_zeros_were_put_back(office: Path) -> None:
    content = CONTENT.replace("02923", "2923").replace("99999", "2926")
    (office / "people.csv").write_text(content, encoding="utf-8")
    text = taken(office).stdout
    assert (
        "  commune: 3 of 3 were padded with leading zeros to 5 digits: the column holds commune codes only"
        in text
    )
    assert json.loads(taken(office, "--json").stdout)["padded"]["commune"]["padded_n"] == 3


def test_complete_since_is_shown_by_the_receipt_and_the_lake(office: Path) -> None:
    heading = "insurance_no,full_name,birth_date,sex,group_code,benefit_digit,commune,valid_from,valid_to\n"
    row = "1234500001,Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-01-01,2026-12-31\n"
    (office / "cards.csv").write_text(heading + row, encoding="utf-8")
    words = ["intake", "participation", "cards.csv", "--scope", "15", "--as-of", "2025-10-31"]
    since = [*words, "--complete-since", "2021-01-01"]
    assert "  complete since 2021-01-01" in toandan(office, *since).stdout.splitlines()
    assert json.loads(toandan(office, *since, "--json").stdout)["complete_since"] == "2021-01-01"
    assert "quarantined 0  complete since 2021-01-01" in toandan(office, "lake", "show").stdout
    (shown,) = json.loads(toandan(office, "lake", "show", "--json").stdout)["snapshots"]
    assert shown["complete_since"] == "2021-01-01"
    assert "complete_since" not in json.loads(toandan(office, *words, "--json").stdout)
    wrong = toandan(office, *words, "--complete-since", "2021")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "'2021' is no date" in wrong.stderr
    assert "--complete-since" in wrong.stderr


def test_bad_input_is_a_sentence_and_exit_code_1(office: Path) -> None:
    (office / "people.csv").write_text(CONTENT.replace("commune", "xã"), encoding="utf-8")
    done = taken(office)
    assert (done.returncode, done.stdout) == (1, "")
    assert "toandan: people.csv: column missing: commune" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_keys_nothing_is_read(office: Path) -> None:
    (office / "keys.json").unlink()
    done = taken(office)
    assert done.returncode == 1
    assert "there are no keys" in done.stderr
    assert not (office / "home").exists()


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (
            ["intake", "people", "people.csv", "--scope", "15", "--as-of", "2025-10-31"],
            2,
            "no register 'people'",
        ),
        (["intake", "population", "people.csv", "--scope", "15"], 2, "--as-of"),
        (["intake", "population", "--scope", "15", "--as-of", "2025-10-31"], 2, "FILES"),
        (["intake", "population", "people.csv", "--scope", "15", "--as-of", "10/2025"], 1, "is no date"),
        (["intake", "population", "people.csv", "--scope", "98", "--as-of", "2025-10-31"], 1, "98"),
        (
            ["intake", "population", "none.csv", "--scope", "15", "--as-of", "2025-10-31"],
            1,
            "none.csv cannot be read",
        ),
    ],
)
def test_a_command_that_cannot_be_followed(office: Path, words: list[str], code: int, text: str) -> None:
    done = toandan(office, *words)
    assert done.returncode == code
    assert text in done.stderr
    assert "Traceback" not in done.stderr
