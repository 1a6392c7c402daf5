"""What a mapping says, once it was read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from toandan.lake.text import canonical, sha256_text

MAPPING_SCHEMA = "toandan/mapping/1"


class DateOrder(StrEnum):
    """In which order a file writes day, month and year; ``serial`` counts days as spreadsheets do."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"
    SERIAL = "serial"


class NumberForm(StrEnum):
    """How a file writes numbers: 1234.5, Vietnamese 1.234,5 or English 1,234.5."""

    PLAIN = "plain"
    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where the texts of one column come from, and what is done to them.

    ``headings`` are joined with ``separator``, empty parts left out; without headings ``constant``
    stands in every row. ``values`` pairs a text of the file with ours; what it holds is final,
    everything else goes on to ``prefix``, ``date``, ``number`` and ``scale`` (a factor). ``width``
    is how many digits the numbers of the column have: shorter ones lost leading zeros.
    """

    column: str
    headings: tuple[str, ...] = ()
    separator: str = " "
    constant: str = ""
    values: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    date: DateOrder | None = None
    number: NumberForm | None = None
    scale: int = 1
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """How the file itself is to be read; empty and None leave it to be recognised."""

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    title_rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One shape of file for one register: a rule per column of ours, and the headings left aside."""

    register: str
    name: str
    rules: tuple[Rule, ...]
    not_used: tuple[str, ...] = ()
    file: FileRule = FileRule()

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading the mapping speaks of, once, in the order of the rules."""
        used = [heading for rule in self.rules for heading in rule.headings]
        return tuple(dict.fromkeys([*used, *self.not_used]))

    @property
    def sha256(self) -> str:
        """The hash of what the mapping says; comments, order of columns and its name do not count."""
        said = asdict(self) | {
            "name": "",
            "rules": sorted((asdict(rule) for rule in self.rules), key=_column),
        }
        return sha256_text(canonical(said))


def _column(rule: dict[str, object]) -> str:
    return str(rule["column"])
