"""The registers in parts that fit into memory: provinces that go together, and ranges of people within a large one.

Most people have their card in the province they live in, so a part of whole provinces reads each
extract once. Whoever has not is found by ``linkage.standing`` and goes through the general steps.
Nothing that is counted depends on how many parts there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toandan.linkage.bucket import EVERYBODY, Bucket, buckets

ROWS_IN_ONE = 26_000_000


@dataclass(frozen=True, slots=True)
class Extract:
    """An extract of one of the registers: whose ground it is of, and how many rows it has."""

    ground: str
    rows_n: int


@dataclass(frozen=True, slots=True)
class Part:
    """Positions of the extracts of both registers that are linked with each other, and which of their people."""

    population: tuple[int, ...]
    participation: tuple[int, ...]
    bucket: Bucket = EVERYBODY


def parts(population: Sequence[Extract], participation: Sequence[Extract]) -> tuple[Part, ...]:
    """The parts, in the order of the extracts; a function of the input, not of the machine.

    Extracts go together by their ground where both registers came for the same grounds; else all
    of them are one part. A part of too many rows is cut by ranges of the keyed id.
    """
    return tuple(
        Part(homes, cards, bucket)
        for homes, cards in _grouped(population, participation)
        for bucket in buckets(_rows_n(population, homes) + _rows_n(participation, cards), ROWS_IN_ONE)
    )


def _grouped(
    population: Sequence[Extract], participation: Sequence[Extract]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    grounds = [one.ground for one in population]
    if sorted(grounds) != sorted(one.ground for one in participation) or len(set(grounds)) < len(grounds):
        yield tuple(range(len(population))), tuple(range(len(participation)))
        return
    card_at = {one.ground: at for at, one in enumerate(participation)}
    group: list[int] = []
    taken_n = 0
    for at, one in enumerate(population):
        rows_n = one.rows_n + participation[card_at[one.ground]].rows_n
        if group and taken_n + rows_n > ROWS_IN_ONE:
            yield tuple(group), _of(group, grounds, card_at)
            group, taken_n = [], 0
        group.append(at)
        taken_n += rows_n
    yield tuple(group), _of(group, grounds, card_at)


def _of(group: Sequence[int], grounds: Sequence[str], card_at: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted(card_at[grounds[at]] for at in group))


def _rows_n(extracts: Sequence[Extract], positions: Sequence[int]) -> int:
    return sum(extracts[at].rows_n for at in positions)
