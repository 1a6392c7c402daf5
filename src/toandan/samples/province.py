"""The registers of a whole province, written as files that intake takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from toandan.errors import BadInput
from toandan.places.load import atlas
from toandan.places.unit import Level
from toandan.places.vintage import vintage_at
from toandan.progress import SILENT, Progress
from toandan.samples import statements
from toandan.samples.calibration import Calibration, neutral
from toandan.samples.files import Files, SampleCall
from toandan.samples.folder import CARD, make_ready
from toandan.samples.streams import Streams
from toandan.samples.truth import Truth, count, write_truth
from toandan.samples.world import World, draw_world
from toandan.values.month import MONTHS_A_YEAR, Month

SCHEMA = "toandan/sample/2"
FEWEST, MOST = 200, 15_000_000


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """What was written: the folder, the intake calls in order, and what it agrees with."""

    folder: Path
    calls: tuple[SampleCall, ...]
    calibration: Calibration
    first: Truth
    last: Truth


def make_sample(
    *,
    calibration: Calibration | None,
    province: str,
    people: int,
    start: Month,
    end: Month,
    out: Path,
    seed: int,
    progress: Progress = SILENT,
) -> SampleFiles:
    """Write the sample of a province to ``out`` and say what it holds.

    ``province`` is a code of the vintage of ``end``; ``calibration`` None means that nothing was
    published and round shares stand in. The files are a function of the arguments alone. Raises
    BadInput for a span other than twelve months, too few people, or a folder that is not free;
    UnknownPlace for a code that is no province.
    """
    _check(people, start, end)
    atlas(vintage_at(end.last_day)).unit(province, Level.PROVINCE)
    wanted = neutral(province, people) if calibration is None else calibration.scaled(people)
    make_ready(out)
    progress.say("drawing people, households and cards")
    world = draw_world(wanted, (start, end), Streams(seed))
    files = _written(world, out, progress)
    _write_card(files, people, start, end, seed)
    return files


def _check(people: int, start: Month, end: Month) -> None:
    if end != start.plus(MONTHS_A_YEAR):
        raise BadInput(
            what=f"a sample from {start} to {end} cannot be made",
            why="a sample holds a month and the one twelve months later, which accounts compare",
            do=f"use --from {start} --to {start.plus(MONTHS_A_YEAR)}",
        )
    if not FEWEST <= people <= MOST:
        raise BadInput(
            what=f"a sample of {people} people cannot be made",
            why=f"it takes {FEWEST} to {MOST} people to look like a province",
            do="give another number to --people",
        )


def _written(world: World, out: Path, progress: Progress) -> SampleFiles:
    """Every file and the truth about them."""
    first, last = (
        count(world.people, world.ground, world.cover, is_last=is_last) for is_last in (False, True)
    )
    plans = statements.commune_plans(world.ground, world.calibration, last.residents)
    calls = tuple(Files(world, out, progress).written(plans))
    write_truth(
        out,
        world.ground,
        first,
        last,
        plans=plans,
        files=[call.file for call in calls],
        corrected=world.extracts.corrected,
    )
    return SampleFiles(out, calls, world.calibration, first, last)


def _write_card(files: SampleFiles, people: int, start: Month, end: Month, seed: int) -> None:
    card = {
        "schema": SCHEMA,
        "synthetic": True,
        "province": files.calibration.province,
        "people": people,
        "from": str(start),
        "to": str(end),
        "seed": seed,
        "calibrated_to": "published figures"
        if files.calibration.is_published
        else "round shares; nothing published",
        "intake": [
            {
                "register": call.register,
                "files": [call.file.name],
                "scope": call.scope,
                "as_of": call.as_of.isoformat(),
                **_complete_since(call),
                "clean_rows_n": call.file.clean_n,
                "faulty_rows_n": call.file.faulty_n,
            }
            for call in files.calls
        ],
    }
    text = yaml.safe_dump(card, sort_keys=False, allow_unicode=True)
    (files.folder / CARD).write_text(text, encoding="utf-8")


def _complete_since(call: SampleCall) -> dict[str, str]:
    return {} if call.complete_since is None else {"complete_since": call.complete_since.isoformat()}
