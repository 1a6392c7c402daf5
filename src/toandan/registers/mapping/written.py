"""A proposal as a YAML file that a person reads, corrects and uses."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toandan.registers.mapping.declared import MAPPING_SCHEMA, FileRule, Rule
from toandan.registers.mapping.propose import Proposal, Proposed

PREFACE = """\
# A proposal, made from the headings and the first records of a file. It is not in use.
# Read every line. `confidence` is how sure the proposal is, from 0 to 1; samples are masked.
# Then take the file in with --mapping and the name of this file.
"""


def written(proposal: Proposal) -> str:
    """The YAML text; what it declares, read back, is ``proposal.mapping``."""
    head = [
        f"schema: {MAPPING_SCHEMA}",
        f"register: {proposal.register}",
        f"name: {_quoted(proposal.name)}",
    ]
    return (
        PREFACE + "\n".join([*head, *_file(proposal.file), *_columns(proposal), *_not_used(proposal)]) + "\n"
    )


def _file(rule: FileRule) -> Iterator[str]:
    if rule == FileRule():
        return
    yield "file:"
    for name, said in (("sheet", rule.sheet), ("encoding", rule.encoding), ("delimiter", rule.delimiter)):
        if said:
            yield f"  {name}: {_quoted(said)}"
    if rule.title_rows is not None:
        yield f"  title_rows: {rule.title_rows}"


def _columns(proposal: Proposal) -> Iterator[str]:
    yield "columns:" if proposal.columns else "columns: {}"
    for one in proposal.columns:
        yield from _column(one)
    for name in proposal.missing:
        yield f"  # {name}: required, and nothing in the file looks like it; give it a heading or a constant:"
        yield f"  # {name}: {{constant: }}"


def _column(one: Proposed) -> Iterator[str]:
    yield f"  # confidence {one.confidence:.2f}{_samples(one.samples)}"
    yield f"  {one.rule.column}:"
    for name, text in _entries(one.rule):
        yield f"    {name}: {text}"


def _entries(rule: Rule) -> Iterator[tuple[str, str]]:
    if len(rule.headings) > 1:
        yield "join", f"[{', '.join(_quoted(heading) for heading in rule.headings)}]"
    else:
        yield "heading", _quoted(rule.headings[0])
    if rule.values:
        yield "values", f"{{{', '.join(f'{_quoted(one)}: {_quoted(ours)}' for one, ours in rule.values)}}}"
    if rule.date is not None:
        yield "date", rule.date.value
    if rule.number is not None:
        yield "number", rule.number.value


def _not_used(proposal: Proposal) -> Iterator[str]:
    yield "not_used:" if proposal.not_used else "not_used: []"
    for heading, samples in proposal.not_used:
        yield f"  - {_quoted(heading)}{f'  # {_samples(samples)[3:]}' if samples else ''}"


def _samples(samples: tuple[str, ...]) -> str:
    return f" · samples: {', '.join(samples)}" if samples else ""


def _quoted(text: str) -> str:
    # A JSON text is a YAML text too; what cannot be printed is written by its number.
    return json.dumps(text, ensure_ascii=not text.isprintable())
