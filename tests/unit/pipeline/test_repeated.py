"""Tables of persons are the same when their rows are, in whatever order and files; and only then."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.builders import card, office, resident

from toandan.engine import open_engine
from toandan.errors import IdentityBroken
from toandan.lake.closing import Closing
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.pipeline.published import written
from toandan.pipeline.repeated import check_repeated
from toandan.schemas.linked import LINK_PLAIN
from toandan.values.month import Month


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Closing:
    """Three people, one of them with a card."""
    made = office(tmp_path_factory.mktemp("known"))
    made.population(*(resident(name) for name in ("an", "ba", "chi")))
    made.participation(card("an"))
    return close_month(home=made.home, law=shipped(), month=Month(2025, 10))


def compared(known: Closing, core: Path, *files: pa.Table) -> None:
    """The closing compared with one whose plain people lie in these files."""
    now = {name: one for name, one in known.card.tables.items() if not name.startswith(LINK_PLAIN.name)}
    for n, rows in enumerate(files):
        name = f"{LINK_PLAIN.name}.{n:03d}"
        pq.write_table(rows, core / f"{name}.parquet")
        now[name] = written(core / f"{name}.parquet")
    with open_engine() as engine:
        check_repeated(engine, known, now, core)


def test_other_order_and_other_files_are_the_same_rows(known: Closing, tmp_path: Path) -> None:
    rows = pq.read_table(known.files(LINK_PLAIN.name)[0])
    compared(known, tmp_path, rows.take([2, 0]), rows.take([1]))


@pytest.mark.parametrize("picked", [[0, 1], [0, 1, 2, 2], [0, 1, 1], None])
def test_somebody_lost_or_twice_or_a_table_that_is_gone_is_told(
    known: Closing, tmp_path: Path, picked: list[int] | None
) -> None:
    rows = pq.read_table(known.files(LINK_PLAIN.name)[0])
    files = () if picked is None else (rows.take(picked),)
    with pytest.raises(IdentityBroken, match=LINK_PLAIN.name):
        compared(known, tmp_path, *files)
