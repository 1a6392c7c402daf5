"""What only reads published tables imports no engine: each question is asked in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.builders import OLD, Office, card, office, plan, resident

from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.values.month import Month

ENGINE = {"duckdb", "hamilton", "ibis", "pandas", "sqlglot"}
OCTOBER_2024 = date(2024, 10, 31)
ASK = """
import json, sys
from pathlib import Path
{}
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A province closed twice, the first time on the older map."""
    made = office(tmp_path_factory.mktemp("published"))
    made.population(resident("an"), scope="10", as_of=OCTOBER_2024)
    made.population(resident("an"), resident("ba", commune_code="02923"), resident("chi"))
    made.participation(
        card("an"),
        card("away", group_code="DN"),
        card("gone", cover_start=date(2024, 1, 1), cover_end=date(2025, 1, 1), vintage=OLD),
    )
    made.plans(plan(4))
    for month in (Month(2024, 10), Month(2025, 10)):
        close_month(home=made.home, law=shipped(), month=month)
    return made


def imported(code: str, home: Path | None = None) -> set[str]:
    """The packages a fresh process holds after the code; what it printed must have been said without an error."""
    environ = os.environ | ({"TOANDAN_HOME": str(home)} if home else {})
    ran = subprocess.run(
        [sys.executable, "-c", ASK.format(code)], env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("places", "15", "--children"),
        ("closings",),
        ("closings", "diff", "2024-10", "2025-10"),
        ("accounts", "2025-10"),
        ("accounts", "2025-10", "--json", "--place", "02905", "--by", "age"),
    ],
    ids=" ".join,
)
def test_a_command_that_reads_what_is_published(here: Office, words: tuple[str, ...]) -> None:
    code = f"from toandan.cli.app import run\nassert run({list(words)!r}) == 0"
    held = imported(code, here.home.root)
    assert not held & ENGINE
    if words[0] != "accounts" and "diff" not in words:
        assert not held & {"numpy", "pyarrow"}


def test_the_numbers_of_a_report(here: Office) -> None:
    code = (
        "from toandan.lake.home import Home\n"
        "from toandan.lawbook.law import shipped\n"
        "from toandan.pipeline.report import report_tables\n"
        "from toandan.values.month import Month\n"
        f"told = report_tables(home=Home(Path({str(here.home.root)!r})), month=Month(2025, 10), law=shipped())\n"
        "assert told.document['participants_n'] == 2 and len(told.units) == 99"
    )
    assert not imported(code) & ENGINE


@pytest.mark.parametrize(
    "module",
    [
        "toandan.accounts.changed",
        "toandan.accounts.entitlement_summary",
        "toandan.accounts.statement",
        "toandan.accounts.units",
        "toandan.pipeline.accounts",
        "toandan.pipeline.closings",
        "toandan.pipeline.published",
        "toandan.pipeline.report",
        "toandan.reports.handed",
    ],
)
def test_a_module_that_turns_a_closed_month_into_a_document(module: str) -> None:
    assert not imported(f"import {module}") & ENGINE
