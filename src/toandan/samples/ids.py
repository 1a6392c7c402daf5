"""Numbers of people that have the right form, are unique, and belong to nobody."""

from __future__ import annotations

import numpy as np

from toandan.samples.arrays import Days, Ints, Random, ranks_within
from toandan.samples.calendar import years_of

NONE = -1
SERIALS = 1_000_000
STEP = 387_911  # shares no factor with SERIALS, so multiples of it meet every serial once
FAR_STEP = 61_803_399  # the same for the eight digits of an insurance number
EIGHT_DIGITS = 100_000_000
CENTURY, FIRST_CENTURY = 100, 19
WRONG_DIGIT = 0.001


def national_ids(province: Ints, sex: Ints, birth: Days, random: Random) -> Ints:
    """Unique 12-digit numbers: registration province (3), century and sex (1), year (2), serial (6).

    One in a thousand carries the other sex's digit, as in real files.
    """
    year = years_of(birth)
    other = (random.random(len(sex)) < WRONG_DIGIT).astype(np.int64)
    digit = 2 * (year // CENTURY - FIRST_CENTURY) + (sex ^ other)
    prefix = (province.astype(np.int64) * 10 + digit) * CENTURY + year % CENTURY
    order = np.argsort(prefix, kind="stable")
    place = np.empty(len(prefix), dtype=np.int64)
    place[order] = ranks_within(prefix[order])
    start = int(random.integers(SERIALS))
    # Groups begin at different serials, or people of one age would share theirs.
    numbers: Ints = prefix * SERIALS + (place * STEP + prefix * FAR_STEP + start) % SERIALS
    return numbers


def insurance_numbers(province: Ints, random: Random) -> Ints:
    """Unique 10-digit numbers: province of the first registration (2), serial (8)."""
    start = int(random.integers(EIGHT_DIGITS))
    serial = (np.arange(len(province), dtype=np.int64) * FAR_STEP + start) % EIGHT_DIGITS
    return province.astype(np.int64) * EIGHT_DIGITS + serial
