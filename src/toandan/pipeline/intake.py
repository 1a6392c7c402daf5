"""Taking an extract in: files of a register become one immutable, checked snapshot of the lake.

Nothing is kept of an extract that fails on the way: what is written lies in a staging folder
of the lake until the card is complete, and becomes a snapshot in one step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toandan import software_version
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, IdentityBroken, ToanDanError
from toandan.lake.card import Card, Source
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.scope import Scope
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot, SnapshotId
from toandan.lake.steps import Steps
from toandan.lake.text import canonical, sha256_of, sha256_text
from toandan.lawbook.law import Law
from toandan.pipeline.complete import check_complete_since, written_day
from toandan.pipeline.difference import difference_to_last
from toandan.places.load import atlas_at, place_data_version
from toandan.places.unit import Unit, level_of
from toandan.progress import SILENT, Progress
from toandan.registers.book import intake_of
from toandan.registers.intake import RegisterIntake
from toandan.registers.known import Known
from toandan.registers.mapping.mapped_extract import MappedExtract
from toandan.registers.mapping.saved import Chosen, choose, keep
from toandan.registers.parts import PART_ROWS
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import (
    SourceFile,
    check_readable,
    check_unchanged,
    check_untouched,
    is_marked_synthetic,
    source_files,
)
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.staging import Staged, stage
from toandan.registers.writing import Splitter, Written, write_rows
from toandan.registers.zeros.watch import Padding

LAYOUT_VERSION = 1
MEGABYTE = 1_000_000
LEAST_MEMORY = 500 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an extract; ``known_already`` says that the same bytes were in the lake before."""

    snapshot: Snapshot
    known_already: bool


@dataclass(frozen=True, slots=True)
class _Order:
    """One extract to take in: everything its snapshot is a function of, and when it was received.

    ``groups`` are the group codes that may stand in it.
    """

    intake: RegisterIntake
    sources: tuple[SourceFile, ...]
    scope: Scope
    as_of: date
    received_at: datetime
    synthetic: bool
    origin: str
    groups: frozenset[str]
    key_fingerprints: dict[str, str]
    chosen: Chosen | None
    form: Form
    complete_since: date | None


def take_in(
    *,
    home: Home,
    keyring: Keyring,
    register: str,
    files: Sequence[Path],
    scope: str,
    as_of: date,
    received_at: datetime,
    synthetic: bool,
    law: Law,
    origin: str = "",
    mapping: Path | None = None,
    form: Form = UNTOLD,
    complete_since: date | None = None,
    progress: Progress = SILENT,
    settings: Settings | None = None,
    part_rows: int = PART_ROWS,
) -> Receipt:
    """Take the files in as the whole extract of a register for a place and day.

    ``scope`` is a place code of the map in force on ``as_of``, or a name that is one place there.
    Every row is accepted or quarantined. The same bytes as the newest version give that version
    back; changed bytes make the next version. A snapshot is synthetic when ``synthetic`` is given
    or the marker of synthetic data lies beside a file. ``mapping`` names a mapping file for other
    columns than ours; it is kept at home and found again for the next file with these headings.
    ``law`` says which group codes there are. ``form`` tells of the files what cannot be seen in them for certain: encoding, separator, sheet.
    ``complete_since`` is the day since which the extract holds every spell, declared by the office; it is kept
    on the card, belongs to this extract only, and another day makes another version.
    Work that was stopped goes on from its last finished step; about ``part_rows`` rows are one step of the
    first reading.

    Raises Usage for an unknown register; BadInput for files, headings, places and scopes that
    cannot be used, for a ``complete_since`` after ``as_of`` or of a register without history, and for an
    extract of which no row is accepted; NotAllowed for other keys or
    missing rights; Busy when somebody else writes; IdentityBroken when rows do not add up. After
    any of them the lake holds what it held before.
    """
    intake = intake_of(register)
    check_complete_since(intake.register, complete_since, as_of)
    check_readable(files)
    chosen = choose(home, register, files, mapping, form)
    unit = _place(scope, as_of)
    marked = synthetic or any(is_marked_synthetic(path) for path in files)
    with Lake.open(home, must_exist=False).writer(purpose=f"intake {register}", keyring=keyring) as writer:
        lake = Lake.open(home, must_exist=False)
        order = _Order(
            intake=intake,
            sources=source_files(files),
            scope=Scope(unit.vintage, unit.code),
            as_of=as_of,
            received_at=received_at,
            synthetic=marked,
            origin=origin,
            groups=law.known_codes(),
            key_fingerprints=keyring.fingerprints(),
            chosen=chosen,
            form=form,
            complete_since=complete_since,
        )
        _refuse_overlap(lake, order)
        newest = lake.newest(register, order.scope, as_of)
        if newest is not None and _is_same(newest.card, order):
            progress.say(f"these files are in the lake already, as {newest.id}")
            return Receipt(newest, known_already=True)
        steps = writer.steps(f"intake {register}", _inputs(order), at=received_at)
        with writer.staging(register) as folder, _kept_unless_refused(steps, order.sources):
            version = writer.next_version(register, order.scope, as_of)
            work = _Work(order, steps, keyring, progress, settings, part_rows)
            card = _filled(work, folder, version)
            if chosen is not None:
                keep(home, register, chosen)
            card = replace(card, difference=difference_to_last(lake, folder, card, keyring, settings))
            snapshot = writer.commit_snapshot(folder, card)
        steps.drop()
        return Receipt(snapshot, known_already=False)


