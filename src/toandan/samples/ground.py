"""The ground a sample stands on: communes with invented sizes, and the people who live there.

An *atom* is what one old commune gave to one present commune; everyone lives in an atom, so
that codes of both vintages follow from it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np

from toandan.places.atlas import Atlas
from toandan.places.crosswalk import Link, predecessors
from toandan.places.load import atlas
from toandan.places.unit import Unit
from toandan.places.vintage import vintage_at
from toandan.samples.arrays import Flags, Floats, Ints, Random
from toandan.samples.calibration import Calibration
from toandan.samples.data_files import rows
from toandan.samples.streams import Streams
from toandan.values.month import Month

ANY = "*"
KINH = "Kinh"
SIZE_OF_KIND = {"phường": 1.7, "đặc khu": 0.5}
FREE, DIFFICULT, VERY_DIFFICULT = 0, 1, 2
LEAVES_LIST = 0.22
MOSTLY_OTHERS, MANY_OTHERS = 0.75, 0.35


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Arrays over atoms (``old``, ``new``, ``commune``, ``weight`` …) and over present communes.

    ``commune`` is the index into ``communes``. ``zone0`` and ``zone1`` say how difficult an atom
    counts in the first and the last month. ``ethnic`` has axes (atom, ethnic group).
    """

    first_vintage: date
    last_vintage: date
    communes: tuple[Unit, ...]
    old_units: tuple[Unit, ...]
    old_province: tuple[str, ...]
    commune: Ints
    weight: Floats
    is_town: Flags
    zone0: Ints
    zone1: Ints
    ethnic: Floats

    @property
    def size(self) -> int:
        """How many atoms there are."""
        return len(self.commune)

    def old_codes(self) -> list[str]:
        """The commune code of every atom in the first month."""
        return [unit.code for unit in self.old_units]

    def new_codes(self) -> list[str]:
        """The commune code of every atom in the last month."""
        return [self.communes[index].code for index in self.commune]


def ethnic_groups() -> tuple[str, ...]:
    """The ethnic groups the sample knows, the most frequent of the country first."""
    found = dict.fromkeys([KINH, *(row["ethnicity"] for row in rows("ethnic_profiles"))])
    return tuple(found)


def lay_ground(calibration: Calibration, start: Month, end: Month, streams: Streams) -> Ground:
    """The atoms of the province of ``calibration``; raises UnknownPlace for a code that is none."""
    first, last = vintage_at(start.last_day), vintage_at(end.last_day)
    communes = atlas(last).communes_under(calibration.province)
    links = [link for unit in communes for link in predecessors(unit.code, first, last)]
    index = {unit.code: place for place, unit in enumerate(communes)}
    commune = np.array([index[link.new_code] for link in links])
    old_map = atlas(first)
    old_units = tuple(old_map.unit(link.old_code) for link in links)
    ethnic = np.array([_profile(old_map, unit) for unit in old_units])
    zone0, zone1 = _zones(communes, commune, ethnic, calibration, streams.of("zones"))
    return Ground(
        first_vintage=first,
        last_vintage=last,
        communes=communes,
        old_units=old_units,
        old_province=tuple(old_map.province_of(unit.code).code for unit in old_units),
        commune=commune,
        weight=_weights(communes, links, commune, calibration, streams.of("sizes")),
        is_town=np.array([communes[place].kind == "phường" for place in commune]),
        zone0=zone0[commune],
        zone1=zone1[commune],
        ethnic=ethnic,
    )


def _weights(
    communes: tuple[Unit, ...],
    links: list[Link],
    commune: Ints,
    calibration: Calibration,
    random: Random,
) -> Floats:
    area = np.array([float(unit.area_km2 or 50) for unit in communes])
    kind = np.array([SIZE_OF_KIND.get(unit.kind, 1.0) for unit in communes])
    size = kind * (area / np.median(area)) ** 0.15 * np.exp(random.normal(0, 0.28, len(communes)))
    share = random.gamma(6.0, 1.0, len(links)) * np.array([float(link.weight) for link in links])
    within = np.bincount(commune, share, minlength=len(communes))
    return _with_area(size[commune] * share / within[commune], communes, commune, calibration)


def _with_area(weight: Floats, communes: tuple[Unit, ...], commune: Ints, calibration: Calibration) -> Floats:
    """The area's people are to the province's as its plan is to the province's plan."""
    weight = weight / weight.sum()
    if calibration.area is None:
        return weight
    codes = set(calibration.area.codes)
    inside = np.array([communes[place].code in codes for place in commune])
    wanted = calibration.area.plan_n / calibration.plan_n
    inside_sum = weight[inside].sum()
    scaled: Floats = np.where(inside, weight * wanted / inside_sum, weight * (1 - wanted) / (1 - inside_sum))
    return scaled


def _profile(old_map: Atlas, unit: Unit) -> list[float]:
    district = old_map.district_of(unit.code)
    found = _profiles()
    province = old_map.province_of(unit.code).code
    keys = ((province, district.name if district else ANY), (province, ANY), (ANY, ANY))
    shares = next(found[key] for key in keys if key in found)
    total = sum(shares.values())
    return [shares.get(group, 0.0) / total for group in ethnic_groups()]


def _profiles() -> dict[tuple[str, str], dict[str, float]]:
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in rows("ethnic_profiles"):
        found[row["province"], row["district"]][row["ethnicity"]] = float(row["weight"])
    return found


def _zones(
    communes: tuple[Unit, ...], commune: Ints, ethnic: Floats, calibration: Calibration, random: Random
) -> tuple[Ints, Ints]:
    """Per commune: how difficult it counts at first, and after some communes left the list."""
    atoms = np.bincount(commune, minlength=len(communes))
    others = np.bincount(commune, 1 - ethnic[:, 0], minlength=len(communes)) / np.maximum(atoms, 1)
    is_town = np.array([unit.kind == "phường" for unit in communes])
    first = np.where(others > MOSTLY_OTHERS, VERY_DIFFICULT, np.where(others > MANY_OTHERS, DIFFICULT, FREE))
    first = np.where(is_town, FREE, first)
    is_low = np.array([unit.code in calibration.low_communes for unit in communes])
    first = np.where(is_low, np.maximum(first, DIFFICULT), first)
    leaves = is_low | (random.random(len(communes)) < LEAVES_LIST)
    return first, np.where(leaves, FREE, first)
