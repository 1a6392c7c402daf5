"""The sixty month-ends of a sample, what each extract knew of them, and the lists at both ends."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from tests.unit.samples.conftest import END, PEOPLE, START
from tests.unit.samples.recount import Row, card_of, clean_rows, covered_at, held_on

from toandan.samples.province import SampleFiles, make_sample
from toandan.values.month import Month

FIRST, LAST = "2024-10-31", "2025-10-31"
COMPLETE_SINCE = "2020-11-01"
STEP, LEVEL = 0.03, 0.15  # from one month-end to the next, and from the oldest to the first end
# Files of a sample of 2,000 people as they were before cards of sixty months were drawn: no value of them changed.
AS_BEFORE = {
    "population_2024-10-31_10.csv": "a83f46fcf71cdb3b",
    "population_2024-10-31_15.csv": "da2be61efd55e536",
    "population_2025-10-31_15.csv": "35a9e6aa2d8c98b2",
    "plan_2025-10-31_15.csv": "39d7ece577647775",
    "social_protection_2025-10-31_15.csv": "5c58264792d0b385",
    "place_list_2025-10-31_15.csv": "87e7bc89a85d2218",
    "school_2025-10-31_15.csv": "d7b77e16c82f341a",
    "employment_2025-10-31_15.csv": "1c891d05635ada45",
    "truth/communes.csv": "9297669f86bc1926",
    "truth/groups.csv": "cb7f27d347c87bc4",
}

COLUMNS_SINCE = {"hamlet"}

type Key = tuple[str, str, str]


def keys(folder: Path, as_of: str) -> dict[Key, str]:
    """The cards of an extract and the last day each has there."""
    rows = clean_rows(folder, "participation", as_of)
    return {
        (row["insurance_no"][-10:], row["valid_from"], row["group_code"]): row["valid_to"] for row in rows
    }


def month_ends(back: int) -> list[str]:
    """The last days of so many months, the last end's last."""
    return [END.plus(-step).last_day.isoformat() for step in range(back - 1, -1, -1)]


def test_participants_move_smoothly_over_sixty_month_ends(made: SampleFiles) -> None:
    counts = covered_at(made.folder, month_ends(60), LAST)
    assert len(counts) == 60
    assert max(abs(after / before - 1) for before, after in pairwise(counts)) < STEP
    at_first = counts[-13]
    assert (1 - LEVEL) * at_first < counts[0] < at_first
    assert (at_first, counts[-1]) == (18_328, 17_642)


@pytest.mark.parametrize("province", ["31", "56"])
def test_other_provinces_move_smoothly_too(province: str, tmp_path: Path) -> None:
    made = make_sample(
        calibration=None, province=province, people=3_000, start=START, end=END, out=tmp_path / "out", seed=2
    )
    counts = covered_at(made.folder, month_ends(60), LAST)
    assert max(abs(after / before - 1) for before, after in pairwise(counts)) < STEP
    assert (1 - LEVEL) * counts[-13] < counts[0] < counts[-13]


def test_the_first_extract_counts_as_the_last_one_does_but_not_the_same_people(made: SampleFiles) -> None:
    then, now = held_on(made.folder, FIRST, FIRST), held_on(made.folder, FIRST, LAST)
    cells = [Counter(frozenset(held) for held in holders.values()) for holders in (then, now)]
    assert cells[0] == cells[1]
    corrected = yaml.safe_load((made.folder / "truth" / "totals.yaml").read_text("utf-8"))["corrected"]
    assert len(now.keys() - then.keys()) == corrected["late_cards_n"] > 0
    assert len(then.keys() - now.keys()) == len(now.keys() - then.keys())


def test_cards_come_late_are_cancelled_and_are_shortened(made: SampleFiles) -> None:
    then, now = keys(made.folder, FIRST), keys(made.folder, LAST)
    corrected = yaml.safe_load((made.folder / "truth" / "totals.yaml").read_text("utf-8"))["corrected"]
    late = [key for key in now.keys() - then.keys() if key[1] <= FIRST]
    assert len(late) == corrected["late_cards_n"]
    assert min(start for _, start, _ in late) >= "2024-08-01"
    assert len(then.keys() - now.keys()) == corrected["cancelled_cards_n"] > 0
    shorter = [key for key in then.keys() & now.keys() if now[key] < then[key]]
    assert sum(now[key] < FIRST for key in shorter) == corrected["shortened_cards_n"] > 0
    assert not any(now[key] > then[key] for key in then.keys() & now.keys())
    # Nobody knew at the first end whose cover would end early in the year after.
    assert sum(now[key] > FIRST for key in shorter) > PEOPLE / 100


