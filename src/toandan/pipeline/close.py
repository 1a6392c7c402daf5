"""Close a month: count it from the registers, check it, publish it. Under the lake's lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from toandan.lake.release import releases_at_once
from toandan.lake.steps import Steps
from toandan.lake.writer import Writer
from toandan.lawbook.law import Law
from toandan.lawbook.tables import group_table
from toandan.linkage.exceptions import NO_EXCEPTIONS, Exceptions
from toandan.pipeline.chosen import CARRIED, HISTORY, NEEDED, Choice, choose
from toandan.pipeline.complete import cover_since, since_of, uneven_findings
from toandan.pipeline.entitled import (
    entitled_broken,
    entitled_findings,
    entitled_tables,
    refuse_without_law,
)
from toandan.pipeline.linked import SPELLS_MERGED, Linked, linked
from toandan.pipeline.payments import (
    payment_broken,
    payment_findings,
    payment_parameters,
    payment_tables,
)
from toandan.pipeline.published import typed, write_tables
from toandan.pipeline.received import received, rows_of
from toandan.pipeline.repeated import check_repeated
from toandan.places.load import place_data_version
from toandan.places.vintage import vintage_at
from toandan.progress import SILENT, Progress
from toandan.schemas.closing import ENTITLED_PERSON
from toandan.schemas.kept_inputs import KEPT_INPUTS, MONTH_GROUP, MONTH_LINK
from toandan.schemas.linked import LINKED_TABLES
from toandan.schemas.published import PUBLISHED
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Table as Declared
from toandan.values.month import Month

CORE_ASIDE, OUT_ASIDE = "close-core", "close-out"


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing, whether the same inputs had been closed before, and whether it is the released one of its month."""

    closing: Closing
    unchanged: bool
    released: bool = True


@dataclass(frozen=True, slots=True)
class _Order:
    """What the log is told of a closing: when (empty where not recorded) and who; and whether it is released at once."""

    at: str
    by: str
    release: bool


def close_month(
    *,
    home: Home,
    month: Month,
    law: Law,
    carry: bool = False,
    progress: Progress = SILENT,
    settings: Settings | None = None,
    again: bool = False,
    at: datetime | None = None,
    by: str = "",
    spine: str = "",
) -> Closing:
    """The closing of a month, committed; see ``closed`` for what is raised."""
    return closed(
        home=home,
        month=month,
        law=law,
        carry=carry,
        progress=progress,
        settings=settings,
        again=again,
        at=at,
        by=by,
        spine=spine,
    ).closing


def closed(
    *,
    home: Home,
    month: Month,
    law: Law,
    carry: bool = False,
    progress: Progress = SILENT,
    settings: Settings | None = None,
    again: bool = False,
    at: datetime | None = None,
    by: str = "",
    spine: str = "",
) -> Closed:
    """Close a month from the newest snapshots, unless just these were closed before.

    A new closing is released at once unless the settings say ``release: by_hand``; one that is known
    is released only where no closing of its month is.
    ``law`` is the law in force, or with a proposal applied: that closing has another id and says another
    ``law_version``, and is never released by closing.
    ``carry`` lets an earlier extract stand in. ``again`` computes even what is known, and
    compares. ``spine`` names the spine to count with; without a name it is the newest of the lake, or
    the exact ids. ``at`` is record time and ``by`` who asked, for the lake's log; no table depends on
    them. Raises BadInput
    without population or participation and for lists of a month before the law's first day, IdentityBroken when the counts do not agree or a known
    closing does not come out the same (nothing is published then), Busy while another process
    writes, NotAllowed where the lake cannot be written.
    """
    with Lake.open(home).writer(purpose=f"close {month}", keyring=None) as writer:
        lake = Lake.open(home)
        choice = choose(lake, month, carry=carry, spine=spine)
        refuse_without_law(choice, month, law)
        card = _card(month, choice, law, payment_parameters(home, choice))
        known = next((one for one in lake.closings(str(month)) if one.card.id == card.id), None)
        is_released = releases_at_once(home) and not law.proposals
        order = _Order(at.isoformat() if at else "", by, release=is_released)
        if known is None or again:
            with open_chosen(settings) as engine:
                known = _made(
                    engine, writer, choice, card, law=law, known=known, progress=progress, order=order
                )
        return _settled(home, writer, known, order, unchanged=known.name in lake.manifest.closings)


def _settled(home: Home, writer: Writer, closing: Closing, order: _Order, *, unchanged: bool) -> Closed:
    """Release a known closing where none of its month is, and say how it stands."""
    month = closing.card.month
    is_unreleased = month not in Lake.open(home).manifest.released
    if order.release and is_unreleased and closing.destroyed is None:
        writer.release(closing.name, by=order.by, at=order.at)
    released = Lake.open(home).manifest.released_closing(month) == closing.name
    return Closed(closing, unchanged=unchanged, released=released)


def _card(month: Month, choice: Choice, law: Law, parameters: dict[str, int]) -> ClosingCard:
    used = (UsedSnapshot(str(one.snapshot.id), one.use, one.snapshot.card_sha256) for one in choice.all)
    return ClosingCard(
        month=str(month),
        snapshots=tuple(sorted(used)),
        law_version=law.version,
        spine_version=choice.spine.name,
        places_version=place_data_version(),
        software_version=software_version(),
        synthetic=any(one.snapshot.card.synthetic for one in choice.all),
        tables={},
        findings={},
        works=choice.spine.works,
        parameters=parameters,
        proposals=law.proposals,
    )


