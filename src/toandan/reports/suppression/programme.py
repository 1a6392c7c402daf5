"""A small integer programme: another world that shows the same, as near to the true one as can be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from toandan.reports.suppression.system import Key, System

type Move = Mapping[Key, int]
FREE = 10**9


@dataclass(frozen=True, slots=True)
class Room:
    """How far a count may go down and up so that it would still be marked as it is."""

    down: int
    up: int


def cheapest_move(
    system: System, wanted: Mapping[Key, int], rooms: Mapping[Key, Room], costs: Mapping[Key, float]
) -> Move | None:
    """How other counts move when those ``wanted`` move by so much and every equation goes on holding.

    Only the counts in ``rooms`` may move. The sum of what moves, weighed by ``costs``, is least.
    None where no such move exists. A count that does not move is left out.
    """
    keys = sorted(rooms)
    place = {key: at for at, key in enumerate(keys)}
    solver = _solver()
    solver.passModel(_model(system, wanted, rooms, costs, keys, place))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = np.rint(np.array(solver.getSolution().col_value)).astype(int)
    moved = values[: len(keys)] - values[len(keys) :]
    return {key: int(moved[at]) for key, at in place.items() if moved[at]}


def _solver() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it declares no types
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  (the solver's signature)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    return solver


def _model(  # noqa: PLR0917  (one caller, and each is a part of the programme)
    system: System,
    wanted: Mapping[Key, int],
    rooms: Mapping[Key, Room],
    costs: Mapping[Key, float],
    keys: list[Key],
    place: Mapping[Key, int],
) -> highspy.HighsLp:
    """Columns: what every key goes up, then what it goes down."""
    ups = [_held(wanted, key, 1, rooms[key].up) for key in keys]
    downs = [_held(wanted, key, -1, rooms[key].down) for key in keys]
    rows = list(_rows(system, place))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * len(keys), len(rows)
    model.col_cost_ = np.array([costs[key] for key in keys] * 2)
    model.col_lower_ = np.array([low for low, _ in (*ups, *downs)], dtype=float)
    model.col_upper_ = np.array([high for _, high in (*ups, *downs)], dtype=float)
    model.row_lower_ = np.array([low for _, low, _ in rows], dtype=float)
    model.row_upper_ = np.array([high for _, _, high in rows], dtype=float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
    _fill(model, [row for row, _, _ in rows], len(keys))
    return model


def _held(wanted: Mapping[Key, int], key: Key, sign: int, room: int) -> tuple[int, int]:
    if key in wanted:
        fixed = max(0, sign * wanted[key])
        return fixed, fixed
    return 0, min(room, FREE)


def _rows(system: System, place: Mapping[Key, int]) -> Iterator[tuple[dict[int, int], float, float]]:
    for equation in system.equations:
        row = {place[key]: factor for key, factor in equation.items() if key in place}
        if row:
            yield row, 0, 0
    for less, more in system.at_most:
        row = {place[key]: factor for key, factor in ((less, 1), (more, -1)) if key in place}
        if row:
            yield row, -highspy.kHighsInf, system.counts[more] - system.counts[less]


def _fill(model: highspy.HighsLp, rows: Collection[Mapping[int, int]], width: int) -> None:
    starts, columns, values = [0], [], []
    for row in rows:
        for column, factor in row.items():
            columns += [column, column + width]
            values += [float(factor), float(-factor)]
        starts.append(len(columns))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(starts)
    model.a_matrix_.index_ = np.array(columns)
    model.a_matrix_.value_ = np.array(values)