@contextmanager
def _kept_unless_refused(steps: Steps, sources: Sequence[SourceFile]) -> Iterator[None]:
    """Steps outlive a stop; an extract that is refused leaves nothing.

    Whatever a file made of itself while it was read, that it changed is the reason that is told.
    """
    try:
        yield
    except (ToanDanError, OSError):
        steps.drop()
        check_unchanged(sources)
        raise


def _place(scope: str, as_of: date) -> Unit:
    place_map = atlas_at(as_of)
    is_code = level_of(scope) is not None or scope.isdigit()
    return place_map.unit(scope) if is_code else place_map.find(scope)


def _refuse_overlap(lake: Lake, order: _Order) -> None:
    place_map = atlas_at(order.as_of)
    own = order.scope.code
    for other in {snapshot.id for snapshot in lake.snapshots(order.intake.register.name)}:
        if other.as_of != order.as_of or other.scope == order.scope:
            continue
        if place_map.overlaps(own, other.scope.code):
            raise BadInput(
                what=f"{place_map.unit(own).full_name} overlaps {place_map.unit(other.scope.code).full_name}, "
                "which is in the lake already",
                where=str(other),
                why="the same people would be counted twice on this day",
                do=f"take it in as a new version of scope {other.scope.code}, or use another day",
            )


