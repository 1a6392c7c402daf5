"""Who pays which part of a month's premium (Article 13, Decree 188/2025 Article 6). The last payer takes the
rest, so the parts sum to the premium to the đồng."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from toandan.rules.money import part
from toandan.rules.sets import NO_TEXT, categories

type Parts = dict[str, IntegerValue]


def employer_vnd(rows: Table) -> IntegerValue:
    """Two thirds where employer and worker share, all where the employer pays alone."""
    premium = rows.premium_month_vnd
    return ibis.cases(
        (_pays(rows, "employer_and_employee"), _two_thirds(rows)),
        (_pays(rows, "employer"), premium),
        else_=_nothing(rows),
    )


def parts(rows: Table) -> Parts:
    """The parts of all payers but the employer; they need ``employer_vnd``, ``supported_vnd`` and ``province_vnd``."""
    premium, nothing = rows.premium_month_vnd, _nothing(rows)
    employee = _where(rows, "employer_and_employee", premium - rows.employer_vnd)
    agency, state = _where(rows, "si_agency", premium), _where(rows, "state", premium)
    by_person = _pays(rows, "person") | _pays(rows, "state_and_person")
    rest = premium - rows.supported_vnd - rows.province_vnd
    return {
        "employee_vnd": employee,
        "si_agency_vnd": agency,
        "state_vnd": state + rows.supported_vnd,
        "province_vnd": nothing + rows.province_vnd,
        "person_vnd": ibis.ifelse(by_person, rest, nothing),
    }


def payer_code(rows: Table) -> StringValue:
    """Who pays."""
    words = ("employer_and_employee", "employer", "person", "si_agency", "state", "state_and_person")
    return ibis.cases(*((_pays(rows, word), f"paid_by_{word}") for word in words), else_=NO_TEXT)


def _two_thirds(rows: Table) -> IntegerValue:
    return part(rows.premium_month_vnd, rows.employer_split_parts, rows.whole_split_parts)


def _pays(rows: Table, payer: str) -> BooleanValue:
    return categories(rows, "paying_member").has(categories(rows, f"law_payer_{payer}"))


def _where(rows: Table, payer: str, amount: IntegerValue) -> IntegerValue:
    return ibis.ifelse(_pays(rows, payer), amount, _nothing(rows))


def _nothing(rows: Table) -> IntegerValue:
    """Zero, or null where the premium is not known."""
    premium: IntegerValue = rows.premium_month_vnd
    return premium - premium
