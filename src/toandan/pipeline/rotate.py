"""Rotating the keys: the whole lake under new keys, made aside file by file, put in place in one step.

Until the exchange the lake is the old one under the old keys, afterwards the new one under the new
keys; the key file holds both until it is over. A run that was cut short goes on where it was.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.errors import NotAllowed
from toandan.lake import durable
from toandan.lake.card import Card
from toandan.lake.durable import told
from toandan.lake.event import ROTATED, Event
from toandan.lake.exchange import check_exchange, exchange
from toandan.lake.home import Home
from toandan.lake.key_file import KeyFile, read_key_file, replace_key_file
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.manifest import MANIFEST
from toandan.lake.rotation import Done, Rotation, begin_rotation, find_rotation, link, remove_rotation
from toandan.lake.snapshot import CARD, Snapshot
from toandan.lake.text import sha256_of, sha256_text
from toandan.lake.work import AnyWork, MadeCard, Written
from toandan.pipeline.rotated_files import Task, not_as_committed, tasks_of
from toandan.progress import SILENT, Progress

LOCK = ".lock"
PART = ".part"
# The largest table is written twice for a while, and compression differs a little.
SPARE_SHARE, SPARE_BYTES = 0.1, 16 << 20


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done; ``was_begun`` says that an earlier run had begun it, ``retired`` where the old keys lie."""

    files_n: int
    bytes_n: int
    was_begun: bool
    retired: Path


def rotate(
    *,
    home: Home,
    keys: Path,
    at: datetime,
    progress: Progress = SILENT,
    settings: Settings | None = None,
) -> Rotated:
    """New keys for every purpose, and the whole lake under them; goes on with a rotation that was cut short.

    Snapshots, closings and works stay the same ones: equal rows, equal names, other ids and other bytes.
    Raises NotAllowed for other keys, too little disk or a disk that cannot do it; BadInput for a
    file that is not as it was committed; Busy while another process writes. The lake is as it was then.
    """
    lake = Lake.open(home)
    known = read_key_file(keys)
    current = known.fitting(lake.manifest.keys)
    with lake.writer(purpose="rotate keys", keyring=current), told(lake.folder):
        was_begun = known.coming is not None
        if current is known.coming:
            retired = _settled(home, keys, known, at)
            return Rotated(0, 0, was_begun, retired)
        coming = known.coming or current.rotated()
        lake = Lake.open(home)
        with open_engine(settings) as engine:
            # What cannot be rotated is said before a rotation is begun.
            tasks = [*tasks_of(engine, lake, current, coming)]
            if not was_begun:
                replace_key_file(keys, replace(known, coming=coming))
            rotation = _begun(lake, coming, tasks, progress)
            _make(tasks, lake, rotation, progress)
        _complete(lake, rotation, coming, at)
        durable.fsync_tree(rotation.lake)
        exchange(lake.folder.resolve(), rotation.lake)
        progress.say("the lake is under the new keys; removing what was under the old ones")
        retired = _settled(home, keys, replace(known, coming=coming), at)
    return Rotated(len(tasks), sum(task.bytes_n for task in tasks), was_begun, retired)


def cancel_rotation(*, home: Home, keys: Path) -> bool:
    """Give up a rotation that was cut short; False when there is none. One that took place cannot be given up."""
    lake, known = Lake.open(home), read_key_file(keys)
    current = known.fitting(lake.manifest.keys)
    if known.coming is None:
        return False
    if current is known.coming:
        raise NotAllowed(
            what="the lake is under the new keys already",
            where=str(home.lake),
            do="run `toandan keys rotate` once more: it only tidies up",
        )
    with lake.writer(purpose="give up rotating keys", keyring=current), told(lake.folder):
        begun = find_rotation(lake.folder)
        if begun is not None:
            remove_rotation(begun)
        replace_key_file(keys, replace(known, coming=None))
    return True


def _settled(home: Home, keys: Path, known: KeyFile, at: datetime) -> Path:
    """Keep the old keys in a file of their own, remove the old lake, and make the coming keys the only ones.

    In this order: as long as both are in the key file, the next run knows that there is something left to do.
    """
    retired = _retired(keys, known.keyring)
    note = "keys from before a rotation; they open copies of the lake from before it and nothing else"
    old = KeyFile(keyring=known.keyring, note=note, made_at=known.made_at, rotated_at=known.rotated_at)
    replace_key_file(retired, old)
    left = find_rotation(home.lake)
    if left is not None:
        remove_rotation(left)
    if known.coming is not None:
        settled = replace(known, keyring=known.coming, coming=None, rotated_at=at.isoformat())
        replace_key_file(keys, settled)
    return retired


def _retired(keys: Path, old: Keyring) -> Path:
    return keys.with_name(f"{keys.stem}.before-{old.fingerprints()['ids'][:8]}.json")


def _begun(lake: Lake, coming: Keyring, tasks: list[Task], progress: Progress) -> Rotation:
    """The folder aside, with room for what is still to be made."""
    rotation = begin_rotation(lake.folder, coming.fingerprints())
    check_exchange(lake.folder.resolve(), rotation.folder)
    needed = needed_bytes(_to_write(tasks, rotation))
    progress.say(f"this needs {_megabytes(needed)} of free disk beside the lake until it is over")
    free = shutil.disk_usage(rotation.folder).free
    if free < needed:
        raise NotAllowed(
            what=f"rotating the keys needs {_megabytes(needed)} of free disk; there are {_megabytes(free)}",
            where=str(rotation.folder),
            why="every file with ids or names is written anew before the old ones are removed",
            do="free some space and run the same command again, or give up with --cancel",
        )
    _remove_strange(rotation, {task.name for task in tasks})
    return rotation


