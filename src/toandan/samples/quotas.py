"""How many people of every commune hold a card: near a rate of its own, and exactly as many in all as asked."""

from __future__ import annotations

import numpy as np

from toandan.samples.arrays import Flags, Floats, Ints, Random, whole_parts
from toandan.samples.calibration import Calibration
from toandan.samples.ground import Ground

LOW_RATES = (0.665, 0.72)
OTHER_RATES = (0.865, 0.95)
AREA_SPREAD = 0.012
HIGHEST_RATE = 0.985
ALMOST_NOTHING = 1e-9


def quotas(
    ground: Ground,
    calibration: Calibration,
    residents: Ints,
    room: Ints,
    random: Random,
    *,
    is_last: bool,
) -> Ints:
    """Per present commune: participants at an end, for its residents and the ``room`` of people who may hold a card.

    In the last month the low communes stand clearly under all others. The area, where there is
    one, gets its own total.
    """
    codes = [unit.code for unit in ground.communes]
    is_low = np.isin(codes, calibration.low_communes)
    rate, low, even = (random.random(len(codes)) for _ in range(3))
    share = np.where(is_low & is_last, _between(LOW_RATES, low), _between(OTHER_RATES, rate))
    wanted: Floats = residents.astype(float) * share
    total = calibration.participants_n if is_last else calibration.year_before_n
    area = calibration.area
    if area is None:
        return fitted(total, wanted, room, is_low)
    inside = np.isin(codes, area.codes)
    part = area.participants_n if is_last else area.year_before_n
    parts = np.zeros(len(codes), dtype=np.int64)
    nearly_even: Floats = residents.astype(float) * _between((1 - AREA_SPREAD, 1 + AREA_SPREAD), even)
    parts[inside] = fitted(part, nearly_even[inside], room[inside], np.zeros(int(inside.sum()), dtype=bool))
    parts[~inside] = fitted(total - part, wanted[~inside], room[~inside], is_low[~inside])
    return parts


def _between(ends: tuple[float, float], luck: Floats) -> Floats:
    low, high = ends
    return low + (high - low) * luck


def fitted(total: int, wanted: Floats, room: Ints, fixed: Flags) -> Ints:
    """Whole numbers near ``wanted`` that sum to ``total`` and fit in ``room``; ``fixed`` ones move last.

    What is too much is taken in proportion, what is missing is given where room is left. Where
    even all the room is not enough, everyone who may is taken.
    """
    total = min(total, int(room.sum()))
    ceiling = np.minimum(np.ceil(wanted / HIGHEST_RATE), room).astype(float)
    wanted = np.minimum(wanted, ceiling)
    free = ~fixed if (~fixed).any() else np.ones(len(wanted), dtype=bool)
    rest = total - wanted[~free].sum()
    have = wanted[free].sum()
    if have >= rest:
        wanted[free] *= max(rest, 0) / max(have, 1)
    else:
        space = room[free] - wanted[free]
        wanted[free] += space * min(1.0, (rest - have) / max(space.sum(), 1))
    return _whole(total, wanted, room)


def _whole(total: int, wanted: Floats, room: Ints) -> Ints:
    parts = np.minimum(whole_parts(total, np.maximum(wanted, ALMOST_NOTHING)), room)
    while (missing := total - int(parts.sum())) > 0:
        open_ = np.flatnonzero(parts < room)
        give = open_[np.argsort(-(room - parts)[open_], kind="stable")[:missing]]
        parts[give] += 1
    return parts
