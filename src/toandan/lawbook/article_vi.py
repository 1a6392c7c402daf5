"""An article as Vietnamese texts cite it: point, clause, article, instrument, where English writes 12.4.d."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_WORDS = (
    ("Law on Health Insurance before Law 51/2024", "Luật Bảo hiểm y tế trước Luật 51/2024"),
    ("Law on Health Insurance", "Luật Bảo hiểm y tế"),
    ("Law on Social Insurance", "Luật Bảo hiểm xã hội"),
    ("before Law 51/2024", "trước Luật 51/2024"),
    ("Law 51/2024", "Luật 51/2024"),
    ("Decree ", "Nghị định "),
    ("Resolution ", "Nghị quyết "),
    ("Ho Chi Minh City", "Thành phố Hồ Chí Minh"),
    (" Art ", " Điều "),
    (", point ", ", điểm "),
    ("old text", "bản cũ"),
    ("no text found", "chưa tìm thấy văn bản"),
    ("as repeated", "theo tài liệu dẫn lại"),
    ("silent on", "không quy định"),
    ("no point gives a share", "không điểm nào quy định tỷ lệ"),
    ("an older decree, which was not read", "nghị định trước đây, chưa đọc"),
    ("not coded: wage-floor-before-2025", "chưa tính: mức sàn tiền lương trước tháng 7/2025"),
    ("not coded: ", "chưa tính: "),
    ("not confirmed", "chưa xác nhận"),
    ("proposal ", "đề xuất "),
    (" to ", " đến "),
)
_CITED = re.compile(r"(?P<instrument>.+?) Art (?P<places>.+?)(?P<old>, old text)?")
_PLACE = re.compile(r"(?P<article>\d+[ab]?)(?:\.(?P<clause>\d+[ab]?))?(?:\.(?P<point>[a-zđ]+))?")
_POINT = re.compile(r"[a-zđ]{1,2}")


@dataclass(frozen=True, slots=True)
class _Place:
    """Article, clause and point, the last of them perhaps a span."""

    article: str
    clause: str
    points: str


def article_vi(article: str) -> str:
    """The citation in Vietnamese; one of an unusual form keeps its order, its words are changed."""
    return "; ".join(_cited(part) for part in article.split("; "))


def _cited(part: str) -> str:
    found = _CITED.fullmatch(part)
    places = list(_places(found["places"])) if found else []
    if found is None or None in places:
        return _in_words(part)
    told = [
        _told(article, [one for one in same if one is not None])
        for article, same in groupby(places, key=lambda one: one.article if one else "")
    ]
    return f"{', '.join(told)} {_in_words(found['instrument'])}" + (" (bản cũ)" if found["old"] else "")


def _places(text: str) -> Iterator[_Place | None]:
    """The places one after another; None for a form that is none."""
    last: _Place | None = None
    for token in text.split(", "):
        first, _, until = token.partition(" to ")
        last = _one(first, until, last)
        yield last


def _one(first: str, until: str, last: _Place | None) -> _Place | None:
    if _POINT.fullmatch(first) and last is not None and last.points:
        return _Place(last.article, last.clause, _span(first, until))
    found, end = _PLACE.fullmatch(first), _PLACE.fullmatch(until) if until else None
    if found is None or (until and end is None and not _POINT.fullmatch(until)):
        return None
    clause, point = found["clause"] or "", found["point"] or ""
    if until and end is None:
        return _Place(found["article"], clause, _span(point, until)) if point else None
    if end is not None and end["clause"]:
        return _Place(found["article"], _span(clause, end["clause"]), point)
    return _Place(_span(found["article"], end["article"] if end else ""), clause, point)


def _span(first: str, until: str) -> str:
    return f"{first} đến {until}" if until else first


def _told(article: str, places: list[_Place]) -> str:
    clauses = []
    for clause, same in groupby(places, key=lambda one: one.clause):
        points = ", ".join(one.points for one in same if one.points)
        clauses.append(
            " ".join(part for part in (points and f"điểm {points}", clause and f"khoản {clause}") if part)
        )
    said = ", ".join(one for one in clauses if one)
    return f"{said} Điều {article}".strip()


def _in_words(text: str) -> str:
    for english, vietnamese in _WORDS:
        text = text.replace(english, vietnamese)
    return text
