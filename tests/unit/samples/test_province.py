"""The written sample against the figures it is made to agree with, recounted the slow way."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
import yaml
from tests.unit.samples.conftest import END, LOW, PEOPLE, START
from tests.unit.samples.recount import card_of, clean_rows, recount

from toandan.errors import BadInput
from toandan.places.errors import UnknownPlace
from toandan.places.load import atlas_at
from toandan.samples.calibration import Calibration
from toandan.samples.province import SampleFiles, make_sample
from toandan.values.month import Month

AREA = ("02905", "02923", "02908", "02926")
LAST, FIRST = "2025-10-31", "2024-10-31"
MOST_ROWS_A_PERSON = 9  # at both ends: registers, cards of sixty months, lists


def small(out: Path, *, seed: int = 1, province: str = "15", people: int = 600) -> SampleFiles:
    return make_sample(
        calibration=None, province=province, people=people, start=START, end=END, out=out, seed=seed
    )


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_last_month_comes_out_as_published_in_proportion(made: SampleFiles) -> None:
    counted = recount(made.folder, LAST)
    assert counted.residents.total() == PEOPLE
    assert counted.participants.total() == round(1_475_810 * PEOPLE / 1_673_064) == 17_642
    assert sum(counted.participants[code] for code in AREA) == round(114_149 * PEOPLE / 1_673_064) == 1_365


def test_the_first_month_comes_out_too_in_the_codes_of_its_day(made: SampleFiles) -> None:
    counted = recount(made.folder, FIRST)
    assert counted.participants.total() == round(1_533_228 * PEOPLE / 1_673_064) == 18_328
    assert sum(counted.participants[code] for code in AREA) == round(106_225 * PEOPLE / 1_673_064) == 1_270


def test_the_named_communes_have_the_lowest_rates_by_both_counts(made: SampleFiles) -> None:
    counted = recount(made.folder, LAST)
    assert len(counted.residents) == 99
    for count in (counted.participants, counted.covered):
        rates = {code: count[code] / people for code, people in counted.residents.items()}
        lowest = sorted(rates, key=lambda code: rates[code])[: len(LOW)]
        assert set(lowest) == set(LOW)


def test_the_named_communes_stand_clearly_apart(made: SampleFiles) -> None:
    rate = made.last.participants / made.last.residents
    low = [unit.code in LOW for unit in atlas_at(END.last_day).communes_under("15")]
    assert max(rate[low]) + 0.1 < min(rate[[not one for one in low]])


def test_the_truth_tells_what_is_counted(made: SampleFiles) -> None:
    counted = recount(made.folder, LAST)
    with (made.folder / "truth" / "communes.csv").open(encoding="utf-8") as file:
        truth = {row["commune"]: row for row in csv.DictReader(file)}
    for code, row in truth.items():
        told = (row["residents_n"], row["participants_n"], row["findable_residents_n"])
        assert told == (
            str(counted.residents[code]),
            str(counted.participants[code]),
            str(counted.covered[code]),
        )
    before = recount(made.folder, FIRST)
    totals = yaml.safe_load((made.folder / "truth" / "totals.yaml").read_text(encoding="utf-8"))
    assert totals["first"]["residents_n"] == before.residents.total()
    assert totals["first"]["findable_residents_n"] == before.covered.total()


def test_old_communes_of_both_old_provinces_appear(made: SampleFiles) -> None:
    codes = {row["commune"] for row in clean_rows(made.folder, "population", FIRST)}
    assert len(codes) == 319
    scopes = [(call["scope"], call["as_of"]) for call in card_of(made.folder)["intake"]]
    assert list(dict.fromkeys(scopes)) == [("10", FIRST), ("15", FIRST), ("15", LAST)]


def test_rows_stay_within_what_a_demo_can_take_in(made: SampleFiles) -> None:
    rows = sum(call.file.clean_n + call.file.faulty_n for call in made.calls)
    assert rows < MOST_ROWS_A_PERSON * PEOPLE


def test_plans_of_communes_sum_to_the_province(made: SampleFiles) -> None:
    rows = list(clean_rows(made.folder, "plan"))
    plan = {row["subject"]: int(row["value"]) for row in rows if row["kind"] == "plan"}
    assert plan.pop("15") == sum(plan.values()) == round(1_579_758 * PEOPLE / 1_673_064)
    assert sum(plan[code] for code in AREA) == round(121_435 * PEOPLE / 1_673_064)
    assert [(row["value"], row["comparison"]) for row in rows if row["kind"] == "target"] == [
        ("0.95", "more_than")
    ]


def test_scaled_figures_say_so(made: SampleFiles) -> None:
    (row,) = clean_rows(made.folder, "population_figure")
    assert (row["value"], row["source"]) == (str(PEOPLE), f"test (thu nhỏ theo mẫu {PEOPLE} người)")


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    one, other, different = (
        digests(small(tmp_path / name, seed=seed).folder) for name, seed in (("a", 5), ("b", 5), ("c", 6))
    )
    assert one == other
    assert one["population_2025-10-31_15.csv"] != different["population_2025-10-31_15.csv"]


def test_the_folder_says_that_it_is_synthetic(out: Path) -> None:
    small(out)
    assert "SYNTHETIC" in (out / "SYNTHETIC.txt").read_text(encoding="utf-8")
    assert card_of(out)["synthetic"] is True
    assert (out / "truth" / "TOANDAN-TRUTH").is_file()


def test_an_earlier_sample_is_replaced_whole(out: Path, calibration: Calibration) -> None:
    small(out, province="56")
    make_sample(calibration=calibration, province="15", people=600, start=START, end=END, out=out, seed=1)
    small(out, province="15")
    assert not list(out.glob("*_56.csv"))
    assert digests(out) == digests(small(out.parent / "fresh").folder)


@pytest.mark.parametrize("earlier", [False, True])
def test_a_folder_with_other_things_is_left_alone(out: Path, *, earlier: bool) -> None:
    if earlier:
        small(out)
    else:
        out.mkdir()
    (out / "letter.txt").write_text("mine")
    before = digests(out)
    with pytest.raises(BadInput, match=r"letter\.txt, which is not of an earlier sample"):
        small(out)
    assert digests(out) == before


def test_a_file_is_no_folder(out: Path) -> None:
    out.write_text("")
    with pytest.raises(BadInput, match="is no folder"):
        small(out)


def test_a_span_is_twelve_months(out: Path) -> None:
    with pytest.raises(BadInput, match="use --from 2024-10 --to 2025-10"):
        make_sample(
            calibration=None, province="15", people=600, start=START, end=Month(2025, 11), out=out, seed=1
        )
    assert not out.exists()


def test_a_handful_is_no_province(out: Path) -> None:
    with pytest.raises(BadInput, match="it takes 200 to"):
        small(out, people=50)


def test_a_code_that_is_no_province_is_refused_before_anything_is_written(out: Path) -> None:
    with pytest.raises(UnknownPlace):
        small(out, province="10")
    assert not out.exists()


@pytest.mark.parametrize("start", [Month(2024, 2), Month(2024, 6), Month(2024, 12)])
def test_any_span_of_twelve_months_comes_out(out: Path, start: Month) -> None:
    end = start.plus(12)
    made = make_sample(calibration=None, province="15", people=1_500, start=start, end=end, out=out, seed=2)
    for month, truth in ((start, made.first), (end, made.last)):
        counted = recount(out, month.last_day.isoformat())
        assert counted.participants.total() == int(truth.participants.sum())
        assert counted.residents.total() == int(truth.residents.sum())


@pytest.mark.parametrize("province", [unit.code for unit in atlas_at(END.last_day).children("VN")])
def test_every_province_can_be_made(out: Path, province: str) -> None:
    made = small(out, province=province, people=400)
    assert int(made.last.residents.sum()) == 400
    assert int(made.last.participants.sum()) == made.calibration.participants_n == 372
    assert int(made.first.participants.sum()) == made.calibration.year_before_n == 370
    assert not made.calibration.is_published


def test_months_on_one_map_need_no_crosswalk(out: Path) -> None:
    made = make_sample(
        calibration=None,
        province="15",
        people=600,
        start=Month(2025, 10),
        end=Month(2026, 10),
        out=out,
        seed=1,
    )
    assert [call.scope for call in made.calls] == ["15"] * 13
    assert "commune_of_other_vintage" not in {fault.kind for call in made.calls for fault in call.file.faults}


def test_calibration_at_its_own_size_is_itself(calibration: Calibration) -> None:
    assert calibration.scaled(calibration.residents_n) is calibration
