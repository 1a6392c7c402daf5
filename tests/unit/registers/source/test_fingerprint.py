"""Files before they are read: recognised, refused, and watched for changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.registers.source.fingerprint import check_unchanged, is_marked_synthetic, source_files


def file(folder: Path, name: str = "f.csv", content: str = "x") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)
    return folder / name


def test_name_size_and_hash(tmp_path: Path) -> None:
    (found,) = source_files([file(tmp_path, content="abc")])
    assert (found.name, found.bytes_n) == ("f.csv", 3)
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_no_file() -> None:
    with pytest.raises(BadInput, match="no file was given"):
        source_files([])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"(?s)f\.csv cannot be read.*No such file"):
        source_files([tmp_path / "f.csv"])


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        source_files([tmp_path])


def test_the_same_bytes_under_two_names(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"b\.csv holds the same bytes as a\.csv"):
        source_files([file(tmp_path, "a.csv"), file(tmp_path, "b.csv")])


def test_the_truth_of_a_sample_is_refused_at_any_depth(tmp_path: Path) -> None:
    file(tmp_path / "truth", "TOANDAN-TRUTH", "")
    with pytest.raises(BadInput, match="is the truth of a synthetic province, not a register"):
        source_files([file(tmp_path / "truth" / "deep", "people.csv")])


def test_a_file_that_changed_meanwhile(tmp_path: Path) -> None:
    sources = source_files([file(tmp_path, content="before")])
    check_unchanged(sources)
    file(tmp_path, content="after!")
    with pytest.raises(BadInput, match=r"f\.csv changed while it was being read"):
        check_unchanged(sources)


def test_a_file_that_went_away_meanwhile(tmp_path: Path) -> None:
    sources = source_files([file(tmp_path)])
    (tmp_path / "f.csv").unlink()
    with pytest.raises(BadInput, match="cannot be read"):
        check_unchanged(sources)


def test_the_marker_of_synthetic_data(tmp_path: Path) -> None:
    path = file(tmp_path / "in")
    assert not is_marked_synthetic(path)
    file(tmp_path / "in", "SYNTHETIC.txt")
    assert is_marked_synthetic(path)
