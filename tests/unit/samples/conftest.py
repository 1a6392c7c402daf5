"""One sample for all tests of this room, and the figures it is made to agree with."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.samples.calibration import CalibratedArea, Calibration, StatedFigure, StatedTarget
from toandan.samples.province import SampleFiles, make_sample
from toandan.values.month import Month

START, END = Month(2024, 10), Month(2025, 10)
PEOPLE = 20_000
LOW = ("02680", "03103", "03061", "02746", "03106", "04705", "02788", "03043")


@pytest.fixture(scope="session")
def calibration() -> Calibration:
    """Lào Cai as published in October 2025, written out here once more."""
    return Calibration(
        province="15",
        residents_n=1_673_064,
        participants_n=1_475_810,
        year_before_n=1_533_228,
        plan_n=1_579_758,
        plan_document="plan of the test",
        area=CalibratedArea(("02905", "02923", "02908", "02926"), 114_149, 106_225, 121_435),
        low_communes=LOW,
        figures=(StatedFigure(END.last_day, "implied", 1_673_064, "test", "test"),),
        targets=(StatedTarget("2026", "0.95", "more_than", "a plan"),),
    )


@pytest.fixture(scope="session")
def made(calibration: Calibration, tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """A sample of the province with few people."""
    return make_sample(
        calibration=calibration,
        province="15",
        people=PEOPLE,
        start=START,
        end=END,
        out=tmp_path_factory.mktemp("sample") / "out",
        seed=7,
    )


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "out"
