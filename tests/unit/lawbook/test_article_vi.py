"""Articles as Vietnamese texts cite them."""

from __future__ import annotations

import re

import pytest

from toandan.lawbook.article_vi import article_vi
from toandan.lawbook.entry import entries
from toandan.lawbook.law import shipped
from toandan.schemas.explanation_codes import EXPLANATIONS

ENGLISH = re.compile(r"\b(?:Art|Law|Decree|Resolution|point|to|text|not|before|Letter)\b")


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Law on Health Insurance Art 12.4.d", "điểm d khoản 4 Điều 12 Luật Bảo hiểm y tế"),
        ("Law on Health Insurance Art 13.5.e, g, h", "điểm e, g, h khoản 5 Điều 13 Luật Bảo hiểm y tế"),
        (
            "Law on Health Insurance Art 13.1.b, c, 13.4",
            "điểm b, c khoản 1, khoản 4 Điều 13 Luật Bảo hiểm y tế",
        ),
        ("Law on Health Insurance Art 13, old text", "Điều 13 Luật Bảo hiểm y tế (bản cũ)"),
        ("Decree 188/2025 Art 6.6.b to e", "điểm b đến e khoản 6 Điều 6 Nghị định 188/2025"),
        ("Decree 188/2025 Art 13.1, 13.3 to 13.6", "khoản 1, khoản 3 đến 6 Điều 13 Nghị định 188/2025"),
        ("Decree 146/2018 Art 7 to 9", "Điều 7 đến 9 Nghị định 146/2018"),
        (
            "Law on Health Insurance Art 48b.1.c; Decree 188/2025 Art 3",
            "điểm c khoản 1 Điều 48b Luật Bảo hiểm y tế; Điều 3 Nghị định 188/2025",
        ),
        ("Resolution 57/2025/NQ-HĐND Hải Phòng, point a", "Nghị quyết 57/2025/NQ-HĐND Hải Phòng, điểm a"),
        (
            "Decree 188/2025 Art 8 (silent on 12.4 a, c)",
            "Nghị định 188/2025 Điều 8 (không quy định 12.4 a, c)",
        ),
    ],
)
def test_a_citation_in_vietnamese(english: str, vietnamese: str) -> None:
    assert article_vi(english) == vietnamese


def test_no_citation_of_the_law_keeps_an_english_word() -> None:
    law = shipped()
    cited = {one.article for one in EXPLANATIONS} | {one.article for one in entries(law)}
    cited |= {one.article for one in law.categories.values()}
    assert (
        sorted(text for text in map(article_vi, cited) if ENGLISH.search(text.partition("chưa tính: ")[0]))
        == []
    )
