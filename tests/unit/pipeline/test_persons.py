"""Persons of a closed month are those it counted, whatever became of the law and the map since."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Office, card, office, resident

from toandan.engine import open_engine
from toandan.errors import BadInput
from toandan.lake.closing import Closing
from toandan.lawbook.law import Law, read_law, shipped
from toandan.lawbook.version import LAW
from toandan.pipeline.close import close_month, closed
from toandan.pipeline.persons import persons
from toandan.schemas.kept_inputs import KEPT_INPUTS
from toandan.values.month import Month

MONTH = Month(2025, 10)
type Rows = dict[str, list[dict[str, Any]]]


def filled(folder: Path) -> Office:
    """An holds a card, Ba none, Chi those of a pupil and of a student, Dao is in no register of residents."""
    made = office(folder)
    made.population(*(resident(name) for name in ("an", "ba", "chi")))
    made.participation(card("an"), card("chi", group_code="SV"), card("chi", group_code="HS"), card("dao"))
    return made


def told(closing: Closing, law: Law | None = None) -> Rows:
    """The persons by table, in the order of what their rows begin with: the scope and the row in it, or the id."""
    with open_engine() as engine:
        found = persons(engine, closing, law=law)
        return {name: sorted(engine.fetch(rows).to_pylist(), key=repr) for name, rows in found.items()}


def later_law(folder: Path) -> Law:
    """The law as a later version of its files might be: a note is put another way, students come before pupils."""
    shutil.copytree(LAW, folder)
    (path,) = folder.glob("groups/clause-4*.yaml")
    text = path.read_text("utf-8")
    for before, after in (
        ("order: 4020", "order: 0"),
        ("order: 4021", "order: 4020"),
        ("order: 0", "order: 4021"),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    path.write_text(text.replace("note: ", "note: In other words, ", 1), "utf-8")
    return read_law(folder)


def before_it_kept_them(closing: Closing, **changed: str) -> Closing:
    """The closing as it was committed before closings kept law and map."""
    names = {one.name for one in KEPT_INPUTS}
    tables = {name: one for name, one in closing.card.tables.items() if name not in names}
    card: dict[str, Any] = {"tables": tables, **changed}
    return replace(closing, card=replace(closing.card, **card))


def test_persons_are_those_that_were_counted(tmp_path: Path) -> None:
    found = told(close_month(home=filled(tmp_path).home, law=shipped(), month=MONTH))
    people, residents = found["core_participant__month_person"], found["core_resident__month_person"]
    assert sorted(one["found"] for one in people) == ["card_here", "card_here", "not_in_register"]
    assert [one["is_covered"] for one in residents] == [True, False, True]
    assert [one["group_code"] for one in residents] == ["GD", "", "HS"]


def test_a_later_law_and_a_later_map_do_not_change_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = close_month(home=filled(tmp_path / "now").home, law=shipped(), month=MONTH)
    counted, law = told(closing), later_law(tmp_path / "law")
    assert law.version != shipped().version
    monkeypatch.setattr("toandan.pipeline.persons.place_data_version", lambda: "later")
    assert told(closing) == counted
    assert told(closing, law) == counted
    # A month closed under that law has other persons: Chi counts as a student.
    anew = told(close_month(home=filled(tmp_path / "later").home, law=law, month=MONTH))
    assert [one["group_code"] for one in anew["core_resident__month_person"]] == ["GD", "", "SV"]


def test_a_closing_of_before_is_told_under_the_versions_it_was_counted_with(tmp_path: Path) -> None:
    closing = close_month(home=filled(tmp_path).home, law=shipped(), month=MONTH)
    assert told(before_it_kept_them(closing), shipped()) == told(closing)


@pytest.mark.parametrize(("what", "vi"), [("law", "luật"), ("places", "địa giới")])
def test_and_refused_under_others(tmp_path: Path, what: str, vi: str) -> None:
    closing = close_month(home=filled(tmp_path).home, law=shipped(), month=MONTH)
    earlier = before_it_kept_them(closing, **{f"{what}_version": "earlier"})
    with pytest.raises(BadInput, match=f"counted with other data of {what}\n") as refused:
        told(earlier, shipped())
    assert refused.value.vi is not None
    assert f"dữ liệu {vi} khác" in refused.value.vi.what
    with pytest.raises(BadInput, match="counted with other data of law"):
        told(before_it_kept_them(closing))


def test_a_closing_that_keeps_no_persons_is_refused(tmp_path: Path) -> None:
    closing = close_month(home=filled(tmp_path).home, law=shipped(), month=MONTH)
    tables = {name: one for name, one in closing.card.tables.items() if name.startswith("out_")}
    with pytest.raises(BadInput, match="has no table core_person__link_plain"):
        told(replace(closing, card=replace(closing.card, tables=tables)))


def test_a_closing_of_before_comes_out_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is counted again and compared, and stays as it was committed."""
    here = filled(tmp_path)
    monkeypatch.setattr("toandan.pipeline.close.KEPT_INPUTS", ())
    first = closed(home=here.home, law=shipped(), month=MONTH).closing
    assert not {one.name for one in KEPT_INPUTS} & first.card.tables.keys()
    monkeypatch.undo()
    again = closed(home=here.home, law=shipped(), month=MONTH, again=True)
    assert again.unchanged
    assert again.closing == first
