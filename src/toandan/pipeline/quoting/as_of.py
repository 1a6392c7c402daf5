"""The article behind a step as it stood on the day: the steps cite the text of today, which is not the law of every day."""

from __future__ import annotations

from datetime import date

from toandan.lawbook.category import LegalCategory
from toandan.lawbook.law import Law

LAW, TEXT_READ = "Law on Health Insurance Art", "law-51-2024"
LATER = {"Decree 188/2025": "decree-188-2025", "Law on Social Insurance": "law-41-2024"}
NOT_READ = "an older decree, which was not read"
OLD_CONFIDENCE = "C"


def is_text_read(law: Law, day: date) -> bool:
    """Whether the text of the law on health insurance in force on the day is one that was read."""
    source = law.sources.get(TEXT_READ)
    return source is None or source.in_force is None or day >= source.in_force


def article_then(article: str, law: Law, day: date) -> str:
    """The article without instruments that were not in force yet; the law's own is said to be of an older text."""
    kept = [part for part in article.split("; ") if _is_in_force(part, law, day)]
    if is_text_read(law, day):
        return "; ".join(kept) or article
    return "; ".join(_old(part) for part in kept) or NOT_READ


def sure_of(one: LegalCategory, law: Law, day: date) -> tuple[str, bool]:
    """Confidence and verified of a category on a day: its people, the day it begins, the text of the day."""
    if not is_text_read(law, day):
        return max(one.confidence, OLD_CONFIDENCE), False
    return one.confidence, one.verified and (one.start_verified or one.start <= law.first_day)


def _is_in_force(part: str, law: Law, day: date) -> bool:
    names = [name for begins, name in LATER.items() if part.startswith(begins)]
    sources = [law.sources[name] for name in names if name in law.sources]
    return all(one.in_force is None or one.in_force <= day for one in sources)


def _old(part: str) -> str:
    return f"{part}, old text" if part.startswith(LAW) and "old text" not in part else part
