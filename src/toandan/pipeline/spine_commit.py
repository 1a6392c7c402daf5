"""Committing a spine: which rows are not the person their own id gives, checked row by row against the lake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from toandan import software_version
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, IdentityBroken, Vietnamese
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.work import Work, WorkCard, WorkInput
from toandan.lake.writer import Writer
from toandan.pipeline.published import write_tables
from toandan.pipeline.spine import KIND
from toandan.registers.reading.truth import surely
from toandan.schemas.registers import REGISTERS
from toandan.schemas.spine import LINK_ALIAS, LINK_PERSON, SPINE_TABLES
from toandan.schemas.table import Kind

ASIDE_CORE, ASIDE_OUT = "spine-core", "spine-out"
EVIDENCE = "[a-z][a-z_]{0,39}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineDraft:
    """A spine before it is committed.

    ``exceptions`` and ``aliases`` have the columns of ``schemas.spine``; ``made_from`` are the snapshots
    that were linked and, where there is one, the spine this one was built on; ``version`` names the way
    of linking and ``parameters`` (JSON) what it was asked.
    """

    exceptions: pa.Table
    aliases: pa.Table
    made_from: Sequence[WorkInput]
    version: str
    parameters: dict[str, Any] = field(default_factory=dict)


def commit_spine(
    *, home: Home, draft: SpineDraft, by: str, at: datetime, settings: Settings | None = None
) -> Work[WorkCard]:
    """The spine, committed as a work of the lake; ``by`` and ``at`` stand in the log only.

    Raises BadInput for a spine of another lake, for exceptions of rows that do not exist, of two people
    for one row, and for aliases that lead to no one person; Busy while another process writes. The lake
    is as it was then.
    """
    with Lake.open(home).writer(purpose="commit a spine", keyring=None) as writer:
        lake = Lake.open(home)
        _check_columns(draft)
        _check_inputs(lake, draft)
        with (
            open_engine(settings) as engine,
            writer.staging(ASIDE_CORE) as core,
            writer.staging(ASIDE_OUT) as out,
        ):
            tables = {
                LINK_PERSON.name: engine.table_of(LINK_PERSON.name, draft.exceptions),
                LINK_ALIAS.name: engine.table_of(LINK_ALIAS.name, draft.aliases),
            }
            for problem in _problems(engine, lake, draft, tables):
                raise problem
            written = write_tables(engine, tables, SPINE_TABLES, core)
            card = WorkCard(
                kind=KIND,
                inputs=tuple(sorted(draft.made_from)),
                versions={"linkage": draft.version, "software": software_version()},
                parameters=draft.parameters,
                synthetic=any(lake.snapshot(one.id).card.synthetic for one in _snapshots(draft)),
                outlives_inputs=True,
                tables=written,
                findings={
                    "exceptions_n": draft.exceptions.num_rows,
                    "aliases_n": draft.aliases.num_rows,
                },
            )
            return _committed(writer, core, out, card, by=by, at=at)


def _committed(
    writer: Writer, core: Path, out: Path, card: WorkCard, *, by: str, at: datetime
) -> Work[WorkCard]:
    try:
        return writer.commit_work(core, out, card, at=at.isoformat(), by=by)
    except IdentityBroken as problem:
        raise _wrong(
            "other exceptions are kept already of the same snapshots, version and parameters",
            "đã có bộ ngoại lệ khác lập từ cùng lần gửi, phiên bản và tham số",
            do="nothing was committed; say in version or parameters what is different (decisions, model, passes)",
            do_vi="chưa ghi gì vào kho; hãy ghi rõ điểm khác vào phiên bản hoặc tham số (quyết định, mô hình, bước đối chiếu)",
        ) from problem


def _check_columns(draft: SpineDraft) -> None:
    for declared, rows in ((LINK_PERSON, draft.exceptions), (LINK_ALIAS, draft.aliases)):
        if missing := sorted(set(declared.names) - set(rows.column_names)):
            names = ", ".join(missing)
            raise _wrong(f"{declared.name} has no column {names}", f"bảng {declared.name} thiếu cột {names}")
        kinds = ((one.name, one.kind is Kind.UUID) for one in declared.columns)
        for name in (name for name, is_id in kinds if is_id and rows.schema.field(name).type != pa.uuid()):
            raise _wrong(
                f"column {name} of {declared.name} holds no ids",
                f"cột {name} của {declared.name} không phải mã",
            )


def _snapshots(draft: SpineDraft) -> Iterator[WorkInput]:
    return (one for one in draft.made_from if one.kind == "snapshot")


def _check_inputs(lake: Lake, draft: SpineDraft) -> None:
    known = {str(one.id): one.card_sha256 for one in lake.snapshots()}
    for one in _snapshots(draft):
        if known.get(one.id) != one.card_sha256:
            raise BadInput(
                what=f"this spine was made from another {one.id} than the one of this lake",
                where=str(lake.folder),
                why="the snapshot is not here, was destroyed, or has other content: it is a spine of another lake",
                do="link the registers of this lake, and commit that spine",
                vi=Vietnamese(
                    what=f"bộ định danh này được lập từ {one.id} khác với lần gửi trong kho này",
                    why="lần gửi không có ở đây, đã bị hủy hoặc có nội dung khác: bộ định danh thuộc kho khác",
                    do="hãy đối chiếu dữ liệu của kho này rồi ghi bộ định danh mới",
                ),
            )


def _problems(engine: Engine, lake: Lake, draft: SpineDraft, tables: dict[str, Table]) -> Iterator[BadInput]:
    rows, aliases = tables[LINK_PERSON.name], tables[LINK_ALIAS.name]
    yield from _of_rows(engine, lake, draft, rows)
    yield from _of_aliases(engine, rows, aliases)
    for table in (rows, aliases):
        if wrong := engine.count(table.filter(~surely(table.evidence.re_search(f"^{EVIDENCE}$")))):
            yield _wrong(
                f"{wrong} entries have no evidence in one short word", "chưa ghi căn cứ bằng một mã ngắn"
            )


def _of_rows(engine: Engine, lake: Lake, draft: SpineDraft, rows: Table) -> Iterator[BadInput]:
    named = engine.fetch(rows.group_by("snapshot_id").agg(rows_n=rows.count())).to_pylist()
    linked = {one.id for one in _snapshots(draft)}
    for entry in sorted(named, key=lambda entry: str(entry["snapshot_id"])):
        name = str(entry["snapshot_id"])
        if name not in linked:
            yield _wrong(
                f"exceptions are of {name}, which was not linked",
                f"có dòng thuộc {name}, lần gửi không được đối chiếu",
            )
            continue
        if not REGISTERS[lake.snapshot(name).id.register].names_people:
            yield _wrong(f"{name} holds no people", f"{name} không có dữ liệu về người")
            continue
        there = engine.read_parquet([lake.snapshot(name).rows]).select("row_n")
        of_it = rows.filter(rows.snapshot_id == name).select("row_n")
        if missing := engine.count(of_it.anti_join(there, "row_n")):
            yield _wrong(
                f"{missing} exceptions are of rows that {name} does not have",
                f"{missing} dòng không có trong {name}",
            )
    twice = rows.group_by("snapshot_id", "row_n").having(rows.count() > 1).agg(rows_n=rows.count())
    if wrong := engine.count(twice):
        yield _wrong(f"{wrong} rows are given several people", f"{wrong} bản ghi được gán nhiều người")
    if wrong := engine.count(rows.filter(rows.person_id.isnull())):
        yield _wrong(f"{wrong} exceptions name nobody", f"{wrong} dòng không có mã người")


def _of_aliases(engine: Engine, rows: Table, aliases: Table) -> Iterator[BadInput]:
    before = aliases.select(person_id=aliases.before_id)
    twice = aliases.group_by("before_id").having(aliases.count() > 1).agg(rows_n=aliases.count())
    if wrong := engine.count(twice):
        yield _wrong(f"{wrong} people became several others", f"{wrong} mã người được gộp vào nhiều mã")
    if wrong := engine.count(aliases.filter(aliases.person_id.isnull() | aliases.before_id.isnull())):
        yield _wrong(f"{wrong} aliases name nobody", f"{wrong} mã gộp không có mã người")
    chained = ibis.union(aliases.select("person_id"), rows.select("person_id")).semi_join(before, "person_id")
    if wrong := engine.count(chained):
        yield _wrong(
            f"{wrong} entries name a person who became another one", f"{wrong} dòng dùng mã đã được gộp"
        )


def _wrong(
    what: str,
    vi: str,
    do: str = "nothing was committed; link the registers again",
    do_vi: str = "chưa ghi gì vào kho; hãy đối chiếu lại",
) -> BadInput:
    return BadInput(
        what=what,
        where="the spine that was to be committed",
        why="a row is one person's, and a spine lists rows of the snapshots it was made from",
        do=do,
        vi=Vietnamese(
            what=vi,
            why="mỗi bản ghi thuộc về một người, và bộ định danh chỉ nêu các bản ghi của những lần gửi đã đối chiếu",
            do=do_vi,
        ),
    )
