"""The drill: keys are shared out, lost, and restored; what works meanwhile, and what says why it does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.pipeline.rotating import OCTOBER, PEOPLE_N, KeyedOffice, keyed_office, people

from toandan.cli.app import root
from toandan.errors import ToanDanError
from toandan.lake.home import Home
from toandan.lake.key_file import read_key_file
from toandan.lake.sealed import read_sealed
from toandan.lake.share_file import read_share_file
from toandan.lake.verify import verify
from toandan.pipeline import rotate


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> KeyedOffice:
    """An office with October closed."""
    office = keyed_office(tmp_path_factory.mktemp("lost") / "office")
    office.month(OCTOBER)
    return office


@pytest.fixture
def office(template: KeyedOffice, tmp_path: Path) -> KeyedOffice:
    """A copy of its own for a test."""
    shutil.copytree(template.home.root.parent, tmp_path / "office")
    return KeyedOffice(Home(tmp_path / "office" / "home"), tmp_path / "office" / "config" / "keys.json")


def says(office: KeyedOffice, *words: str) -> str:
    """What a command prints, on both streams; raises what it raises."""
    environ = {"TOANDAN_HOME": str(office.home.root), "TOANDAN_KEYS": str(office.keys)}
    result = CliRunner().invoke(root, words, env=environ, standalone_mode=False)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def refused(office: KeyedOffice, *words: str) -> str:
    """What a command that fails says."""
    with pytest.raises(ToanDanError) as told:
        says(office, *words)
    return told.value.text()


def shared_out(office: KeyedOffice, folder: Path) -> list[Path]:
    """Five shares, three of which give the keys back."""
    told = says(office, "keys", "escrow", "--shares", "5", "--threshold", "3", "--out", str(folder))
    files = sorted(folder.iterdir())
    assert [line for line in told.splitlines() if line in map(str, files)] == list(map(str, files))
    for file in files:
        listed = read_share_file(file).words
        assert not [n for n in range(len(listed) - 2) if " ".join(listed[n : n + 3]) in told]
    return files


def from_shares(*files: Path) -> tuple[str, ...]:
    """The words of the restoring command."""
    return ("keys", "restore", *(word for file in files for word in ("--share", str(file))))


def test_lost_keys_come_back_from_shares(office: KeyedOffice, tmp_path: Path) -> None:
    files, keyring = shared_out(office, tmp_path / "shares"), office.keyring
    office.keys.unlink()
    # What needs no keys goes on.
    assert "the lake is whole" in says(office, "lake", "verify")
    assert "Lào Cai" in says(office, "accounts", "2025-10", "--place", "15")
    assert "participation/15" in says(office, "lake", "show")
    assert json.loads(says(office, "close", "2025-10", "--json"))["unchanged"]
    # What needs them says so, and leaves the lake as it was.
    extract = tmp_path / "people.csv"
    extract.write_text(people(), encoding="utf-8")
    intake = ("intake", "population", str(extract), "--scope", "15", "--as-of", "2025-10-31")
    for words in (intake, ("quarantine", "list", "--last"), ("keys", "show"), ("keys", "rotate")):
        told = refused(office, *words)
        assert "there are no keys" in told
        assert "toandan keys restore" in told
    assert "restore the key file" in refused(office, "keys", "new")
    assert verify(office.lake) == ()
    # Too few shares tell nothing; enough of them bring everything back.
    assert "2 different shares of 3" in refused(office, *from_shares(files[0], files[4]))
    assert "the keys of this lake" in says(office, *from_shares(files[4], files[1], files[2]))
    assert office.keyring == keyring
    assert office.keys.stat().st_mode & 0o777 == 0o600
    assert read_sealed(office.lake.snapshots("population")[0].sealed, office.keyring).num_rows == PEOPLE_N
    assert "not overwritten" in refused(office, *from_shares(*files))


def test_shares_of_keys_that_were_rotated_since_are_refused(office: KeyedOffice, tmp_path: Path) -> None:
    files = shared_out(office, tmp_path / "old")
    assert "any 3 give the keys back" in says(office, "keys", "show")
    told = says(office, "keys", "rotate")
    assert "shares of the old keys do not open this lake" in told
    shown = says(office, "keys", "show")
    assert "generation 2" in shown
    assert "from before a rotation: make new ones" in shown
    kept = office.keys.read_bytes()
    office.keys.unlink()
    assert "not the keys of this lake" in refused(office, *from_shares(*files))
    office.keys.write_bytes(kept)
    office.keys.chmod(0o600)
    newer, keyring = shared_out(office, tmp_path / "new"), office.keyring
    office.keys.unlink()
    says(office, *from_shares(*newer[:3]))
    assert office.keyring == keyring
    assert verify(office.lake) == ()


def test_shares_whose_words_are_not_of_their_text_are_refused(office: KeyedOffice, tmp_path: Path) -> None:
    files = shared_out(office, tmp_path / "shares")
    text = files[0].read_text("utf-8")
    told = office.keyring.fingerprints()["digest"]
    files[0].write_text(text.replace(told, "0" * 16), encoding="utf-8")
    office.keys.unlink()
    assert "other fingerprints than the share says" in refused(office, *from_shares(*files[:3]))
    assert not office.keys.exists()


def test_shares_are_asked_for_sensibly(office: KeyedOffice, tmp_path: Path) -> None:
    asked = ("keys", "escrow", "--shares", "3", "--threshold", "4", "--out", str(tmp_path / "a"))
    assert "more shares are needed" in refused(office, *asked)
    inside = ("keys", "escrow", "--shares", "3", "--threshold", "2", "--out", str(office.home.lake / "raw"))
    assert "may not lie inside the lake" in refused(office, *inside)
    assert read_key_file(office.keys).escrow is None


def test_a_rotation_cut_short_is_shown_and_given_up(
    office: KeyedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rotate, "_complete", stop)
        with pytest.raises(KeyboardInterrupt):
            office.rotated()
    assert "begun: run `toandan keys rotate` again" in says(office, "keys", "show")
    assert "was cut short" in says(office, "quarantine", "list", "--last")
    assert "gave the rotation up" in says(office, "keys", "rotate", "--cancel")
    assert "no rotation was cut short" in says(office, "keys", "rotate", "--cancel")
    assert json.loads(says(office, "keys", "show", "--json"))["rotation"] == ""
