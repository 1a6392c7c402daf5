"""A small office with real keys, real extracts and a closing, for the tests of rotation and loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq

from toandan.engine.session import Settings
from toandan.lake.closing import Closing
from toandan.lake.home import Home
from toandan.lake.key_file import create_keyring, load_keyring
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.snapshot import Snapshot
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.pipeline.intake import take_in
from toandan.pipeline.rotate import Rotated, rotate
from toandan.progress import SILENT, Progress
from toandan.values.month import Month

OCTOBER, NOVEMBER = date(2025, 10, 31), date(2025, 11, 30)
AT = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
ONE_THREAD = Settings(threads=1)
PEOPLE_N, CARDS_N = 40, 30
POPULATION = "national_id,full_name,birth_date,sex,household_no,commune,residence_kind,phone\n"
CARDS = (
    "insurance_no,national_id,full_name,birth_date,sex,group_code,benefit_digit,commune,payer_code,"
    "valid_from,valid_to\n"
)
# Not accepted, so that the quarantine files hold somebody.
BAD_PERSON = "010190000999,Người Bị Loại,1990-01-05,unknown?,1,02923,permanent,0912345678\n"


@dataclass(frozen=True)
class KeyedOffice:
    """One office: its home, and the file of its keys beside it."""

    home: Home
    keys: Path

    @property
    def lake(self) -> Lake:
        """What is committed now."""
        return Lake.open(self.home)

    @property
    def keyring(self) -> Keyring:
        """The keys as commands open them."""
        return load_keyring(self.keys, self.lake.manifest.keys if self.home.lake.exists() else None)

    def takes(self, register: str, content: str, as_of: date) -> Snapshot:
        """One extract taken in."""
        path = self.home.root.parent / f"{register}.csv"
        path.write_text(content, encoding="utf-8")
        return take_in(
            law=shipped(),
            home=self.home,
            keyring=self.keyring,
            register=register,
            files=[path],
            scope="15",
            as_of=as_of,
            received_at=datetime(2025, 11, 3, 8, 0, tzinfo=UTC),
            synthetic=True,
            settings=ONE_THREAD,
        ).snapshot

    def month(self, as_of: date) -> Closing:
        """People and cards of a day taken in, and its month closed."""
        self.takes("population", people(), as_of)
        self.takes("participation", cards(), as_of)
        return self.closed(as_of)

    def closed(self, as_of: date, *, again: bool = False) -> Closing:
        """The month of a day closed."""
        return close_month(
            law=shipped(),
            home=self.home,
            month=Month(as_of.year, as_of.month),
            settings=ONE_THREAD,
            again=again,
        )

    def rotated(self, progress: Progress = SILENT) -> Rotated:
        """The keys rotated."""
        return rotate(home=self.home, keys=self.keys, at=AT, progress=progress, settings=ONE_THREAD)


def keyed_office(folder: Path) -> KeyedOffice:
    """An office with new keys and nothing in its lake."""
    keys = folder / "config" / "keys.json"
    create_keyring(keys, made_at="2025-11-01T00:00:00+00:00")
    return KeyedOffice(Home(folder / "home"), keys)


def people() -> str:
    """Residents, by twos in a household."""
    rows = (
        f"0101900{n:05},Nguyễn Văn {chr(65 + n % 26)},1990-01-05,male,{n // 2},02923,permanent,09123{n:05}\n"
        for n in range(PEOPLE_N)
    )
    return POPULATION + "".join(rows) + BAD_PERSON


def cards() -> str:
    """Cards of the first residents, some without a national id, some paid by a person, and of people from elsewhere."""
    rows = (
        f"{1234500000 + n},{'' if n % 5 == 4 else f'0101900{n + 10:05}'},Nguyễn Văn B,1990-01-05,male,GD,4,02923,"
        f"{f'0101900{n:05}' if n % 7 == 0 else ''},2025-01-01,2026-12-31\n"
        for n in range(CARDS_N)
    )
    return CARDS + "".join(rows)


def counts(closing: Closing) -> dict[str, list[Mapping[str, object]]]:
    """What a closing published, without its month."""
    tables = (name for name in sorted(closing.card.tables) if name.startswith("out_"))
    return {name: pq.read_table(closing.table(name)).drop_columns("month").to_pylist() for name in tables}
