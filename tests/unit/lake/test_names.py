"""Scopes, snapshot ids and homes as they are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.lake.home import find_home
from toandan.lake.scope import Scope
from toandan.lake.snapshot import SnapshotId, is_snapshot_id

WRITTEN = "population/15@2025-07-01/2025-10-31/v001"


def test_a_snapshot_id_as_it_is_written() -> None:
    found = SnapshotId("population", Scope(date(2025, 7, 1), "15"), date(2025, 10, 31), 1)
    assert str(found) == WRITTEN
    assert SnapshotId.parse(WRITTEN) == found
    assert SnapshotId.parse("plan/VN@2025-07-01/2025-10-31/v1000").version == 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "population",
        "/" + WRITTEN,
        WRITTEN + "/",
        WRITTEN.replace("v001", "v000"),
        WRITTEN.replace("v001", "v1"),
        WRITTEN.replace("v001", "v0001"),
        WRITTEN.replace("2025-10-31", "2025-10-32"),
        WRITTEN.replace("2025-10-31", "20251031"),
        WRITTEN.replace("population", ".."),
        WRITTEN.replace("15@", "../15@"),
        WRITTEN.replace("15@2025-07-01", "15"),
    ],
)
def test_what_is_no_snapshot_id(text: str) -> None:
    with pytest.raises(BadInput, match="is not a snapshot"):
        SnapshotId.parse(text)
    assert not is_snapshot_id(text)


@pytest.mark.parametrize(
    "text", ["15", "15@", "@2025-07-01", "15@2025-13-01", "15@20250701", "Lào Cai@2025-07-01"]
)
def test_what_is_no_scope(text: str) -> None:
    with pytest.raises(BadInput, match="write code@vintage, for example 15@2025-07-01"):
        Scope.parse(text)


def test_a_home_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_home(Path("office"), {}).lake == tmp_path / "office" / "lake"
    assert find_home(None, {}).root.is_absolute()
