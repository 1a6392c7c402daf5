"""Every period is covered once: nothing overlaps, nothing is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from toandan.lawbook.category import LegalCategory
from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.law import BASE, Law
from toandan.lawbook.parameter import DatedValue, Parameter, stored

ALWAYS = (BASE, "contribution_rate")


def values_follow_each_other(law: Law) -> Iterator[Finding]:
    """The values of a figure begin one after another, the last before its end."""
    for name, one in law.parameters.items():
        yield from _in_order(f"parameters/{name}", [value.start for value in one.values], one.end)


def values_are_of_their_unit(law: Law) -> Iterator[Finding]:
    """A figure is a number of its unit, exact in basis points, or a word where the unit is word."""
    for name, one in law.parameters.items():
        for value in one.values:
            wrong = _wrong_value(one, value)
            if wrong:
                yield Finding(
                    f"parameters/{name}",
                    "wrong_value",
                    f"from {value.start} {wrong[0]}",
                    f"từ {value.start} {wrong[1]}",
                )


def the_first_day_is_covered(law: Law) -> Iterator[Finding]:
    """Base salary and rate are known from the first day on, for good."""
    for name in ALWAYS:
        one = law.parameters.get(name)
        if one is None or one.value_at(law.first_day) is None or one.end is not None:
            yield Finding(
                f"parameters/{name}",
                "gap",
                "every premium needs it, on every day of this book",
                "mọi mức đóng cần tham số này, vào mọi ngày",
            )


def categories_are_covered(law: Law) -> Iterator[Finding]:
    """Terms and benefits cover the whole of a category's period, each day once."""
    for slug, one in law.categories.items():
        for kind, starts in (
            ("terms", [terms.start for terms in one.terms]),
            ("benefit", [benefit.start for benefit in one.benefits]),
        ):
            path = f"categories/{slug}/{kind}"
            if starts[0] != one.start:
                yield Finding(
                    path,
                    "gap",
                    f"begins on {starts[0]}, the category on {one.start}",
                    f"bắt đầu ngày {starts[0]}, đối tượng bắt đầu ngày {one.start}",
                )
            yield from _in_order(path, starts, one.end)
        if one.start < law.first_day:
            yield Finding(
                f"categories/{slug}",
                "before_the_book",
                f"begins before {law.first_day}",
                f"bắt đầu trước {law.first_day}",
            )


def supports_are_covered(law: Law) -> Iterator[Finding]:
    """Where a category counts on a support, the figure has a value on every day."""
    for slug, one in law.categories.items():
        for terms, until in zip(one.terms, _until(one), strict=True):
            figure = law.parameters.get(terms.support or "")
            if figure is not None and not _covers(figure, terms.start, until):
                yield Finding(
                    f"categories/{slug}/terms",
                    "gap",
                    f"from {terms.start} it counts on {terms.support}, which is not there on every day",
                    f"từ {terms.start} dựa vào {terms.support}, tham số này không có đủ mọi ngày",
                )


def local_periods_hold_days(law: Law) -> Iterator[Finding]:
    """A resolution and each of its items hold at least one day, and ids are given once."""
    seen: set[str] = set()
    for policy in law.local.values():
        for item in policy.items:
            start, end = policy.period_of(item)
            if end is not None and end <= start:
                yield Finding(
                    f"local/{policy.id}/{item.id}",
                    "empty_period",
                    f"ends on {end}",
                    f"kết thúc ngày {end}, không có ngày nào",
                )
            if item.id in seen:
                yield Finding(
                    f"local/{policy.id}/{item.id}",
                    "twice",
                    "another item has this id",
                    "mục khác đã có mã này",
                )
            seen.add(item.id)


CHECKS = (
    values_follow_each_other,
    values_are_of_their_unit,
    the_first_day_is_covered,
    categories_are_covered,
    supports_are_covered,
    local_periods_hold_days,
)


def _in_order(path: str, starts: Sequence[date], end: date | None) -> Iterator[Finding]:
    for first, second in pairwise(starts):
        if second <= first:
            yield Finding(
                path,
                "overlap",
                f"{second} does not follow {first}: two entries hold on one day",
                f"{second} không sau {first}: hai mục cùng hiệu lực một ngày",
            )
    if end is not None and end <= starts[-1]:
        yield Finding(
            path,
            "overlap",
            f"it ends on {end}, before its last entry begins",
            f"kết thúc ngày {end}, trước khi mục cuối bắt đầu",
        )


def _wrong_value(one: Parameter, value: DatedValue) -> tuple[str, str] | None:
    if (one.unit == "word") != (value.word is not None) or (value.word is None) == (value.value is None):
        return (
            "has a number for a word, a word for a number, or both or neither",
            "ghi số thay cho từ, từ thay cho số, hoặc cả hai, hoặc không ghi",
        )
    try:
        kept = stored(value.content, one.unit)
    except ValueError as found:
        return str(found), f"{value.content} không biểu diễn được bằng đơn vị của tham số"
    return ("is negative", "là số âm") if isinstance(kept, int) and kept < 0 else None


def _until(one: LegalCategory) -> list[date | None]:
    return [*(terms.start for terms in one.terms[1:]), one.end]


def _covers(figure: Parameter, start: date, until: date | None) -> bool:
    if figure.value_at(start) is None:
        return False
    return figure.end is None or (until is not None and until <= figure.end)
