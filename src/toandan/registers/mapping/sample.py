"""The first records of a file, by heading: what a proposal is made from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from toandan.registers.heading.shown import check_is_heading
from toandan.registers.mapping.shape import headings_of, shape_layout
from toandan.registers.masking import initials
from toandan.registers.source.batch import WHERE, without_blanks
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.registers.source.form import UNTOLD, Form
from toandan.values.ids import masked

SAMPLE_ROWS = 5_000
SHOWN = 3
LONGEST_SHOWN = 24

type Sample = dict[str, list[str]]


def sample_of(path: Path, form: Form = UNTOLD) -> Sample:
    """Up to 5,000 texts under each heading, empty ones left out; raises BadInput as an intake would."""
    headings = headings_of(path, form)
    check_is_heading(path, headings)
    extract = Extract(source_files([path]), shape_layout(headings), form=form)
    found: Sample = {heading: [] for heading in headings}
    rows_n = 0
    for batch in extract.batches():
        rows = without_blanks(batch.rows)
        for heading, texts in zip(headings, rows.columns[len(WHERE) :], strict=True):
            found[heading].extend(text for text in texts.to_pylist() if text is not None)
        rows_n += len(rows)
        if rows_n >= SAMPLE_ROWS:
            break
    return {heading: texts[:SAMPLE_ROWS] for heading, texts in found.items()}


def shown(texts: list[str]) -> tuple[str, ...]:
    """Three different texts, masked: initials of what is written in letters, else the last two characters."""
    different = islice(dict.fromkeys(texts), SHOWN)
    return tuple(_masked(text)[-LONGEST_SHOWN:] for text in different)


def _masked(text: str) -> str:
    # Samples stand in comments: a line break in one would end it.
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    is_words = all(letter.isalpha() or letter in " .'-" for letter in line)
    return initials(line) if is_words else masked(line)