def _is_same(card: Card, order: _Order) -> bool:
    before = sorted(card.fingerprint_of_sources)
    now = sorted(source.sha256 for source in order.sources)
    return (
        before,
        card.synthetic,
        card.layout,
        card.places_version,
        card.mapping,
        card.complete_since,
    ) == (
        now,
        order.synthetic,
        _layout(order),
        place_data_version(),
        _mapping_hash(order),
        written_day(order.complete_since),
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """An order, and what it is done with."""

    order: _Order
    steps: Steps
    keyring: Keyring
    progress: Progress
    settings: Settings | None
    part_rows: int


def _inputs(order: _Order) -> dict[str, Any]:
    """All that the files of a snapshot are a function of."""
    return {
        "layout": _layout(order),
        "sources": [(source.name, source.sha256) for source in order.sources],
        "scope": str(order.scope),
        "as_of": order.as_of.isoformat(),
        "mapping": _mapping_hash(order),
        "groups": sorted(order.groups),
        "keys": order.key_fingerprints,
    }


def _filled(work: _Work, folder: Path, version: int) -> Card:
    order, progress = work.order, work.progress
    extract = _extract(order, lambda rows: progress.advance("read", rows, None))
    if order.chosen is not None:
        progress.say(f"using the mapping {order.chosen.mapping.name!r} from {order.chosen.path}")
    known = Known(order.as_of, order.scope.code, order.groups)
    staged = _staged(work, extract, known)
    received_n = extract.received_n
    rows_n = _rows(work, staged, folder)
    extract.on_rows = lambda rows: progress.advance("write", rows, received_n)
    written = _apart(work, extract, staged, known, folder)
    check_unchanged(order.sources)
    _check_identity(order, received_n, rows_n, written)
    if written.accepted_n == 0:
        raise _nothing_accepted(order, written)
    sources = tuple(
        Source(source.name, source.bytes_n, source.sha256, rows_n)
        for source, rows_n in zip(order.sources, extract.rows_n, strict=True)
    )
    return _card(order, folder, version, sources, written, padding=staged.padding)


def _staged(work: _Work, extract: Extract, known: Known) -> Staged:
    """The first reading: typed, keyed and checked rows."""
    work.progress.say(f"reading and checking {_listed(work.order.sources)}")
    with open_engine(_bounded(work)) as engine:
        staged = stage(
            engine,
            extract,
            work.order.intake,
            known,
            keys=work.keyring.id_keys,
            steps=work.steps,
            part_rows=work.part_rows,
            progress=work.progress,
        )
    for note in (*extract.notes, *staged.padding.notes, *map(str, staged.padding.columns)):
        work.progress.say(note)
    work.progress.say(f"read {extract.received_n:,} rows; writing")
    return staged


def _bounded(work: _Work) -> Settings:
    """The settings; where they leave the memory open, half a gigabyte or half the files: more is spilled."""
    settings = work.settings or Settings.from_environment(os.environ)
    if settings.memory_limit is not None:
        return settings
    bytes_n = max(LEAST_MEMORY, sum(source.bytes_n for source in work.order.sources) // 2)
    return replace(settings, memory_limit=f"{bytes_n // MEGABYTE}MB")


def _rows(work: _Work, staged: Staged, folder: Path) -> int:
    """The plain table of accepted rows, in ``folder``; how many they are."""
    register = work.order.intake.register
    step = work.steps.made("rows", lambda aside: write_rows(staged, register, aside / ROWS))
    step.give(ROWS, folder / ROWS)
    return int(step.told)


def _apart(work: _Work, extract: Extract, staged: Staged, known: Known, folder: Path) -> Written:
    """The second reading: the encrypted files, in ``folder``, and what stands in them."""
    splitter = Splitter.of(extract, work.order.intake.register, staged, known, work.keyring)

    def write(aside: Path) -> dict[str, Any]:
        written = splitter.write(aside / SEALED, aside / QUARANTINE).to_json()
        check_untouched(work.order.sources)
        return written

    step = work.steps.made("apart", write)
    for name in step.told["digests"]:
        step.give(name, folder / name)
    return Written.from_json(step.told)


def _check_identity(order: _Order, received_n: int, rows_n: int, written: Written) -> None:
    """What the first reading stored is what the second accepted, and every row is accounted for."""
    if (rows_n, received_n) != (written.accepted_n, written.accepted_n + written.quarantined_n):
        raise IdentityBroken(
            what=f"received {received_n} rows, stored {rows_n}, "
            f"accepted {written.accepted_n}, quarantined {written.quarantined_n}",
            where=_listed(order.sources),
            why="every row is accepted or quarantined, and both readings of a file must agree",
            do="nothing was committed; report this with the file's layout",
        )


def _card(
    order: _Order,
    folder: Path,
    version: int,
    sources: tuple[Source, ...],
    written: Written,
    *,
    padding: Padding,
) -> Card:
    register = order.intake.register
    return Card(
        id=str(SnapshotId(register.name, order.scope, order.as_of, version)),
        origin=order.origin,
        sources=sources,
        received_at=order.received_at.isoformat(),
        received_n=sum(source.rows_n for source in sources),
        accepted_n=written.accepted_n,
        quarantined_n=written.quarantined_n,
        quarantine_codes=dict(sorted(written.codes.items())),
        files={path.name: sha256_of(path) for path in sorted(folder.iterdir())},
        digests=written.digests,
        legal_basis=register.legal_basis,
        synthetic=order.synthetic,
        layout=_layout(order),
        key_fingerprints=order.key_fingerprints,
        places_version=place_data_version(),
        software_version=software_version(),
        mapping=_mapping_hash(order),
        padded=padding.counts,
        complete_since=written_day(order.complete_since),
    )


def _extract(order: _Order, on_rows: Callable[[int], None]) -> Extract:
    layout = order.intake.register.received
    if order.chosen is None:
        return Extract(order.sources, layout, on_rows, order.form)
    return MappedExtract(order.sources, layout, on_rows, order.form, mapping=order.chosen.mapping)


def _mapping_hash(order: _Order) -> str:
    """What was told about the files: the same bytes read in another way are another version."""
    mapping = "" if order.chosen is None else order.chosen.mapping.sha256
    if order.form == UNTOLD:
        return mapping
    return sha256_text(canonical({"mapping": mapping, "form": asdict(order.form)}))


def _layout(order: _Order) -> str:
    return f"toandan/{order.intake.register.name}/{LAYOUT_VERSION}"


def _listed(sources: Sequence[SourceFile]) -> str:
    return ", ".join(source.name for source in sources)


def _counted(codes: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {number:,}" for code, number in sorted(codes.items()))


def _nothing_accepted(order: _Order, written: Written) -> BadInput:
    first = "; ".join(f"line {line}: {reason}" for line, reason in written.first)
    return BadInput(
        what=f"none of the {written.quarantined_n:,} rows can be accepted; nothing was taken in",
        where=_listed(order.sources),
        why=f"{_counted(written.codes)}. {first}",
        do="correct the file, or ask for a mapping with --propose where days, codes or numbers are only "
        "written in another way; an extract without accepted rows would empty the register",
    )
