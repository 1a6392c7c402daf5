"""toandan sample, as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toandan.cli.app import root
from toandan.cli.sample_calibration import calibration_of
from toandan.errors import BadInput
from toandan.samples.calibration import Calibration
from toandan.values.month import Month

SPAN = ["--from", "2024-10", "--to", "2025-10"]


def run(*words: str) -> Result:
    return CliRunner().invoke(root, ["sample", *words], catch_exceptions=True)


def test_it_says_what_it_made_and_that_nobody_exists(tmp_path: Path) -> None:
    result = run("--province", "15", "--people", "500", *SPAN, "--out", str(tmp_path / "o"))
    assert result.exit_code == 0
    assert result.stdout.startswith("SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP")
    assert "500 residents" in result.stdout
    assert "follow the published figures" in result.stdout
    assert "population_2025-10-31_15.csv: 500 clean rows" in result.stdout


def test_a_province_without_published_figures_is_told(tmp_path: Path) -> None:
    result = run("--province", "56", "--people", "500", *SPAN, "--out", str(tmp_path / "o"))
    assert "No figure of this province is published in the package" in result.stdout


def test_json_names_every_intake(tmp_path: Path) -> None:
    result = run("--province", "15", "--people", "500", *SPAN, "--out", str(tmp_path / "o"), "--json")
    told = json.loads(result.stdout)
    assert (told["schema"], told["synthetic"], told["residents_n"]) == ("toandan/sample-made/1", True, 500)
    assert [call["register"] for call in told["intake"]].count("population") == 3


def test_a_month_that_is_none_is_bad_input(tmp_path: Path) -> None:
    result = run(
        "--province", "15", "--people", "500", "--from", "2024", "--to", "2025-10", "--out", str(tmp_path)
    )
    assert isinstance(result.exception, BadInput)


def test_the_published_figures_calibrate_the_province(calibration: Calibration) -> None:
    found = calibration_of("15", Month(2025, 10))
    assert found is not None
    assert (found.residents_n, found.participants_n) == (calibration.residents_n, calibration.participants_n)
    assert (found.year_before_n, found.plan_n) == (calibration.year_before_n, calibration.plan_n)
    assert found.low_communes == calibration.low_communes
    assert found.area == calibration.area
    shares = [(target.period, target.share, target.comparison) for target in found.targets]
    assert shares == [("2025", "0.965", "at_least"), ("2026", "0.95", "more_than"), ("2030", "1", "at_least")]
    assert {(figure.kind, figure.value) for figure in found.figures} == {
        ("implied", 1_673_064),
        ("merger_resolution", 1_778_785),
    }


@pytest.mark.parametrize(("province", "month"), [("56", Month(2025, 10)), ("15", Month(2026, 10))])
def test_other_provinces_and_months_have_no_calibration(province: str, month: Month) -> None:
    assert calibration_of(province, month) is None
