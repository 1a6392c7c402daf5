"""Shares: enough of them give the keys back, from files or typed from paper; anything less tells why."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from toandan.errors import BadInput, NotAllowed
from toandan.lake.escrow import combine, split
from toandan.lake.key_file import Escrow
from toandan.lake.keyring import Keyring
from toandan.lake.share_file import read_share_file, write_share_files


def words(text: str) -> tuple[str, tuple[str, ...]]:
    """A share as it is handed in."""
    return ("share.txt", tuple(text.split()))


def given(keyring: Keyring) -> Escrow:
    """Three of five."""
    return Escrow("2025-12-01T00:00:00+00:00", 5, 3, keyring.fingerprints())


@pytest.mark.parametrize("turns", [0, 2])
def test_any_three_of_five_give_the_keys_back_and_two_do_not(keyring: Keyring, turns: int) -> None:
    for _ in range(turns):
        keyring = keyring.rotated()
    shares = split(keyring, shares_n=5, threshold_n=3)
    for chosen in combinations(shares, 3):
        assert combine([words(share) for share in chosen]) == keyring
    assert combine([words(share) for share in (*shares, shares[0])]) == keyring
    with pytest.raises(BadInput, match="2 different shares of 3 that are needed"):
        combine([words(shares[0]), words(shares[1]), words(shares[0])])


def test_four_letters_of_each_word_are_enough(keyring: Keyring) -> None:
    shares = split(keyring, shares_n=3, threshold_n=2)
    assert combine([("a", tuple(word[:4] for word in share.split())) for share in shares]) == keyring


def test_a_wrong_word_is_told_by_its_number_and_not_shown(keyring: Keyring) -> None:
    first, second = split(keyring, shares_n=2, threshold_n=2)
    listed = first.split()
    swapped = [listed[1], listed[0], *listed[2:]]
    for changed, told in (
        ([*listed[:6], "nguyen", *listed[7:]], "word 7 is not of the list"),
        ([*listed[:6], listed[6] + "x", *listed[7:]], "word 7 is not of the list"),
        (listed[:-1], "words are not a share"),
        (swapped if swapped != listed else listed[1:], "words are not a share"),
    ):
        with pytest.raises(BadInput, match=told) as problem:
            combine([words(second), ("paper.txt", tuple(changed))])
        assert "paper.txt" in problem.value.where
        assert problem.value.__cause__ is None
        told_pairs = set(pairwise(str(problem.value).split()))
        assert not told_pairs & set(pairwise(changed))


def test_shares_of_two_times_do_not_mix(keyring: Keyring) -> None:
    one, other = (split(keyring, shares_n=3, threshold_n=2) for _ in range(2))
    with pytest.raises(BadInput, match="do not belong together"):
        combine([words(one[0]), words(other[0])])
    with pytest.raises(BadInput, match="do not belong together"):
        combine([words(one[0]), words(other[1])])


def test_files_say_what_they_are_and_are_for_their_owner_only(keyring: Keyring, tmp_path: Path) -> None:
    shares, folder = split(keyring, shares_n=5, threshold_n=3), tmp_path / "shares"
    files = write_share_files(folder, shares, given(keyring))
    assert [path.name[:12] for path in files] == [f"share-{n}-of-5" for n in range(1, 6)]
    assert {path.stat().st_mode & 0o777 for path in (*files, folder)} == {0o600, 0o700}
    text = files[1].read_text("utf-8")
    for part in ("PHẦN KHÓA 2 TRÊN 5", "KEY SHARE 2 OF 5", "Any 3 of the 5", "3 phần bất kỳ", "keys restore"):
        assert part in text
    assert [read_share_file(path).words for path in files] == [tuple(share.split()) for share in shares]
    assert read_share_file(files[0]).fingerprints == keyring.fingerprints()
    with pytest.raises(NotAllowed, match="already"):
        write_share_files(folder, shares, given(keyring))
    assert len(list(folder.iterdir())) == 5


def test_a_share_typed_from_paper_is_read(keyring: Keyring, tmp_path: Path) -> None:
    share = split(keyring, shares_n=2, threshold_n=2)[0]
    typed = "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(share.split(), 1))
    (tmp_path / "typed.txt").write_text(typed, encoding="utf-8")
    assert read_share_file(tmp_path / "typed.txt").words == tuple(share.split())
    (tmp_path / "empty.txt").write_text("1. 2. 3.", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\xfa")
    for name, told in (
        ("empty.txt", "no words"),
        ("binary.txt", "cannot be read"),
        ("none.txt", "cannot be read"),
    ):
        with pytest.raises(BadInput, match=told):
            read_share_file(tmp_path / name)


def test_files_that_cannot_all_be_written_leave_none(keyring: Keyring, tmp_path: Path) -> None:
    shares, name = split(keyring, shares_n=5, threshold_n=3), keyring.fingerprints()["ids"][:8]
    (tmp_path / f"share-4-of-5-{name}.txt").touch()
    with pytest.raises(NotAllowed, match="already"):
        write_share_files(tmp_path, shares, given(keyring))
    assert [path.name for path in tmp_path.glob("share-*")] == [f"share-4-of-5-{name}.txt"]
