"""Mappings kept at home, so that the next file of a shape needs nothing.

``mappings/<register>/<fingerprint of the headings>.yaml`` is used; ``….proposed.yaml`` beside it
waits for a person to read it and never is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toandan.errors import BadInput
from toandan.lake.durable import make_folder, write_bytes
from toandan.lake.home import Home
from toandan.registers.mapping.declared import Mapping
from toandan.registers.mapping.load import load_mapping
from toandan.registers.mapping.shape import FINGERPRINT_LENGTH, fingerprint, form_of, headings_of
from toandan.registers.source.form import UNTOLD, Form

FOLDER = "mappings"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mapping an extract is read with, and the file it was read from."""

    mapping: Mapping
    path: Path


def choose(
    home: Home, register: str, files: Sequence[Path], named: Path | None, form: Form = UNTOLD
) -> Chosen | None:
    """The mapping that was named, else the saved one of the first file's shape, else None.

    Raises BadInput for a mapping that cannot be used.
    """
    path = named or _saved(home, register, files[0], form)
    return None if path is None else Chosen(load_mapping(path, register), path)


def keep(home: Home, register: str, chosen: Chosen) -> Path:
    """Keep a mapping that has served, under its headings; returns where it lies."""
    target = saved_path(home, register, chosen.mapping.headings)
    content = chosen.path.read_bytes()
    if not target.exists() or target.read_bytes() != content:
        make_folder(target.parent)
        write_bytes(target, content)
    return target


def keep_proposal(home: Home, register: str, headings: Sequence[str], text: str) -> Path:
    """Write a proposal where a person finds it and no intake does; returns where it lies."""
    target = saved_path(home, register, headings).with_suffix(".proposed.yaml")
    make_folder(target.parent)
    write_bytes(target, text.encode())
    return target


def saved_path(home: Home, register: str, headings: Sequence[str]) -> Path:
    """Where the mapping of a shape lies."""
    return home.root / FOLDER / register / f"{fingerprint(headings)}.yaml"


def _saved(home: Home, register: str, file: Path, told: Form) -> Path | None:
    # Each is tried with its own way of reading: the encoding and title rows of a file stand in its mapping.
    for path in sorted((home.root / FOLDER / register).glob(f"{'[0-9a-f]' * FINGERPRINT_LENGTH}.yaml")):
        if _is_of_shape(file, load_mapping(path, register), told):
            return path
    return None


def _is_of_shape(file: Path, mapping: Mapping, told: Form) -> bool:
    try:
        headings = headings_of(file, form_of(mapping, told), mapping.headings)
    except BadInput:
        # A file of another shape need not be readable in this one's encoding.
        return False
    return fingerprint(headings) == fingerprint(mapping.headings)
