"""The list of quarantine codes and the checks that use them."""

from __future__ import annotations

from datetime import date

import pytest

from toandan.registers.book import INTAKES
from toandan.registers.check import MOST_CHECKS, AcrossCheck, Check, found
from toandan.registers.codes import ORDER, QUARANTINE_CODES
from toandan.registers.intake import RegisterIntake
from toandan.registers.known import Known
from toandan.registers.source.apart import BROKEN, TOTAL
from toandan.schemas.registers import REGISTERS

KNOWN = Known(date(2025, 10, 31), "15", frozenset({"HS"}))


def every_check(intake: RegisterIntake) -> list[Check | AcrossCheck]:
    """Row checks and those across rows."""
    return [*intake.checks(KNOWN), *intake.across]


def test_every_register_can_be_taken_in() -> None:
    assert set(INTAKES) == set(REGISTERS)


def test_codes_are_listed_once_and_told_in_both_languages() -> None:
    assert len(ORDER) == len(QUARANTINE_CODES)
    for one in QUARANTINE_CODES:
        assert all((one.meaning, one.meaning_vi, one.do, one.do_vi))


def test_every_code_is_used_and_every_used_code_is_listed() -> None:
    used = {check.code for intake in INTAKES.values() for check in every_check(intake)}
    assert used | {BROKEN, TOTAL} == set(ORDER)


@pytest.mark.parametrize("register", sorted(INTAKES))
def test_checks_fit_the_bits_and_name_received_columns(register: str) -> None:
    intake = INTAKES[register]
    checks = every_check(intake)
    assert len(checks) <= MOST_CHECKS
    assert len({(check.code, check.column) for check in checks}) == len(checks)
    assert {check.column for check in checks} <= set(intake.register.received.names)


def test_findings_are_told_in_the_order_of_the_codes() -> None:
    checks = INTAKES["population"].checks(KNOWN)
    everything = found((1 << len(checks)) - 1, checks)
    assert len(everything) == len(checks)
    assert [ORDER[check.code] for check in everything] == sorted(ORDER[check.code] for check in checks)
