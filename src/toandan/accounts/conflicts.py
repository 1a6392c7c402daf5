"""What in the accounts does not fit together, or must be known to read them. Shown, never repaired.

Each check is a small pure function over what it is handed and returns findings in both
languages with their evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from toandan.accounts.closed import ClosedMonth
from toandan.accounts.denominators import Denominator
from toandan.accounts.goals import SHARE, Goal, Plan, denominator_entry
from toandan.accounts.words import (
    count_en,
    count_vi,
    day_en,
    day_vi,
    kind_en,
    kind_vi,
    percent_en,
    percent_vi,
    share_string,
)

NOTABLE = Fraction(1, 100)
type Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at. ``counts`` are the area's counts by name, causes of the difference among them.

    ``before`` is the closing that the change is counted from, None where there is none.
    """

    closed: ClosedMonth
    counts: Mapping[str, int]
    plan: Plan
    plans_n: tuple[Goal, ...]
    targets: tuple[Goal, ...]
    denominators: tuple[Denominator, ...]
    denominator: Denominator
    before: ClosedMonth | None = None


def conflicts(case: Case) -> list[Finding]:
    """Every finding, in the order of the list below."""
    return [finding for check in CHECKS for finding in check(case)]


def _finding(code: str, text_vi: str, text_en: str, **evidence: object) -> Finding:
    return {"code": code, "text_vi": text_vi, "text_en": text_en, "evidence": evidence}


def _plan_below_target(case: Case) -> Iterator[Finding]:
    plan_n, whole = case.plan.value_n, case.denominator
    if plan_n is None or not whole.people_n:
        return
    beyond = [goal for goal in case.targets if goal.needed(whole.people_n) > plan_n]
    if not beyond:
        return
    share = Fraction(plan_n, whole.people_n)
    vi = "; ".join(f"{_goal_vi(goal)} đến {day_vi(goal.last_day)}" for goal in beyond)
    en = "; ".join(f"{_goal_en(goal)} by {day_en(goal.last_day)}" for goal in beyond)
    yield _finding(
        "plan_below_target",
        f"Hoàn thành cả chỉ tiêu {count_vi(plan_n)} người cũng chỉ đạt {percent_vi(share)} trên {count_vi(whole.people_n)} dân ({kind_vi(whole.kind)}), dưới mục tiêu: {vi}.",
        f"The plan of {count_en(plan_n)} people met in full is only {percent_en(share)} of {count_en(whole.people_n)} ({kind_en(whole.kind)}), below: {en}.",
        plan_n=plan_n,
        plan_document=case.plan.document,
        plan_share_of_population=share_string(share),
        denominator=denominator_entry(whole),
        targets=[_beyond(goal, whole.people_n, plan_n) for goal in beyond],
    )


def _beyond(goal: Goal, whole: int, plan_n: int) -> dict[str, object]:
    needed = goal.needed(whole)
    return {
        "share": share_string(goal.value) if goal.unit == SHARE else None,
        "strict": goal.strict,
        "date": goal.last_day.isoformat(),
        "document": goal.document,
        "needed_n": needed,
        "plan_short_by_n": needed - plan_n,
    }


def _goal_vi(goal: Goal) -> str:
    value = percent_vi(goal.value) if goal.unit == SHARE else f"{count_vi(int(goal.value))} người"
    return f"{'trên' if goal.strict else 'từ'} {value}"


def _goal_en(goal: Goal) -> str:
    value = percent_en(goal.value) if goal.unit == SHARE else f"{count_en(int(goal.value))} people"
    return f"{'more than' if goal.strict else 'at least'} {value}"


