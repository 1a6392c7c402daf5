"""Identities of the sample's arithmetic, on generated numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toandan.samples.ages import child_card_ends, single_years
from toandan.samples.arrays import ranks_within, whole_parts
from toandan.samples.calendar import add_months, plus_days
from toandan.samples.calibration import CalibratedArea, Calibration
from toandan.samples.coverage import select
from toandan.samples.ids import insurance_numbers, national_ids
from toandan.samples.quotas import fitted

communes = st.lists(
    st.tuples(st.floats(0, 5_000), st.integers(0, 6_000), st.booleans()), min_size=1, max_size=60
)


@given(communes, st.integers(0, 400_000))
def test_quotas_sum_to_the_total_and_fit_in_the_room(rows: list[tuple[float, int, bool]], total: int) -> None:
    wanted, room, fixed = (np.array(column) for column in zip(*rows, strict=True))
    parts = fitted(total, wanted, room, fixed)
    assert int(parts.sum()) == min(total, int(room.sum()))
    assert bool(((parts >= 0) & (parts <= room)).all())


@given(st.integers(0, 10**7), st.lists(st.floats(0.001, 1e4), min_size=1, max_size=80))
def test_whole_parts_sum_and_stay_within_one(total: int, weights: list[float]) -> None:
    weight = np.array(weights)
    parts = whole_parts(total, weight)
    assert int(parts.sum()) == total
    assert bool((np.abs(parts - weight * total / weight.sum()) <= 1 + 1e-6).all())


@given(st.lists(st.floats(0.1, 5_000), min_size=21, max_size=21))
def test_single_years_sum_to_their_groups_and_are_never_negative(groups: list[float]) -> None:
    years = single_years(np.array(groups), np.arange(0, 105, 5.0))
    assert bool((years >= 0).all())
    assert np.allclose(years.reshape(21, 5).sum(axis=1), groups, rtol=1e-6, atol=1e-6)


@given(st.dates(date(2015, 1, 1), date(2025, 12, 31)))
def test_a_childs_card_ends_as_the_plain_rule_says(birth: date) -> None:
    end = child_card_ends(np.array([birth], dtype="datetime64[D]"))[0].item()
    year, month = birth.year + 6, max(birth.month, 9)
    following = date(year + month // 12, month % 12 + 1, 1)
    assert end == following - timedelta(days=1)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)).filter(lambda day: day.day <= 28), st.integers(-60, 60))
def test_months_are_added_to_the_same_day(day: date, months: int) -> None:
    moved = add_months(np.array([day], dtype="datetime64[D]"), months)[0].item()
    assert moved.day == day.day
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


@given(st.lists(st.integers(0, 9), min_size=1, max_size=80).map(sorted))
def test_ranks_start_anew_with_every_value(values: list[int]) -> None:
    ranks = ranks_within(np.array(values))
    assert ranks.tolist() == [place - values.index(value) for place, value in enumerate(values)]


@given(st.integers(0, 2**32), st.integers(1, 3_000))
def test_numbers_of_people_are_unique_and_of_the_right_length(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    province = random.integers(1, 97, size)
    birth = plus_days(date(1930, 1, 1), random.integers(0, 34_000, size))
    national = national_ids(province, random.integers(0, 2, size), birth, random)
    insurance = insurance_numbers(province, random)
    for numbers, digits in ((national, 12), (insurance, 10)):
        assert len(np.unique(numbers)) == size
        assert int(numbers.max()) < 10**digits


@given(st.lists(st.tuples(st.floats(-5, 5), st.integers(0, 4), st.booleans()), min_size=1, max_size=80))
def test_the_most_ready_of_each_commune_are_chosen(rows: list[tuple[float, int, bool]]) -> None:
    score, commune, may = (np.array(column) for column in zip(*rows, strict=True))
    quota = np.minimum(np.bincount(commune[may], minlength=5), 2)
    chosen = select(score, commune, may, quota)
    assert np.bincount(commune[chosen], minlength=5).tolist() == quota.tolist()
    for place in range(5):
        here = may & (commune == place)
        if (chosen & here).any() and (here & ~chosen).any():
            assert score[chosen & here].min() >= score[here & ~chosen].max()


@given(st.integers(1, 10**7), st.integers(200, 10**7), st.integers(0, 10**7))
def test_scaled_counts_are_halves_up_of_the_proportion(residents: int, people: int, count: int) -> None:
    whole = Calibration(
        "15", residents, count, count, count, "d", CalibratedArea(("02905",), count, count, count)
    )
    scaled = whole.scaled(people)
    exact = Fraction(count * people, residents)
    assert scaled.residents_n == people
    assert 2 * (scaled.participants_n - exact) <= 1
    assert 2 * (exact - scaled.participants_n) < 1
    assert scaled.area is not None
    assert scaled.area.plan_n == scaled.plan_n
