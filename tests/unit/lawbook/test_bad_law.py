"""Law files that contradict themselves are refused when they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.lawbook.group import Group
from toandan.lawbook.read import read_groups

SOURCES = """\
sources:
  - {id: law, title: A law, title_vi: Luật, number: "1", issuer: x, issued: 2024-01-01, in_force: null, read: whole, confidence: A}
  - {id: hearsay, title: Hearsay, title_vi: Nghe nói, number: "", issuer: x, issued: null, in_force: null, read: no, confidence: C}
"""
FIRST = """\
  - code: AA
    order: 1010
    point: a
    article: Art 12.1.a
    name: First
    name_vi: Một
    start: null
    end: null
    is_meaning_known: true
    verified: true
    confidence: A
    sources: [law]
    benefits:
      - {start: null, digit: 4, verified: false, source: hearsay}
      - {start: 2026-01-01, digit: 2, verified: true, source: law}
"""
SECOND = FIRST.replace("AA", "BB").replace("1010", "1011").replace("First", "Second")


def book(
    tmp_path: Path, groups: str = FIRST + SECOND, sources: str = SOURCES, clause: str = "1"
) -> tuple[Group, ...]:
    """The law book of one group file."""
    (tmp_path / "groups").mkdir(exist_ok=True)
    (tmp_path / "sources.yaml").write_text(sources, encoding="utf-8")
    text = f"clause: {clause}\nname: One\nname_vi: Nhóm một\ngroups:\n{groups}"
    (tmp_path / "groups" / "one.yaml").write_text(text, encoding="utf-8")
    return read_groups(tmp_path)


def test_the_small_law_is_good(tmp_path: Path) -> None:
    assert [group.code for group in book(tmp_path)] == ["AA", "BB"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("order: 1011", "order: 1010", "has the order 1010 together with"),
        ("code: BB", "code: AA", "AA: two entries hold on the same day"),
        ("start: null\n    end: null", "start: 2025-02-01\n    end: 2025-01-01", "before it starts"),
        ("order: 1010", "order: 2010", "outside 1010 to 1019"),
        ("point: a\n", "point: j\n", "Invalid enum value 'j'"),
        ("    point: a\n", "", "outside 1800 to 1999"),
        ("sources: [law]", "sources: [nothing]", "cites nothing, which sources.yaml does not list"),
        ("    sources: [law]\n", "", "missing required field `sources`"),
        (
            "verified: true\n    confidence: A",
            "verified: true\n    confidence: C",
            "without confidence A or B",
        ),
        (
            "is_meaning_known: true",
            "is_meaning_known: false",
            "without confidence A or B and a known meaning",
        ),
        ("verified: false, source: hearsay", "verified: true, source: hearsay", "verified on confidence C"),
        ("{start: null, digit: 4", "{start: 2027-01-01, digit: 4", "do not follow each other"),
        ("digit: 4", "digit: 7", "Expected `int` <= 5"),
        ("digit: 4", "digit: four", "Expected `int`, got `str`"),
        ("code: AA", "code: A1", "matching regex"),
        ("code: AA", "code: 11", "Expected `str`, got `int`"),
        ("verified: true\n", "verified: yes\n", "Expected `bool`, got `str`"),
        ("start: null\n", "start: soon\n", "Invalid RFC3339 encoded date"),
        ("confidence: A", "confidence: E", "Invalid enum value 'E'"),
        ("name_vi: Một", "name_vn: Một", "unknown field `name_vn`"),
    ],
)
def test_a_contradiction_is_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    text = FIRST + SECOND
    assert old in text
    with pytest.raises(BadInput) as caught:
        book(tmp_path, text.replace(old, new, 1))
    assert why in caught.value.why
    assert caught.value.where
    assert caught.value.do


def test_a_code_may_come_back_when_the_days_do_not_meet(tmp_path: Path) -> None:
    early = FIRST.replace("end: null", "end: 2025-07-01")
    late = SECOND.replace("BB", "AA").replace("start: null\n    end", "start: 2025-07-01\n    end")
    assert len(book(tmp_path, early + late)) == 2


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        book(tmp_path, (FIRST + SECOND).replace("order: 1011", "order: 1010").replace("[law]", "[x]"))
    assert "has the order 1010" in caught.value.why
    assert "cites x" in caught.value.why


def test_unusual_files(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="<= 5"):
        book(tmp_path, clause="8")
    with pytest.raises(BadInput, match="listed twice"):
        book(tmp_path, sources=SOURCES.replace("hearsay", "law", 1))
    (tmp_path / "groups" / "one.yaml").unlink()
    with pytest.raises(BadInput, match="no group file"):
        read_groups(tmp_path)
