"""What the sums of entitlement say, in plain sentences: each with what it is counted of, its day and its sources.

Each check is a small pure function over the summary and returns findings in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from toandan.accounts.words import count_en, count_vi, day_en, day_vi
from toandan.schemas.facts import PAYERS
from toandan.schemas.registers import REGISTERS, of_role
from toandan.schemas.table import Role

NAMED = 3
MILLION, IN_MILLIONS = 1_000_000, 10_000_000
UNITS = {True: ("million đồng", "triệu đồng"), False: ("đồng", "đồng")}
PAID_BY = {
    "employer_vnd": ("employers", "người sử dụng lao động"),
    "employee_vnd": ("workers' wages", "tiền lương người lao động"),
    "si_agency_vnd": ("the social-insurance agency", "cơ quan BHXH"),
    "state_vnd": ("the state budget", "ngân sách nhà nước"),
    "province_vnd": ("the province", "địa phương"),
    "person_vnd": ("the people themselves", "người tham gia"),
}
type Row = dict[str, Any]
type Count = Callable[[int], str]


def findings(summary: Mapping[str, Any]) -> list[Row]:
    """Every finding, in the order of the list below."""
    return [finding for check in CHECKS for finding in check(summary)]


def millions(vnd: int) -> int:
    """Whole đồng as whole millions, half up: for reading only."""
    return (vnd + MILLION // 2) // MILLION


def _finding(code: str, text_vi: str, text_en: str, **evidence: object) -> Row:
    return {"code": code, "text_vi": text_vi, "text_en": text_en, "evidence": evidence}


def _not_covered(told: Mapping[str, Any]) -> Iterator[Row]:
    day = date.fromisoformat(told["as_of"])
    known, residents, uncovered = (told[name] for name in ("known_n", "residents_n", "uncovered_n"))
    rows = told["uncovered_by_category"]
    vi, en = _most(rows, "name_vi", count_vi), _most(rows, "name", count_en)
    yield _finding(
        "entitled_not_covered",
        f"Ngày {day_vi(day)}, xác định được đối tượng theo luật của {count_vi(known)} trong {count_vi(residents)} người cư trú; "
        f"{count_vi(uncovered)} người trong số đó chưa thấy thẻ{': ' + vi if vi else ''}.",
        f"On {day_en(day)} the category by law is known for {count_en(known)} of {count_en(residents)} residents; "
        f"{count_en(uncovered)} of these were not found covered{': ' + en if en else ''}.",
        uncovered_n=uncovered,
        known_n=known,
        residents_n=residents,
    )


def _cost(told: Mapping[str, Any]) -> Iterator[Row]:
    cost = told["to_cover"]
    if not cost["priced_n"]:
        return
    vi, en = owed(cost, 1, count_vi), owed(cost, 0, count_en)
    open_n = cost["not_priced_n"]
    open_vi = f" {count_vi(open_n)} người chưa tính được mức đóng." if open_n else ""
    open_en = f" For {count_en(open_n)} more the premium cannot be told." if open_n else ""
    yield _finding(
        "cost_of_covering",
        f"Để {count_vi(cost['priced_n'])} người chưa thấy thẻ tham gia đúng đối tượng cần thêm {vi}, theo luật ngày đó.{open_vi}",
        f"Covering {count_en(cost['priced_n'])} people not found covered as the law of that day entitles them to adds {en}.{open_en}",
        priced_n=cost["priced_n"],
        not_priced_n=cost["not_priced_n"],
        month=cost["month"],
        year=cost["year"],
    )


def _covered_today(told: Mapping[str, Any]) -> Iterator[Row]:
    paid = told["covered_today"]
    if not paid["priced_n"]:
        return
    when = ("a month", "mỗi tháng")
    vi, en = (
        _paid(paid["month"], "premium_month_vnd", lang, count, when)
        for lang, count in ((1, count_vi), (0, count_en))
    )
    yield _finding(
        "paid_for_covered",
        f"Mức đóng theo luật của {count_vi(paid['priced_n'])} người đang có thẻ là {vi}.",
        f"By law the premium of {count_en(paid['priced_n'])} people covered today is {en}.",
        priced_n=paid["priced_n"],
        not_priced_n=paid["not_priced_n"],
        month=paid["month"],
    )


def _otherwise(told: Mapping[str, Any]) -> Iterator[Row]:
    compared, otherwise, chosen = (told[name] for name in ("compared_n", "otherwise_n", "by_choice_n"))
    if not compared:
        return
    yield _finding(
        "covered_otherwise",
        f"Trong {count_vi(compared)} người có thẻ so được với luật, {count_vi(otherwise)} người có thẻ theo đối tượng khác; "
        f"{count_vi(chosen)} người theo đối tượng được lựa chọn.",
        f"Of {count_en(compared)} covered residents whose card can be compared with the law, {count_en(otherwise)} hold a card of another group "
        f"and {count_en(chosen)} a card of a category they may choose.",
        compared_n=compared,
        otherwise_n=otherwise,
        by_choice_n=chosen,
    )


def _cannot_tell(told: Mapping[str, Any]) -> Iterator[Row]:
    people, reasons = told["cannot_tell_n"], [row for row in told["reasons"] if row["what"] == "category"]
    if not people:
        return
    vi = _most(reasons, "name_vi", count_vi, "residents_n")
    en = _most(reasons, "name", count_en, "residents_n")
    yield _finding(
        "cannot_tell",
        f"Chưa xác định được đối tượng của {count_vi(people)} người, vì chưa biết có thuộc: {vi}.",
        f"For {count_en(people)} people the category cannot be told, because it is not known whether they are: {en}.",
        cannot_tell_n=people,
        uncovered_cannot_tell_n=told["uncovered_cannot_tell_n"],
    )


def _sources(told: Mapping[str, Any]) -> Iterator[Row]:
    days: dict[str, list[str]] = {}
    for one in told["sources"]:
        days.setdefault(one["register"], []).append(one["as_of"])
    is_carried = any(one["use"] == "carried" for one in told["sources"])
    since_vi = " Số lấy từ lần gửi trước: chưa biết thay đổi từ đó." if is_carried else ""
    since_en = " Earlier extracts are carried: what changed since is not known." if is_carried else ""
    vi = "; ".join(f"{REGISTERS[name].short_vi} {_days(found, day_vi)}" for name, found in days.items())
    en = "; ".join(f"{REGISTERS[name].short} of {_days(found, day_en)}" for name, found in days.items())
    asked = of_role(Role.LINKED, Role.FACT)
    missing = [register.name for register in asked if register.name not in days]
    lacking_vi = ", ".join(REGISTERS[name].short_vi for name in missing)
    lacking_en = ", ".join(REGISTERS[name].short for name in missing)
    yield _finding(
        "sources_of_facts",
        f"Nguồn: {vi}.{' Không có: ' + lacking_vi + '.' if missing else ''}{since_vi} Không phải tư vấn pháp luật.",
        f"Sources: {en}.{' Not there: ' + lacking_en + '.' if missing else ''}{since_en} No legal advice.",
        registers=list(days),
        missing=missing,
    )


def _days(found: Sequence[str], written: Callable[[date], str]) -> str:
    return ", ".join(written(date.fromisoformat(day)) for day in sorted(set(found)))


def _most(rows: Sequence[Row], name: str, count: Count, people: str = "uncovered_n") -> str:
    """The rows with the most people, and how many people the others have."""
    named = [f"{row[name]} ({count(row[people])})" for row in rows[:NAMED]]
    others = sum(row[people] for row in rows[NAMED:])
    rest = {"name": "others", "name_vi": "còn lại"}[name]
    return "; ".join([*named, *([f"{rest} ({count(others)})"] if others else [])])


def owed(money: Mapping[str, Any], lang: int, count: Count) -> str:
    """The money of a month and of twelve, each with its payers."""
    month = _paid(money["month"], "premium_month_vnd", lang, count, ("a month", "mỗi tháng"))
    year = _paid(money["year"], "premium_year_vnd", lang, count, ("in twelve months", "trong mười hai tháng"))
    return f"{month}, {year}"


def _paid(money: Mapping[str, int], total: str, lang: int, count: Count, when: tuple[str, str]) -> str:
    """A sum and who pays which part of it: in millions where it has ten of them, else to the đồng."""
    is_large = money[total] >= IN_MILLIONS
    read = millions if is_large else int
    unit = UNITS[is_large][lang]
    parts = ", ".join(f"{PAID_BY[name][lang]} {count(read(money[name]))}" for name in PAYERS if money[name])
    return f"{count(read(money[total]))} {unit} {when[lang]} ({parts})"


CHECKS = (_not_covered, _cost, _covered_today, _otherwise, _cannot_tell, _sources)
