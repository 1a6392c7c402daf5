"""toandan quarantine list: reasons in both languages, nobody's name or number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toandan.cli.app import root
from toandan.errors import BadInput, Usage

CONTENT = """national_id,full_name,birth_date,sex,commune,residence_kind,residence_from,died_on,phone
010190000001,Nguyễn Văn A,1990-01-05,male,02923,permanent,2020-01-01,,0912345678
010190000002,Trần Thị B,1991-02-06,010190000099,02923,permanent,2020-01-01,1990-05-05,0987654321
010190000003,Lê Thị C,1992-03-07,female,0912345679,permanent,2020-01-01,,
010190000004,Lê Thị D,1992-03-07
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An office whose lake holds one snapshot with three rows in quarantine."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "people.csv").write_text(CONTENT, encoding="utf-8")
    found = {"TOANDAN_HOME": str(folder / "home"), "TOANDAN_KEYS": str(folder / "keys.json")}
    asked(found, "keys", "new")
    asked(found, "intake", "population", str(folder / "people.csv"), "--scope", "15", "--as-of", "2025-10-31")
    return found


def asked(environ: dict[str, str], *words: str) -> Result:
    return CliRunner(env=environ).invoke(root, words, standalone_mode=False, catch_exceptions=False)


def told(environ: dict[str, str], *words: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(asked(environ, "quarantine", "list", *words, "--json").stdout)
    return answer


def test_every_row_with_its_line_and_reasons(environ: dict[str, str]) -> None:
    answer = told(environ, "--last")
    assert (answer["schema"], answer["rows_n"]) == ("toandan/quarantine/1", 3)
    rows = answer["rows"]
    assert isinstance(rows, list)
    assert [(row["line"], row["codes"]) for row in rows] == [
        (3, ["died_before_birth:died_on", "value_not_allowed:sex"]),
        (4, ["unknown_commune:commune"]),
        (5, ["row_broken:"]),
    ]
    assert rows[0]["reason"] == "died_on: died before being born"
    assert rows[0]["reason_vi"] == "ngày mất trước ngày sinh"


def test_names_numbers_and_days_are_masked_also_in_the_wrong_column(environ: dict[str, str]) -> None:
    rows = told(environ, "--last")["rows"]
    assert isinstance(rows, list)
    assert rows[0]["received"] == {
        "national_id": "••••••••••02",
        "full_name": "T. T. B.",
        "birth_date": "1991••••••",
        "sex": "••••••••••99",
        "commune": "02923",
        "residence_kind": "permanent",
        "residence_from": "2020-01-01",
        "phone": "••••",
        "died_on": "1990••••••",
    }
    assert rows[1]["received"]["commune"] == "••••••••79"
    assert rows[2]["received"] == {"raw": "32 characters, not shown"}


def test_lines_for_people(environ: dict[str, str]) -> None:
    text = asked(environ, "quarantine", "list", "population/15@2025-07-01/2025-10-31/v001").stdout
    assert "people.csv:4  unknown_commune  commune: no map has a commune with this code" in text
    assert "không có xã, phường, đặc khu mang mã này" in text
    for personal in ("010190000002", "Thị", "0987654321", "02-06"):
        assert personal not in text


def test_one_code_and_a_limit(environ: dict[str, str]) -> None:
    found = told(environ, "--last", "--code", "value_not_allowed")
    assert found["rows_n"] == 1
    short = asked(environ, "quarantine", "list", "--last", "--limit", "1").stdout
    assert "… 2 more; ask with --limit" in short


@pytest.mark.parametrize(
    ("words", "problem", "text"),
    [
        ([], Usage, "which snapshot?"),
        (["--last", "--code", "nothing"], Usage, "there is no quarantine code 'nothing'"),
        (["population/15@2025-07-01/2025-10-31/v009"], BadInput, "there is no snapshot"),
        (["population"], BadInput, "'population' is not a snapshot"),
    ],
)
def test_questions_that_have_no_answer(
    environ: dict[str, str], words: list[str], problem: type[Exception], text: str
) -> None:
    with pytest.raises(problem, match=text.replace("?", r"\?")):
        asked(environ, "quarantine", "list", *words)


def test_without_the_keys_nothing_is_shown(environ: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Exception, match="there are no keys"):
        asked({**environ, "TOANDAN_KEYS": str(tmp_path / "none.json")}, "quarantine", "list", "--last")


def test_numbers_are_masked_in_a_register_that_keeps_no_names(
    environ: dict[str, str], tmp_path: Path
) -> None:
    pupils = tmp_path / "pupils.csv"
    pupils.write_text(
        "national_id,school_code,level,valid_from\n010190000001,T01,kindergarten,2025-09-01\n"
        "010190000002,T01,primary,2025-09-01\n",
        "utf-8",
    )
    asked(environ, "intake", "school", str(pupils), "--scope", "15", "--as-of", "2025-10-31")
    rows = told(environ, "school/15@2025-07-01/2025-10-31/v001")["rows"]
    assert isinstance(rows, list)
    assert rows[0]["received"]["national_id"] == "••••••••••01"
