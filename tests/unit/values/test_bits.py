"""Small sets in one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toandan.values.bits import bit_set, holds, lowest, members_of

MEMBERS = st.sets(st.integers(0, 62))


@given(MEMBERS)
def test_a_set_comes_back(members: set[int]) -> None:
    bits = bit_set(members)
    assert 0 <= bits < 2**63
    assert members_of(bits) == tuple(sorted(members))
    assert lowest(bits) == (min(members) if members else None)
    assert {n for n in range(63) if holds(bits, n)} == members


@pytest.mark.parametrize("member", [-1, 63])
def test_no_member_outside(member: int) -> None:
    with pytest.raises(ValueError, match="holds members"):
        bit_set([member])


def test_a_set_is_never_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        members_of(-1)
