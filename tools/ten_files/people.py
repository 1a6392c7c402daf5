"""Invented people, the same at every run: nobody's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from toandan.samples.data_files import rows

FIRST_DAY, LAST_DAY = date(1940, 1, 1), date(2020, 12, 31)
PROVINCE = "010"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; ``number`` is unique over all files."""

    number: int
    family: str
    middle: str
    given: str
    born: date
    is_female: bool

    @property
    def name(self) -> str:
        """Family, middle and given name."""
        return f"{self.family} {self.middle} {self.given}"

    @property
    def national_id(self) -> str:
        """Twelve digits that agree with sex and year."""
        century = 2 * (self.born.year // 100 - 19) + self.is_female
        return f"{PROVINCE}{century}{self.born.year % 100:02d}{self.number:06d}"

    @property
    def insurance_no(self) -> str:
        """Ten digits."""
        return f"15{self.number:08d}"

    @property
    def sex(self) -> str:
        """In Vietnamese."""
        return "Nữ" if self.is_female else "Nam"

    @property
    def day(self) -> str:
        """The birth, day first."""
        return f"{self.born:%d/%m/%Y}"


def people(file_n: int, count: int) -> list[Person]:
    """The people of one file."""
    random = Random(20251031 + file_n)  # noqa: S311 - invented names, no secret
    return [_person(random, file_n * 1000 + place) for place in range(1, count + 1)]


def _person(random: Random, number: int) -> Person:
    is_female = random.random() < 0.5
    born = FIRST_DAY + timedelta(days=random.randrange((LAST_DAY - FIRST_DAY).days))
    return Person(
        number=number,
        family=_picked(random, [row for row in rows("family_names") if row["ethnicity"] == "Kinh"]),
        middle=_picked(random, _given("middle", is_female)),
        given=_picked(random, _given("given", is_female)),
        born=born,
        is_female=is_female,
    )


def _given(part: str, is_female: bool) -> list[dict[str, str]]:  # noqa: FBT001 - one of two sexes
    sex = "female" if is_female else "male"
    return [
        row for row in rows("given_names") if (row["style"], row["part"], row["sex"]) == ("Kinh", part, sex)
    ]


def _picked(random: Random, table: list[dict[str, str]]) -> str:
    return random.choices([row["name"] for row in table], [float(row["weight"]) for row in table])[0]
