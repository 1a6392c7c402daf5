"""The doors to the place data: opened on first use, kept for the life of the process."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from pathlib import Path

from toandan.places.atlas import Atlas
from toandan.places.errors import UnknownVintage
from toandan.places.explain import long_day
from toandan.places.read import LinkRow, Vintage, digest, read_links, read_units, read_vintages
from toandan.places.vintage import in_force

DATA = Path(__file__).parent / "data"


class PlaceBook:
    """All vintages of one folder of place files; more vintages are more data, not more code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def vintages(self) -> tuple[Vintage, ...]:
        """The vintages, oldest first."""
        return read_vintages(self.folder)

    @cached_property
    def _atlases(self) -> dict[date, Atlas]:
        return {day: Atlas(day, units, self.atlases) for day, units in read_units(self.folder).items()}

    @cached_property
    def links(self) -> list[LinkRow]:
        """The links between neighbouring vintages."""
        return read_links(self.folder)

    @cached_property
    def version(self) -> str:
        """The first 16 hex digits of the SHA-256 of the data."""
        return digest(self.folder)[:16]

    def atlases(self) -> tuple[Atlas, ...]:
        """The map of every vintage, oldest first."""
        return tuple(self._atlases[one.day] for one in self.vintages)

    def atlas(self, vintage: date) -> Atlas:
        """The map of one vintage; raises UnknownVintage naming those we hold."""
        if vintage not in self._atlases:
            raise unknown_vintage(vintage, tuple(one.day for one in self.vintages))
        return self._atlases[vintage]

    def atlas_at(self, day: date) -> Atlas:
        """The map in force on a day."""
        return self.atlas(in_force(self.vintages, day).day)


def unknown_vintage(vintage: date, known: tuple[date, ...]) -> UnknownVintage:
    """The error for a map we do not hold."""
    return UnknownVintage(
        what=f"no map is called {vintage.isoformat()}",
        where="place data",
        why="we hold " + ", ".join(long_day(day) for day in known),
        do="give the day you mean to atlas_at, or one of these vintages",
    )


@cache
def shipped() -> PlaceBook:
    """The place data that comes with the package."""
    return PlaceBook(DATA)


def atlas_at(day: date) -> Atlas:
    """The map in force on a day; 30 June 2025 is the last day of the old one."""
    return shipped().atlas_at(day)


def atlas(vintage: date) -> Atlas:
    """The map of one vintage; raises UnknownVintage."""
    return shipped().atlas(vintage)


def place_data_version() -> str:
    """The digest of the place data; part of what a closing is a function of."""
    return shipped().version