def _plans_differ(case: Case) -> Iterator[Finding]:
    values = {goal.needed(0) for goal in case.plans_n}
    if len(values) > 1:
        said = sorted((goal.needed(0), goal.document) for goal in case.plans_n)
        yield _finding(
            "plans_differ",
            "Các văn bản giao chỉ tiêu khác nhau: "
            + "; ".join(f"{count_vi(n)} ({who})" for n, who in said)
            + ".",
            "Documents assign different plans: "
            + "; ".join(f"{count_en(n)} ({who})" for n, who in said)
            + ".",
            plans=[{"value_n": n, "document": who} for n, who in said],
            used=case.plan.document,
        )


def _denominators_differ(case: Case) -> Iterator[Finding]:
    known = [one for one in case.denominators if one.people_n]
    values = [one.people_n for one in known]
    if not values or Fraction(max(values) - min(values), min(values)) <= NOTABLE:
        return
    vi = "; ".join(f"{count_vi(one.people_n)} ({_named(one, known, kind_vi)})" for one in known)
    en = "; ".join(f"{count_en(one.people_n)} ({_named(one, known, kind_en)})" for one in known)
    origins = sorted({one.origin for one in known})
    yield _finding(
        "denominators_differ",
        f"Số dân khác nhau theo nguồn: {vi}. Dùng cho mục tiêu: {kind_vi(case.denominator.kind)}.",
        f"Sources give different populations: {en}. Targets use: {kind_en(case.denominator.kind)}.",
        figures=[denominator_entry(one) | {"origin": one.origin} for one in known],
        origins=origins,
        origins_n=len(origins),
        used=denominator_entry(case.denominator),
    )


def _named(one: Denominator, known: Sequence[Denominator], words: Callable[[str], str]) -> str:
    """The kind of a figure; its source too where another is of the same kind. All sources stand with the rates."""
    alone = sum(other.kind == one.kind for other in known) == 1
    return words(one.kind) if alone else f"{words(one.kind)}: {one.source}"


def _counts_differ(case: Case) -> Iterator[Finding]:
    participants, covered = case.counts["participants_n"], case.counts["covered_residents_n"]
    if participants == covered:
        return
    causes = {name: case.counts[name] for name in CAUSES}
    yield _finding(
        "counts_differ",
        f"Hai cách đếm: {count_vi(participants)} người tham gia theo thẻ, {count_vi(covered)} người cư trú có thẻ.",
        f"Two counts: {count_en(participants)} participants by card, {count_en(covered)} residents found covered.",
        participants_n=participants,
        covered_residents_n=covered,
        **causes,
    )


CAUSES = (
    "card_here_n",
    "resident_elsewhere_n",
    "not_resident_n",
    "not_in_register_n",
    "not_matched_n",
    "card_elsewhere_n",
    "without_id_n",
)


def _carried(case: Case) -> Iterator[Finding]:
    used = [one.id for one in case.closed.snapshots if one.use == "carried"]
    if used:
        yield _finding(
            "carried",
            "Số liệu lấy từ lần gửi trước, không phải ngày cuối tháng: " + ", ".join(used) + ".",
            "Made from earlier extracts, not from the last day of the month: " + ", ".join(used) + ".",
            snapshots=used,
        )


def _read_back(case: Case) -> Iterator[Finding]:
    used = [one.id for one in case.closed.snapshots if one.use == "history"]
    if used:
        yield _finding(
            "read_back",
            "Tính lại từ lịch sử trong lần gửi sau: " + ", ".join(used) + ".",
            "Read back from the history in a later extract: " + ", ".join(used) + ".",
            snapshots=used,
        )


def _not_declared(case: Case) -> Iterator[Finding]:
    """A month read back from an extract that does not say since when it is complete may count too few people."""
    for one in (case.closed, case.before):
        n = one.findings.get("history_undeclared_n", 0) if one is not None else 0
        if one is not None and n:
            yield _finding(
                "history_undeclared",
                f"Tháng {one.month}: {count_vi(n)} lần gửi sau được đọc lại mà không khai báo đầy đủ từ ngày nào; "
                "số người tham gia tháng đó có thể thiếu.",
                f"{one.month}: {count_en(n)} later {'extract was' if n == 1 else 'extracts were'} read back without "
                "declaring since which day "
                f"{'it is' if n == 1 else 'they are'} complete; participants of that month may be missing.",
                month=str(one.month),
                history_undeclared_n=n,
            )


