"""The facts a proposal is tried on: Parquet files of ``core_facts__entity_person``, or a household's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from toandan.engine import Engine
from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.law import Law
from toandan.pipeline.quoting.household_check import check_households
from toandan.pipeline.quoting.household_facts import household_facts
from toandan.pipeline.quoting.household_file import read_households
from toandan.schemas.facts import FACTS

YAML = (".yaml", ".yml")
SYNTHETIC = b"toandan.synthetic"


def facts_on(engine: Engine, paths: Sequence[Path], law: Law, day: date) -> Table:
    """All facts as of one day, each person once; raises BadInput for files that are something else."""
    law.at(day)
    tables = [_household_table(path, law, day) for path in paths if path.suffix in YAML]
    parquet = [path for path in paths if path.suffix not in YAML]
    for path in parquet:
        _check_columns(path)
    parts = [engine.table_of(f"facts_{n}", rows) for n, rows in enumerate(tables)]
    parts += [engine.read_parquet(parquet).select(*FACTS.names)] if parquet else []
    facts = ibis.union(*parts) if len(parts) > 1 else parts[0]
    facts = engine.stored("proposal_facts", facts.mutate(day=ibis.literal(day)).select(*FACTS.names))
    _check_once(engine, facts)
    return facts


def is_synthetic(paths: Sequence[Path]) -> bool:
    """Whether one of the files says that its people are made up: a household's file, or Parquet metadata."""
    return any(
        read_households(path).synthetic
        if path.suffix in YAML
        else (pq.read_schema(path).metadata or {}).get(SYNTHETIC) == b"true"
        for path in paths
    )


def _household_table(path: Path, law: Law, day: date) -> pa.Table:
    file = read_households(path)
    check_households(file, law, day, path.name)
    return household_facts(file, law, day)


def _check_columns(path: Path) -> None:
    try:
        names = set(pq.read_schema(path).names)
    except (OSError, pa.ArrowInvalid):
        raise BadInput(
            what="the facts cannot be read",
            where=str(path),
            why="it is no Parquet file, or is not there",
            do="give Parquet files of core_facts__entity_person, or the YAML file of a household",
            vi=Vietnamese(
                what="không đọc được dữ liệu",
                why="tệp không phải Parquet, hoặc không có ở đó",
                do="dùng tệp Parquet core_facts__entity_person, hoặc tệp YAML của hộ",
            ),
        ) from None
    missing = [name for name in FACTS.names if name not in names]
    if missing:
        raise BadInput(
            what="the file is no table of facts",
            where=str(path),
            why=f"it lacks {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}",  # noqa: PLR2004
            do="see docs/reference/facts.md for its columns",
            vi=Vietnamese(
                what="tệp không phải bảng thông tin về người",
                why=f"thiếu {', '.join(missing[:5])}",
                do="xem các cột trong docs/reference/facts.md",
            ),
        )


def _check_once(engine: Engine, facts: Table) -> None:
    people, once = engine.count(facts), engine.count(facts.select("person_id").distinct())
    if people == 0 or people != once:
        raise BadInput(
            what="the facts are empty" if people == 0 else "a person stands twice in the facts",
            why=f"{people} rows, {once} people",
            do="give one row per person",
            vi=Vietnamese(
                what="dữ liệu trống" if people == 0 else "một người có hai dòng trong dữ liệu",
                why=f"{people} dòng, {once} người",
                do="mỗi người một dòng",
            ),
        )
