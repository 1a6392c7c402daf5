"""A proposal made and left at home for a person to read."""

from __future__ import annotations

from pathlib import Path

from toandan.errors import BadInput
from toandan.lake.durable import write_bytes
from toandan.lake.home import Home
from toandan.lawbook.law import Law
from toandan.registers.mapping.propose import Proposal, propose
from toandan.registers.mapping.sample import sample_of
from toandan.registers.mapping.saved import keep_proposal
from toandan.registers.mapping.shape import file_rule
from toandan.registers.mapping.written import written
from toandan.registers.source.form import UNTOLD, Form


def offer(
    home: Home, register: str, file: Path, form: Form = UNTOLD, to: Path | None = None, *, law: Law
) -> tuple[Proposal, Path]:
    """Propose a mapping for the shape of a file; returns it and where its YAML lies: at home, or in ``to``.

    Nothing uses the YAML until somebody names it with --mapping. Raises Usage for an unknown
    register and BadInput for a file that cannot be read and for ``to`` where a file is already. What ``form`` tells stands in the YAML too.
    """
    if to is not None and to.exists():
        raise BadInput(
            what=f"{to.name} is there already",
            where=str(to),
            why="a mapping that somebody corrected is not overwritten",
            do="name another file, or take it away; to use it, leave --propose out",
        )
    sample = sample_of(file, form)
    proposal = propose(register, file.stem, sample, file_rule(form), law=law)
    if to is None:
        return proposal, keep_proposal(home, register, tuple(sample), written(proposal))
    write_bytes(to, written(proposal).encode())
    return proposal, to