def _not_linked(case: Case) -> Iterator[Finding]:
    """What a spine says of a snapshot does not hold for a later version of it, nor for another day's extract."""
    for one in (case.closed, case.before):
        n = one.findings.get("spine_unlinked_n", 0) if one is not None else 0
        if one is not None and n:
            yield _finding(
                "spine_unlinked",
                f"Tháng {one.month}: {count_vi(n)} lần gửi có sau khi lập trục định danh; người trong đó chỉ được xác định "
                "theo số định danh ghi trên bản ghi.",
                f"{one.month}: {count_en(n)} {'extract' if n == 1 else 'extracts'} came after the spine was made; people "
                "in it are known by the ids of their rows alone.",
                month=str(one.month),
                spine_unlinked_n=n,
            )


def _uneven(case: Case) -> Iterator[Finding]:
    """People are looked back on where their last card is, so one who moved may begin late in that commune's line."""
    n = case.closed.findings.get("history_uneven_n", 0)
    if n:
        yield _finding(
            "history_uneven",
            f"{count_vi(n)} lần gửi dữ liệu thẻ đầy đủ từ tháng muộn hơn lần gửi đầy đủ sớm nhất; khi nhìn lại các tháng "
            "trước, người chuyển từ địa bàn của các lần gửi đó có thể thiếu ở xã chuyển đến.",
            f"{count_en(n)} {'extract' if n == 1 else 'extracts'} of cards {'is' if n == 1 else 'are'} complete from a "
            "later month than the earliest; looking back, people who moved from there may be missing from "
            "earlier month-ends of the commune they moved to.",
            history_uneven_n=n,
        )


def _partly_set_aside(case: Case) -> Iterator[Finding]:
    n = case.closed.findings.get("snapshots_set_aside_partly_n", 0)
    if n:
        yield _finding(
            "set_aside_partly",
            f"{count_vi(n)} lần gửi không được dùng vì lần gửi khác đã có một phần địa bàn; phần địa bàn còn lại không có "
            "dữ liệu.",
            f"{count_en(n)} {'extract was' if n == 1 else 'extracts were'} set aside because another covers a part of "
            "the ground; of the rest of the ground there are no rows.",
            snapshots_set_aside_partly_n=n,
        )


def _unmet_hamlets(case: Case) -> Iterator[Finding]:
    n = case.closed.findings.get("hamlets_listed_unmet_n", 0)
    if n:
        yield _finding(
            "hamlets_unmet",
            f"{count_vi(n)} thôn có tên trong danh sách nhưng sổ dân cư không có ai được ghi ở đó; cần kiểm tra tên thôn.",
            f"{count_en(n)} {'hamlet that lists name has' if n == 1 else 'hamlets that lists name have'} no resident who "
            "is known to live there; check the names.",
            hamlets_listed_unmet_n=n,
        )


def _estimated(case: Case) -> Iterator[Finding]:
    here, elsewhere = case.counts["estimated_n"], case.counts["estimated_elsewhere_n"]
    if here or elsewhere:
        yield _finding(
            "estimated",
            f"{count_vi(here)} người được xếp vào địa bàn theo tỷ lệ ước tính vì xã cũ bị chia.",
            f"{count_en(here)} people are placed here by estimated shares, because their commune was split.",
            estimated_n=here,
            estimated_elsewhere_n=elsewhere,
        )


CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _plan_below_target,
    _plans_differ,
    _denominators_differ,
    _counts_differ,
    _carried,
    _read_back,
    _not_declared,
    _not_linked,
    _unmet_hamlets,
    _uneven,
    _partly_set_aside,
    _estimated,
)
