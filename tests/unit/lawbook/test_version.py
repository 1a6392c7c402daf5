"""Which versions of the law say the same."""

from __future__ import annotations

from toandan.lawbook.version import SAME_LAW, is_same


def test_a_version_that_only_reads_otherwise_is_the_same_law() -> None:
    for now, others in SAME_LAW.items():
        assert all(is_same(now, other) for other in (now, *others))
        assert not is_same(now, "another")
        assert not any(is_same(other, now) for other in others)
