"""OpenFisca-core beside our rules: the same people, the same questions, answers compared to the đồng.

Everything is known of these people and they have one of three titles or none, so thirteen of the
categories can be theirs (`tests/reference/openfisca_people.py`). Asked are the category they take
part under, the share of the cost, the premium, and what each payer pays of it in a month and at once.
OpenFisca gets its inputs as arrays in memory, and the clock runs from there. Ours reads them from
the files; it goes through the whole chain for all 59 categories and drops what was not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from bench.apart import Stopwatch, Used
from bench.rules_facts import files
from tests.reference.openfisca_people import ANSWERS, FLAGS, LIVING, NUMBERS, TAKES_PART, TITLES, simulation

from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.pipeline.proposals.under_law import UnderLaw
from toandan.schemas.titles import title_set

MONTH = "2026-07"
type Sums = dict[str, list[int]]


def ours(folder: Path, threads: int, memory: str) -> tuple[Used, Sums]:
    """People and sums per category by our rules."""
    with open_engine(Settings(threads=threads, memory_limit=memory)) as engine:
        outcome = UnderLaw(engine, engine.read_parquet(files(folder)), [shipped()]).outcome
        watch = Stopwatch()
        added = {name: outcome[ours].sum().cast("int64") for name, ours in ANSWERS.items()}
        found = engine.fetch(outcome.group_by("paying").agg(people=outcome.count(), **added))
        used = watch.read()
    return used, {row["paying"]: [row[name] for name in ("people", *ANSWERS)] for row in found.to_pylist()}


def openfisca(folder: Path) -> tuple[Used, Sums]:
    """The same by OpenFisca-core."""
    given = _inputs(files(folder))
    watch = Stopwatch()
    run = simulation(MONTH, given)
    takes_part = run.calculate("takes_part", MONTH)
    found = {name: run.calculate(name, MONTH) for name in ANSWERS}
    used = watch.read()
    sums = {
        word: [int(is_it.sum()), *(int(values[is_it].sum(dtype="int64")) for values in found.values())]
        for number, word in enumerate(TAKES_PART)
        if (is_it := takes_part == number).any()
    }
    return used, sums


def _inputs(paths: Sequence[Path]) -> dict[str, Any]:
    """The facts as arrays, file by file."""
    parts = [_arrays(pq.read_table(path)) for path in paths]
    return {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}


def _arrays(rows: pa.Table) -> dict[str, Any]:
    titles = rows["titles"].to_numpy()
    return {
        "birth": rows["birth_date"].to_numpy().astype("datetime64[D]"),
        **{f"is_{slug}": (titles & title_set([slug])) != 0 for slug in TITLES},
        "living": pc.index_in(rows["living"], pa.array(LIVING)).to_numpy().astype("int32"),
        **{name: rows[ours].to_numpy() for name, ours in FLAGS.items()},
        **{name: pc.fill_null(rows[ours], 0).to_numpy().astype("int32") for name, ours in NUMBERS.items()},
    }
