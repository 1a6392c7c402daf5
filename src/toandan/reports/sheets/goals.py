"""Rates with their denominators, plan and targets, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from toandan.accounts.words import kind_en, kind_vi
from toandan.reports.figure import Figure, Kind, day, people, share, text
from toandan.reports.handed import Handed, Row
from toandan.reports.sheets.sheet import Sheet, Words, headings
from toandan.reports.suppression.linked import TOTAL
from toandan.reports.suppression.system import Hidden, Key, Mark

REGISTER = "register"
NUMERATORS = {
    "participants_n": Words("người tham gia", "participants"),
    "covered_residents_n": Words("cư trú có thẻ", "covered residents"),
}
WITHHELD = Words(
    "Không nêu: câu này có số người được che.", "Not told: this sentence holds a number that is hidden."
)


def total(column: str) -> Key:
    """The key of a count of the whole area."""
    return TOTAL, "", column


def _whole_keys(kind: str) -> tuple[Key, ...]:
    """The counts a denominator is made of: only the register's residents are a count of ours."""
    return (total("residents_n"),) if kind == REGISTER else ()


def rate_sheet(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    """One row per count and denominator it may stand on."""
    heads = headings(
        ("share", "Tỷ lệ", "Rate"),
        ("numerator", "Tử số", "Numerator"),
        ("numerator_n", "Số người", "People"),
        ("denominator_n", "Mẫu số", "Denominator"),
        ("kind", "Loại mẫu số", "Kind of denominator"),
        ("date", "Ngày", "Date"),
        ("source", "Nguồn", "Source"),
        ("origin", "Nơi công bố đầu tiên", "First published in"),
    )
    rows = [_rate(rate, hidden, lang) for rate in handed.document["rates"]]
    return Sheet("rates", Words("Tỷ lệ, theo từng mẫu số", "Rates, each with its denominator"), heads, rows)


def _rate(rate: Row, hidden: Hidden, lang: str) -> tuple[Figure, ...]:
    above, below = total(rate["numerator"]), _whole_keys(rate["kind"])
    return (
        share(rate["numerator_n"], rate["denominator_n"], hidden.derived(above, *below)),
        text(NUMERATORS[rate["numerator"]][lang]),
        people(rate["numerator_n"], hidden.mark(above)),
        people(rate["denominator_n"], _mark(hidden, below)),
        text(kind_of(rate["kind"], lang)),
        day(date.fromisoformat(rate["date"])),
        text(rate["source"]),
        text(kind_of(REGISTER, lang) if rate["kind"] == REGISTER else rate["origin"]),
    )


def _mark(hidden: Hidden, keys: tuple[Key, ...]) -> Mark | None:
    return hidden.mark(keys[0]) if keys else None


def kind_of(kind: str, lang: str) -> str:
    """The kind of a denominator in words."""
    return kind_vi(kind) if lang == "vi" else kind_en(kind)


def goal_sheet(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    """The plan, where there is one, and the targets by date: what is needed and how many people are missing."""
    heads = headings(
        ("goal", "Chỉ tiêu, mục tiêu", "Plan or target"),
        ("date", "Đến ngày", "By"),
        ("needed_n", "Cần có", "Needed"),
        ("reached_share", "Đã đạt", "Reached"),
        ("missing_n", "Còn thiếu", "Missing"),
        ("denominator_n", "Trên dân số", "Of population"),
        ("kind", "Loại mẫu số", "Kind of denominator"),
        ("document", "Văn bản", "Document"),
    )
    title = Words("Chỉ tiêu giao và mục tiêu", "Plan and targets")
    return Sheet("goals", title, heads, list(_goals(handed, hidden, lang)))


def _goals(handed: Handed, hidden: Hidden, lang: str) -> Iterator[tuple[Figure, ...]]:
    participants, plan = handed.document["participants_n"], handed.document["plan"]
    if plan["value_n"] is not None:
        name = Words("Chỉ tiêu giao", "Assigned plan")[lang] + f" {plan['period']}"
        yield _goal(
            text(name), plan["value_n"], participants, plan["denominator"], plan["document"], hidden, lang
        )
    for target in handed.document["targets"]:
        name = _target(target, lang)
        of = target["denominator"]
        row = _goal(text(name), target["needed_n"], participants, of, target["document"], hidden, lang)
        yield (row[0], day(date.fromisoformat(target["date"])), *row[2:])


def _target(target: Row, lang: str) -> str:
    words = Words("trên", "more than") if target["strict"] else Words("từ", "at least")
    if target["share"] is None:
        return Words("Mục tiêu", "Target")[lang]
    value = f"{float(Fraction(target['share']) * 100):.2f}%"
    told = f"{words[lang]} {value.replace('.', ',') if lang == 'vi' else value}"
    return f"{Words('Mục tiêu', 'Target')[lang]} {told}"


def _goal(  # noqa: PLR0917  (the columns of one row)
    name: Figure, needed: int, participants: int, of: Row, document: str, hidden: Hidden, lang: str
) -> tuple[Figure, ...]:
    now, below = total("participants_n"), _whole_keys(of["kind"])
    mark: Mark | None = hidden.derived(now, *below)
    return (
        name,
        Figure(Kind.DAY, None),
        people(needed, hidden.derived(*below)),
        share(participants, needed, mark),
        people(max(0, needed - participants), mark),
        people(of["n"], _mark(hidden, below)),
        text(kind_of(of["kind"], lang)),
        text(document),
    )


def conflict_sheet(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    """What does not fit, or must be known to read the figures, one sentence a row."""
    title = Words("Cần biết: mâu thuẫn và lưu ý", "To know: conflicts and notes")
    heads = headings(("code", "Mã", "Code"), ("text", "Nội dung", "What"))
    rows = [(text(name), text(told)) for name, told in told_conflicts(handed, hidden, lang)]
    return Sheet("conflicts", title, heads, rows)


def told_conflicts(handed: Handed, hidden: Hidden, lang: str) -> list[tuple[str, str]]:
    """(code, sentence) of every conflict; a sentence with a hidden number is not told."""
    found = [_missing_units(handed, lang)] if any(not one.has_register for one in handed.units) else []
    for conflict in handed.document["conflicts"]:
        shown = hidden.derived(*_told_of(conflict)) is None
        found.append((conflict["code"], conflict[f"text_{lang}"] if shown else WITHHELD[lang]))
    return found


def _told_of(conflict: Row) -> list[Key]:
    """The counts of the area a conflict speaks of, those of a register's denominator among them."""
    names = [name for name in conflict["evidence"] if name.endswith("_n")]
    return [total(name) for name in names] + [total("residents_n")] * _speaks_of_register(conflict)


def _speaks_of_register(conflict: Row) -> bool:
    evidence = conflict["evidence"]
    figures = [evidence.get("denominator"), evidence.get("used"), *evidence.get("figures", [])]
    return any(isinstance(one, dict) and one.get("kind") == REGISTER for one in figures)


def _missing_units(handed: Handed, lang: str) -> tuple[str, str]:
    missing = sum(not one.has_register for one in handed.units)
    vi = f"{missing} trên {len(handed.units)} đơn vị không có sổ dân cư trong kỳ chốt này: số liệu toàn địa bàn chỉ gồm phần còn lại."
    en = f"{missing} of {len(handed.units)} units have no population register in this closing: the whole is that of the others."
    return "units_without_register", vi if lang == "vi" else en
