"""The province that faults are tried on, made once."""

from __future__ import annotations

import pytest
from tests.faults.province import Province, made

PEOPLE = 400


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A province of a few hundred people."""
    return made(tmp_path_factory.mktemp("province"), PEOPLE)
