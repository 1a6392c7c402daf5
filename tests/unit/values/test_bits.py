"""Small sets in one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toandan.values.bits import bit_set, columns_for, cut, holds, joined, lowest, members_of

MEMBERS = st.sets(st.integers(0, 200))


@given(MEMBERS)
def test_a_set_comes_back(members: set[int]) -> None:
    bits = bit_set(members)
    assert members_of(bits) == tuple(sorted(members))
    assert lowest(bits) == (min(members) if members else None)
    assert {n for n in range(201) if holds(bits, n)} == members


@given(MEMBERS)
def test_a_set_is_cut_into_numbers_that_fit_a_column_and_joined_again(members: set[int]) -> None:
    columns = cut(bit_set(members), columns_for(201))
    assert len(columns) == 4
    assert all(0 <= one < 2**63 for one in columns)
    assert joined(columns) == bit_set(members)


def test_one_column_holds_63_members() -> None:
    assert [columns_for(n) for n in (0, 1, 63, 64, 126, 127)] == [1, 1, 1, 2, 2, 3]
    assert cut(bit_set([0, 62]), 1) == (1 | 1 << 62,)
    assert cut(bit_set([0, 63]), 2) == (1, 1)
    with pytest.raises(ValueError, match="1 columns do not hold"):
        cut(bit_set([63]), 1)


def test_no_member_is_negative() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        bit_set([-1])


def test_a_set_is_never_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        members_of(-1)
