"""Worked cases that ask the books (law/cases): figures, instruments, maps, numbers of people, published figures."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from tests.law.book_cases import BOOKS, wrong
from tests.law.rule_cases import cases_of

from toandan.lawbook.law import shipped
from toandan.lawbook.version import LAW
from toandan.lawbook.worked_case import case_files, easily_missed

CASES = cases_of(BOOKS)


@pytest.mark.parametrize("rule", sorted(BOOKS))
def test_every_case_comes_out_as_written(rule: str) -> None:
    chosen = [one for one in CASES if one.rule == rule]
    assert chosen
    assert [said for one in chosen for said in wrong(one)] == []


def test_every_change_of_every_figure_has_a_case_on_the_day_before_and_on_the_day() -> None:
    """Walks the files of law/parameters: a new value without its two cases fails here."""
    asked = {(one.facts["figure"], one.day) for one in CASES if one.rule == "figure"}
    changed = set()
    for name, figure in shipped().parameters.items():
        days = {later.start for before, later in pairwise(figure.values) if before.content != later.content}
        days |= {figure.values[0].start} - {shipped().first_day} | ({figure.end} if figure.end else set())
        changed |= {(name, day) for day in days}
    eves = {(name, day - timedelta(days=1)) for name, day in changed}
    assert sorted((changed | eves) - asked) == []
    assert sorted(asked - changed - eves) == []


def test_what_is_easily_missed_is_shown_by_cases_and_cases_show_nothing_else() -> None:
    shown = [name for file in case_files(LAW).values() for one in file.cases for name in one.shows]
    listed = [one.id for one in easily_missed(LAW)]
    assert len(listed) == len(set(listed))
    assert set(shown) == set(listed)
    cases = [one for file in case_files(LAW).values() for one in file.cases]
    assert [one.id for one in cases if one.shows and one.why_vi is None] == []


def test_a_case_is_named_once_in_its_file_and_cases_are_many() -> None:
    files = case_files(LAW)
    for name, file in files.items():
        ids = [one.id for one in file.cases]
        assert len(ids) == len(set(ids)), name
    assert sum(len(file.cases) for file in files.values()) >= 600
