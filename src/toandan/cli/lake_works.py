"""`toandan lake works`: what was made in the lake besides closings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option, language_option

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.lake import Lake
    from toandan.lake.work import Work, WorkCard

SCHEMA = "toandan/lake-works/1"
WORDS = {
    "en": {
        "none": "the lake holds no such work",
        "at": "made {at}",
        "by": " by {by}",
        "from": "from {id}{use}",
        "table": "{name}  {rows:,} rows",
        "sealed": ", encrypted",
        "destroyed": "tables of persons destroyed ({what})",
        "instead": "; instead stands {instead}",
        "no_time": "(time not recorded)",
        "gone": ", destroyed",
    },
    "vi": {
        "none": "kho không có sản phẩm dữ liệu nào như vậy",
        "at": "tạo lúc {at}",
        "by": " bởi {by}",
        "from": "từ {id}{use}",
        "table": "{name}  {rows:,} dòng",
        "sealed": ", mã hóa",
        "destroyed": "đã hủy dữ liệu từng người ({what})",
        "instead": "; thay bằng {instead}",
        "no_time": "(không ghi thời điểm)",
        "gone": ", đã hủy",
    },
}


@click.command()
@click.argument("kind", required=False)
@language_option()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def works(*, kind: str | None, lang: str, home: Home, as_json: bool) -> None:
    """The works of the lake, all or of one KIND: from what they were made, their tables, when and by whom.

    Closings are works too; `toandan closings` lists them.
    """
    from toandan.lake.lake import Lake

    lake = Lake.open(home)
    found = lake.works(kind)
    if as_json:
        echo_json({"schema": SCHEMA, "works": [_entry(lake, one) for one in found]})
        return
    for one in found:
        click.echo(_text(_entry(lake, one), WORDS[lang]))
    if not found:
        click.echo(WORDS[lang]["none"])


def _entry(lake: Lake, one: Work[WorkCard]) -> dict[str, Any]:
    """A work as JSON tells it; no value of a person."""
    card, commit = one.card, lake.commit_of(one.name)
    tables = {
        name: {
            "rows_n": written.rows_n,
            "sha256": written.sha256,
            "encrypted": name in card.digests,
            "standing": name in one.standing,
        }
        for name, written in sorted(card.tables.items())
    }
    return {
        "kind": card.kind,
        "id": card.id,
        "at": commit.at if commit is not None else "",
        "by": commit.by if commit is not None else "",
        "synthetic": card.synthetic,
        "inputs": [{"kind": used.kind, "id": used.id, "use": used.use} for used in card.inputs],
        "versions": card.versions,
        "parameters": card.parameters,
        "outlives_inputs": card.outlives_inputs,
        "tables": tables,
        "findings": card.findings,
        "destroyed": None
        if one.destroyed is None
        else {"what": one.destroyed.what, "at": one.destroyed.at, "instead": one.destroyed.instead},
    }


def _text(told: dict[str, Any], words: dict[str, str]) -> str:
    mark = "  SYNTHETIC" if told["synthetic"] else ""
    at = words["at"].format(at=told["at"]) if told["at"] else words["no_time"]
    by = words["by"].format(by=told["by"]) if told["by"] else ""
    lines = [f"{told['kind']}/{told['id']}  {at}{by}{mark}"]
    gone = told["destroyed"]
    if gone is not None:
        instead = words["instead"].format(instead=gone["instead"]) if gone["instead"] else ""
        lines.append(words["destroyed"].format(what=gone["what"]) + instead)
    lines += (words["from"].format(id=one["id"], use=_use(one["use"])) for one in told["inputs"])
    lines += (_table(name, one, words) for name, one in told["tables"].items())
    return "\n    ".join(lines)


def _use(use: str) -> str:
    return f" ({use})" if use else ""


def _table(name: str, told: dict[str, Any], words: dict[str, str]) -> str:
    notes = (words["sealed"] if told["encrypted"] else "", "" if told["standing"] else words["gone"])
    return words["table"].format(name=name, rows=told["rows_n"]) + "".join(notes)
