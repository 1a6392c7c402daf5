"""One engine for all drawings, and one counter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.pipeline.counter import Counter


@pytest.fixture(scope="session")
def engine() -> Iterator[Embedded]:
    """A session of the real engine."""
    with open_engine(Settings(threads=1)) as opened:
        yield opened


@pytest.fixture(scope="session")
def counter() -> Iterator[Counter]:
    """The rules compiled for the law that ships."""
    opened = Counter.open(shipped())
    yield opened
    opened.close()
