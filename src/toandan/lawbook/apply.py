"""A proposal applied in memory: another law beside the one in force, with its own version."""

from __future__ import annotations

import hashlib
from dataclasses import replace as with_fields
from pathlib import Path

import msgspec
from msgspec.structs import replace

from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.category import Benefit
from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.checks.levels import DIGIT_OF_LEVEL, LEVEL_OF_DIGIT
from toandan.lawbook.checks.run import findings
from toandan.lawbook.contradiction import contradictions
from toandan.lawbook.group import Benefit as Digit
from toandan.lawbook.group import Group
from toandan.lawbook.law import Law
from toandan.lawbook.parameter import DatedValue
from toandan.lawbook.read import read_reform
from toandan.lawbook.reform import (
    BenefitChange,
    Change,
    FigureChange,
    LocalChange,
    LocalEnd,
    Reform,
    TermsChange,
)
from toandan.lawbook.shape import in_force
from toandan.lawbook.splice import spliced
from toandan.lawbook.version import SHOWN

_APPLIED: dict[str, Law] = {}
_OWN_SOURCE = ("house-rule",)


def with_reform(law: Law, path: Path) -> Law:
    """The law with the proposal of a file; raises BadInput for what is wrong with it. See ``reformed``."""
    return reformed(law, read_reform(path))


def reformed(law: Law, reform: Reform) -> Law:
    """The law with a proposal, made once for each pair of versions.

    Raises BadInput with every contradiction, and with every gap or other finding the proposal
    would bring into the law.
    """
    version = _version(law, reform)
    if version not in _APPLIED:
        found = contradictions(law, reform)
        if found:
            raise _refused(reform, found)
        made = _made(law, reform, version)
        brought = sorted(set(findings(made)) - set(findings(law)))
        if brought:
            raise _refused(reform, brought)
        _APPLIED[version] = made
    return _APPLIED[version]


def _made(law: Law, reform: Reform, version: str) -> Law:
    made = law
    for change in sorted(reform.changes, key=_order):
        made = _changed(made, reform, change)
    return with_fields(made, version=version, proposals=(*law.proposals, reform.id))


def _order(change: Change) -> tuple[str, str]:
    return type(change).__name__, str(getattr(change, "start", ""))


def _changed(law: Law, reform: Reform, change: Change) -> Law:
    match change:
        case FigureChange():
            return _with_figure(law, reform, change)
        case TermsChange():
            return _with_terms(law, reform, change)
        case BenefitChange():
            return _with_benefit(law, reform, change)
        case LocalChange():
            return with_fields(law, local={**law.local, change.policy.id: change.policy})
        case LocalEnd():
            ended = replace(law.local[change.policy], end=change.end)
            return with_fields(law, local={**law.local, change.policy: ended})


def _with_figure(law: Law, reform: Reform, change: FigureChange) -> Law:
    figure = law.parameters[change.parameter]
    if change.value is None and change.word is None:
        figure = replace(
            figure, values=tuple(one for one in figure.values if one.start < change.start), end=change.start
        )
    else:
        value = DatedValue(
            start=change.start,
            value=change.value,
            word=change.word,
            article=f"proposal {reform.id}",
            sources=reform.sources or _OWN_SOURCE,
            confidence=reform.confidence,
            verified=False,
        )
        figure = replace(figure, values=spliced(figure.values, value, change.end))
    return with_fields(law, parameters={**law.parameters, change.parameter: figure})


def _with_terms(law: Law, reform: Reform, change: TermsChange) -> Law:
    one = law.categories[change.category]
    now = in_force(one.terms, change.start) or one.terms[0]
    payer = change.payer or now.payer
    terms = replace(
        now,
        start=change.start,
        payer=payer,
        base=change.base or now.base,
        support=(change.support or now.support) if payer == "state_and_person" else None,
        article=f"proposal {reform.id}",
        sources=reform.sources or _OWN_SOURCE,
        confidence=reform.confidence,
        verified=False,
    )
    changed = replace(one, terms=spliced(one.terms, terms, change.end))
    return with_fields(law, categories={**law.categories, change.category: changed})


def _with_benefit(law: Law, reform: Reform, change: BenefitChange) -> Law:
    one = law.categories[change.category]
    benefit = Benefit(
        start=change.start,
        level=change.level,
        older=change.older,
        article=f"proposal {reform.id}",
        sources=reform.sources or _OWN_SOURCE,
        confidence=reform.confidence,
        verified=False,
    )
    changed = replace(one, benefits=spliced(one.benefits, benefit, change.end))
    groups = tuple(
        _with_digit(group, change) if group.category == change.category else group for group in law.groups
    )
    return with_fields(law, categories={**law.categories, change.category: changed}, groups=groups)


def _with_digit(group: Group, change: BenefitChange) -> Group:
    """The card code with the digit that prints the proposed level."""
    before = group.benefit_at(change.start)
    if before is None or LEVEL_OF_DIGIT[before.digit] == change.level or change.level not in DIGIT_OF_LEVEL:
        return group
    digit = Digit(change.start, DIGIT_OF_LEVEL[change.level], verified=False, source=_OWN_SOURCE[0])
    kept = [one for one in group.benefits if one.start is None or one.start < change.start]
    after = [one for one in group.benefits if change.end and one.start and one.start > change.end]
    resumed = [group.benefit_at(change.end)] if change.end is not None else []
    again = [with_fields(one, start=change.end) for one in resumed if one is not None]
    return with_fields(group, benefits=(*kept, digit, *again, *after))


def _version(law: Law, reform: Reform) -> str:
    content = msgspec.json.encode(reform)
    return hashlib.sha256(f"{law.version}\n".encode() + content).hexdigest()[:SHOWN]


def _refused(reform: Reform, found: list[Finding]) -> BadInput:
    return BadInput(
        what=f"the proposal {reform.id} cannot be applied: {len(found)} findings",
        where=f"reforms/{reform.id}",
        why="; ".join(one.said("en") for one in found),
        do="mend the proposal; every changed figure needs a value on every day it is used",
        vi=Vietnamese(
            what=f"không áp dụng được đề xuất {reform.id}: {len(found)} lỗi",
            why="; ".join(one.said("vi") for one in found),
            do="sửa đề xuất; mỗi tham số thay đổi phải có giá trị vào mọi ngày được dùng",
        ),
    )
