"""toandan report: pages and sheets of a real closing, and what is hidden in them."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook
from tests.builders import Office, office
from tests.reference.attacker import bounds
from tests.unit.reports.office import COMMUNES, MONTH, SIZES, small_office

from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lake.threshold import suppression_threshold
from toandan.lawbook.law import shipped
from toandan.pipeline.report import report_tables
from toandan.reports.pages.content import content
from toandan.reports.suppression.linked import TOTAL, linked
from toandan.reports.suppression.protect import protect
from toandan.reports.suppression.system import Mark

PAGE = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small_office(tmp_path_factory.mktemp("report"))


def run(here: Office, *words: str | Path) -> Result:
    """The command's answer."""
    return CliRunner().invoke(root, ["report", "2025-10", *map(str, words), "--home", str(here.home.root)])


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_bytes().decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("place", "lang", "pages"),
    [("15", "vi", 2), ("02905", "en", 1), ("02905,02923", "vi", 2), ("VN", "en", 2)],
)
def test_a_province_a_commune_an_area_and_the_country_are_drawn(
    here: Office, tmp_path: Path, place: str, lang: str, pages: int
) -> None:
    answer = run(here, "--place", place, "--lang", lang, "--out", tmp_path / "new" / "report.pdf")
    assert answer.exit_code == 0, answer.output
    drawn = (tmp_path / "new" / "report.pdf").read_bytes()
    assert drawn.startswith(b"%PDF")
    assert len(PAGE.findall(drawn)) == pages


def test_the_same_closing_gives_the_same_bytes_on_one_thread_and_two(here: Office, tmp_path: Path) -> None:
    made = []
    for threads in ("1", "2"):
        folder = tmp_path / threads
        words = [
            "report",
            "2025-10",
            "--out",
            str(folder / "a.pdf"),
            "--xlsx",
            str(folder / "a.xlsx"),
            "--csv",
            str(folder),
        ]
        subprocess.run(
            [sys.executable, "-m", "toandan", *words, "--home", str(here.home.root)],
            check=True,
            env=os.environ | {"TOANDAN_THREADS": threads},
            capture_output=True,
        )
        made.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert made[0] == made[1]
    assert len(made[0]) == 12


def test_numbers_and_days_are_written_as_each_language_writes_them(here: Office) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["15"])
    hidden = protect(linked(handed), 0)
    vi, en = content(handed, hidden, "vi"), content(handed, hidden, "en")
    assert vi["as_of"] == "31/10/2025"
    assert en["as_of"] == "31 October 2025"
    assert "," in vi["tiles"][1]["value"]
    assert "." in en["tiles"][1]["value"]
    assert vi["synthetic"].startswith("DỮ LIỆU TỔNG HỢP")
    assert "mẫu số" in vi["rates"]["title"]
    assert en["goals"]["rows"][1][0] == "Target more than 95.00%"


def test_the_columns_of_offices_add_up_without_hiding(here: Office) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["15"])
    system = linked(handed)
    wrong = [
        equation
        for equation in system.equations
        if sum(factor * system.counts[key] for key, factor in equation.items())
    ]
    assert not wrong
    assert all(system.counts[less] <= system.counts[more] for less, more in system.at_most)


def test_lapsed_and_due_are_those_of_the_closing(here: Office) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["02905"])
    unit = handed.units[0]
    lapsed = sum(1 for n in range(60) if n % 7 and n % 11 == 1)
    due = sum(1 for n in range(60) if n % 7 and n % 11 == 2)
    assert (unit.expiry["lapsed_this_year_n"], unit.expiry["due_30_days_n"]) == (lapsed, due)
    assert unit.plan_n == 50


@pytest.mark.parametrize("places", [["15"], ["02905"], ["02905", "02680"], ["VN"]])
def test_no_hidden_count_of_a_report_can_be_computed(here: Office, places: list[str]) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=places)
    system = linked(handed)
    hidden = protect(system, 5)
    assert [key for key, value in system.counts.items() if 0 < value < 5 and key not in hidden.marks] == []
    assert hidden.marks
    chosen = [key for at, key in enumerate(sorted(hidden.marks)) if at % 5 == 0 or key[0] == TOTAL][:8]
    for key in chosen:
        low, high = bounds(system, hidden, key)
        assert low < high, key


def test_sheets_hide_what_the_report_hides(here: Office, tmp_path: Path) -> None:
    answer = run(here, "--place", "15", "--csv", tmp_path, "--lang", "en")
    assert answer.exit_code == 0, answer.output
    told = rows(tmp_path, "units")
    cells = [cell for row in told for name, cell in row.items() if name.endswith("_n")]
    assert "<5" in cells
    assert "*" in cells
    assert not [
        cell
        for row in told
        for name, cell in row.items()
        if name not in {"change_n", "missing_n"} and cell in {"1", "2", "3", "4"}
    ]
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["15"])
    hidden = protect(linked(handed), 5)
    for row in told[:-1]:
        mark = hidden.mark(("unit", row["unit_code"], "participants_n"))
        assert row["participants_n"] == _cell(handed.units, row["unit_code"], mark)


