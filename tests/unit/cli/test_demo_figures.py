"""The demo's proof: printed figures beside those of a statement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from toandan.accounts.figures.calibrated import ProvinceCalibration, province_calibration
from toandan.accounts.figures.published import published_book
from toandan.cli.demo_figures import Line, area_lines, expected, province_lines

MAP = date(2025, 7, 1)
FULL = 1_673_064
LOW = ("02680", "03103", "03061", "02746", "03106", "04705", "02788", "03043")


def _calibration() -> ProvinceCalibration:
    found = province_calibration("15", MAP)
    assert found is not None
    return found


def statement(**changed: Any) -> dict[str, Any]:
    """What the accounts say when everything comes out as printed."""
    told: dict[str, Any] = {
        "participants_n": 1_475_810,
        "residents_n": FULL,
        "change_n": -57_418,
        "year_before": {"participants_n": 1_533_228},
        "rates": [
            {"kind": "merger_resolution", "numerator": "participants_n", "share": "0.829673"},
            {"kind": "implied", "numerator": "participants_n", "share": "0.882100"},
            {"kind": "register", "numerator": "covered_residents_n", "share": "0.850000"},
        ],
        "plan": {"value_n": 1_579_758, "share": "0.934200"},
        "targets": [
            {"share": "0.965000", "strict": False, "gap_n": 138_697},
            {"share": "0.950000", "strict": True, "gap_n": 113_601},
            {"share": "1.000000", "strict": False, "gap_n": 197_254},
        ],
        "conflicts": [{"code": "plan_below_target"}],
        "rank": [{"code": code} for code in reversed(LOW)] + [{"code": "02905"}],
    }
    return told | changed


def _lines(told: dict[str, Any], people: int = FULL) -> list[Line]:
    return list(province_lines(expected(_calibration(), published_book(), people), told))


def test_every_printed_figure_is_compared() -> None:
    lines = _lines(statement())
    assert [line for line in lines if not line.agrees] == []
    assert {line.name: line.printed for line in lines} == {
        "participants": "1,475,810",
        "participants a year before": "1,533,228",
        "change on the year": "-57,418",
        "residents found in the register": "1,673,064",
        "share of the population": "88.21%",
        "assigned plan": "1,579,758",
        "share of the plan": "93.42%",
        "people missing to at least 96.5%": "138,697",
        "people missing to more than 95%": "113,601",
        "people missing to at least 100%": "197,254",
        "the plan met in full stays below a target": "shown",
        "the 8 communes with the lowest rate": " ".join(sorted(LOW)),
    }


@pytest.mark.parametrize(
    ("changed", "name", "ours"),
    [
        ({"participants_n": 1_475_811}, "participants", "1,475,811"),
        ({"change_n": -57_417}, "change on the year", "-57,417"),
        ({"rates": []}, "share of the population", "no such rate"),
        ({"plan": {"value_n": 1_579_758, "share": "0.934300"}}, "share of the plan", "93.43%"),
        ({"plan": {"value_n": 1_579_758, "share": None}}, "share of the plan", "unknown"),
        ({"targets": []}, "people missing to at least 100%", "no such target"),
        ({"conflicts": []}, "the plan met in full stays below a target", "not shown"),
    ],
)
def test_what_differs_is_seen(changed: dict[str, Any], name: str, ours: str) -> None:
    wrong = {line.name: line.ours for line in _lines(statement(**changed)) if not line.agrees}
    assert wrong[name] == ours


def test_another_commune_among_the_lowest_is_seen() -> None:
    told = statement(rank=[{"code": "02905"}, *({"code": code} for code in LOW)])
    assert [line.name for line in _lines(told) if not line.agrees] == ["the 8 communes with the lowest rate"]


def test_counts_of_a_small_sample_are_scaled_half_up() -> None:
    wanted = expected(_calibration(), published_book(), 20_000)
    assert wanted.is_scaled
    assert not expected(_calibration(), published_book(), FULL).is_scaled
    printed = {line.name: line.printed for line in province_lines(wanted, statement())}
    assert printed["participants"] == "17,642"
    assert printed["participants a year before"] == "18,328"
    assert printed["change on the year"] == "-686"
    assert printed["share of the population"] == "88.21%"


def test_the_communes_of_an_area_together() -> None:
    calibration = _calibration()
    wanted = expected(calibration, published_book(), FULL)
    told = {"participants_n": 114_149, "change_n": 7_924, "plan": {"share": "0.940001"}}
    (area,) = calibration.areas
    assert [(line.name, line.printed, line.ours) for line in area_lines(wanted, area, told)] == [
        ("participants, 4 communes", "114,149", "114,149"),
        ("change on the year", "+7,924", "+7,924"),
        ("share of the plan", "94%", "94%"),
    ]
