"""What a closing counts, once more with pandas and with Polars: the peers of `bench.country`.

Both do the smaller half of the work: cards valid on the day, one per person by its start, joined with
the residents, counted by commune, group, sex and age. No spells, no split communes, no causes of the
difference, nothing written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DAY = date(2025, 10, 31)
PEOPLE = ["national_id", "birth_date", "sex", "commune_code", "residence_kind"]
CARDS = [
    "national_id",
    "insurance_no",
    "birth_date",
    "sex",
    "commune_code",
    "group_code",
    "cover_start",
    "cover_end",
]


def with_polars(people: Sequence[Path], cards: Sequence[Path]) -> dict[str, int]:
    """Participants and covered residents counted by Polars, lazily and streaming."""
    import polars as pl  # noqa: PLC0415

    day = pl.lit(DAY)
    valid = (
        pl.scan_parquet(list(cards))
        .select(CARDS)
        .filter(pl.col("cover_start") <= day, pl.col("cover_end") > day)
        .with_columns(person=pl.coalesce("national_id", "insurance_no"))
        .group_by("person")
        .agg(pl.all().sort_by("cover_start").last())
    )
    lives = pl.scan_parquet(list(people)).select(PEOPLE).filter(pl.col("residence_kind") != "absent")
    joined = lives.join(valid, left_on="national_id", right_on="person", how="left", suffix="_card")
    cell = ["commune_code", "group_code", "sex", pl.col("birth_date").dt.year()]
    held = valid.group_by(cell).len().collect(engine="streaming")
    residents = joined.group_by(cell).agg(covered=pl.col("cover_end").count()).collect(engine="streaming")
    return {"participants": int(held["len"].sum()), "covered_residents": int(residents["covered"].sum())}


def with_pandas(people: Sequence[Path], cards: Sequence[Path]) -> dict[str, int]:
    """The same by pandas, in memory."""
    import pandas as pd  # noqa: PLC0415

    held = _frame(cards, CARDS)
    held = held[(held.cover_start <= DAY) & (held.cover_end > DAY)]
    held["person"] = held.national_id.fillna(held.insurance_no)
    held = held.sort_values("cover_start").drop_duplicates("person", keep="last")
    lives = _frame(people, PEOPLE)
    lives = lives[lives.residence_kind != "absent"]
    joined = lives.merge(
        held[["person", "group_code", "cover_end"]], left_on="national_id", right_on="person", how="left"
    )
    held["year"] = pd.to_datetime(held.birth_date).dt.year
    joined["year"] = pd.to_datetime(joined.birth_date).dt.year
    cell = ["commune_code", "group_code", "sex", "year"]
    counted = held.groupby(cell, observed=True).size()
    residents = joined.groupby(cell, observed=True, dropna=False).cover_end.count()
    return {"participants": int(counted.sum()), "covered_residents": int(residents.sum())}


def _frame(files: Sequence[Path], columns: Sequence[str]) -> Any:  # noqa: ANN401  (pandas declares no types here)
    import pandas as pd  # noqa: PLC0415

    rows = pa.concat_tables(pq.read_table(path, columns=list(columns)) for path in files)
    # pandas groups and joins no ids of the uuid type, but their bytes.
    plain = [
        pa.chunked_array([chunk.storage for chunk in rows[name].chunks])
        if rows[name].type == pa.uuid()
        else rows[name]
        for name in columns
    ]
    return pa.table(plain, names=list(columns)).to_pandas(types_mapper=pd.ArrowDtype)
