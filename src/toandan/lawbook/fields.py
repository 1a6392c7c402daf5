"""Typed reading of one mapping of a YAML file; every error names the field and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toandan.errors import BadInput, Vietnamese


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one mapping. ``where`` is the file and the entry, as errors say it."""

    data: dict[str, object]
    where: str

    @classmethod
    def of(cls, value: object, where: str) -> Fields:
        """The fields of a value; raises BadInput when it is not a mapping of named fields."""
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise problem(where, "here fields with names are expected", "write name: value, one a line")
        return cls(value, where)

    def only(self, known: Sequence[str]) -> Fields:
        """These fields; raises BadInput for one that is not known, as a misspelt one would be lost."""
        strange = sorted(set(self.data) - set(known))
        if strange:
            raise problem(
                f"{self.where}: {strange[0][:40]}",
                "this field is not known here",
                "the fields are " + ", ".join(known),
            )
        return self

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.data.get(name) is not None

    def at(self, name: str) -> str:
        """Where a field stands."""
        return f"{self.where}: {name}"

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self._present(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        raise problem(self.at(name), "a text is expected", "put it in quotes if it looks like a number")

    def code(self, name: str) -> str:
        """A code; one written like a number keeps its digits."""
        return as_code(self._present(name), self.at(name))

    def whole(self, name: str) -> int:
        """A whole number."""
        value = self._present(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise problem(self.at(name), "a whole number is expected", "write digits only, as 1475810")

    def number(self, name: str) -> Decimal:
        """A number with the places it was written with."""
        value = self._present(name)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        raise problem(self.at(name), "a number is expected", "write it with a point, as 88.21")

    def day(self, name: str) -> date:
        """A day."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise problem(
                self.at(name), "this is no day of the calendar", "write year-month-day, as 2025-10-31"
            ) from None

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._present(name)
        if isinstance(value, bool):
            return value
        raise problem(self.at(name), "true or false is expected", "write true or false")

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """One of the words allowed."""
        value = self.text(name)
        if value in allowed:
            return value
        raise problem(
            self.at(name), f"{value[:40]!r} is not known here", "write one of " + ", ".join(allowed)
        )

    def items(self, name: str) -> tuple[object, ...]:
        """A list that is not empty."""
        value = self._present(name)
        if isinstance(value, list) and value:
            return tuple(value)
        raise problem(self.at(name), "a list is expected", "begin each entry with a dash")

    def entries(self, name: str) -> tuple[Fields, ...]:
        """A list of mappings."""
        return tuple(
            Fields.of(item, f"{self.at(name)}[{index}]") for index, item in enumerate(self.items(name), 1)
        )

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes."""
        return tuple(as_code(item, self.at(name)) for item in self.items(name))

    def _present(self, name: str) -> object:
        if not self.has(name):
            raise problem(self.at(name), "the field is missing", f"add {name}:")
        return self.data[name]


def as_code(value: object, where: str) -> str:
    """A code as text; raises BadInput for what cannot be one."""
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    raise problem(where, "a code is expected", 'write it in quotes, as "02905"')


def problem(where: str, why: str, do: str, why_vi: str = "") -> BadInput:
    """The error for an entry of a file that cannot be used."""
    return BadInput(
        what="the file holds an entry that cannot be used",
        where=where,
        why=why,
        do=do,
        vi=Vietnamese(what="tệp có nội dung không dùng được", why=why_vi or why, do="sửa trường đã nêu"),
    )
