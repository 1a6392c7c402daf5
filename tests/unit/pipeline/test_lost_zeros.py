"""Files whose numbers lost their zeros: taken in where the column is of one kind, quarantined elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter

from toandan.engine.session import Settings
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import read_sealed
from toandan.lake.snapshot import Snapshot
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import take_in
from toandan.progress import Progress
from toandan.values.ids import IdKind, keyed_id

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
HEADING = ("national_id", "full_name", "birth_date", "sex", "commune", "residence_kind")
ROWS = [
    (10090000001, "Nguyễn Văn A", "1990-01-05", "male", 2923, "permanent"),
    (10190000002, "Trần Thị B", "1990-02-06", "female", 2926, "permanent"),
    (10090000003, "Lê Văn C", "1990", "nam", 2926, "permanent"),
    (None, "Lê Văn D", "1990", "male", 2926, "permanent"),
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def workbook(path: Path, rows: Sequence[tuple[object, ...]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADING, *rows]):
            sheet.write_row(place, 0, row)
    return path


def taken(
    home: Home,
    *files: Path,
    mapping: Path | None = None,
    told: list[str] | None = None,
    part_rows: int = 1_000,
) -> Snapshot:
    return take_in(
        law=shipped(),
        home=home,
        keyring=KEYRING,
        register="population",
        files=files,
        scope="15",
        as_of=date(2025, 10, 31),
        received_at=datetime(2025, 11, 3, 8, 0, tzinfo=UTC),
        synthetic=True,
        mapping=mapping,
        progress=Progress(say=(told if told is not None else []).append, advance=lambda *_: None),
        settings=Settings(threads=2),
        part_rows=part_rows,
    ).snapshot


def test_numbers_of_a_spreadsheet_get_their_zeros_back(home: Home, tmp_path: Path) -> None:
    told: list[str] = []
    snapshot = taken(home, workbook(tmp_path / "people.xlsx", ROWS), told=told)
    assert "national_id: 3 of 3 were padded with leading zeros: the column holds personal ids only" in told
    assert "commune: 4 of 4 were padded with leading zeros: the column holds commune codes only" in told
    card = snapshot.card
    assert (card.received_n, card.accepted_n, card.quarantine_codes) == (4, 3, {"value_not_allowed": 1})
    assert {column: counts["padded_n"] for column, counts in card.padded.items()} == {
        "national_id": 3,
        "commune": 4,
    }
    rows = pq.read_table(snapshot.rows).select(["row_n", "national_id", "commune_code"]).to_pylist()
    keyed = [keyed_id(KEYRING.ids, IdKind.NATIONAL, number) for number in ("010090000001", "010190000002")]
    assert [row["national_id"] for row in rows] == [*keyed, None]
    assert {row["commune_code"] for row in rows} == {"02923", "02926"}
    # What is set aside stays as it was received.
    (aside,) = read_sealed(snapshot.quarantine, KEYRING).to_pylist()
    assert (aside["received_national_id"], aside["received_commune"]) == ("10090000003", "2926")


@pytest.mark.parametrize("part_rows", [1, 1_000])
def test_the_column_is_that_of_all_files(home: Home, tmp_path: Path, part_rows: int) -> None:
    one = workbook(tmp_path / "one.xlsx", ROWS)
    other = workbook(tmp_path / "other.xlsx", [("012345678", "Lê E", "1950", "male", "02923", "permanent")])
    card = taken(home, one, other, part_rows=part_rows).card
    assert (card.received_n, card.accepted_n) == (5, 1)
    assert card.quarantine_codes == {"id_kind_ambiguous": 4}
    assert list(card.padded) == ["commune"]


def test_a_mapping_tells_what_the_column_does_not(home: Home, tmp_path: Path) -> None:
    text = "schema: toandan/mapping/1\nregister: population\nname: ward\ncolumns:\n"
    columns = {name: name for name in HEADING} | {"national_id": "{heading: national_id, width: 12}"}
    mapping = tmp_path / "m.yaml"
    mapping.write_text(text + "".join(f"  {name}: {said}\n" for name, said in columns.items()), "utf-8")
    other = (10090000009, "Lê Văn D", "1960", "male", "02923", "permanent")
    path = workbook(tmp_path / "people.xlsx", [other])
    told: list[str] = []
    card = taken(home, path, mapping=mapping, told=told).card
    assert card.accepted_n == 1
    assert "national_id: 1 of 1 were padded with leading zeros: the mapping says they have 12 digits" in told
