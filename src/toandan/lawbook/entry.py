"""The law as a list of dated entries: what ``toandan law show`` and ``diff`` and the reference pages tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toandan.lawbook import wording
from toandan.lawbook.category import LegalCategory
from toandan.lawbook.group import Group
from toandan.lawbook.law import Law
from toandan.lawbook.local import LocalPolicy
from toandan.lawbook.parameter import Parameter
from toandan.lawbook.shape import Dated


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the law says in ``[start, end)``.

    ``path`` names it (``parameters/base_salary``); ``value`` is what it is, for programs, ``said`` for
    people; ``carries`` how it carries the text out. ``start`` None: no first day is known.
    """

    path: str
    name: str
    name_vi: str
    start: date | None
    end: date | None
    value: str
    unit: str
    said: str
    said_vi: str
    article: str
    sources: tuple[str, ...]
    confidence: str
    verified: bool
    carries: str = ""
    carries_vi: str = ""
    note: str = ""
    note_vi: str = ""

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def entries(law: Law) -> list[Entry]:
    """Everything dated in a law: figures, categories, card codes, provincial support."""
    made: list[Entry] = []
    for name, figure in sorted(law.parameters.items()):
        made.extend(_figures(name, figure))
    for one in law.categories.values():
        made.extend(_categories(one))
    for group in law.groups:
        made.extend(_groups(group))
    for policy in law.local.values():
        made.extend(_local(policy))
    return made


def entries_at(law: Law, day: date) -> list[Entry]:
    """What holds on a day; raises BadInput for a day before the book."""
    law.at(day)
    return [entry for entry in entries(law) if entry.holds(day)]


def unverified(law: Law) -> list[Entry]:
    """What rests on no text read."""
    return [entry for entry in entries(law) if not entry.verified]


def _ends(dated: Sequence[Dated], end: date | None) -> list[date | None]:
    return [*(one.start for one in dated[1:]), end]


def _figures(name: str, figure: Parameter) -> Iterator[Entry]:
    for value, end in zip(figure.values, _ends(figure.values, figure.end), strict=True):
        said, said_vi = wording.figure(value.content, figure.unit)
        yield Entry(
            path=f"parameters/{name}",
            name=figure.name,
            name_vi=figure.name_vi,
            start=value.start,
            end=end,
            value=str(value.content),
            unit=figure.unit,
            said=said,
            said_vi=said_vi,
            article=value.article,
            sources=value.sources,
            confidence=value.confidence,
            verified=value.verified,
            carries=figure.carries,
            carries_vi=figure.carries_vi,
            note=value.note or "",
            note_vi=value.note_vi or "",
        )


def _categories(one: LegalCategory) -> Iterator[Entry]:
    for terms, end in zip(one.terms, _ends(one.terms, one.end), strict=True):
        said, said_vi = wording.terms(terms)
        value = f"{terms.payer} {terms.base} {terms.support or ''}".strip()
        yield Entry(
            path=f"categories/{one.slug}/terms",
            name=f"{one.name}: who pays",
            name_vi=f"{one.name_vi}: trách nhiệm đóng",
            start=terms.start,
            end=end,
            value=value,
            unit="terms",
            said=said,
            said_vi=said_vi,
            article=terms.article,
            sources=terms.sources,
            confidence=terms.confidence,
            verified=terms.verified and (one.start_verified or terms.start != one.start),
            note=terms.note or one.note or "",
            note_vi=terms.note_vi or one.note_vi or "",
        )
    for benefit, end in zip(one.benefits, _ends(one.benefits, one.end), strict=True):
        said, said_vi = wording.benefit(benefit)
        yield Entry(
            path=f"categories/{one.slug}/benefit",
            name=f"{one.name}: benefit",
            name_vi=f"{one.name_vi}: mức hưởng",
            start=benefit.start,
            end=end,
            value=said,
            unit="percent",
            said=said,
            said_vi=said_vi,
            article=benefit.article,
            sources=benefit.sources,
            confidence=benefit.confidence,
            verified=benefit.verified,
            note=benefit.note or "",
            note_vi=benefit.note_vi or "",
        )


def _groups(group: Group) -> Iterator[Entry]:
    starts = [one.start or group.start for one in group.benefits]
    for digit, start, end in zip(group.benefits, starts, [*starts[1:], group.end], strict=True):
        category = group.category or "?"
        yield Entry(
            path=f"groups/{group.code}",
            name=group.name,
            name_vi=group.name_vi,
            start=start,
            end=end,
            value=f"{category} {digit.digit}",
            unit="category and digit",
            said=f"category {category}, digit {digit.digit}",
            said_vi=f"đối tượng {category}, mã mức hưởng {digit.digit}",
            article=group.article,
            sources=(*group.sources, digit.source),
            confidence=group.confidence,
            verified=group.verified and digit.verified,
            note=group.note,
            note_vi=group.note_vi,
        )


def _local(policy: LocalPolicy) -> Iterator[Entry]:
    for item in policy.items:
        start, end = policy.period_of(item)
        said, said_vi = wording.local(item)
        yield Entry(
            path=f"local/{policy.id}/{item.id.removeprefix(f'{policy.id}-')}",
            name=f"{policy.name}: {item.name}",
            name_vi=f"{policy.name_vi}: {item.name_vi}",
            start=start,
            end=end,
            value=f"add {item.gives.add}" if item.gives.level is None else f"level {item.gives.level}",
            unit="percent",
            said=said,
            said_vi=said_vi,
            article=item.article,
            sources=(policy.source,),
            confidence=item.confidence,
            verified=item.verified,
            note=item.note or policy.note or "",
            note_vi=item.note_vi or policy.note_vi or "",
        )
