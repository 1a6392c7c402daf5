"""Takes two registers nobody here made in by mapping alone, and compares with a plain count beside.

The sample data of pseudopeople 1.3.1 (BSD-3-Clause, simulated people) is not shipped: fetch the wheel
with `pip download --no-deps pseudopeople==1.3.1`, then run
`python -m tools.proof.pseudopeople pseudopeople-1.3.1-py3-none-any.whl`. Writes docs/proof/mapping-pseudopeople.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pyarrow.parquet as pq

from toandan.lake.card import Card
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.text import sha256_of
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import take_in
from toandan.values.ids import IdKind, keyed_id

AS_OF, LAST_DAY = date(2025, 10, 31), date(2025, 12, 31)
KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
INSIDE = "pseudopeople/data/sample_datasets/{0}/{0}.parquet"
MAPPINGS = Path(__file__).parent / "mappings"
PAGE = Path(__file__).parents[2] / "docs" / "proof" / "mapping-pseudopeople.md"
HOUSING_LEFT_OUT = "Carceral"

type Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One file: the register it becomes, and the plain twin of mapping and checks for one row."""

    data: str
    register: str
    mapping: str
    reasons: Callable[[Row], list[str]]
    stored: Callable[[Row], Row]


def main(wheel: Path) -> None:
    """Take both files in, compare row by row, write the page; fails where anything differs."""
    with TemporaryDirectory() as folder:
        shown = [_proved(case, wheel, Path(folder)) for case in CASES]
    PAGE.write_text(HEAD + "\n".join(shown), encoding="utf-8")
    print(f"wrote {PAGE}")


def _proved(case: Case, wheel: Path, folder: Path) -> str:
    with ZipFile(wheel) as opened:
        path = Path(opened.extract(INSIDE.format(case.data), folder))
    snapshot = take_in(
        law=shipped(),
        home=Home(folder / "home"),
        keyring=KEYRING,
        register=case.register,
        files=[path],
        scope="15",
        as_of=AS_OF,
        received_at=datetime(2025, 11, 3, tzinfo=UTC),
        synthetic=True,
        origin="pseudopeople 1.3.1, sample data (simulated people)",
        mapping=MAPPINGS / case.mapping,
    ).snapshot
    received = pq.read_table(path).to_pylist()
    reasons = [case.reasons(row) for row in received]
    wanted = {
        row_n: case.stored(row)
        for row_n, (row, why) in enumerate(zip(received, reasons, strict=True), start=1)
        if not why
    }
    columns = list(next(iter(wanted.values())))
    stored = {row["row_n"]: row for row in pq.read_table(snapshot.rows).to_pylist()}
    found = {row_n: {name: row[name] for name in columns} for row_n, row in stored.items()}
    if found != wanted:
        differing = [n for n in sorted(found.keys() | wanted.keys()) if found.get(n) != wanted.get(n)]
        raise SystemExit(f"{case.data}: {len(differing)} rows differ, first row {differing[0]}")
    return _section(case, snapshot.card, sha256_of(path), columns, reasons)


def _section(case: Case, card: Card, sha256: str, columns: list[str], reasons: list[list[str]]) -> str:
    every = sorted({reason for row in reasons for reason in row})
    told = [f"| {reason} | {sum(reason in row for row in reasons):,} |" for reason in every]
    main_codes = ", ".join(f"`{code}` {number:,}" for code, number in card.quarantine_codes.items())
    lines = [
        f"## {case.data} as {case.register}",
        "",
        f"`tools/proof/mappings/{case.mapping}`; file SHA-256 `{sha256}`.",
        (
            f"Received {card.received_n:,}, accepted {card.accepted_n:,}, quarantined {card.quarantined_n:,}"
            f" (by main reason: {main_codes})."
        ),
        "",
        "| counted beside, in the raw file (a row may have several) | rows |",
        "|---|---|",
        *told,
        "",
        f"The same rows were accepted by both, and in all of them {', '.join(f'`{name}`' for name in columns)} are equal.",
        "",
    ]
    return "\n".join(lines)


def _census_reasons(row: Row) -> list[str]:
    late = ["born after the extract's day"] if _day(row["date_of_birth"]) > AS_OF else []
    left = ["housing the value table leaves out"] if row["housing_type"] == HOUSING_LEFT_OUT else []
    return late + left


def _census_stored(row: Row) -> Row:
    household = f"02923/{row['household_id']}"
    return {
        "birth_date": _day(row["date_of_birth"]),
        "birth_precision": "day",
        "sex": row["sex"].lower(),
        "ethnicity": row["race_ethnicity"],
        "household_id": keyed_id(KEYRING.ids, IdKind.HOUSEHOLD, household),
    }


def _security_reasons(row: Row) -> list[str]:
    late = ["born after the extract's day"] if _day(row["date_of_birth"]) > AS_OF else []
    after = ["starts after the last day of validity"] if _day(row["event_date"]) > LAST_DAY else []
    death = ["a death, which is no card"] if row["event_type"] == "death" else []
    return late + after + death


def _security_stored(row: Row) -> Row:
    number = "0" + row["ssn"].replace("-", "")
    return {
        "insurance_no": keyed_id(KEYRING.ids, IdKind.INSURANCE, number),
        "birth_date": _day(row["date_of_birth"]),
        "sex": row["sex"].lower(),
        "group_code": "GD",
        "cover_start": _day(row["event_date"]),
        "cover_end": date(2026, 1, 1),
    }


def _day(moment: datetime) -> date:
    return moment.date()


CASES = (
    Case("decennial_census", "population", "census-population.yaml", _census_reasons, _census_stored),
    Case(
        "social_security",
        "participation",
        "social-security-participation.yaml",
        _security_reasons,
        _security_stored,
    ),
)

HEAD = """\
# Two registers nobody here made, taken in by mapping alone

Made by `python -m tools.proof.pseudopeople`. Source: the sample data inside
[pseudopeople](https://pypi.org/project/pseudopeople/) 1.3.1 (BSD-3-Clause; simulated people of an imaginary town).
Nothing of it is shipped. Both files went in as they are, as synthetic data, as-of day 31 October 2025: no row was
changed before, no check was left out. A second, plain reading of the raw files says which rows must be accepted and
what must stand in them.

What these files do not have, the mappings say openly: the census has no personal id and only the zip 00000, which a
value table makes commune 02923; the social-security file has no group, level, place or last day, so these are constants.
Its nine-digit numbers get a zero in front by a declared prefix. The figures below say that the mapping works, nothing
about anybody's cover.

"""

if __name__ == "__main__":
    main(Path(sys.argv[1]))