def test_the_first_extract_knows_no_card_that_began_later(made: SampleFiles) -> None:
    rows = list(clean_rows(made.folder, "participation", FIRST))
    assert max(row["valid_from"] for row in rows) <= FIRST
    assert min(row["valid_to"] for row in rows) == COMPLETE_SINCE
    assert all(row["paid_on"] <= FIRST for row in rows)
    assert not any(row["commune_on"] for row in rows)


def test_participation_tells_since_when_it_is_complete(made: SampleFiles) -> None:
    told = {
        (call["register"], call["as_of"]): call.get("complete_since")
        for call in card_of(made.folder)["intake"]
    }
    assert told.pop(("participation", FIRST)) == told.pop(("participation", LAST)) == COMPLETE_SINCE
    assert set(told.values()) == {None}


def test_children_are_covered_from_birth_and_pupils_by_school_year(made: SampleFiles) -> None:
    rows = list(clean_rows(made.folder, "participation", LAST))
    children = [row for row in rows if row["group_code"] == "TE" and row["valid_to"] < "2024-10-01"]
    assert children
    assert all(row["valid_from"].startswith(row["birth_date"]) for row in children)
    for row in children:
        ends, month = date.fromisoformat(row["valid_to"]), int(row["birth_date"][5:7])
        assert (ends.year, ends.month) == (int(row["birth_date"][:4]) + 6, max(month, 9))
    pupils = [row for row in rows if row["group_code"] == "HS" and row["valid_to"] < "2024-10-01"]
    whole = [row for row in pupils if row["valid_from"][5:] == "10-01" and row["valid_to"][5:] == "09-30"]
    assert len(whole) > 0.75 * len(pupils)


def test_those_who_pay_for_themselves_renew_with_gaps_and_lapse(made: SampleFiles) -> None:
    held: dict[str, list[Row]] = {}
    for row in clean_rows(made.folder, "participation", LAST):
        if row["group_code"] == "GD" and len(row["insurance_no"]) != 12:
            held.setdefault(row["insurance_no"][-10:], []).append(row)
    gaps = [
        (date.fromisoformat(after["valid_from"]) - date.fromisoformat(before["valid_to"])).days - 1
        for cards in held.values()
        for before, after in pairwise(cards)
    ]
    assert 0.8 < gaps.count(0) / len(gaps) < 0.99
    assert sum(0 < gap <= 120 for gap in gaps) > 20
    assert sum(cards[-1]["valid_to"] < "2023-12-31" for cards in held.values()) > 20


@pytest.mark.parametrize("register", ["social_protection", "school", "employment"])
def test_lists_differ_between_the_ends_and_mostly_agree(made: SampleFiles, register: str) -> None:
    kind = {"social_protection": "kind", "school": "level", "employment": "contract"}[register]
    then, now = (
        {
            (row["national_id"], row[kind])
            for row in clean_rows(made.folder, register, day)
            if row["national_id"]
        }
        for day in (FIRST, LAST)
    )
    assert then - now
    assert now - then
    assert len(then & now) > 0.2 * len(then)


def test_places_are_listed_in_the_codes_of_their_day_and_some_left(made: SampleFiles) -> None:
    then, now = (
        {
            row["commune"]
            for row in clean_rows(made.folder, "place_list", day)
            if row["kind"] == "difficult" and row["listed"] == "yes" and not row["valid_to"]
        }
        for day in (FIRST, LAST)
    )
    assert now < then
    gone = {row["commune"] for row in clean_rows(made.folder, "place_list", LAST) if row["valid_to"]}
    assert gone == then - now


def digest(path: Path) -> str:
    """What the values of a file come to, but for columns that its register got later."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            [row[name] or "" for name in row if name not in COLUMNS_SINCE] for row in csv.DictReader(file)
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def test_what_was_drawn_before_is_drawn_as_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    make_sample(calibration=None, province="15", people=2_000, start=START, end=END, out=out, seed=1)
    assert {name: digest(out / name) for name in AS_BEFORE} == AS_BEFORE


def test_cards_of_an_older_map_are_written_anew_where_both_ends_have_the_new_one(tmp_path: Path) -> None:
    out, start = tmp_path / "out", Month(2025, 10)
    make_sample(calibration=None, province="15", people=600, start=start, end=start.plus(12), out=out, seed=1)
    rows = list(clean_rows(out, "participation"))
    assert {row["commune_on"] for row in rows if row["valid_from"] < "2025-07-01"} == {"2025-07-01"}
    assert {row["commune_on"] for row in rows if row["valid_from"] >= "2025-07-01"} == {""}
