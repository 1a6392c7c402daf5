"""Close a month: count it from the registers, check it, publish it. Under the lake's lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
from ibis.expr.types import Table

from toandan import software_version
from toandan.accounts.boundaries import place_links
from toandan.accounts.identities import Broken, broken
from toandan.engine import Engine, open_chosen
from toandan.engine.session import Settings
from toandan.errors import IdentityBroken
from toandan.lake.closing import Closing, ClosingCard, UsedSnapshot, Written
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.steps import Steps
from toandan.lake.writer import Writer
from toandan.lawbook.groups import group_table, law_version
from toandan.linkage.spine import SPINE_VERSION
from toandan.pipeline.chosen import CARRIED, FACTS, HISTORY, NEEDED, Choice, choose
from toandan.pipeline.complete import cover_since, since_of
from toandan.pipeline.entitled import (
    entitled_broken,
    entitled_findings,
    entitled_tables,
    refuse_without_law,
)
from toandan.pipeline.linked import RAW_CARDS, RAW_PEOPLE, SPELLS_MERGED, Linked, linked
from toandan.pipeline.published import typed, write_tables
from toandan.pipeline.received import received, rows_of
from toandan.pipeline.repeated import check_repeated
from toandan.places.load import place_data_version
from toandan.places.vintage import vintage_at
from toandan.progress import SILENT, Progress
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON, OUT_TABLES
from toandan.schemas.linked import LINKED_TABLES
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Table as Declared
from toandan.values.month import Month

CORE_ASIDE, OUT_ASIDE = "close-core", "close-out"
# Registers a month is not counted from: those linked before, and those of the facts of the law.
NOT_COUNTED = {RAW_CARDS, RAW_PEOPLE, *(REGISTERS[name].stored.name for name in FACTS)}


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing, and whether the same inputs had been closed before."""

    closing: Closing
    unchanged: bool


def close_month(
    *,
    home: Home,
    month: Month,
    carry: bool = False,
    progress: Progress = SILENT,
    settings: Settings | None = None,
    again: bool = False,
    at: datetime | None = None,
) -> Closing:
    """The closing of a month, committed; see ``closed`` for what is raised."""
    return closed(
        home=home, month=month, carry=carry, progress=progress, settings=settings, again=again, at=at
    ).closing


def closed(
    *,
    home: Home,
    month: Month,
    carry: bool = False,
    progress: Progress = SILENT,
    settings: Settings | None = None,
    again: bool = False,
    at: datetime | None = None,
) -> Closed:
    """Close a month from the newest snapshots, unless just these were closed before.

    ``carry`` lets an earlier extract stand in. ``again`` computes even what is known, and
    compares. ``at`` is record time for the lake's log; no table depends on it. Raises BadInput
    without population or participation and for lists of a month before the law's first day, IdentityBroken when the counts do not agree or a known
    closing does not come out the same (nothing is published then), Busy while another process
    writes, NotAllowed where the lake cannot be written.
    """
    with Lake.open(home).writer(purpose=f"close {month}", keyring=None) as writer:
        lake = Lake.open(home)
        choice = choose(lake, month, carry=carry)
        refuse_without_law(choice, month)
        card = _card(month, choice)
        known = next((one for one in lake.closings(str(month)) if one.card.id == card.id), None)
        if known is not None and not again:
            return Closed(known, unchanged=True)
        with open_chosen(settings) as engine:
            return _made(engine, writer, choice, card, known=known, progress=progress, at=at)


def _card(month: Month, choice: Choice) -> ClosingCard:
    used = (UsedSnapshot(str(one.snapshot.id), one.use, one.snapshot.card_sha256) for one in choice.all)
    return ClosingCard(
        month=str(month),
        snapshots=tuple(sorted(used)),
        law_version=law_version(),
        spine_version=SPINE_VERSION,
        places_version=place_data_version(),
        software_version=software_version(),
        synthetic=any(one.snapshot.card.synthetic for one in choice.all),
        tables={},
        findings={},
    )


def _made(
    engine: Engine,
    writer: Writer,
    choice: Choice,
    card: ClosingCard,
    *,
    known: Closing | None,
    progress: Progress,
    at: datetime | None,
) -> Closed:
    month = Month.parse(card.month)
    raw = {
        REGISTERS[name].stored.name: rows_of(engine, name, received(used))
        for name, used in choice.used.items()
    }
    with writer.staging(CORE_ASIDE) as core, writer.staging(OUT_ASIDE) as out:
        people = linked(engine, writer, choice, progress=progress, anew=known is not None)
        steps = writer.steps(f"close {month}", {"closing": card.id}, at=at)
        if known is not None:
            steps.drop()
        cards = [one.snapshot for one in choice.used["participation"]]
        since = engine.table_of("cover_since", cover_since(cards, month))
        made = _counted(engine, people, raw, since, month=month, progress=progress)
        write = partial(_written, engine, steps, ENTITLED_PERSON)
        made |= entitled_tables(engine, made, raw, choice, month=month, write=write, progress=progress)
        _check((*broken(engine, made, month), *entitled_broken(engine, made)), month)
        _check_rows(choice, people, month)
        progress.say("writing the tables")
        published = [table for table in (*OUT_TABLES, ENTITLED) if table.name in made]
        persons = _core(made, steps, people, core)
        tables = write_tables(engine, made, published, out) | persons
        full = replace(card, tables=tables, findings=_findings(engine, made, choice))
        if known is not None:
            check_repeated(engine, known, tables, core)
            steps.drop()
            return Closed(known, unchanged=True)
        said = at.isoformat() if at else ""
        closing = writer.commit_closing(core, out, full, at=said, hashed=persons)
        steps.drop()
        return Closed(closing, unchanged=False)


