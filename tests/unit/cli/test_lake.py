"""The commands about the lake and the keys, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.lake.samples import commit

from toandan.cli.app import root
from toandan.errors import NotAllowed
from toandan.lake.home import Home
from toandan.lake.keyring import load_keyring


def test_keys_are_made_shown_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOANDAN_KEYS", str(tmp_path / "keys.json"))
    home = tmp_path / "home"
    assert CliRunner().invoke(root, ["keys", "new", "--home", str(home)]).exit_code == 0
    shown = json.loads(CliRunner().invoke(root, ["--home", str(home), "keys", "show", "--json"]).stdout)
    assert shown["fingerprints"] == load_keyring(tmp_path / "keys.json").fingerprints()
    again = CliRunner().invoke(root, ["keys", "new", "--home", str(home)])
    assert isinstance(again.exception, NotAllowed)


def test_the_lake_is_shown_and_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOANDAN_KEYS", str(tmp_path / "keys.json"))
    home = Home(tmp_path / "home")
    CliRunner().invoke(root, ["keys", "new", "--home", str(home.root)])
    found = commit(home, load_keyring(tmp_path / "keys.json"))
    shown = CliRunner().invoke(root, ["lake", "show", "--home", str(home.root)]).stdout
    assert (
        "population/15@2025-07-01/2025-10-31/v001  received 2 = accepted 2 + quarantined 0  SYNTHETIC"
        in shown
    )
    whole = CliRunner().invoke(root, ["lake", "verify", "--home", str(home.root)])
    assert (whole.exit_code, whole.stdout.splitlines()[-1]) == (0, "the lake is whole")
    found.sealed.unlink()
    broken = CliRunner().invoke(root, ["lake", "verify", "--home", str(home.root), "--json"])
    assert broken.exit_code == 1
    assert [finding["code"] for finding in json.loads(broken.stdout)["findings"]] == ["missing"]
