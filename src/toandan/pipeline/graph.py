"""The steps of a closing as a graph: functions named for the tables they make.

The steps live in ``linkage`` and ``accounts``; their arguments are named for the tables they
read. Apache Hamilton puts them in order. Whatever several steps read is computed once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hamilton import driver
from hamilton.lifecycle import NodeExecutionMethod
from ibis.expr.types import Table

from toandan.accounts import cards, cells, difference, matched, plans, residents, spells
from toandan.engine import Engine
from toandan.linkage import spine
from toandan.progress import Progress
from toandan.schemas.closing import CORE_TABLES, OUT_TABLES

STEPS = (spine, cards, residents, matched, spells, cells, difference, plans)
CHECKED = ("stg_cover__spell_card", "stg_resident__entity_row", "stg_resident__link_repeated")
COUNTED = ("stg_resident__month_home", "stg_participant__month_placed")
WANTED = tuple(table.name for table in (*OUT_TABLES, *CORE_TABLES)) + CHECKED + COUNTED
# Selections of a kept table, or read by one step only: quicker made again than kept.
READ_THROUGH = {"stg_register__link_home", "stg_participant__month_card", "core_participant__month_person"}


class Keep(NodeExecutionMethod):  # type: ignore[misc]  # Hamilton declares no types
    """Computes every table as it is made, so that it is read and never made twice."""

    def __init__(self, engine: Engine, progress: Progress) -> None:
        self._engine = engine
        self._progress = progress

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
        if not isinstance(made, Table) or node_name in READ_THROUGH:
            return made
        self._progress.say(f"counting {node_name}")
        # The engine adds integers up in 128 bits; the step said which type it makes.
        return self._engine.stored(node_name, made).cast(made.schema())


def run(
    engine: Engine, inputs: Mapping[str, Any], progress: Progress, wanted: Sequence[str] = WANTED
) -> dict[str, Table]:
    """The wanted tables, made from ``inputs``: the raw tables, ``month``, ``law`` and ``places``."""
    graph = driver.Builder().with_modules(*STEPS).with_adapters(Keep(engine, progress)).build()
    made: dict[str, Table] = graph.execute(list(wanted), inputs=dict(inputs))
    return made