def _counted(
    engine: Engine,
    people: Linked,
    raw: Mapping[str, Table],
    since: Table,
    *,
    month: Month,
    progress: Progress,
) -> dict[str, Table]:
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import; only a closing needs it)

    linked_tables = {one.name: people.table(engine, one.name) for one in LINKED_TABLES}
    inputs = {
        **linked_tables,
        SPELLS_MERGED: people.merged_spells(engine),
        **{name: rows for name, rows in raw.items() if name not in NOT_COUNTED},
        "cover_since": since,
        "month": month,
        "law": engine.table_of("law", group_table(month.last_day)),
        "places": engine.table_of("places", place_links(vintage_at(month.last_day))),
    }
    made, _ = graph.run(engine, graph.COUNTING, graph.COUNTED, inputs, progress=progress)
    return {**made, **linked_tables, "places": inputs["places"], "law": inputs["law"]}


def _written(engine: Engine, steps: Steps, declared: Declared, name: str, rows: Table) -> Table:
    """A table of one row per person: kept as a step when it is written, and read back from its file."""

    def make(folder: Path) -> int:
        path = folder / f"{name}.parquet"
        engine.write_parquet(typed(rows, declared), path, order_by=declared.key, is_large=True)
        return int(pq.read_metadata(path).num_rows)

    return engine.read_parquet([steps.made(name, make).file(f"{name}.parquet")])


def _core(made: Mapping[str, Table], steps: Steps, people: Linked, folder: Path) -> dict[str, Written]:
    """The tables of persons, put into the closing; a table that was made in parts is several files."""
    files = people.files
    if ENTITLED_PERSON.name in made:
        kept = steps.find(ENTITLED_PERSON.name)
        if kept is None:
            raise IdentityBroken(
                what=f"{ENTITLED_PERSON.name} was written and is gone", where=str(steps.folder)
            )
        files[ENTITLED_PERSON.name] = (kept, f"{ENTITLED_PERSON.name}.parquet", int(kept.told))
    for name, (kept, file, _) in files.items():
        kept.give(file, folder / f"{name}.parquet")
    return {name: Written(kept.files[file], rows_n) for name, (kept, file, rows_n) in files.items()}


def _check(problems: Sequence[Broken], month: Month) -> None:
    if problems:
        raise IdentityBroken(
            what=f"the counts of {month} do not agree; nothing was published",
            where="; ".join(str(one) for one in problems),
            why="a commune that is on no map we hold, or a fault of this software",
            do="run `toandan lake verify`; if it finds nothing, report these lines",
        )


def _check_rows(choice: Choice, people: Linked, month: Month) -> None:
    """Every row of the registers is with its person: once, and nowhere else."""
    for register in NEEDED:
        accepted_n = sum(one.snapshot.card.accepted_n for one in choice.used[register])
        found_n = people.rows_n(register)
        if accepted_n != found_n:
            equation = "rows accepted = rows of linked people"
            _check([Broken(register, equation, f"{accepted_n} and {found_n}")], month)


def _findings(engine: Engine, made: Mapping[str, Table], choice: Choice) -> dict[str, int]:
    """What a reader of the figures must know, as numbers; the names are explained with the closing."""
    homes, cells, law = made["stg_resident__month_home"], made["out_participants__month_cell"], made["law"]
    uses = [one.use for one in choice.all]
    return {
        "carried_snapshots_n": uses.count(CARRIED),
        "history_snapshots_n": uses.count(HISTORY),
        **_undeclared(choice),
        "snapshots_set_aside_n": len(choice.set_aside),
        "resident_rows_repeated_n": engine.count(made["stg_resident__link_repeated"]),
        "residents_estimated_n": engine.count(homes.filter(homes.is_home_estimated)),
        "participants_estimated_n": engine.total(made["out_difference__month_commune"].estimated_n),
        "participants_group_not_in_force_n": engine.total(cells.anti_join(law, "group_code").participants_n),
        **entitled_findings(engine, made),
    }


def _undeclared(choice: Choice) -> dict[str, int]:
    """Extracts that were read back although they do not say since when they are complete; nothing where there are none."""
    found = [one for one in choice.all if one.use == HISTORY and since_of(one.snapshot) is None]
    return {"history_undeclared_n": len(found)} if found else {}
