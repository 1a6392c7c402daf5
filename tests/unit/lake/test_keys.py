"""Keys: where they may lie, who may read them, and that they are the lake's own."""

from __future__ import annotations

import pickle
from pathlib import Path

import pyarrow as pa
import pytest
from tests.unit.lake.samples import NAMES, commit, seal

from toandan.errors import NotAllowed
from toandan.lake.home import Home, find_home, keys_path
from toandan.lake.keyring import Keyring, create_keyring, load_keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import SealedWriter, iter_sealed, read_sealed


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


def test_missing_open_and_broken_keys_are_told(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(NotAllowed, match="toandan keys new"):
        load_keyring(path)
    create_keyring(path)
    path.chmod(0o640)
    with pytest.raises(NotAllowed, match="chmod 600"):
        load_keyring(path)
    path.chmod(0o600)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(NotAllowed, match="broken"):
        load_keyring(path)


def test_keys_inside_the_lake_are_refused(home: Home) -> None:
    with pytest.raises(NotAllowed, match="may not lie inside the lake"):
        keys_path(home, {"TOANDAN_KEYS": str(home.lake / "keys.json")})


def test_where_keys_and_home_are_looked_for(tmp_path: Path) -> None:
    home = find_home(tmp_path, {"TOANDAN_HOME": "elsewhere"})
    assert home.root == tmp_path
    assert find_home(None, {"TOANDAN_HOME": str(tmp_path)}) == home
    home.settings.write_text("keys: own-keys.json\n", encoding="utf-8")
    assert keys_path(home, {}) == tmp_path / "own-keys.json"
    assert keys_path(home, {"TOANDAN_KEYS": str(tmp_path / "k")}) == tmp_path / "k"


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


@pytest.mark.parametrize("size", [1, 7, 4096, 5000])
def test_equal_rows_have_an_equal_digest_however_they_are_cut(
    tmp_path: Path, keyring: Keyring, size: int
) -> None:
    rows = pa.table(
        {"row_n": list(range(9000)), "full_name": [None if n % 3 else f"tên {n}" for n in range(9000)]}
    )
    whole = seal(tmp_path / "whole", keyring, rows)
    with SealedWriter(tmp_path / "cut", rows.schema, keyring) as writer:
        for batch in rows.slice(0, 5000).to_batches(max_chunksize=size):
            writer.write(batch)
        writer.write(rows.slice(5000))
    assert writer.digest == whole
    assert (tmp_path / "cut").read_bytes() != (tmp_path / "whole").read_bytes()
    assert seal(tmp_path / "less", keyring, rows.slice(1)) != whole
