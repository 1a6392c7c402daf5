"""An extract whose files have somebody else's columns, read as if they had ours."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Named
from dataclasses import dataclass

from toandan.registers.mapping.declared import Mapping
from toandan.registers.mapping.shape import check_shape, composed, form_of, headings_of, shape_layout
from toandan.registers.mapping.transform import mapped
from toandan.registers.source.batch import TextBatch
from toandan.registers.source.extract import Extract


@dataclass(slots=True, kw_only=True)
class MappedExtract(Extract):
    """As ``Extract``, with the mapping applied to every batch before anybody else sees it.

    Record numbers, lines and broken lines stay those of the files.
    """

    mapping: Mapping

    @property
    def digits(self) -> Named[str, int]:
        """The widths that the mapping declares."""
        return {rule.column: rule.width for rule in self.mapping.rules if rule.width is not None}

    def batches(self) -> Iterator[TextBatch]:
        """Every record of every file in the register's layout.

        Raises BadInput where the headings of a file and of the mapping differ, and as ``Extract``.
        """
        form = form_of(self.mapping, self.form)
        found = [headings_of(source.path, form, self.mapping.headings) for source in self.files]
        for source, headings in zip(self.files, found, strict=True):
            check_shape(source.path, headings, self.mapping)
        received = Extract(self.files, shape_layout(found[0], _days(self.mapping)), self.on_rows, form)
        for batch in received.batches():
            self._take_over(received)
            rows = mapped(batch.rows, found[0], self.mapping, self.layout.names)
            yield TextBatch(rows, batch.broken)
        self._take_over(received)

    def _take_over(self, received: Extract) -> None:
        self.rows_n, self.broken = received.rows_n, received.broken
        self.notes, self.sheets = received.notes, received.sheets


def _days(mapping: Mapping) -> frozenset[str]:
    """The headings that hold days."""
    dated = [rule.headings for rule in mapping.rules if rule.date is not None and len(rule.headings) == 1]
    return frozenset(composed([headings[0] for headings in dated]))
