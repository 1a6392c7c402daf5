"""Keys: where they may lie, who may read them, and that they are the lake's own."""

from __future__ import annotations

import copy
import errno
import hashlib
import json
import os
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.lake.samples import NAMES, commit, seal

from toandan.errors import BadInput, NotAllowed
from toandan.lake import durable
from toandan.lake.home import Home, find_home, keys_path
from toandan.lake.key_file import create_keyring, load_keyring
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import iter_sealed, read_sealed
from toandan.values.ids import IdKind, keyed_id, rekeyed_id


def test_keys_are_made_once_and_only_for_their_owner(tmp_path: Path) -> None:
    path = tmp_path / "config" / "keys.json"
    made = create_keyring(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_keyring(path) == made
    with pytest.raises(NotAllowed, match="not overwritten"):
        create_keyring(path)


def test_keys_are_never_shown(keyring: Keyring) -> None:
    for secret in (keyring.ids, keyring.files, keyring.digest):
        assert secret.hex() not in repr(keyring) + str(keyring.fingerprints())
    with pytest.raises(TypeError):
        pickle.dumps(keyring)
    with pytest.raises(TypeError):
        copy.copy(keyring)


def test_a_fingerprint_is_not_the_hash_of_a_key(keyring: Keyring) -> None:
    shown = keyring.fingerprints()
    assert all(len(fingerprint) == 16 for fingerprint in shown.values())
    assert shown["ids"] not in hashlib.sha256(keyring.ids).hexdigest()
    # The same bytes for two purposes would show two names.
    assert len(set(Keyring(keyring.ids, keyring.ids, keyring.ids).fingerprints().values())) == 3


def test_missing_open_and_unreadable_keys_are_told(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(NotAllowed, match="toandan keys new"):
        load_keyring(path)
    with pytest.raises(NotAllowed, match="cannot be read by this user"):
        load_keyring(tmp_path)
    create_keyring(path)
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        with pytest.raises(NotAllowed, match="chmod 600"):
            load_keyring(path)


def broken(path: Path) -> list[dict[str, object] | list[object]]:
    """Contents that are no keys, made from a good file."""
    good = json.loads(path.read_bytes())
    return [
        {},
        [],
        {**good, "ids": good["files"]},
        {**good, "ids": good["ids"][:-2]},
        {**good, "ids": "no hexadecimal"},
        {**good, "ids": 7},
        {**good, "schema": "toandan/keys/3"},
        {**good, "earlier_ids": [good["ids"]]},
        {**good, "coming": {"ids": good["files"]}},
        {**good, "coming": {**good, "ids": "00"}},
        {**good, "escrow": {"shares_n": 3}},
    ]


def test_broken_keys_are_told_without_showing_them(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    digest = create_keyring(path).digest.hex()
    for content in broken(path):
        path.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(NotAllowed, match="the key file is broken") as told:
            load_keyring(path)
        assert digest not in str(told.value)
        assert told.value.__cause__ is None


def test_keys_of_the_first_release_are_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    made = create_keyring(path)
    first = {purpose: getattr(made, purpose).hex() for purpose in ("ids", "files", "digest")}
    path.write_text(json.dumps({"schema": "toandan/keys/1", "note": "old", **first}), encoding="utf-8")
    assert load_keyring(path) == made


def test_a_number_is_keyed_by_every_generation_of_keys(keyring: Keyring) -> None:
    number = "010123456789"
    older = keyring.keyed_id(IdKind.NATIONAL, number)
    turned = keyring.rotated()
    assert older == keyed_id(keyring.ids, IdKind.NATIONAL, number)
    assert turned.keyed_id(IdKind.NATIONAL, number) == rekeyed_id(turned.ids, older)
    assert turned.rotated().id_keys[:2] == (keyring.ids, turned.ids)
    forgetful = Keyring(turned.ids, turned.files, turned.digest)
    assert {key for key, name in forgetful.fingerprints().items() if turned.fingerprints()[key] != name} == {
        "ids"
    }


def test_keys_that_cannot_be_written_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", full)
        with pytest.raises(NotAllowed, match="the disk is full"):
            create_keyring(tmp_path / "keys.json")
    assert list(tmp_path.iterdir()) == []


def test_keys_inside_the_lake_are_refused(home: Home) -> None:
    with pytest.raises(NotAllowed, match="may not lie inside the lake"):
        keys_path(home, {"TOANDAN_KEYS": str(home.lake / "keys.json")})


def test_keys_that_a_link_leads_into_the_lake_are_refused(home: Home, tmp_path: Path) -> None:
    home.lake.mkdir(parents=True)
    (tmp_path / "link").symlink_to(home.lake)
    with pytest.raises(NotAllowed, match="may not lie inside the lake"):
        keys_path(home, {"TOANDAN_KEYS": str(tmp_path / "link" / "keys.json")})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("keys: [1", "settings cannot be read"),
        ("- keys", "names and values"),
        ("keys: 7", "no key file"),
        ("keys: []", "no key file"),
    ],
)
def test_settings_that_cannot_be_used_are_told(home: Home, content: str, told: str) -> None:
    home.root.mkdir()
    home.settings.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        keys_path(home, {})


def test_where_keys_and_home_are_looked_for(tmp_path: Path) -> None:
    home = find_home(tmp_path, {"TOANDAN_HOME": "elsewhere"})
    assert home.root == tmp_path
    assert find_home(None, {"TOANDAN_HOME": str(tmp_path)}) == home
    home.settings.write_text("keys: own-keys.json\n", encoding="utf-8")
    assert keys_path(home, {}) == tmp_path / "own-keys.json"
    assert keys_path(home, {"TOANDAN_KEYS": str(tmp_path / "k")}) == tmp_path / "k"
    assert keys_path(home, {"TOANDAN_KEYS": "k"}) == Path.cwd() / "k"
    home.settings.write_text("", encoding="utf-8")
    assert keys_path(home, {}).name == "keys.json"


def test_other_keys_are_told_before_anything_is_written(home: Home, keyring: Keyring, tmp_path: Path) -> None:
    commit(home, keyring)
    before = sorted(home.root.rglob("*"))
    other = create_keyring(tmp_path / "other.json")
    with pytest.raises(NotAllowed, match="not the keys of this lake"):
        commit(home, other)
    assert sorted(home.root.rglob("*")) == before
    Lake.open(home).check_keys(keyring)


def test_an_encrypted_file_shows_nothing_and_opens_with_its_keys_only(
    tmp_path: Path, keyring: Keyring
) -> None:
    path = tmp_path / "sealed.parquet"
    seal(path, keyring)
    content = path.read_bytes()
    assert "Giàng".encode() not in content
    assert b"full_name" not in content
    assert read_sealed(path, keyring).equals(NAMES)
    assert read_sealed(path, keyring, ["full_name"]).column_names == ["full_name"]
    assert pa.Table.from_batches(iter_sealed(path, keyring)).equals(NAMES)
    with pytest.raises(NotAllowed, match="not the keys of an encrypted file"):
        read_sealed(path, create_keyring(tmp_path / "other.json"))


def test_damaged_missing_and_foreign_files_are_told(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "sealed.parquet"
    seal(path, keyring)
    good = path.read_bytes()
    changed = bytearray(good)
    changed[10] ^= 1
    for content in (bytes(changed), good[:-40], b""):
        path.write_bytes(content)
        with pytest.raises(BadInput, match="restore the folder from a backup"):
            read_sealed(path, keyring)
        with pytest.raises(BadInput, match="an encrypted file cannot be read"):
            list(iter_sealed(path, keyring))
    pq.write_table(NAMES, path)
    with pytest.raises(BadInput, match="not an encrypted file"):
        read_sealed(path, keyring)
    path.unlink()
    with pytest.raises(BadInput, match="missing"):
        read_sealed(path, keyring)


def test_a_column_that_is_not_there(tmp_path: Path, keyring: Keyring) -> None:
    seal(tmp_path / "sealed.parquet", keyring)
    with pytest.raises(KeyError, match="phone"):
        read_sealed(tmp_path / "sealed.parquet", keyring, ["row_n", "phone"])


def test_a_digest_cannot_be_made_without_its_key(tmp_path: Path, keyring: Keyring) -> None:
    other = create_keyring(tmp_path / "other.json")
    assert seal(tmp_path / "a", keyring) != seal(tmp_path / "b", other)
    same_digest_key = Keyring(other.ids, other.files, keyring.digest)
    assert seal(tmp_path / "a", keyring) == seal(tmp_path / "b", same_digest_key)
