"""What is wrong with a proposal before it is applied: unknown targets, contradictions, changes of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.law import Law
from toandan.lawbook.reform import (
    BenefitChange,
    Change,
    FigureChange,
    LocalChange,
    LocalEnd,
    Reform,
    TermsChange,
)

ReformCheck = Callable[[Law, Reform], Iterator[Finding]]


def targets_exist(law: Law, reform: Reform) -> Iterator[Finding]:
    """What is changed is there, what is added is not."""
    for change in reform.changes:
        path, known = _target(law, change)
        if isinstance(change, LocalChange):
            if known:
                yield _finding(
                    reform,
                    "already_there",
                    f"{path} is in force or proposed already",
                    f"{path} đã có hiệu lực hoặc đã được đề xuất",
                )
        elif not known:
            yield _finding(reform, "unknown_target", f"there is no {path}", f"không có {path}")


def changes_hold_days(law: Law, reform: Reform) -> Iterator[Finding]:
    """A change begins with the proposal or later, and holds at least one day."""
    for change in reform.changes:
        path, start, end = _target(law, change)[0], _start(change), _end(change)
        if start < reform.start:
            yield _finding(
                reform,
                "too_early",
                f"changes {path} on {start}, before the proposal begins",
                f"thay đổi {path} từ {start}, trước ngày bắt đầu của đề xuất",
            )
        if end is not None and end <= start:
            yield _finding(
                reform,
                "empty_period",
                f"changes {path} from {start} to {end}: no day",
                f"thay đổi {path} từ {start} đến {end}: không có ngày nào",
            )
        if start < law.first_day:
            yield _finding(
                reform,
                "before_the_book",
                f"changes {path} before {law.first_day}",
                f"thay đổi {path} trước {law.first_day}",
            )


def one_change_a_day(law: Law, reform: Reform) -> Iterator[Finding]:
    """No two changes of one thing hold on the same day."""
    for first, second in combinations(reform.changes, 2):
        path = _target(law, first)[0]
        if path == _target(law, second)[0] and _share_a_day(first, second):
            yield _finding(
                reform,
                "contradiction",
                f"changes {path} twice for the same days",
                f"thay đổi {path} hai lần trong cùng những ngày",
            )


def figures_may_be_so(law: Law, reform: Reform) -> Iterator[Finding]:
    """A new value differs from the law, is a word where the unit is word, and is taken away only for good."""
    for change in reform.changes:
        if isinstance(change, FigureChange) and change.parameter in law.parameters:
            wrong = _wrong_figure(law, change)
            if wrong:
                yield _finding(
                    reform, "wrong_value", *(f"parameters/{change.parameter}: {said}" for said in wrong)
                )


def categories_are_there(law: Law, reform: Reform) -> Iterator[Finding]:
    """A category whose terms or benefit change exists on the first day and on the day it goes back."""
    for change in reform.changes:
        one = law.categories.get(change.category) if isinstance(change, TermsChange | BenefitChange) else None
        days = [day for day in (_start(change), _end(change)) if day is not None]
        for day in days if one is not None else ():
            if one is not None and not one.holds(day):
                yield _finding(
                    reform,
                    "not_there",
                    f"{_target(law, change)[0]} does not exist on {day}",
                    f"{_target(law, change)[0]} không có vào ngày {day}",
                )


def ends_are_earlier(law: Law, reform: Reform) -> Iterator[Finding]:
    """A resolution is ended on a day it is still in force."""
    for change in reform.changes:
        policy = law.local.get(change.policy) if isinstance(change, LocalEnd) else None
        if policy is not None and policy.end is not None and policy.end <= _start(change):
            yield _finding(
                reform,
                "changes_nothing",
                f"local/{policy.id} ends on {policy.end} already",
                f"local/{policy.id} đã kết thúc ngày {policy.end}",
            )


def something_changes(law: Law, reform: Reform) -> Iterator[Finding]:
    """A change of terms or of a benefit says something else than the law does."""
    for change in reform.changes:
        one = law.categories.get(change.category) if isinstance(change, TermsChange | BenefitChange) else None
        if one is None:
            continue
        if isinstance(change, BenefitChange):
            now = one.benefit_at(change.start)
            same = now is not None and (now.level, now.older) == (change.level, change.older)
        else:
            same = isinstance(change, TermsChange) and not (change.payer or change.base or change.support)
        if same:
            yield _finding(
                reform,
                "changes_nothing",
                f"{_target(law, change)[0]} stays as it is",
                f"{_target(law, change)[0]} không thay đổi",
            )


CHECKS: tuple[ReformCheck, ...] = (
    targets_exist,
    changes_hold_days,
    one_change_a_day,
    figures_may_be_so,
    categories_are_there,
    ends_are_earlier,
    something_changes,
)


def contradictions(law: Law, reform: Reform) -> list[Finding]:
    """Everything wrong with a proposal as it stands, before it is applied."""
    return [finding for check in CHECKS for finding in check(law, reform)]


def _finding(reform: Reform, code: str, message: str, message_vi: str) -> Finding:
    return Finding(f"reforms/{reform.id}", code, message, message_vi)


def _target(law: Law, change: Change) -> tuple[str, bool]:
    match change:
        case FigureChange():
            return f"parameters/{change.parameter}", change.parameter in law.parameters
        case TermsChange():
            return f"categories/{change.category}/terms", change.category in law.categories
        case BenefitChange():
            return f"categories/{change.category}/benefit", change.category in law.categories
        case LocalChange():
            return f"local/{change.policy.id}", change.policy.id in law.local
        case LocalEnd():
            return f"local/{change.policy}", change.policy in law.local


def _start(change: Change) -> date:
    if isinstance(change, LocalChange):
        return change.policy.start
    return change.end if isinstance(change, LocalEnd) else change.start


def _end(change: Change) -> date | None:
    if isinstance(change, LocalChange):
        return change.policy.end
    return None if isinstance(change, LocalEnd) else change.end


def _share_a_day(first: Change, second: Change) -> bool:
    return _start(first) < (_end(second) or date.max) and _start(second) < (_end(first) or date.max)


def _wrong_figure(law: Law, change: FigureChange) -> tuple[str, str] | None:
    figure = law.parameters[change.parameter]
    if change.value is None and change.word is None:
        if change.end is None:
            return None
        said = "it can only be taken away for good, without an end"
        return said, "chỉ được bãi bỏ hẳn, không ghi ngày kết thúc"
    if (figure.unit == "word") != (change.word is not None) or (change.value is not None) == (
        change.word is not None
    ):
        wanted = "word" if figure.unit == "word" else "value"
        return f"write a {wanted}, its unit is {figure.unit}", f"ghi {wanted}, đơn vị là {figure.unit}"
    if change.end is not None and figure.value_at(change.end) is None:
        return (
            f"it has no value on {change.end} to go back to",
            f"không có giá trị ngày {change.end} để trở lại",
        )
    now = figure.value_at(change.start)
    if now is not None and now.content == (change.word if change.word is not None else change.value):
        return f"it is so already on {change.start}", f"đã như vậy vào ngày {change.start}"
    return None
