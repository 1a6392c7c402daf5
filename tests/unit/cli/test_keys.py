"""`toandan keys` as a user runs it, with its exit codes and without the keys."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from tests.unit.lake.samples import commit_plain

from toandan.lake.home import Home
from toandan.lake.key_file import load_keyring, read_key_file


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")


def run(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line; its keys lie beside the home."""
    return subprocess.run(
        [sys.executable, "-m", "toandan", *words],
        env=os.environ | {"TOANDAN_HOME": str(home.root), "TOANDAN_KEYS": str(keys_of(home))},
        capture_output=True,
        text=True,
        check=False,
    )


def keys_of(home: Home) -> Path:
    """The key file of a test."""
    return home.root.parent / "config" / "keys.json"


def test_keys_are_made_once_and_never_shown(home: Home) -> None:
    made = run(home, "keys", "new")
    assert (made.returncode, made.stderr) == (0, "")
    assert str(keys_of(home)) in made.stdout
    again = run(home, "keys", "new")
    assert (again.returncode, again.stdout) == (1, "")
    assert "they are not overwritten" in again.stderr
    shown = run(home, "keys", "show")
    keyring = load_keyring(keys_of(home))
    assert all(fingerprint in shown.stdout for fingerprint in keyring.fingerprints().values())
    said = made.stdout + again.stderr + shown.stdout
    assert not [key for key in re.findall("[0-9a-f]{64}", keys_of(home).read_text("utf-8")) if key in said]


def test_keys_as_json(home: Home) -> None:
    run(home, "keys", "new")
    shown = json.loads(run(home, "keys", "show", "--json").stdout)
    assert shown == {
        "schema": "toandan/keys-shown/1",
        "file": str(keys_of(home)),
        "rights": "-rw-------",
        "owner": keys_of(home).owner(),
        "made_at": read_key_file(keys_of(home)).made_at,
        "rotated_at": "",
        "generations_n": 1,
        "fingerprints": load_keyring(keys_of(home)).fingerprints(),
        "lake": str(home.lake),
        "fits": "none",
        "rotation": "",
        "escrow": None,
    }
    assert datetime.fromisoformat(shown["made_at"]).tzinfo is not None


def test_missing_keys_are_told(home: Home) -> None:
    missing = run(home, "keys", "show")
    assert missing.returncode == 1
    assert "make them once with `toandan keys new`" in missing.stderr


def test_new_keys_for_a_lake_that_has_keys_are_refused(home: Home) -> None:
    run(home, "keys", "new")
    commit_plain(home, load_keyring(keys_of(home)))
    keys_of(home).unlink()
    refused = run(home, "keys", "new")
    assert refused.returncode == 1
    assert "restore the key file from its safe copy" in refused.stderr
    assert not keys_of(home).exists()
