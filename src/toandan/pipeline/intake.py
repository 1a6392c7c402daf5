"""Taking an extract in: files of a register become one immutable, checked snapshot of the lake.

Nothing is kept of an extract that fails on the way: what is written lies in a staging folder
of the lake until the card is complete, and becomes a snapshot in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from toandan import software_version
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, IdentityBroken
from toandan.lake.card import Card, Source
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.scope import Scope
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot, SnapshotId
from toandan.lake.text import canonical, sha256_of, sha256_text
from toandan.lawbook.groups import known_codes
from toandan.places.load import atlas_at, place_data_version
from toandan.places.unit import Unit, level_of
from toandan.progress import SILENT, Progress
from toandan.registers.book import intake_of
from toandan.registers.intake import RegisterIntake
from toandan.registers.known import Known
from toandan.registers.mapping.mapped_extract import MappedExtract
from toandan.registers.mapping.saved import Chosen, choose, keep
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import (
    SourceFile,
    check_readable,
    check_unchanged,
    is_marked_synthetic,
    source_files,
)
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.staging import stage
from toandan.registers.writing import Splitter, Written, write_rows

LAYOUT_VERSION = 1
WORKING = "working.parquet"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an extract; ``known_already`` says that the same bytes were in the lake before."""

    snapshot: Snapshot
    known_already: bool


@dataclass(frozen=True, slots=True)
class _Order:
    """One extract to take in: everything its snapshot is a function of, and when it was received."""

    intake: RegisterIntake
    sources: tuple[SourceFile, ...]
    scope: Scope
    as_of: date
    received_at: datetime
    synthetic: bool
    origin: str
    key_fingerprints: dict[str, str]
    chosen: Chosen | None
    form: Form


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
    origin: str = "",
    mapping: Path | None = None,
    form: Form = UNTOLD,
    progress: Progress = SILENT,
    settings: Settings | None = None,
) -> Receipt:
    """Take the files in as the whole extract of a register for a place and day.

    ``scope`` is a place code of the map in force on ``as_of``, or a name that is one place there.
    Every row is accepted or quarantined. The same bytes as the newest version give that version
    back; changed bytes make the next version. A snapshot is synthetic when ``synthetic`` is given
    or the marker of synthetic data lies beside a file. ``mapping`` names a mapping file for other
    columns than ours; it is kept at home and found again for the next file with these headings.
    ``form`` tells of the files what cannot be seen in them for certain: encoding, separator, sheet.

    Raises Usage for an unknown register; BadInput for files, headings, places and scopes that
    cannot be used and for an extract of which no row is accepted; NotAllowed for other keys or
    missing rights; Busy when somebody else writes; IdentityBroken when rows do not add up. After
    any of them the lake holds what it held before.
    """
    intake = intake_of(register)
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
            key_fingerprints=keyring.fingerprints(),
            chosen=chosen,
            form=form,
        )
        _refuse_overlap(lake, order)
        newest = lake.newest(register, order.scope, as_of)
        if newest is not None and _is_same(newest.card, order):
            progress.say(f"these files are in the lake already, as {newest.id}")
            return Receipt(newest, known_already=True)
        with writer.staging(register) as folder:
            version = writer.next_version(register, order.scope, as_of)
            card = _filled(order, folder, version, keyring=keyring, progress=progress, settings=settings)
            if chosen is not None:
                keep(home, register, chosen)
            return Receipt(writer.commit_snapshot(folder, card), known_already=False)


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
    return (before, card.synthetic, card.layout, card.places_version, card.mapping) == (
        now,
        order.synthetic,
        _layout(order),
        place_data_version(),
        _mapping_hash(order),
    )


def _filled(
    order: _Order,
    folder: Path,
    version: int,
    *,
    keyring: Keyring,
    progress: Progress,
    settings: Settings | None,
) -> Card:
    register = order.intake.register
    extract = _extract(order, lambda rows: progress.advance("read", rows, None))
    if order.chosen is not None:
        progress.say(f"using the mapping {order.chosen.mapping.name!r} from {order.chosen.path}")
    known = Known(order.as_of, order.scope.code, known_codes())
    progress.say(f"reading and checking {_listed(order.sources)}")
    with open_engine(settings) as engine:
        staged = stage(engine, extract, order.intake, known, keys=keyring.id_keys, path=folder / WORKING)
    received_n = extract.received_n
    for note in extract.notes:
        progress.say(note)
    progress.say(f"read {received_n:,} rows; writing")
    extract.on_rows = lambda rows: progress.advance("write", rows, received_n)
    rows_n = write_rows(staged, register, folder / ROWS)
    splitter = Splitter.of(extract, register, staged, known, keyring)
    written = splitter.write(folder / SEALED, folder / QUARANTINE)
    staged.path.unlink()
    check_unchanged(order.sources)
    _check_identity(order, received_n, rows_n, written)
    if written.accepted_n == 0:
        raise _nothing_accepted(order, written)
    sources = tuple(
        Source(source.name, source.bytes_n, source.sha256, rows_n)
        for source, rows_n in zip(order.sources, extract.rows_n, strict=True)
    )
    return _card(order, folder, version, sources, written)


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


def _card(order: _Order, folder: Path, version: int, sources: tuple[Source, ...], written: Written) -> Card:
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