def _to_write(tasks: list[Task], rotation: Rotation) -> list[int]:
    """The sizes of the files that are still to be written; what closings share is written once."""
    left = [task for task in tasks if rotation.finished(task.name, task.sha256) is None]
    files = {task.sha256 if _is_core(task.name) else task.name: task.bytes_n for task in left}
    return list(files.values())


def _is_core(name: str) -> bool:
    return name.startswith("core/")


def needed_bytes(sizes: list[int]) -> int:
    """The free disk that files of these sizes need to be written anew: all of them, the largest twice."""
    return int((sum(sizes) + max(sizes, default=0)) * (1 + SPARE_SHARE)) + SPARE_BYTES


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _remove_strange(rotation: Rotation, names: set[str]) -> None:
    """Keep what earlier runs made of files that are still wanted; links are made again."""
    for path in [*rotation.lake.rglob("*")] if rotation.lake.exists() else []:
        if not path.is_dir() and path.relative_to(rotation.lake).as_posix() not in names:
            path.unlink()


def _make(tasks: list[Task], lake: Lake, rotation: Rotation, progress: Progress) -> None:
    total, done = sum(task.bytes_n for task in tasks), 0
    progress.say(f"{len(tasks)} files with {_megabytes(total)} are written anew under new keys")
    for task in tasks:
        if rotation.finished(task.name, task.sha256) is None:
            _make_one(task, lake.folder / task.name, rotation)
        done += task.bytes_n
        progress.advance("rotate", done, total)


def _make_one(task: Task, source: Path, rotation: Rotation) -> None:
    if sha256_of(source) != task.sha256:
        raise not_as_committed(source)
    target = rotation.lake / task.name
    if _shares(task, target, rotation):
        return
    part = target.with_name(f"{target.name}{PART}")
    target.parent.mkdir(parents=True, exist_ok=True)
    durable.step(f"make {target.name} anew")
    digest = task.rekey(source, part)
    durable.fsync_file(part)
    part.replace(target)
    rotation.note(task.name, Done(task.sha256, sha256_of(target), digest))


def _shares(task: Task, target: Path, rotation: Rotation) -> bool:
    """Whether the same file was made for another closing, and stands here as well: months share linked registers."""
    made = (name for name, done in rotation.done.items() if done.before == task.sha256 and _is_core(name))
    # What an earlier run noted may be gone: its closing was destroyed since.
    twin = next((name for name in made if (rotation.lake / name).is_file()), None)
    if twin is None or not _is_core(task.name):
        return False
    link(rotation.lake / twin, target)
    rotation.note(task.name, rotation.done[twin])
    return True


def _complete(lake: Lake, rotation: Rotation, coming: Keyring, at: datetime) -> None:
    """Add what stays as it is, and the cards and the manifest that describe the new files."""
    anew = {f"raw/{one.id}/{CARD}": _card_of(one, rotation, coming).to_json() for one in lake.snapshots()}
    anew |= {f"out/{one.name}/{CARD}": _work_card(one, rotation) for one in lake.made()}
    for path in sorted(lake.folder.rglob("*")):
        name = path.relative_to(lake.folder).as_posix()
        if path.is_dir() or name in rotation.done or name in anew or _is_passing(name):
            continue
        link(path, rotation.lake / name)
    for name, content in anew.items():
        durable.make_folder((rotation.lake / name).parent)
        durable.write_bytes(rotation.lake / name, content)
    digests = {name.split("/", 1)[1].removesuffix(f"/{CARD}"): sha256_text(anew[name]) for name in anew}
    fingerprints = coming.fingerprints()
    event = Event(
        what=ROTATED, id=fingerprints["ids"], at=at.isoformat(), counts={"files_n": len(rotation.done)}
    )
    manifest = lake.manifest.with_events(event)
    replace(
        manifest,
        keys=fingerprints,
        snapshots={name: digests.get(name, digest) for name, digest in manifest.snapshots.items()},
        closings={name: digests.get(name, digest) for name, digest in manifest.closings.items()},
        works={name: digests.get(name, digest) for name, digest in manifest.works.items()},
    ).write(rotation.lake)


def _is_passing(name: str) -> bool:
    """Folders of work under way, and the manifest, which is written anew; the lock goes on."""
    top = name.split("/", 1)[0]
    return top == MANIFEST or (top.startswith(".") and top != LOCK)


def _card_of(snapshot: Snapshot, rotation: Rotation, coming: Keyring) -> Card:
    prefix = f"raw/{snapshot.id}/"
    made = {
        name: rotation.done[prefix + name] for name in snapshot.card.files if prefix + name in rotation.done
    }
    digests = {name: made[name].digest for name in snapshot.card.digests}
    return replace(
        snapshot.card,
        files={**snapshot.card.files, **{name: done.after for name, done in made.items()}},
        digests=digests,
        key_fingerprints=coming.fingerprints(),
        committed_as=snapshot.card_sha256,
    )


def _work_card(work: AnyWork, rotation: Rotation) -> bytes:
    """The card with the hashes of the new files; as it is where none of its files was made anew."""
    paths = {name: f"core/{work.name}/{name}.parquet" for name in work.standing}
    made = {name: rotation.done[path] for name, path in paths.items() if path in rotation.done}
    card: MadeCard = work.card
    if not made:
        return card.to_json()
    tables = {
        name: Written(made[name].after, written.rows_n) if name in made else written
        for name, written in card.tables.items()
    }
    digests = {name: made[name].digest for name in card.sealed if name in made}
    return card.rekeyed(tables, digests).to_json()
