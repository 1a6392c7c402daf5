"""Who holds a card on the last day of each end: exactly as many, commune by commune, as the calibration asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import fates, groups
from toandan.samples.arrays import Flags, Floats, Ints, Random, pick, ranks_within
from toandan.samples.calibration import Calibration
from toandan.samples.fates import Fate
from toandan.samples.ground import Ground
from toandan.samples.people import People
from toandan.samples.quotas import quotas
from toandan.samples.streams import Streams
from toandan.values.month import Month

ELSEWHERE, TOWN_PULL = 0.025, 3.0
KEEPS_OLD_CARD = 0.5
OUT_KEEPS = 0.45
SAME_LUCK, OWN_LUCK, LEFT_LIST = 1.6, 0.5, 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Per person: group and card atom at each end, and whether a card is valid on that last day.

    ``first_day`` is the day of the first end.
    """

    group0: Ints
    group1: Ints
    card0: Ints
    card1: Ints
    is_covered0: Flags
    is_covered1: Flags
    first_day: np.datetime64


def cover(
    people: People, ground: Ground, calibration: Calibration, months: tuple[Month, Month], streams: Streams
) -> Cover:
    """Cover at both ends; participants by commune sum to the calibration exactly.

    Readiness is mostly the same at both ends; those whose commune left the list lose some.
    """
    group0 = groups.groups_on(people, ground, months[0], streams, is_last=False)
    group1 = groups.groups_on(people, ground, months[1], streams, is_last=True)
    card0, card1 = _card_atoms(people, ground, (group0, group1), streams.of("card atoms"))
    lasting = streams.of("readiness").normal(0, SAME_LUCK, people.size)
    lost = _left_list(group0, group1)
    chosen = []
    for end, (group, card, penalty) in enumerate(((group0, card0, 0.0), (group1, card1, LEFT_LIST))):
        own = streams.of(f"readiness {end}").normal(0, OWN_LUCK, people.size)
        score = groups.numbers_of("propensity")[group] + lasting + own - penalty * lost
        may = _may_hold(people, end, streams)
        residents = _by_commune(ground, *_residents(people, end))
        room = _by_commune(ground, card, may)
        quota = quotas(ground, calibration, residents, room, streams.of("rates"), is_last=end == 1)
        chosen.append(select(score, ground.commune[card], may, quota))
    return Cover(group0, group1, card0, card1, chosen[0], chosen[1], np.datetime64(months[0].last_day))


def select(score: Floats, commune: Ints, may: Flags, quota: Ints) -> Flags:
    """The ``quota`` people of every commune with the highest score among those who may."""
    who = np.flatnonzero(may)
    order = who[np.lexsort((-score[who], commune[who]))]
    chosen = np.zeros(len(score), dtype=bool)
    chosen[order[ranks_within(commune[order]) < quota[commune[order]]]] = True
    return chosen


def _residents(people: People, end: int) -> tuple[Ints, Flags]:
    if end:
        return people.moves.home1, fates.in_last(people.fate)
    return people.moves.home0, fates.resident_first(people.fate, people.is_born)


def _by_commune(ground: Ground, atom: Ints, which: Flags) -> Ints:
    return np.bincount(ground.commune[atom[which]], minlength=len(ground.communes))


def _may_hold(people: People, end: int, streams: Streams) -> Flags:
    guest = people.fate == Fate.GUEST
    if end == 0:
        away = np.isin(people.fate, (Fate.ABSENT, Fate.RETURNED)) & people.is_born
        first: Flags = fates.resident_first(people.fate, people.is_born) | away | guest
        return first
    keeps = streams.of("out keeps").random(people.size) < OUT_KEEPS
    out = (people.fate == Fate.MOVED_OUT) & people.is_born & keeps
    last: Flags = fates.in_last(people.fate) | guest | out
    return last


def _left_list(group0: Ints, group1: Ints) -> Flags:
    listed = np.isin(group0, [groups.codes().index(code) for code in ("DT", "DK")])
    now = ~np.isin(group1, [groups.codes().index(code) for code in ("DT", "DK")])
    lost: Flags = listed & now
    return lost


def _card_atoms(
    people: People, ground: Ground, group: tuple[Ints, Ints], random: Random
) -> tuple[Ints, Ints]:
    """The atom on the card: where people live, for a few another one; a long card does not move along."""
    elsewhere = random.random(people.size) < ELSEWHERE
    other = pick(random, ground.weight * np.where(ground.is_town, TOWN_PULL, 1.0), people.size)
    card0 = np.where(elsewhere, other, people.moves.home0)
    long_ = groups.has_schedule(group[0], groups.LONG) | groups.has_schedule(group[0], groups.CHILD)
    same_card = (group[0] == group[1]) & long_ & people.is_born
    stays = elsewhere | same_card | (random.random(people.size) < KEEPS_OLD_CARD)
    return card0, np.where(people.moves.has_moved & ~stays, people.moves.home1, card0)
