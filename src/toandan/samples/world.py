"""Everything that is drawn of a sample, before a file is written."""

from __future__ import annotations

from dataclasses import dataclass

from toandan.samples import faults
from toandan.samples.calibration import Calibration
from toandan.samples.coverage import Cover, cover
from toandan.samples.extracts import Extracts, draw_cards
from toandan.samples.fates import numbers
from toandan.samples.ground import Ground, lay_ground
from toandan.samples.people import People, populate
from toandan.samples.streams import Streams
from toandan.values.month import Month


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Places, people, who is covered at each end, and all cards."""

    calibration: Calibration
    months: tuple[Month, Month]
    streams: Streams
    ground: Ground
    people: People
    cover: Cover
    extracts: Extracts

    @property
    def old_provinces(self) -> tuple[str, ...]:
        """The provinces of the first end's map that the province lies in."""
        return tuple(sorted(set(self.ground.old_province)))

    @property
    def faults_n(self) -> int:
        """How many faulty rows of each kind a file has."""
        return faults.count_for(self.calibration.residents_n)


def draw_world(calibration: Calibration, months: tuple[Month, Month], streams: Streams) -> World:
    """Draw everybody; a function of the arguments alone."""
    ground = lay_ground(calibration, *months, streams)
    residents = calibration.residents_n
    wanted = faults.count_for(residents)
    people = populate(ground, numbers(residents), months, streams, faults=wanted)
    held = cover(people, ground, calibration, months, streams)
    cards = draw_cards(people, ground, held, months, streams)
    return World(calibration, months, streams, ground, people, held, cards)
