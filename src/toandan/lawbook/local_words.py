"""Whom an item of a province supports, and how items meet, as a person reads it in either language."""

from __future__ import annotations

from toandan.lawbook.law import Law
from toandan.lawbook.local import LocalItem, LocalPolicy
from toandan.lawbook.wording import Said
from toandan.schemas.titles import TITLE


def who(item: LocalItem, law: Law) -> Said:
    """The conditions of an item; all of them must hold."""
    asked = item.who
    told = [_categories(item, law), _ages(asked.age_from, asked.age_to)]
    told += [_titles("one of", "một trong các tư cách", asked.titles)]
    told += [_titles("none of", "không có tư cách", asked.without_titles)]
    told += [("permanent residents", "thường trú")] if asked.permanent else []
    told += [("nobody whom the state supports", "chưa được Nhà nước hỗ trợ")] if asked.unsupported else []
    place = asked.member_n
    told += [(f"member {place} of the household", f"thành viên thứ {place} của hộ")] if place else []
    months = item.months
    told += [(f"for {months} months at most", f"tối đa {months} tháng")] if months else []
    return "; ".join(one for one, _ in told if one), "; ".join(one for _, one in told if one)


def how(policy: LocalPolicy) -> Said:
    """How the items of a resolution meet each other and the state's share."""
    most = policy.total_at_most
    return (
        f"of several items the one that gives most; state and province together at most {most}%",
        f"nhiều mức thì áp dụng mức cao nhất; Nhà nước và địa phương cộng lại tối đa {most}%",
    )


def _categories(item: LocalItem, law: Law) -> Said:
    named = [law.categories[slug] for slug in item.who.categories if slug in law.categories]
    return ", ".join(one.name for one in named), ", ".join(one.name_vi for one in named)


def _ages(since: int | None, below: int | None) -> Said:
    english = f"from {since} years" if since is not None else ""
    vietnamese = f"từ đủ {since} tuổi" if since is not None else ""
    if below is not None:
        english, vietnamese = (
            f"{english} to below {below}".strip(),
            f"{vietnamese} đến dưới {below} tuổi".strip(),
        )
    return english, vietnamese


def _titles(english: str, vietnamese: str, slugs: tuple[str, ...]) -> Said:
    if not slugs:
        return "", ""
    named = [TITLE[slug] for slug in slugs if slug in TITLE]
    return (
        f"{english}: {', '.join(one.name for one in named)}",
        f"{vietnamese}: {', '.join(one.name_vi for one in named)}",
    )
