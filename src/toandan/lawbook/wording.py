"""Values of the law as a person reads them, in both languages."""

from __future__ import annotations

from decimal import Decimal

from toandan.lawbook.category import Benefit, Terms
from toandan.lawbook.local import LocalItem
from toandan.lawbook.parameter import Number, Value

Said = tuple[str, str]

_UNITS: dict[str, Said] = {
    "vnd_month": (" đồng a month", " đồng/tháng"),
    "percent": ("%", "%"),
    "percent_day": ("% a day", "%/ngày"),
    "days": (" days", " ngày"),
    "working_days": (" working days", " ngày làm việc"),
    "months": (" months", " tháng"),
    "years": (" years", " năm"),
    "times": (" times", " lần"),
    "parts": (" parts", " phần"),
    "points": (" points", " điểm"),
    "month_number": ("", ""),
    "word": ("", ""),
}
_VALUES: dict[str, Said] = {
    "half_up": ("half up to whole đồng", "đến đồng, nửa đồng làm tròn lên"),
    "no_change": ("paid months stay as they are", "số tháng đã đóng giữ nguyên"),
    "text_before": ("the text before July 2025", "văn bản trước tháng 7/2025"),
    "text_2025": ("the text of July 2025", "văn bản từ tháng 7/2025"),
    "reached_by_september": (
        "to 30 September for whoever is six before it, otherwise to the day of six",
        "đến 30/9 nếu đủ 72 tháng trước ngày đó, nếu không thì đến ngày đủ 72 tháng",
    ),
    "born_by_september": (
        "to 30 September of the year of six for whoever is born by it, otherwise to the end of the month of six",
        "đến 30/9 của năm đủ 72 tháng nếu sinh đến ngày 30/9, nếu không thì đến hết tháng đủ 72 tháng",
    ),
}
_PAYERS: dict[str, Said] = {
    "employer_and_employee": ("employer and worker pay", "người sử dụng lao động và người lao động đóng"),
    "employer": ("the employer pays", "người sử dụng lao động đóng"),
    "person": ("the person pays", "người tham gia đóng"),
    "si_agency": ("the social-insurance agency pays", "cơ quan bảo hiểm xã hội đóng"),
    "state": ("the state budget pays", "ngân sách nhà nước đóng"),
    "state_and_person": (
        "the person pays, the state budget supports",
        "người tham gia đóng, ngân sách nhà nước hỗ trợ",
    ),
}
_BASES: dict[str, Said] = {
    "wage": ("on the wage", "theo tiền lương"),
    "base_salary": ("on the base salary", "theo mức lương cơ sở"),
    "pension": ("on the pension", "theo lương hưu"),
    "unemployment_benefit": ("on the unemployment benefit", "theo trợ cấp thất nghiệp"),
}
_CHANGES: dict[str, Said] = {
    "by_month": ("paid by the month", "đóng theo tháng"),
    "no_change": ("months paid ahead stay as they are", "số tháng đã đóng giữ nguyên"),
    "adjust": ("adjusted from the day of a change", "điều chỉnh từ ngày thay đổi"),
    "silent": ("the decree does not say what a change does", "nghị định không quy định khi thay đổi"),
}


def sureness(confidence: str, *, verified: bool) -> Said:
    """How sure an entry is, as it stands in brackets beside it."""
    if verified:
        return confidence, confidence
    return f"{confidence}, not verified", f"{confidence}, chưa xác minh"


def number(value: Number) -> Said:
    """A number with the separators of each language."""
    english = f"{Decimal(value):,f}"
    return english, english.translate(str.maketrans(",.", ".,"))


def figure(value: Value, unit: str) -> Said:
    """A figure with its unit."""
    said = _VALUES.get(value, (value, value)) if isinstance(value, str) else number(value)
    return said[0] + _UNITS[unit][0], said[1] + _UNITS[unit][1]


def terms(one: Terms) -> Said:
    """Who pays on what, and how."""
    months = ", ".join(str(month) for month in one.months)
    support = f" ({one.support})" if one.support else ""
    payer, base, change = _PAYERS[one.payer], _BASES[one.base], _CHANGES[one.on_change]
    return (
        f"{payer[0]}{support}, {base[0]}; months at once: {months}; {change[0]}",
        f"{payer[1]}{support}, {base[1]}; số tháng đóng một lần: {months}; {change[1]}",
    )


def benefit(one: Benefit) -> Said:
    """The share of the cost the fund pays."""
    if one.older is None:
        return f"{one.level}%", f"{one.level}%"
    age, level = one.older.age, one.older.level
    return f"{one.level}%; {level}% from {age} years", f"{one.level}%; {level}% từ đủ {age} tuổi"


def local(one: LocalItem) -> Said:
    """What a province gives."""
    if one.gives.level is not None:
        level = one.gives.level
        return f"lifts the support to {level}%", f"hỗ trợ đến {level}%"
    return f"adds {one.gives.add}% of the premium", f"hỗ trợ thêm {one.gives.add}% mức đóng"
