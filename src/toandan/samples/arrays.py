"""Names for the arrays of this room; one entry per person, household, commune or card as the docstring says."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.integer[Any]]
type Flags = NDArray[np.bool_]
type Floats = NDArray[np.floating[Any]]
type Days = NDArray[np.datetime64]
type Random = np.random.Generator

DAY = "datetime64[D]"
MONTH = "datetime64[M]"
NO_DAY = np.datetime64("NaT", "D")


def ranks_within(group: Ints) -> Ints:
    """The place of every entry within its run of equal values; ``group`` is sorted."""
    where = np.arange(len(group))
    is_first = np.ones(len(group), dtype=bool)
    is_first[1:] = group[1:] != group[:-1]
    first: Ints = np.maximum.accumulate(np.where(is_first, where, 0))
    return where - first


def whole_parts(total: int, weights: Floats) -> Ints:
    """``total`` split into whole parts by weight (largest remainder); the parts sum to it."""
    exact = weights * (total / weights.sum())
    parts = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - parts), kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def pick(random: Random, weights: Floats, size: int) -> Ints:
    """``size`` draws of an index by weight."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(edges, random.random(size), side="right"), len(weights) - 1)


def add_months(days: Days, months: Ints | int) -> Days:
    """The same day of the month so many months later; days after the 28th must not be given."""
    month = days.astype(MONTH)
    inside = days - month.astype(DAY)
    shifted: Days = (month + np.asarray(months)).astype(DAY) + inside
    return shifted


def month_ends(months: NDArray[np.datetime64]) -> Days:
    """The last day of every month."""
    after: Days = (months + 1).astype(DAY)
    return (after.astype(np.int64) - 1).astype(DAY)
