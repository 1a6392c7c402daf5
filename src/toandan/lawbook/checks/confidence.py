"""Verified is only what rests on a text read or on two voices that agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.law import Law
from toandan.lawbook.shape import BINDING

Claim = tuple[str, bool, str, Sequence[str]]


def verified_needs_confidence(law: Law) -> Iterator[Finding]:
    """An entry marked verified has confidence A or B, and cites a source that has."""
    for path, verified, confidence, cited in _claims(law):
        if verified and confidence not in BINDING:
            yield Finding(
                path,
                "verified_too_soon",
                f"marked verified at confidence {confidence}",
                f"ghi đã xác minh dù độ tin cậy {confidence}",
            )
        if verified and not any(_binds(law, name) for name in cited):
            yield Finding(
                path,
                "verified_too_soon",
                "marked verified without a source of confidence A or B",
                "ghi đã xác minh dù không có nguồn độ tin cậy A hoặc B",
            )


CHECKS = (verified_needs_confidence,)


def _claims(law: Law) -> Iterator[Claim]:
    for name, figure in law.parameters.items():
        for value in figure.values:
            yield f"parameters/{name}", value.verified, value.confidence, value.sources
    for slug, one in law.categories.items():
        yield f"categories/{slug}", one.verified, one.confidence, one.sources
        for terms in one.terms:
            yield f"categories/{slug}/terms", terms.verified, terms.confidence, terms.sources
        for benefit in one.benefits:
            yield f"categories/{slug}/benefit", benefit.verified, benefit.confidence, benefit.sources
    for policy in law.local.values():
        for item in policy.items:
            yield f"local/{policy.id}/{item.id}", item.verified, item.confidence, [policy.source]


def _binds(law: Law, name: str) -> bool:
    return name in law.sources and law.sources[name].confidence in BINDING