def _made(
    engine: Engine,
    writer: Writer,
    choice: Choice,
    card: ClosingCard,
    *,
    law: Law,
    known: Closing | None,
    progress: Progress,
    order: _Order,
) -> Closing:
    month = Month.parse(card.month)
    exceptions = choice.spine.exceptions(engine)
    raw = _rows(engine, choice, exceptions, but=NEEDED) | _rows(engine, choice, NO_EXCEPTIONS, only=NEEDED)
    with writer.staging(CORE_ASIDE) as core, writer.staging(OUT_ASIDE) as out:
        people = linked(engine, writer, choice, exceptions, progress=progress, anew=known is not None)
        at = datetime.fromisoformat(order.at) if order.at else None
        steps = writer.steps(f"close {month}", {"closing": card.id}, at=at)
        if known is not None:
            steps.drop()
        cards = [one.snapshot for one in choice.used["participation"]]
        since = engine.table_of("cover_since", cover_since(cards, month))
        made = _counted(engine, people, raw, since, month=month, law=law, progress=progress)
        write = partial(_written, engine, steps, ENTITLED_PERSON)
        made |= entitled_tables(
            engine, made, raw, choice, month=month, law=law, write=write, progress=progress
        )
        payments_raw = (raw | _rows(engine, choice, exceptions, only=NEEDED)) if card.parameters else raw
        made |= payment_tables(engine, made, payments_raw, card.parameters, month=month, progress=progress)
        checked = (
            *broken(engine, made, month),
            *entitled_broken(engine, made),
            *payment_broken(engine, made, choice),
        )
        _check(checked, month)
        _check_rows(choice, people, month)
        progress.say("writing the tables")
        published = [table for table in (*PUBLISHED, *KEPT_INPUTS) if table.name in made]
        persons = _core(made, steps, people, core)
        tables = write_tables(engine, made, published, out) | persons
        findings = _findings(engine, made, choice) | uneven_findings(cards, month)
        full = replace(card, tables=tables, findings=findings)
        if known is not None:
            check_repeated(engine, known, tables, core)
            steps.drop()
            return known
        closing = writer.commit_closing(
            core, out, full, at=order.at, by=order.by, hashed=persons, release=order.release
        )
        steps.drop()
        return closing


def _rows(
    engine: Engine,
    choice: Choice,
    exceptions: Exceptions,
    *,
    only: Collection[str] = (),
    but: Collection[str] = (),
) -> dict[str, Table]:
    """The rows of registers by the name of their lake table, some of them or all but some.

    The linked registers hold nearly everybody: their people are known from linking, so exceptions are
    joined to their rows again only where somebody asks for the person.
    """
    return {
        REGISTERS[name].stored.name: rows_of(engine, name, received(used), exceptions)
        for name, used in choice.used.items()
        if name not in but and (not only or name in only)
    }


def _counted(
    engine: Engine,
    people: Linked,
    raw: Mapping[str, Table],
    since: Table,
    *,
    month: Month,
    law: Law,
    progress: Progress,
) -> dict[str, Table]:
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import; only a closing needs it)

    linked_tables = {one.name: people.table(engine, one.name) for one in LINKED_TABLES}
    inputs = {
        **linked_tables,
        SPELLS_MERGED: people.merged_spells(engine),
        **{name: rows for name, rows in raw.items() if name in graph.taken(graph.COUNTING)},
        "cover_since": since,
        "month": month,
        "law": engine.table_of("law", group_table(law, month.last_day)),
        "places": engine.table_of("places", place_links(vintage_at(month.last_day))),
    }
    made, _ = graph.run(engine, graph.COUNTING, graph.COUNTED, inputs, progress=progress)
    law_groups, links = inputs["law"], inputs["places"]
    kept = {MONTH_GROUP.name: law_groups, MONTH_LINK.name: links}
    return {**made, **linked_tables, **kept, "places": links, "law": law_groups}


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
        **_unlinked(choice),
        **_unpublished(choice),
        "snapshots_set_aside_n": len(choice.set_aside),
        **({"snapshots_set_aside_partly_n": len(choice.partly)} if choice.partly else {}),
        "resident_rows_repeated_n": engine.count(made["stg_resident__link_repeated"]),
        "residents_estimated_n": engine.count(homes.filter(homes.is_home_estimated)),
        "participants_estimated_n": engine.total(made["out_difference__month_commune"].estimated_n),
        "participants_group_not_in_force_n": engine.total(cells.anti_join(law, "group_code").participants_n),
        **entitled_findings(engine, made),
        **payment_findings(engine, made),
    }


def _unlinked(choice: Choice) -> dict[str, int]:
    """Extracts about people that the spine was not made from; nothing where there are none."""
    names = [str(one.snapshot.id) for one in choice.all if REGISTERS[one.snapshot.id.register].names_people]
    found = choice.spine.unlinked(names)
    return {"spine_unlinked_n": len(found)} if found else {}


def _unpublished(choice: Choice) -> dict[str, int]:
    """Extracts of cards that do not say since when they are complete: of their ground no earlier month-end is published."""
    cards = [one for one in choice.used["participation"] if since_of(one.snapshot) is None]
    return {"history_unpublished_n": len(cards)} if cards else {}


def _undeclared(choice: Choice) -> dict[str, int]:
    """Extracts that were read back although they do not say since when they are complete; nothing where there are none."""
    found = [one for one in choice.all if one.use == HISTORY and since_of(one.snapshot) is None]
    return {"history_undeclared_n": len(found)} if found else {}
