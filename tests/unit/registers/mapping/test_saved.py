"""Mappings kept at home: found again by shape, proposals never used."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lawbook.law import shipped
from toandan.registers.mapping.offer import offer
from toandan.registers.mapping.saved import Chosen, choose, keep

MAPPING = """schema: toandan/mapping/1
register: population
name: ward list
file: {delimiter: ";", title_rows: 1}
columns:
  full_name: {join: [A, B]}
  birth_date: {heading: C, date: dmy}
  sex: {heading: D, values: {1: male}}
  commune: {constant: "02923"}
  residence_kind: {constant: permanent}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def file(folder: Path, heading: str = "A;B;C;D") -> Path:
    path = folder / "list.csv"
    path.write_text(f"Tháng 10\n{heading}\nTrần;Bình;1/2/1990;1\n", encoding="utf-8")
    return path


def kept(home: Home, folder: Path) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    chosen = choose(home, "population", [file(folder)], path)
    assert isinstance(chosen, Chosen)
    return keep(home, "population", chosen)


def test_without_any_there_is_none(home: Home, tmp_path: Path) -> None:
    assert choose(home, "population", [file(tmp_path)], None) is None


def test_the_next_file_of_the_shape_finds_it_below_its_title(home: Home, tmp_path: Path) -> None:
    path = kept(home, tmp_path)
    assert path.parent == home.root / "mappings" / "population"
    found = choose(home, "population", [file(tmp_path, "D;C;B;A")], None)
    assert found is not None
    assert (found.path, found.mapping.name) == (path, "ward list")


def test_another_shape_or_register_does_not(home: Home, tmp_path: Path) -> None:
    kept(home, tmp_path)
    assert choose(home, "population", [file(tmp_path, "A;B;C;E")], None) is None
    assert choose(home, "participation", [file(tmp_path)], None) is None


def test_keeping_twice_keeps_the_last(home: Home, tmp_path: Path) -> None:
    first = kept(home, tmp_path)
    assert kept(home, tmp_path) == first
    assert [one.name for one in first.parent.iterdir()] == [first.name]


def test_a_kept_one_that_was_spoiled_is_told_by_its_name(home: Home, tmp_path: Path) -> None:
    path = kept(home, tmp_path)
    path.write_text("columns: [", encoding="utf-8")
    with pytest.raises(BadInput, match=path.name):
        choose(home, "population", [file(tmp_path)], None)


def test_a_proposal_waits_and_is_never_used(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Họ và tên,Ngày sinh,Giới tính\nTrần Bình,1/2/1990,Nam\n", encoding="utf-8")
    proposal, where = offer(home, "population", path, law=shipped())
    assert proposal.missing == ("commune", "residence_kind")
    assert where.name.endswith(".proposed.yaml")
    assert "Bình" not in where.read_text(encoding="utf-8")
    assert choose(home, "population", [path], None) is None
