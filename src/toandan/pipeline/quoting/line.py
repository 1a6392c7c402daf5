"""One line of a quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toandan.pipeline.quoting.quote import MemberQuote
from toandan.schemas.explanation_codes import EXPLANATION


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, what it says, the article behind it, how sure that is."""

    topic: str
    said: str
    said_vi: str
    article: str
    confidence: str
    verified: bool


def coded(quote: MemberQuote, begins: tuple[str, ...], topic: str) -> Iterator[Line]:
    """The lines of the steps whose codes begin so."""
    for code in quote.codes:
        if code.startswith(begins):
            said = EXPLANATION[code]
            yield Line(topic, said.sentence, said.sentence_vi, said.article, "A", verified=True)
