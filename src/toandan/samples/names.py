"""Names: family, middle and given, by ethnic group, sex and birth cohort."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toandan.samples.ages import FEMALE, MALE
from toandan.samples.arrays import Ints, Random, pick
from toandan.samples.data_files import rows
from toandan.samples.ground import KINH, ethnic_groups

SEX_WORD = {"male": MALE, "female": FEMALE}


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Per person: indexes into the three vocabularies."""

    family: Ints
    middle: Ints
    given: Ints

    def text(self, who: Ints) -> pa.Array:
        """The full names of some people, as an Arrow array."""
        parts = [
            pa.array(vocabulary(part)).take(pa.array(values[who]))
            for part, values in (("family", self.family), ("middle", self.middle), ("given", self.given))
        ]
        return pc.binary_join_element_wise(*parts, " ")


def draw(ethnic: Ints, sex: Ints, born: Ints, named_after: Ints, random: Random) -> Names:
    """Names for everyone; the family name is that of ``named_after``. ``born`` is the year."""
    family = np.zeros(len(ethnic), dtype=np.int32)
    style = np.zeros(len(ethnic), dtype=np.int8)
    styles = _styles()
    for index, group in enumerate(ethnic_groups()):
        who = np.flatnonzero(ethnic == index)
        family[who] = _drawn("family", _families(group), random, len(who))
        style[who] = styles.index(_style_of(group))
    family = family[named_after]
    return Names(family, *(_by_cohort(part, style, sex, born, random) for part in ("middle", "given")))


def vocabulary(part: str) -> list[str]:
    """The distinct names of a part, in order."""
    if part == "family":
        return sorted({row["name"] for row in rows("family_names")})
    return sorted({row["name"] for row in rows("given_names") if row["part"] == part})


def _drawn(part: str, table: list[dict[str, str]], random: Random, size: int) -> Ints:
    place = {name: index for index, name in enumerate(vocabulary(part))}
    names = np.array([place[row["name"]] for row in table])
    return names[pick(random, np.array([float(row["weight"]) for row in table]), size)]


def _families(group: str) -> list[dict[str, str]]:
    found = [row for row in rows("family_names") if row["ethnicity"] == group]
    return found or _families(KINH)


def _style_of(group: str) -> str:
    return _families(group)[0]["style"]


def _styles() -> list[str]:
    return sorted({row["style"] for row in rows("given_names")})


def _by_cohort(part: str, style: Ints, sex: Ints, born: Ints, random: Random) -> Ints:
    found = np.zeros(len(sex), dtype=np.int32)
    for index, name in enumerate(_styles()):
        for word, number in SEX_WORD.items():
            table = [
                row
                for row in rows("given_names")
                if (row["style"], row["part"], row["sex"]) == (name, part, word)
            ]
            starts = sorted({int(row["born_from"]) for row in table})
            here = (style == index) & (sex == number)
            cohort = np.searchsorted(np.array(starts), born, side="right") - 1
            for step, start in enumerate(starts):
                who = np.flatnonzero(here & (np.maximum(cohort, 0) == step))
                cohort_rows = [row for row in table if int(row["born_from"]) == start]
                found[who] = _drawn(part, cohort_rows, random, len(who))
    return found
