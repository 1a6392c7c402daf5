"""What the published figures pin down of a province."""

from __future__ import annotations

from datetime import date

from tests.unit.accounts.figures.book import book

from toandan.accounts.figures.calibrated import province_calibration
from toandan.values.month import Month

NOW = date(2025, 7, 1)


def test_lao_cai() -> None:
    found = province_calibration("15", NOW)
    assert found is not None
    assert (found.month, found.residents_n, found.participants_n) == (Month(2025, 10), 1_673_064, 1_475_810)
    assert (found.participants_year_before_n, found.plan_n) == (1_533_228, 1_579_758)
    (area,) = found.areas
    assert (area.participants_n, area.participants_year_before_n, area.plan_n) == (114_149, 106_225, 121_435)
    assert area.codes == ("02905", "02923", "02908", "02926")
    assert len(found.low_communes) == 8
    assert not set(found.low_communes) & set(area.codes)


def test_provinces_without_a_whole_set_of_figures() -> None:
    assert province_calibration("56", NOW) is None
    assert province_calibration("01", NOW) is None
    assert province_calibration("15", date(2025, 6, 30)) is None


def test_a_part_without_a_plan_still_counts() -> None:
    found = province_calibration("15", NOW, book())
    assert found is not None
    assert (found.residents_n, found.plan_n, found.participants_year_before_n) == (1500, 1000, 910)
    assert [(one.participants_n, one.participants_year_before_n, one.plan_n) for one in found.areas] == [
        (90, 86, None)
    ]