def _cell(units: object, code: str, mark: Mark | None) -> str:
    assert isinstance(units, tuple)
    count = next(one.counts["participants_n"] for one in units if one.unit.code == code)
    return {Mark.SMALL: "<5", Mark.WITHHELD: "*"}.get(mark, str(count)) if mark else str(count)


def test_the_workbook_has_every_table_and_no_formula(here: Office, tmp_path: Path) -> None:
    run(here, "--place", "15", "--xlsx", tmp_path / "a.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert len(book.sheet_names) == 10
    cells = [
        str(cell)
        for name in book.sheet_names
        for line in book.get_sheet_by_name(name).to_python()
        for cell in line
    ]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    for name in book.sheet_names:
        assert "TỔNG HỢP" in str(book.get_sheet_by_name(name).to_python()[1][0])
    whole = book.get_sheet_by_name(book.sheet_names[0]).to_python()[-1]
    assert whole[1:3] == ["Toàn địa bàn", sum(SIZES) + 1.0]


def test_the_workbook_says_what_is_synthetic_across_the_page_and_on_every_printed_page(
    here: Office, tmp_path: Path
) -> None:
    """White words on red run over empty cells: these are red too, and printed again with the headings."""
    run(here, "--place", "15", "--xlsx", tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet, names = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    banner = re.findall(r'<c r="([A-Z]+)2" s="([0-9]+)"', sheet)
    assert len(banner) == len({column for column, _ in banner}) == 17
    assert len({style for _, style in banner}) == 1
    assert names.count("$1:$5") == 10
    assert 'xSplit="2" ySplit="5"' in sheet


def test_csv_is_formula_safe_and_names_its_sources(here: Office, tmp_path: Path) -> None:
    run(here, "--place", "15", "--csv", tmp_path)
    goals = rows(tmp_path, "goals")
    assert goals[0]["document"].startswith("'=cmd")
    sources = "\n".join(f"{row['what']} {row['value']}" for row in rows(tmp_path, "sources"))
    assert "participation/15@2025-07-01/2025-10-31/v001" in sources
    assert "SYNTHETIC" in sources
    assert {path.stem for path in tmp_path.iterdir()} == {
        "units", "rank", "groups", "ages", "sexes", "difference", "rates", "goals", "conflicts", "sources",
    }  # fmt: skip


def test_the_start_is_the_first_month_that_is_closed(here: Office) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH)
    assert (handed.since, handed.has_start, str(handed.start_day)) == ("year-before", True, "2024-10-31")
    december = report_tables(home=here.home, law=shipped(), month=MONTH, since="year-start")
    assert not december.has_start
    assert all(one.start_n is None for one in december.units)


@pytest.mark.parametrize(
    ("text", "threshold"), [("", 5), ("suppress_below: 10\n", 10), ("suppress_below: 0\n", 0)]
)
def test_the_threshold_stands_in_the_settings(tmp_path: Path, text: str, threshold: int) -> None:
    home = small_home(tmp_path, text)
    assert suppression_threshold(home.home) == threshold


@pytest.mark.parametrize(
    "text", ["suppress_below: 1", "suppress_below: 2", "suppress_below: five", "suppress_below: true"]
)
def test_a_threshold_that_would_say_exactly_how_many_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="small counts"):
        suppression_threshold(small_home(tmp_path, text).home)


def small_home(folder: Path, settings: str) -> Office:
    """An empty home with settings."""
    made = office(folder)
    made.home.root.mkdir(parents=True)
    made.home.settings.write_text(settings, "utf-8")
    return made


def test_words_that_are_wrong_are_told(here: Office, tmp_path: Path) -> None:
    assert run(here).exit_code != 0
    assert isinstance(run(here, "--place", "99", "--out", tmp_path / "a.pdf").exception, Exception)
    refused = CliRunner().invoke(
        root, ["report", "2025-09", "--out", str(tmp_path / "b.pdf"), "--home", str(here.home.root)]
    )
    assert isinstance(refused.exception, BadInput)
    assert not list(tmp_path.iterdir())


def test_units_without_a_register_are_said_first_and_named_together(here: Office) -> None:
    handed = report_tables(home=here.home, law=shipped(), month=MONTH, places=["VN"])
    told = content(handed, protect(linked(handed), 5), "en")
    assert told["truth"].startswith("Việt Nam – only 1 of 34 units with a register, 31 October 2025: ")
    assert told["conflicts"][0].startswith("33 of 34 units")
    assert [row[0] for row in told["units"]["rows"]] == ["Tỉnh Lào Cai"]
    assert told["units_unknown"].startswith("Nothing known (33 units): Thành phố Hà Nội, ")
    assert len(COMMUNES) == 5
