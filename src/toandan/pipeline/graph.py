"""The steps of a closing as two graphs: functions named for the tables they make.

The steps live in ``linkage`` and ``accounts``; their arguments are named for the tables they
read. ``LINKING`` joins the registers person by person and knows no month; ``COUNTING`` counts
a month from what was linked. Apache Hamilton puts the steps in order. Whatever several steps
read is computed once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from inspect import getmembers, isfunction, signature
from types import ModuleType
from typing import Any

from hamilton import driver
from hamilton.lifecycle import NodeExecutionMethod
from ibis.expr.types import Table

from toandan.accounts import (
    cards,
    cells,
    difference,
    expiry,
    history,
    matched,
    plain,
    plans,
    residents,
    spells,
    tally,
)
from toandan.engine import Engine
from toandan.linkage import registers, spine
from toandan.progress import SILENT, Progress
from toandan.schemas.closing import OUT_TABLES, PERSON_VIEWS
from toandan.schemas.linked import LINKED_TABLES

LINKING: tuple[ModuleType, ...] = (spine, registers, spells)
COUNTING: tuple[ModuleType, ...] = (
    plain,
    cards,
    residents,
    matched,
    tally,
    cells,
    difference,
    expiry,
    history,
    plans,
)
CHECKED = (
    "stg_person__link_known",
    "stg_person__link_torn",
    "stg_cover__spell_apart",
    "stg_participant__month_apart",
    "stg_resident__entity_row",
    "stg_resident__link_repeated",
    "stg_resident__month_home",
)
COUNTED = tuple(table.name for table in (*OUT_TABLES, *PERSON_VIEWS)) + CHECKED
# Selections of what is kept, or read by one step only: quicker made again than kept.
READ_THROUGH = {
    "stg_population__entity_row",
    "stg_population__entity_coded",
    "stg_cover__spell_card",
    "stg_cover__spell_coded",
    "stg_person__link_known",
    "stg_person__link_placed",
    "stg_person__month_plain",
    "stg_participant__month_plain",
    "stg_resident__month_plain",
    "stg_register__link_home",
    "stg_cover__spell_placed",
    "stg_participant__month_card",
    "stg_participant__month_placed",
    "stg_expiry__link_plain",
    "stg_expiry__link_apart",
    "stg_participant__month_alike",
    "stg_resident__month_alike",
    "stg_resident__month_named",
    "stg_resident__month_facts",
    "stg_resident__month_priced",
    *(table.name for table in (*LINKED_TABLES, *PERSON_VIEWS)),
}
# What goes wrong in a step is told once, by us; Hamilton would log the step's traceback, which may quote rows.
logging.getLogger("hamilton").setLevel(logging.CRITICAL + 1)
type Write = Callable[[str, Table], Table]


class Keep(NodeExecutionMethod):  # type: ignore[misc]  # Hamilton declares no types
    """Computes every table as it is made, so that it is read and never made twice.

    ``writes`` says of some tables how they are written; they are read back from the file.
    """

    def __init__(self, engine: Engine, progress: Progress, writes: Mapping[str, Write]) -> None:
        self._engine = engine
        self._progress = progress
        self._writes = writes
        self.kept: list[str] = []

    def run_to_execute_node(
        self,
        *,
        node_name: str,
        node_callable: Any,  # noqa: ANN401  (Hamilton's signature)
        node_kwargs: dict[str, Any],
        **_: Any,  # noqa: ANN401  (Hamilton's signature)
    ) -> Any:  # noqa: ANN401  (Hamilton's signature)
        """Run one step and keep the table it makes."""
        made = node_callable(**node_kwargs)
        if not isinstance(made, Table) or (node_name in READ_THROUGH and node_name not in self._writes):
            return made
        self._progress.say(f"counting {node_name}")
        if node_name in self._writes:
            return self._writes[node_name](node_name, made)
        return self._stored(node_name, made)

    def _stored(self, name: str, made: Table) -> Table:
        self.kept.append(name)
        # The engine adds integers up in 128 bits; the step said which type it makes.
        return self._engine.stored(name, made).cast(made.schema())


def taken(steps: Sequence[ModuleType]) -> frozenset[str]:
    """The names that some step takes: of a register's lake table, that the register is read there."""
    own = ((module, getmembers(module, isfunction)) for module in steps)
    functions = (one for module, found in own for _, one in found if one.__module__ == module.__name__)
    return frozenset(name for one in functions for name in signature(one).parameters)


def run(
    engine: Engine,
    steps: Sequence[ModuleType],
    wanted: Sequence[str],
    inputs: Mapping[str, Any],
    *,
    overrides: Mapping[str, Any] | None = None,
    writes: Mapping[str, Write] | None = None,
    progress: Progress = SILENT,
) -> tuple[dict[str, Table], tuple[str, ...]]:
    """The wanted tables of one graph, and the names of those the engine keeps for them.

    ``overrides`` are tables that are there already and are not made.
    """
    keep = Keep(engine, progress, writes or {})
    graph = driver.Builder().with_modules(*steps).with_adapters(keep).build()
    made: dict[str, Table] = graph.execute(list(wanted), inputs=dict(inputs), overrides=dict(overrides or {}))
    return made, tuple(keep.kept)
