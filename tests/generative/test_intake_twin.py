"""The fast checks and a slow plain reading judge every generated row alike."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference import intake_twin
from tests.unit.registers.desk import AS_OF, KNOWN, judged

type Pools = dict[str, list[str | None]]

# The first value of a column is a good one.
DAYS: list[str | None] = [
    "2024-01-01",
    "2025-06-30",
    "2025-07-01",
    "2025-10-31",
    "2025-11-01",
    "1849-12-31",
    "31/10/2025",
    "2025-02-30",
]
DAYS += ["2025-1-1", "epoch", "2025/01/01", "2200-01-01", "２０２５-01-01"]
BIRTHS: list[str | None] = [
    "1990-01-05",
    "1990",
    "1990-01",
    "1990-01-06",
    "1991",
    "2026",
    "1990-13",
    "0000",
    "90",
    "2025-10-31",
]
NATIONALS: list[str | None] = [
    "010190000001",
    "010190000002",
    "0101.9000-0003",
    None,
    "0 10190000004",
    "123456789",
    "1234567890",
]
NATIONALS += ["12345678901", "1234567890123", "01019000000A", "-", "01019000000١"]
INSURANCES: list[str | None] = [
    "0123456789",
    "HS4150123456789",
    "gd4 15 0123456780",
    "010190000002",
    "010190000009",
    None,
    "12345678901",
]
INSURANCES += ["HS9150123456789", "H14150123456789", "0123456780", "123456789", "HS-4-15-0123456781"]
COMMUNES: list[str | None] = ["02923", "02905", "02986", "99999", "11422", "2923", None]
NAMES: list[str | None] = [
    "Nguyễn Văn Hoà",
    "NGUYỄN VĂN HÒA",
    "Nguye\u0302\u0303n  Văn Hoà",
    "Lê Thị Đào",
    None,
]

POPULATION: Pools = {
    "national_id": NATIONALS,
    "full_name": NAMES,
    "birth_date": BIRTHS,
    "sex": ["male", "female", "unknown", "nam", None],
    "relation_to_head": ["head", None, "vợ"],
    "commune": COMMUNES,
    "residence_kind": ["permanent", "absent", "temporary", "", "Permanent"],
    "residence_from": [None, *DAYS],
    "died_on": [None, None, None, *DAYS],
    "household_no": ["001", None],
}
PARTICIPATION: Pools = {
    "insurance_no": INSURANCES,
    "national_id": [None, *NATIONALS],
    "full_name": NAMES,
    "birth_date": BIRTHS,
    "sex": ["male", "female"],
    "group_code": [None, "HS", "GD", "ZZ", "hs"],
    "benefit_digit": [None, "4", "3", "9"],
    "commune": COMMUNES,
    "commune_on": ["2025-10-31", None, *DAYS],
    "payer_code": [None, "0100109106", "0100109106-001", "010190000009", "12", "010010910X"],
    "valid_from": DAYS,
    "valid_to": ["2025-12-31", *DAYS],
    "paid_on": [None, *DAYS],
    "amount_vnd": ["1263600", None, "0", "-5", "1.000", "1e5", "007", " 12 "],
    "continuous_since": [None, *DAYS],
}
LAYOUTS = {"population": POPULATION, "participation": PARTICIPATION}
WRONG_SHARE = 0.05


def drawn(register: str, seed: int, rows_n: int) -> list[intake_twin.Row]:
    """Rows of a few hundred people, most values good, each column wrong now and then."""
    chance = random.Random(seed)  # noqa: S311 - test data
    layout = LAYOUTS[register]
    return [
        {
            name: chance.choice(values) if chance.random() < WRONG_SHARE else good
            for (name, values), good in zip(layout.items(), _good(register, chance, rows_n), strict=True)
        }
        for _ in range(rows_n)
    ]


def _good(register: str, chance: random.Random, rows_n: int) -> list[str | None]:
    person = chance.randrange(rows_n)
    known = {
        "national_id": f"0101900{person:05d}",
        "insurance_no": chance.choice([f"{person:010d}", f"GD415{person:010d}", f"0101900{person:05d}"]),
        "full_name": chance.choice(NAMES[:3]),
        "birth_date": chance.choice(["1990", "1990-01", "1990-01-05"]),
        "benefit_digit": chance.choice([None, "4"]),
        "group_code": "GD",
        "valid_from": "2025-07-01",
    }
    return [known.get(name, values[0]) for name, values in LAYOUTS[register].items()]


@pytest.mark.parametrize("register", sorted(LAYOUTS))
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_both_readings_agree(register: str, seed: int) -> None:
    rows = drawn(register, seed, 600)
    desk = intake_twin.Desk(AS_OF, KNOWN.scope, KNOWN.groups)
    expected = intake_twin.judged(register, rows, desk)
    with tempfile.TemporaryDirectory() as name:
        actual = judged(Path(name), register, rows)
    for place, (slow, fast) in enumerate(zip(expected, actual, strict=True)):
        assert fast == slow, f"row {place + 1}: {rows[place]}"
    assert sum(not findings for findings in actual) > len(rows) // 10


def test_every_row_check_of_a_person_is_met_by_the_generated_rows() -> None:
    desk = intake_twin.Desk(AS_OF, KNOWN.scope, KNOWN.groups)
    for register in LAYOUTS:
        met = set().union(*intake_twin.judged(register, drawn(register, 1, 4000), desk))
        codes = {code for code, _ in met}
        assert {
            "id_kind_ambiguous",
            "id_bad_form",
            "id_shared",
            "birth_unreadable",
            "unknown_commune",
        } <= codes
