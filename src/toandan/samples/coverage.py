"""Who holds a card on the last day of each end: exactly as many, commune by commune, as the calibration asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import fates, groups
from toandan.samples.arrays import Flags, Floats, Ints, Random, pick, ranks_within, whole_parts
from toandan.samples.calibration import Calibration
from toandan.samples.fates import Fate
from toandan.samples.ground import Ground
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month

ELSEWHERE = 0.025
KEEPS_OLD_CARD = 0.5
OUT_KEEPS = 0.45
LOW_RATES = (0.695, 0.755)
OTHER_RATES = (0.86, 0.95)
AREA_SPREAD = 0.012
HIGHEST_RATE = 0.985
SAME_LUCK, OWN_LUCK, LEFT_LIST = 1.6, 0.5, 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Per person: group and card atom at each end, and whether a card is valid on that last day."""

    group0: Ints
    group1: Ints
    card0: Ints
    card1: Ints
    is_covered0: Flags
    is_covered1: Flags


def cover(
    people: People, ground: Ground, calibration: Calibration, months: tuple[Month, Month], streams: Streams
) -> Cover:
    """Cover at both ends; participants by commune sum to the calibration exactly."""
    moves = people.moves
    group0 = groups.groups_on(people, ground, months[0], ground.zone0, moves.home0, streams)
    group1 = groups.groups_on(people, ground, months[1], ground.zone1, moves.home1, streams)
    card0, card1 = _card_atoms(people, ground, group0, group1, streams.of("card atoms"))
    lasting = streams.of("readiness").normal(0, SAME_LUCK, people.size)
    lost = _left_list(group0, group1)
    chosen = []
    for end, (group, card, penalty) in enumerate(((group0, card0, 0.0), (group1, card1, LEFT_LIST))):
        own = streams.of(f"readiness {end}").normal(0, OWN_LUCK, people.size)
        score = groups.numbers_of("propensity")[group] + lasting + own - penalty * lost
        may = _may_hold(people, end, streams)
        quota = quotas(people, ground, calibration, card, may, end, streams)
        chosen.append(select(score, ground.commune[card], may, quota))
    return Cover(group0, group1, card0, card1, *chosen)


def select(score: Floats, commune: Ints, may: Flags, quota: Ints) -> Flags:
    """The ``quota`` people of every commune with the highest score among those who may."""
    who = np.flatnonzero(may)
    order = who[np.lexsort((-score[who], commune[who]))]
    chosen = np.zeros(len(score), dtype=bool)
    chosen[order[ranks_within(commune[order]) < quota[commune[order]]]] = True
    return chosen


def quotas(
    people: People,
    ground: Ground,
    calibration: Calibration,
    card: Ints,
    may: Flags,
    end: int,
    streams: Streams,
) -> Ints:
    """How many people per present commune hold a card at an end (0 the first, 1 the last)."""
    size = len(ground.communes)
    at = people.moves.home1 if end else people.moves.home0
    resident = fates.in_last(people.fate) if end else fates.resident_first(people.fate, people.is_born)
    residents = np.bincount(ground.commune[at[resident]], minlength=size)
    room = np.bincount(ground.commune[card[may]], minlength=size)
    codes = [unit.code for unit in ground.communes]
    is_low = np.array([code in calibration.low_communes for code in codes])
    random = streams.of("rates")
    rate = random.uniform(*OTHER_RATES, size)
    low = random.uniform(*LOW_RATES, size)
    wanted = residents * np.where(is_low & (end == 1), low, rate)
    area = calibration.area
    inside = np.array([area is not None and code in area.codes for code in codes])
    total = calibration.participants_n if end else calibration.year_before_n
    if area is None:
        return fitted(total, wanted, room, fixed=is_low)
    part = area.participants_n if end else area.year_before_n
    parts = np.zeros(size, dtype=np.int64)
    even = residents * (1 + AREA_SPREAD * (2 * random.random(size) - 1))
    parts[inside] = fitted(part, even[inside], room[inside], fixed=np.zeros(int(inside.sum()), dtype=bool))
    parts[~inside] = fitted(total - part, wanted[~inside], room[~inside], fixed=is_low[~inside])
    return parts


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
    parts = np.minimum(whole_parts(total, np.maximum(wanted, 1e-9)), room)
    while (missing := total - int(parts.sum())) > 0:
        open_ = np.flatnonzero(parts < room)
        give = open_[np.argsort(-(room - parts)[open_], kind="stable")[:missing]]
        parts[give] += 1
    return parts


def _may_hold(people: People, end: int, streams: Streams) -> Flags:
    guest = people.fate == Fate.GUEST
    if end == 0:
        away = np.isin(people.fate, (Fate.ABSENT, Fate.RETURNED)) & people.is_born
        return fates.resident_first(people.fate, people.is_born) | away | guest
    keeps = streams.of("out keeps").random(people.size) < OUT_KEEPS
    return fates.in_last(people.fate) | guest | ((people.fate == Fate.MOVED_OUT) & people.is_born & keeps)


def _left_list(group0: Ints, group1: Ints) -> Flags:
    listed = np.isin(group0, [groups.codes().index(code) for code in ("DT", "DK")])
    now = ~np.isin(group1, [groups.codes().index(code) for code in ("DT", "DK")])
    lost: Flags = listed & now
    return lost


def _card_atoms(
    people: People, ground: Ground, group0: Ints, group1: Ints, random: Random
) -> tuple[Ints, Ints]:
    """The atom on the card: where people live, for a few another one; a long card does not move along."""
    elsewhere = random.random(people.size) < ELSEWHERE
    other = pick(random, ground.weight * np.where(ground.is_town, 3.0, 1.0), people.size)
    card0 = np.where(elsewhere, other, people.moves.home0)
    long_ = groups.has_schedule(group0, groups.LONG) | groups.has_schedule(group0, groups.CHILD)
    same_card = (group0 == group1) & long_ & people.is_born
    stays = elsewhere | same_card | (random.random(people.size) < KEEPS_OLD_CARD)
    return card0, np.where(people.moves.has_moved & ~stays, people.moves.home1, card0)
