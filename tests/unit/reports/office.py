"""A small office whose report has everything: several communes, groups, lapses, few people here and there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.builders import Office, Row, card, figure, office, plan, resident, target

from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.values.month import Month

MONTH = Month(2025, 10)
YEAR_AGO = Month(2024, 10)
COMMUNES = ("02905", "02923", "02908", "02926", "02680")
SIZES = (60, 48, 35, 22, 9)
GROUPS = ("GD", "DN", "HT", "HS", "TE")
NEW_YEAR = date(2025, 1, 1)


def small_office(folder: Path, *, synthetic: bool = True) -> Office:
    """Closed in October 2025 and twelve months before, when An alone lived and was covered there."""
    made = office(folder)
    names = [
        (f"{code}-{n}", code, n) for code, size in zip(COMMUNES, SIZES, strict=True) for n in range(size)
    ]
    people = [
        resident(name, commune_code=code, birth_date=date(1940 + n % 80, 3, 1), sex=_sex(n))
        for name, code, n in names
    ]
    made.population(
        resident("an", commune_code="03046"), scope="15", as_of=YEAR_AGO.last_day, synthetic=synthetic
    )
    made.population(*people, resident(None), scope="15", synthetic=synthetic)
    made.participation(*(_card(name, code, n) for name, code, n in names if n % 7), synthetic=synthetic)
    made.plans(
        plan(150, document="=cmd|' /C calc'!A0"),
        plan(50, subject="02905"),
        target("0.95", comparison="more_than"),
        synthetic=synthetic,
    )
    made.figures(figure(200), synthetic=synthetic)
    close_month(home=made.home, law=shipped(), month=YEAR_AGO)
    close_month(home=made.home, law=shipped(), month=MONTH)
    return made


def _sex(n: int) -> str:
    return "male" if n % 3 else "female"


def _card(name: str, code: str, n: int) -> Row:
    ends = {1: date(2025, 3, 1), 2: date(2025, 11, 15)}.get(n % 11, date(2026, 1, 1))
    group = GROUPS[0] if n % 9 else GROUPS[n % len(GROUPS)]
    return card(
        name,
        commune_code=code,
        group_code=group,
        cover_start=NEW_YEAR,
        cover_end=ends,
        sex=_sex(n),
        birth_date=date(1940 + n % 80, 3, 1),
    )
