"""The tree of errors: what a person reads, and the exit code of each."""

from __future__ import annotations

import pytest

from toandan.errors import BadInput, Busy, IdentityBroken, NotAllowed, ToanDanError, Usage


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ToanDanError, 1), (BadInput, 1), (NotAllowed, 1), (Usage, 2), (IdentityBroken, 3), (Busy, 4)],
)
def test_exit_codes(kind: type[ToanDanError], code: int) -> None:
    assert kind(what="it failed").exit_code == code


def test_the_four_parts_are_lines() -> None:
    problem = BadInput(what="a file is empty", where="people.csv", why="it has no rows", do="export it again")
    assert (
        str(problem)
        == problem.text()
        == ("a file is empty\n  where: people.csv\n  why: it has no rows\n  do: export it again")
    )


def test_parts_that_are_not_known_are_left_out() -> None:
    assert NotAllowed(what="no key", do="make one").text() == "no key\n  do: make one"
