"""A lake that other hands touched: what is told, and that nothing is removed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.unit.lake.samples import commit, commit_closing, commit_plain

from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.lock import writer_lock
from toandan.lake.verify import Finding, verify


def codes(home: Home) -> list[str]:
    """The codes of what verify finds."""
    return [finding.code for finding in verify(Lake.open(home))]


def rewrite(home: Home, **changes: object) -> None:
    """Change fields of the manifest."""
    path = home.lake / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes), encoding="utf-8")


def test_no_lake_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no lake here"):
        Lake.open(Home(tmp_path))
    assert Lake.open(Home(tmp_path), must_exist=False).snapshots() == ()


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"schema": 1, "keys": {"ids": 1}, "snapshots": []}', "\xff"]
)
def test_a_broken_manifest_is_told(home: Home, keyring: Keyring, content: str) -> None:
    commit_plain(home, keyring)
    (home.lake / "manifest.json").write_text(content, encoding="latin-1")
    with pytest.raises(BadInput, match=r"restore manifest\.json from the last backup"):
        Lake.open(home)


def test_a_manifest_of_another_layout_is_told(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    rewrite(home, schema="toandan/lake/4")
    with pytest.raises(BadInput, match="written as toandan/lake/4, this software reads toandan/lake/3"):
        Lake.open(home)


@pytest.mark.parametrize("must_exist", [True, False])
def test_a_manifest_that_is_gone_is_told_and_nothing_is_removed(
    home: Home, keyring: Keyring, *, must_exist: bool
) -> None:
    found = commit_plain(home, keyring)
    (home.lake / "manifest.json").unlink()
    with pytest.raises(BadInput, match="the lake's manifest is missing"):
        Lake.open(home, must_exist=must_exist)
    with pytest.raises(BadInput, match="the lake's manifest is missing"):
        commit_plain(home, keyring)
    assert found.rows.exists()


def test_a_manifest_of_an_older_day_is_told_and_nothing_is_removed(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    old = (home.lake / "manifest.json").read_bytes()
    later = [commit_plain(home, keyring), commit_plain(home, keyring)]
    (home.lake / "manifest.json").write_bytes(old)
    with pytest.raises(BadInput, match="the manifest does not name 2 folders"):
        commit_plain(home, keyring)
    assert all(found.rows.exists() for found in later)
    assert codes(home) == ["orphan", "orphan"]


def test_folders_of_others_are_told_and_stay(home: Home, keyring: Keyring) -> None:
    found = commit_plain(home, keyring)
    notes = home.lake / "out" / "2025-10" / "notes"
    notes.mkdir(parents=True)
    (found.folder.parent / "v1").write_text("a file", encoding="utf-8")
    assert codes(home) == ["stranger", "stranger"]
    commit_plain(home, keyring)
    assert notes.exists()
    assert codes(home) == ["stranger", "stranger"]


def test_a_changed_a_missing_and_an_added_file_are_found(home: Home, keyring: Keyring) -> None:
    found = commit(home, keyring)
    closing = commit_closing(home)
    found.rows.write_bytes(found.rows.read_bytes() + b" ")
    found.quarantine.unlink()
    (found.folder / "copy.parquet").write_bytes(b"")
    shutil.rmtree(closing.core)
    assert verify(Lake.open(home)) == (
        Finding("changed", f"raw/{found.id}/rows.parquet", "the content is not what was committed"),
        Finding("extra", f"raw/{found.id}/copy.parquet", "was not there when the folder was committed"),
        Finding(
            "missing", f"core/2025-10/{closing.card.id}/core_cover__spell_card.parquet", "the file is missing"
        ),
        Finding("missing", f"raw/{found.id}/quarantine.parquet", "the file is missing"),
    )


def test_cards_that_were_changed_or_lost_are_found_and_not_used(home: Home, keyring: Keyring) -> None:
    found, closing = commit_plain(home, keyring), commit_closing(home)
    card = found.folder / "card.json"
    card.write_bytes(card.read_bytes().replace(b'"synthetic": true', b'"synthetic": false'))
    (closing.out / "card.json").unlink()
    assert codes(home) == ["card", "card"]
    with pytest.raises(BadInput, match="a committed card was changed"):
        Lake.open(home).snapshots()
    with pytest.raises(BadInput, match="a committed card is missing"):
        Lake.open(home).closings()


def test_a_snapshot_folder_put_in_the_place_of_another_is_found(home: Home, keyring: Keyring) -> None:
    first, second = commit_plain(home, keyring), commit_plain(home, keyring)
    shutil.rmtree(second.folder)
    shutil.copytree(first.folder, second.folder)
    rewrite(
        home,
        snapshots=[{"id": str(found.id), "card_sha256": first.card_sha256} for found in (first, second)],
    )
    assert verify(Lake.open(home)) == (
        Finding("card", f"raw/{second.id}/card.json", f"is the card of {first.id}"),
    )


def test_what_a_writer_has_not_committed_yet_is_no_finding(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    folder = home.lake / "raw/population/15@2025-07-01/2025-10-31/v002"
    folder.mkdir()
    assert codes(home) == ["orphan"]
    with writer_lock(home.lake, "intake"):
        assert codes(home) == []
    commit_plain(home, keyring)
    assert codes(home) == []
