"""Somebody who reads a publication, knows how it was made, and wants to compute a hidden count.

Written apart from the method it attacks: an integer programme stated anew in the solver's own
language of expressions.
"""

from __future__ import annotations

import highspy

from toandan.reports.suppression.system import Hidden, Key, Mark, System

MOST = 10**7


def bounds(system: System, hidden: Hidden, key: Key) -> tuple[int, int]:
    """The least and the most that a hidden count can be, to somebody who knows everything published."""
    return _end(system, hidden, key, least=True), _end(system, hidden, key, least=False)


def _end(system: System, hidden: Hidden, key: Key, *, least: bool) -> int:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it declares no types
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  (the solver's signature)
    seen = {one: solver.addIntegral(*domain(system, hidden, one)) for one in system.counts}
    for equation in system.equations:
        solver.addConstr(sum(factor * seen[one] for one, factor in equation.items() if one in seen) == 0)
    for less, more in system.at_most:
        solver.addConstr(seen[less] <= seen[more])
    (solver.minimize if least else solver.maximize)(seen[key])
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    found: float = solver.val(seen[key])
    return round(found)


def domain(system: System, hidden: Hidden, key: Key) -> tuple[int, int]:
    """The least and the most a count can be by its mark alone."""
    if key not in hidden.marks:
        return system.counts[key], system.counts[key]
    if all(mark is Mark.WITHHELD for mark in hidden.marks.values()) and len(hidden.marks) == len(
        system.counts
    ):
        return 0, MOST
    if hidden.marks[key] is Mark.SMALL:
        return 1, hidden.threshold - 1
    return 1, MOST
