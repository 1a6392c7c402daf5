"""Any series of commits, some of them failing at any step, against a plain list of what was committed."""

from __future__ import annotations

import errno
import os
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.lake.samples import commit_plain

from toandan.errors import NotAllowed
from toandan.lake import durable
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.verify import verify

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
DAYS = (date(2024, 10, 31), date(2025, 10, 31))
COMMITS = st.tuples(
    st.sampled_from(("population", "plan")), st.sampled_from(DAYS), st.none() | st.integers(0, 30)
)


@settings(max_examples=20, deadline=None)
@given(st.lists(COMMITS, max_size=6))
def test_the_lake_holds_what_was_committed_and_nothing_else(
    commits: list[tuple[str, date, int | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        expected: list[str] = []
        for register, day, fails_at in commits:
            commit_failing(home, register, day, fails_at)
            held = list(Lake.open(home, must_exist=False).manifest.snapshots)
            version = sum(name.startswith(f"{register}/15@2025-07-01/{day}/") for name in expected) + 1
            added = f"{register}/15@2025-07-01/{day}/v{version:03d}"
            assert held in ([*expected, added], expected)
            assert held != expected or fails_at is not None
            expected = held
        commit_plain(home, KEYRING, register="published_figure")
        lake = Lake.open(home)
        assert verify(lake) == ()
        assert [str(found.id) for found in lake.snapshots()][: len(expected)] == sorted(expected)


def commit_failing(home: Home, register: str, day: date, fails_at: int | None) -> None:
    """Commit; the disk is full at the step of that number, if there is one."""
    steps = iter(range(-1 if fails_at is None else fails_at, -1, -1))

    def full(_: str) -> None:
        if next(steps, None) == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before, durable.step = durable.step, full
    try:
        commit_plain(home, KEYRING, register=register, as_of=day)
    except NotAllowed:
        assert fails_at is not None
    finally:
        durable.step = before
