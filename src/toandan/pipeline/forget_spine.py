"""A person in the spines of a lake: which rows a spine gives them, and the spines made anew without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import ibis
import numpy as np
from ibis.expr.types import BooleanValue, Table, Value

from toandan import software_version
from toandan.engine import Engine
from toandan.errors import BadInput, Vietnamese
from toandan.lake.event import Event
from toandan.lake.lake import Lake
from toandan.lake.work import SNAPSHOT, AnyWork, WorkCard, WorkInput
from toandan.lake.writer import StagedWork
from toandan.pipeline.published import write_tables
from toandan.pipeline.spine import KIND, TABLES
from toandan.registers.erasure import GivenRows, Places
from toandan.registers.person import Person, Tying, among, with_linked_numbers
from toandan.registers.reading.truth import surely
from toandan.schemas.registers import REGISTERS
from toandan.schemas.spine import LINK_ALIAS, LINK_PERSON, SPINE_TABLES
from toandan.schemas.table import PERSON_IDS

ERASURES = "erasures_n"


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the newest spine knows them.

    ``person`` has all their ids, before and after merges. ``rows`` are the exceptions of that spine; None
    where the lake has none. ``record`` is a row that names them where no number does.
    """

    person: Person
    rows: Table | None = None
    record: tuple[str, int] | None = None

    def given(self, snapshot_id: str, engine: Engine) -> GivenRows:
        """Which rows of a snapshot are theirs in truth, and which of those with their number are not."""

        def of(own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            mine, theirs = self._by_spine(engine, snapshot_id, own)
            if self.record is not None and self.record[0] == snapshot_id:
                mine = np.union1d(mine, [self.record[1]])
            return np.union1d(np.setdiff1d(own, theirs), mine).astype(np.int64), theirs

        return of

    def _by_spine(self, engine: Engine, snapshot_id: str, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        nothing = np.array([], np.int64)
        if self.rows is None:
            return nothing, nothing
        of_it = self.rows.filter(self.rows.snapshot_id == snapshot_id)
        is_theirs = _is(of_it.person_id, self.person.ids)
        mine = engine.fetch(of_it.filter(is_theirs).select("row_n"))["row_n"].to_numpy()
        others = of_it.filter(~is_theirs, of_it.row_n.isin([int(n) for n in own] or [-1]))
        return mine, engine.fetch(others.select("row_n"))["row_n"].to_numpy()


def spines(lake: Lake) -> tuple[AnyWork, ...]:
    """The spines that stand, in the order of their commit."""
    found = (one for one in lake.works(KIND) if one.destroyed is None)
    return tuple(one for one in found if one.card.tables.keys() >= TABLES)


def known_as(
    engine: Engine, lake: Lake, person: Person, tying: Sequence[Tying], record: tuple[str, int] | None = None
) -> Known:
    """The person with every number that registers and the newest spine tie to them.

    ``record`` is the row that named them, if one did. A person who was merged is both: rows of either
    are theirs, also in extracts that the spine was not made from. Raises BadInput as ``with_linked_numbers``.
    """
    whole = with_linked_numbers(engine, person, tying)
    standing = spines(lake)
    if not standing:
        return Known(whole, record=record)
    merged = _aliases(engine, standing[-1], whole.ids)
    if not merged <= whole.ids:
        whole = with_linked_numbers(engine, whole.with_ids(merged), tying)
    rows = engine.read_parquet([standing[-1].table(LINK_PERSON.name)])
    return Known(whole, rows, record)


def _aliases(engine: Engine, spine: AnyWork, ids: Collection[UUID]) -> set[UUID]:
    """Who became one of these people, and whom they became."""
    rows = engine.read_parquet([spine.table(LINK_ALIAS.name)])
    touched = rows.filter(_is(rows.before_id, ids) | _is(rows.person_id, ids))
    now = {
        UUID(row["id"])
        for row in engine.fetch(touched.select(id=touched.person_id.cast("string"))).to_pylist()
    }
    all_of = rows.filter(_is(rows.person_id, now))
    before = engine.fetch(all_of.select(id=all_of.before_id.cast("string"))).to_pylist()
    return now | {UUID(row["id"]) for row in before}


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes: the person's ids, their rows by snapshot, and spines; and what stands instead of a snapshot that goes."""

    ids: frozenset[UUID] = field(repr=False)
    places: Mapping[str, Places]
    instead: Mapping[str, WorkInput]
    going: Collection[str] = ()


def knows(engine: Engine, spine: AnyWork, erasure: Erasure) -> bool:
    """Whether a spine says something of the person, or of a row of theirs."""
    rows, aliases = (engine.read_parquet([spine.table(table.name)]) for table in SPINE_TABLES)
    merged = aliases.filter(_is(aliases.before_id, erasure.ids) | _is(aliases.person_id, erasure.ids))
    theirs = _is(rows.person_id, erasure.ids)
    for name, places in erasure.places.items():
        theirs |= (rows.snapshot_id == name) & rows.row_n.isin([int(n) for n in places.accepted] or [-1])
    return bool(engine.count(rows.filter(theirs))) or bool(engine.count(merged))


def _is_made_from(spine: AnyWork, erasure: Erasure) -> bool:
    """Whether a spine was made from a snapshot that goes: the newest carries what it says to what stands instead."""
    return any(one.id in erasure.places for one in spine.card.made_from)


def made_without(engine: Engine, lake: Lake, spine: AnyWork, erasure: Erasure, core: Path) -> WorkCard:
    """A spine written to ``core`` once more without the person; its card.

    Exceptions of other rows of a snapshot that goes are carried to the one that stands instead; those of
    a snapshot without such a one go with it.
    """
    rows, aliases = (engine.read_parquet([spine.table(table.name)]) for table in SPINE_TABLES)
    left = aliases.filter(~(_is(aliases.before_id, erasure.ids) | _is(aliases.person_id, erasure.ids)))
    tables = {LINK_PERSON.name: _carried(rows, erasure), LINK_ALIAS.name: left}
    written = write_tables(engine, tables, SPINE_TABLES, core)
    card: WorkCard = spine.card
    done: Any = card.parameters.get(ERASURES, 0)
    return replace(
        card,
        inputs=tuple(one for one in _inputs(lake, card.inputs, erasure) if one.id not in erasure.going),
        versions={**card.versions, "software": software_version()},
        parameters={**card.parameters, ERASURES: done + 1},
        tables=written,
        findings={
            "exceptions_n": written[LINK_PERSON.name].rows_n,
            "aliases_n": written[LINK_ALIAS.name].rows_n,
        },
        committed_as="",
    )


def _carried(rows: Table, erasure: Erasure) -> Table:
    kept = rows.filter(~_is(rows.person_id, erasure.ids))
    for name, places in erasure.places.items():
        gone = kept.row_n.isin([int(n) for n in places.accepted] or [-1])
        kept = kept.filter((kept.snapshot_id != name) | ~(gone | ibis.literal(name not in erasure.instead)))
    names = [(kept.snapshot_id == name, now.id) for name, now in erasure.instead.items()]
    return kept.mutate(snapshot_id=ibis.cases(*names, else_=kept.snapshot_id)) if names else kept


def _inputs(lake: Lake, inputs: Sequence[WorkInput], erasure: Erasure) -> list[WorkInput]:
    """What the spine is made from now: what stands instead of what goes, without what was destroyed before."""
    found = []
    for one in inputs:
        if one.kind == SNAPSHOT and one.id in erasure.places:
            found += [erasure.instead[one.id]] if one.id in erasure.instead else []
        elif one.id not in lake.manifest.destroyed:
            found.append(one)
    return found


def without_person(
    engine: Engine, lake: Lake, erasure: Erasure, said: Event, folder: Path | None
) -> tuple[list[StagedWork], list[Event]]:
    """The newest spine made again without the person, and the entries for every spine that knows them.

    Nothing is made where no spine knows them, nor without a ``folder`` to make it in. ``said`` is the entry
    of the log without its id.
    """
    standing = spines(lake)
    known = [one for one in standing if knows(engine, one, erasure)]
    if standing and standing[-1] not in known and _is_made_from(standing[-1], erasure):
        known.append(standing[-1])
    if not known:
        return [], []
    going = {one.name for one in known}
    made: list[StagedWork] = []
    instead = standing[-1].name
    if known[-1] is standing[-1]:
        instead = ""
        if folder is not None:
            core, out = folder / "spine-core", folder / "spine-out"
            core.mkdir()
            out.mkdir()
            card = made_without(engine, lake, standing[-1], replace(erasure, going=going), core)
            made, instead = [(core, out, card)], card.name
    events = [replace(said, id=one.name, instead=instead, synthetic=one.card.synthetic) for one in known]
    return made, events


def unsearched(lake: Lake, known: Known, hit: Collection[str]) -> tuple[str, ...]:
    """Other versions of the extract of a record in which its person may stand and could not be looked for.

    Those that were ``hit`` are not among them, nor those that the newest spine was made from: its
    exceptions were followed.
    """
    if known.record is None:
        return ()
    named, standing = lake.snapshot(known.record[0]).id, spines(lake)
    linked = {one.id for one in standing[-1].card.made_from} if standing else set()
    return tuple(
        str(one.id)
        for one in lake.snapshots(named.register)
        if (one.id.scope, one.id.as_of) == (named.scope, named.as_of) and str(one.id) not in {*linked, *hit}
    )


def row_of(lake: Lake, record: str) -> tuple[str, int]:
    """The snapshot and row that a text names, as ``snapshot:row``; raises BadInput for one that is not there."""
    name, _, row = record.rpartition(":")
    if not re.fullmatch("[0-9]{1,12}", row):
        raise BadInput(
            what="this is no record of a register",
            why="a record is a snapshot and a row number with a colon between",
            do="write it as the list does: register/scope/as-of/version:row",
            vi=Vietnamese(
                what="đây không phải là một bản ghi",
                why="bản ghi gồm tên lần gửi và số thứ tự dòng, cách nhau bằng dấu hai chấm",
                do="ghi đúng như trong danh sách: sổ/địa bàn/ngày/phiên bản:dòng",
            ),
        )
    return str(lake.snapshot(name).id), int(row)


def of_row(engine: Engine, lake: Lake, record: tuple[str, int]) -> Person:
    """Whom a row is about, by the newest spine or its own numbers; raises BadInput where there is no such row."""
    snapshot = lake.snapshot(record[0])
    stored = REGISTERS[snapshot.id.register].stored
    rows = engine.read_parquet([snapshot.rows])
    keyed = [name for name in map(stored.keyed, PERSON_IDS) if name is not None]
    found = engine.fetch(
        rows.filter(rows.row_n == record[1]).select(
            "row_n", **{name: rows[name].cast("string") for name in keyed}
        )
    ).to_pylist()
    if not found:
        raise BadInput(
            what=f"{record[0]} has no accepted row {record[1]}",
            where=str(lake.folder),
            why="the row was quarantined, erased before, or never received",
            do="name the record as the list does",
            vi=Vietnamese(
                what=f"{record[0]} không có bản ghi được nhận số {record[1]}",
                why="bản ghi đã bị cách ly, đã bị xóa trước đó hoặc chưa từng nhận",
                do="ghi bản ghi đúng như trong danh sách",
            ),
        )
    given = _exception(engine, lake, record)
    if given is not None:
        # Of which kind the id is, is not known: it may be that of a personal id, of an insurance number, or minted.
        return Person(frozenset({given}), frozenset({given}))
    return Person.of_row({name: UUID(found[0][name]) if found[0][name] else None for name in keyed}, stored)


def _exception(engine: Engine, lake: Lake, record: tuple[str, int]) -> UUID | None:
    """Whom the newest spine says a row is about, where it says so."""
    standing = spines(lake)
    if not standing:
        return None
    rows = engine.read_parquet([standing[-1].table(LINK_PERSON.name)])
    named = rows.filter(rows.snapshot_id == record[0], rows.row_n == record[1])
    given = engine.fetch(named.select(id=named.person_id.cast("string")))["id"].to_pylist()
    return UUID(given[0]) if given else None


def _is(column: Value, ids: Collection[UUID]) -> BooleanValue:
    return surely(among(column, ids))
