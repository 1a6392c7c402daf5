"""One engine for all drawings of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """A session of the real engine."""
    with open_engine(Settings(threads=1)) as opened:
        yield opened
