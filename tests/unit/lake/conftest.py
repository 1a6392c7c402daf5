"""A home and keys for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.lake.home import Home
from toandan.lake.key_file import create_keyring
from toandan.lake.keyring import Keyring


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    """New keys outside the lake."""
    return create_keyring(tmp_path / "keys.json")
