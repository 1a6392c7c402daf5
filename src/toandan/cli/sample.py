"""toandan sample: the synthetic registers of a province."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, stderr_progress
from toandan.values.month import Month

if TYPE_CHECKING:
    from toandan.samples.calibration import Calibration
    from toandan.samples.province import SampleFiles

SCHEMA = "toandan/sample-made/1"


@click.command("sample")
@click.option("--province", required=True, metavar="CODE", help="Province, in the codes of --to's last day.")
@click.option(
    "--people", required=True, type=int, help="Residents at the end; other counts are in proportion."
)
@click.option("--from", "start", required=True, metavar="MONTH", help="First month, as 2024-10.")
@click.option("--to", "end", required=True, metavar="MONTH", help="Last month, twelve later, as 2025-10.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write: new, empty, or an earlier sample.",
)
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(min=0), help="Another seed, other people."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
def command(*, province: str, people: int, start: str, end: str, out: Path, seed: int, as_json: bool) -> None:
    """Make the synthetic registers of a province: nobody in them exists.

    The population, the cards of sixty months, lists, schools and contracts at both ends, plans
    and figures, in the codes of their day, with some faulty rows beside. The same arguments give the same bytes. Where
    figures were published for the province, the accepted rows agree with them.
    """
    from toandan.cli.sample_calibration import calibration_of
    from toandan.samples.province import make_sample

    last = Month.parse(end)
    files = make_sample(
        calibration=calibration_of(province, last),
        province=province,
        people=people,
        start=Month.parse(start),
        end=last,
        out=out,
        seed=seed,
        progress=stderr_progress(),
    )
    if as_json:
        echo_json(_answer(files))
    else:
        click.echo("\n".join(_sentences(files)))


def _answer(files: SampleFiles) -> dict[str, object]:
    calibration = files.calibration
    return {
        "schema": SCHEMA,
        "synthetic": True,
        "folder": str(files.folder),
        "province": calibration.province,
        "is_published": calibration.is_published,
        "residents_n": calibration.residents_n,
        "participants_n": int(files.last.participants.sum()),
        "year_before_participants_n": int(files.first.participants.sum()),
        "intake": [
            {
                "register": call.register,
                "file": call.file.name,
                "scope": call.scope,
                "as_of": call.as_of.isoformat(),
                "complete_since": None if call.complete_since is None else call.complete_since.isoformat(),
                "clean_rows_n": call.file.clean_n,
                "faulty_rows_n": call.file.faulty_n,
            }
            for call in files.calls
        ],
    }


def _sentences(files: SampleFiles) -> list[str]:
    calibration = files.calibration
    return [
        "SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP: nobody in these files exists.",
        f"{files.folder}: province {calibration.province}, {calibration.residents_n:,} residents.",
        f"Participants: {int(files.first.participants.sum()):,}, a year later {int(files.last.participants.sum()):,}.",
        _basis(calibration),
        *(
            f"  {call.file.name}: {call.file.clean_n:,} clean rows, {call.file.faulty_n:,} faulty beside"
            for call in files.calls
        ),
        "Next: take them in, one `toandan intake … --synthetic` per entry of sample.yaml.",
    ]


def _basis(calibration: Calibration) -> str:
    if calibration.is_published:
        return (
            "Totals follow the published figures of the province; sizes and rates of communes are invented."
        )
    return (
        "No figure of this province is published in the package: round shares stand in, all else is invented."
    )
