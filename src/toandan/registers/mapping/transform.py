"""From the texts of a file to the texts of our layout, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Named

import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.mapping.dates import as_days
from toandan.registers.mapping.declared import Mapping, NumberForm, Rule
from toandan.registers.mapping.numbers import as_numbers
from toandan.registers.mapping.shape import composed
from toandan.registers.source.batch import WHERE, text_schema, trimmed

type Step = Callable[[pa.Array], pa.Array]


def mapped(
    batch: pa.RecordBatch, headings: Sequence[str], mapping: Mapping, columns: tuple[str, ...]
) -> pa.RecordBatch:
    """The batch with ``columns`` in place of the file's; a column without a rule is empty.

    ``headings`` name the batch's columns after row_n, file_n and line, in their order.
    """
    first = len(WHERE)
    found = {name: batch.column(first + at) for at, name in enumerate(composed(headings))}
    rules = {rule.column: rule for rule in mapping.rules}
    texts = [
        _texts(rules[name], found, len(batch)) if name in rules else pa.nulls(len(batch), pa.string())
        for name in columns
    ]
    return pa.RecordBatch.from_arrays([*batch.columns[:first], *texts], schema=text_schema(columns))


def _texts(rule: Rule, found: Named[str, pa.Array], rows_n: int) -> pa.Array:
    if not rule.headings:
        return pa.repeat(pa.scalar(rule.constant, pa.string()), rows_n)
    received = _joined([trimmed(found[name]) for name in composed(rule.headings)], rule.separator)
    steps = _conversions(rule)
    if not steps and not rule.values:
        return received
    # A batch has few different days and codes: each is converted once.
    encoded = received.dictionary_encode(null_encoding="encode")
    return _converted(encoded.dictionary, rule, steps).take(encoded.indices)


def _converted(received: pa.Array, rule: Rule, steps: Sequence[Step]) -> pa.Array:
    converted = received
    for convert in steps:
        converted = convert(converted)
    return pc.coalesce(_translated(received, rule.values), converted) if rule.values else converted


def _joined(parts: list[pa.Array], separator: str) -> pa.Array:
    whole = parts[0]
    for part in parts[1:]:
        # Arrow's own leaving out of nulls drops rows in which every part is one.
        whole = pc.coalesce(pc.binary_join_element_wise(whole, part, separator), whole, part)
    return whole


def _conversions(rule: Rule) -> list[Step]:
    steps: list[Step] = []
    if rule.prefix:
        steps.append(lambda texts: pc.binary_join_element_wise(rule.prefix, texts, ""))
    if (order := rule.date) is not None:
        steps.append(lambda texts: as_days(texts, order))
    if rule.number is not None or rule.scale != 1:
        steps.append(lambda texts: as_numbers(texts, rule.number or NumberForm.PLAIN, rule.scale))
    return steps


def _translated(texts: pa.Array, values: tuple[tuple[str, str], ...]) -> pa.Array:
    """Ours for every text of the table, empty for every other; "" in the table stands for no text."""
    theirs = pc.utf8_normalize(pa.array([one for one, _ in values], pa.string()), "NFC")
    ours = pa.array([other for _, other in values], pa.string())
    received = pc.utf8_normalize(pc.fill_null(texts, ""), "NFC")
    return ours.take(pc.index_in(received, theirs))
