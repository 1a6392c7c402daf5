"""The lake under new keys, made aside: what is done of it, and whether it has taken the old one's place.

``lake.rotating/`` stands beside the lake. Until the exchange its ``lake`` is the coming one, made
file by file; after the exchange it is the old one, to be destroyed. ``progress.json`` says which
keys it is made for and what is done.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from toandan.lake import durable
from toandan.lake.text import canonical

ASIDE = ".rotating"
PROGRESS = "progress.json"
SCHEMA = "toandan/rotation/1"


@dataclass(frozen=True, slots=True)
class Done:
    """One file under the new keys: the hash it had, the hash it has, its keyed digest where it is encrypted."""

    before: str
    after: str
    digest: str = ""


@dataclass(slots=True)
class Rotation:
    """The folder aside; ``done`` maps a file's path in the lake to what became of it."""

    folder: Path
    fingerprints: dict[str, str]
    done: dict[str, Done] = field(default_factory=dict)

    @property
    def lake(self) -> Path:
        """The coming lake until the exchange, the old one afterwards."""
        return self.folder / "lake"

    def note(self, name: str, done: Done) -> None:
        """Remember that a file is done, so that a run that was cut short goes on from here."""
        self.done[name] = done
        self.write()

    def write(self) -> None:
        """Replace the record of what is done in one step."""
        files = {name: asdict(done) for name, done in self.done.items()}
        content = {"schema": SCHEMA, "fingerprints": self.fingerprints, "files": files}
        durable.write_bytes(self.folder / PROGRESS, canonical(content))

    def finished(self, name: str, before: str) -> Done | None:
        """What a file became, if it is done and was the same then."""
        done = self.done.get(name)
        is_there = done is not None and done.before == before and (self.lake / name).is_file()
        return done if is_there else None


def aside_of(lake: Path) -> Path:
    """Where the lake under new keys is made."""
    place = lake.resolve()
    return place.with_name(f"{place.name}{ASIDE}")


def find_rotation(lake: Path) -> Rotation | None:
    """The rotation that stands beside a lake, or None; one whose record cannot be read starts anew."""
    folder = aside_of(lake)
    if not folder.is_dir():
        return None
    found = Rotation(folder, {})
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        fields = json.loads((folder / PROGRESS).read_bytes())
        done = {name: Done(**one) for name, one in fields["files"].items()}
        found = Rotation(folder, dict(fields["fingerprints"]), done)
    return found


def begin_rotation(lake: Path, fingerprints: Mapping[str, str]) -> Rotation:
    """The rotation to these keys: the one cut short before, or a new one; one to other keys is given up."""
    known = find_rotation(lake)
    if known is not None and known.fingerprints == dict(fingerprints):
        return known
    if known is not None:
        remove_rotation(known)
    begun = Rotation(aside_of(lake), dict(fingerprints))
    durable.make_folder(begun.folder)
    begun.folder.chmod(0o700)
    begun.write()
    return begun


def remove_rotation(rotation: Rotation) -> None:
    """Remove what stands aside. Its record goes last, so that a half-removed one is known for what it is."""
    durable.step("remove aside")
    if rotation.lake.exists():
        shutil.rmtree(rotation.lake)
    durable.step("remove record")
    shutil.rmtree(rotation.folder)
    durable.fsync_folder(rotation.folder.parent)


def link(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy where the disk has no such links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
        durable.fsync_file(target)
