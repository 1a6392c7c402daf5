"""What a sample truly holds, for tests: never to be taken in, and marked so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml
from pyarrow import csv

from toandan.samples import groups
from toandan.samples.arrays import Flags, Ints
from toandan.samples.coverage import Cover
from toandan.samples.fates import in_last, resident_first
from toandan.samples.folder import TRUTH, TRUTH_MARKER
from toandan.samples.ground import Ground
from toandan.samples.late import Corrected
from toandan.samples.people import People
from toandan.samples.write import WrittenFile

MARKER_TEXT = "This folder holds the true counts of a synthetic sample. Intake refuses every file in it.\n"


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The true counts at an end, per present commune: residents, participants, residents who hold a card,
    and those of them whom the ids in both registers tell."""

    residents: Ints
    participants: Ints
    covered: Ints
    findable: Ints
    groups: Ints


def count(people: People, ground: Ground, cover: Cover, *, is_last: bool) -> Truth:
    """The counts at the first or the last end."""
    home = people.moves.home1 if is_last else people.moves.home0
    card = cover.card1 if is_last else cover.card0
    held = cover.is_covered1 if is_last else cover.is_covered0
    resident = in_last(people.fate) if is_last else resident_first(people.fate, people.is_born)
    found = resident & held & people.has_id_in_register & people.has_id_on_card
    group = cover.group1 if is_last else cover.group0

    def by(atom: Ints, which: Flags) -> Ints:
        return np.bincount(ground.commune[atom[which]], minlength=len(ground.communes))

    return Truth(
        residents=by(home, resident),
        participants=by(card, held),
        covered=by(home, resident & held),
        findable=by(home, found),
        groups=np.bincount(group[held], minlength=len(groups.codes())),
    )


def write_truth(
    out: Path,
    ground: Ground,
    first: Truth,
    last: Truth,
    *,
    plans: Ints,
    files: Sequence[WrittenFile],
    corrected: Corrected,
) -> None:
    """The folder ``truth``: communes, groups, faults and totals."""
    folder = out / TRUTH
    folder.mkdir(exist_ok=True)
    (folder / TRUTH_MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    csv.write_csv(_communes(ground, first, last, plans), folder / "communes.csv")
    csv.write_csv(_groups(first, last), folder / "groups.csv")
    csv.write_csv(_faults(files), folder / "faults.csv")
    totals = {"first": _totals(first), "last": _totals(last), "corrected": _corrections(corrected)}
    (folder / "totals.yaml").write_text(yaml.safe_dump(totals, sort_keys=False), encoding="utf-8")


def _communes(ground: Ground, first: Truth, last: Truth, plans: Ints) -> pa.Table:
    return pa.table(
        {
            "commune": [unit.code for unit in ground.communes],
            "name": [unit.full_name for unit in ground.communes],
            "residents_n": last.residents,
            "participants_n": last.participants,
            "covered_residents_n": last.covered,
            "findable_residents_n": last.findable,
            "plan_n": plans,
            "year_before_residents_n": first.residents,
            "year_before_participants_n": first.participants,
            "year_before_findable_residents_n": first.findable,
        }
    )


def _groups(first: Truth, last: Truth) -> pa.Table:
    return pa.table(
        {
            "group_code": list(groups.codes()),
            "participants_n": last.groups,
            "year_before_participants_n": first.groups,
        }
    )


def _faults(files: Sequence[WrittenFile]) -> pa.Table:
    found = [(file.name, fault.kind, fault.first_n, fault.rows_n) for file in files for fault in file.faults]
    names = ("file", "kind", "first_record_n", "rows_n")
    return pa.table({name: [row[place] for row in found] for place, name in enumerate(names)})


def _totals(truth: Truth) -> dict[str, int]:
    return {
        "residents_n": int(truth.residents.sum()),
        "participants_n": int(truth.participants.sum()),
        "covered_residents_n": int(truth.covered.sum()),
        "findable_residents_n": int(truth.findable.sum()),
    }


def _corrections(corrected: Corrected) -> dict[str, int]:
    """Cards valid on the first end's last day that its extract lacks, and those that it holds wrongly."""
    return {
        "late_cards_n": corrected.late_n,
        "cancelled_cards_n": corrected.cancelled_n,
        "shortened_cards_n": corrected.shortened_n,
    }
