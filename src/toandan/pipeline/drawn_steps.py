"""The steps of a closing as they are: names, what they read, what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from hamilton import driver

from toandan.pipeline.entitled import JUDGING
from toandan.pipeline.graph import COUNTING, LINKING
from toandan.pipeline.payments import FOLLOWING

TABLE = re.compile("(stg|core|out)_")
LINK, COUNT, JUDGE, FOLLOW, INPUT = "link", "count", "judge", "follow", "input"
LAW = ("law_periods", "law_provinces", "law_words", "age_cuts", "card_meaning")
VALUES = (
    "month",
    "law",
    "places",
    "cover_since",
    "bucket",
    "id_bits",
    "list_ground",
    "province_of",
    "within_days",
    *LAW,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One table of a closing: ``kind`` link (made once per pair of registers), count (made per month), judge
    (asked of the law of the last day, where a register of facts is read), follow (of payments, where they are
    read) or input.

    ``reads`` are the tables it is made from, ``takes`` what it takes besides tables.
    """

    name: str
    kind: str
    says: str
    reads: tuple[str, ...]
    takes: tuple[str, ...]


def steps() -> tuple[Step, ...]:
    """Every step of a closing by name, read off the functions that Hamilton runs."""
    kinds = ((JUDGING, JUDGE), (FOLLOWING, FOLLOW), (LINKING, LINK), (COUNTING, COUNT))
    made = {one.name: one for modules, kind in kinds for one in _of(modules, kind)}
    read = {name for one in made.values() for name in one.reads}
    inputs = (
        Step(name, INPUT if name.startswith("raw_") else LINK, "", (), ()) for name in read - made.keys()
    )
    return tuple(sorted((*made.values(), *inputs), key=lambda one: one.name))


def _of(modules: Sequence[ModuleType], kind: str) -> Iterator[Step]:
    graph = driver.Builder().with_modules(*modules).build()
    for node in graph.list_available_variables():
        if node.is_external_input or not TABLE.match(node.name):
            continue
        needs = sorted(node.required_dependencies)
        yield Step(
            name=node.name,
            kind=kind,
            says=(node.documentation or "").strip().split("\n")[0],
            reads=tuple(name for name in needs if name not in VALUES),
            takes=tuple(name for name in needs if name in VALUES),
        )
