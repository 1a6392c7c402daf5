"""Names survive whatever typing does to them; crosswalks keep every share."""

from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.places.crosswalk import Link, compose
from toandan.places.load import atlas
from toandan.places.names import fold, fold_marks, readings

OLD, NEW, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2027, 1, 1)
UNITS = st.sampled_from(atlas(NEW).units() + atlas(OLD).units())
FORMS = st.sampled_from(("NFC", "NFD", "NFKC", "NFKD"))
CASES = st.sampled_from((str, str.upper, str.lower, str.title))
BLANKS = st.sampled_from((" ", "  ", "\u00a0", "\t"))


@given(UNITS, FORMS, CASES, BLANKS)
def test_typing_does_not_change_a_name(unit, form, case, blank) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    typed = unicodedata.normalize(form, case(unit.full_name).replace(" ", blank))
    assert fold_marks(typed) == fold_marks(unit.full_name)
    assert fold(typed) == fold(unit.full_name)


@settings(max_examples=60)
@given(UNITS, FORMS, CASES)
def test_a_full_name_finds_its_unit(unit, form, case) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    typed = unicodedata.normalize(form, case(unit.full_name))
    within = unit.parent_code if unit.parent_code != "VN" else None
    assert unit in atlas(unit.vintage).matches(typed, within=within)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert readings(text)[0].rest == text


@st.composite
def hops(draw: st.DrawFn, old: date, new: date) -> list[Link]:
    """A crosswalk of up to four old units over up to four new ones, with any shares that sum to one."""
    made = []
    for code in range(4):
        parts = draw(st.dictionaries(st.integers(0, 3), st.integers(1, 9), min_size=1, max_size=4))
        total, split = sum(parts.values()), len(parts) > 1
        for target, share in sorted(parts.items()):
            weight, low = Fraction(share, total), Fraction(0 if split else 1)
            made.append(Link(old, str(code), new, str(target), split, weight, low, Fraction(1), split))
    return made


@given(hops(OLD, NEW), hops(NEW, LATER))
def test_composed_shares_sum_to_one_and_stay_in_their_interval(first: list[Link], second: list[Link]) -> None:
    total: dict[str, Fraction] = {}
    for link in compose(first, second):
        total[link.old_code] = total.get(link.old_code, Fraction(0)) + link.weight
        assert 0 <= link.low <= link.weight <= link.high <= 1
        assert link.is_split == (link.weight < 1)
    assert total == {str(code): Fraction(1) for code in range(4)}
