"""toandan graph: the steps of a closing as they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.pipeline.drawn_steps import Step

SCHEMA = "toandan/graph/1"
KINDS = {
    "input": "received",
    "link": "linked once",
    "count": "counted every month",
    "judge": "asked of the law",
    "follow": "payments followed",
}


@click.command("graph")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Draw the steps into this SVG file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def command(*, out: Path | None, as_json: bool, home: Home) -> None:
    """Tell the steps of a closing, what each reads, and rows and seconds of the closing made last.

    The steps are read off the functions that a closing runs. A step without seconds is computed
    together with the one that reads it, or was kept from before.
    """
    from toandan.pipeline.drawn_steps import steps

    every, measured = steps(), _measured(home)
    if out is not None:
        from toandan.reports.steps_picture import picture

        title = f"Steps of a closing{measured['title']}"
        out.write_text(picture(every, _notes(every, measured), title), "utf-8")
    if as_json:
        echo_json({"schema": SCHEMA, "steps": [_entry(one, measured) for one in every]})
    elif out is None:
        click.echo("\n".join(_line(one, measured) for one in every))
    else:
        click.echo(f"{len(every)} steps drawn: {out}")


def _measured(home: Home) -> dict[str, Any]:
    """Rows and seconds of the closing made last, as far as they are known."""
    from toandan.cli.stopwatch import kept
    from toandan.lake.closing import table_of_file
    from toandan.lake.lake import Lake

    told = kept(home)
    closings = Lake.open(home, must_exist=False).closings()
    last = next((one.card for one in reversed(closings) if one.card.id == told.get("closing")), None)
    if last is None:
        return {"rows": {}, "seconds": {}, "title": ""}
    rows: Counter[str] = Counter()
    for name, one in last.tables.items():
        rows[table_of_file(name)] += one.rows_n
    synthetic = ", synthetic" if last.synthetic else ""
    return {"rows": rows, "seconds": told["seconds"], "title": f" ({last.month}{synthetic})"}


def _notes(every: tuple[Step, ...], measured: dict[str, Any]) -> dict[str, str]:
    return {one.name: ", ".join([KINDS[one.kind], *_numbers(one, measured)]) for one in every}


def _numbers(one: Step, measured: dict[str, Any]) -> list[str]:
    rows, seconds = measured["rows"].get(one.name), measured["seconds"].get(one.name)
    told = [
        "" if rows is None else f"{rows:,} {'row' if rows == 1 else 'rows'}",
        "" if seconds is None else f"{seconds:.1f} s",
    ]
    return [text for text in told if text]


def _entry(one: Step, measured: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "says": one.says,
        "reads": list(one.reads),
        "takes": list(one.takes),
        "rows_n": measured["rows"].get(one.name),
        "seconds": measured["seconds"].get(one.name),
    }


def _line(one: Step, measured: dict[str, Any]) -> str:
    numbers = "".join(f"  {text}" for text in _numbers(one, measured))
    reads = f"\n    reads {', '.join((*one.reads, *one.takes))}" if one.reads else ""
    says = f"\n    {one.says}" if one.says else ""
    return f"{one.name}  ({KINDS[one.kind]}){numbers}{says}{reads}"
