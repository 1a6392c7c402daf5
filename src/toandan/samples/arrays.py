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
