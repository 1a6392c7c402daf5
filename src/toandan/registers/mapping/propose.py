"""A mapping proposed from the headings and first records of a file, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toandan.lawbook.law import Law
from toandan.registers.heading.match import match_headings
from toandan.registers.mapping.declared import DateOrder, FileRule, Mapping, NumberForm, Rule
from toandan.registers.mapping.likeness import best_form, best_order, likeness
from toandan.registers.mapping.sample import Sample, shown
from toandan.registers.mapping.words import (
    CONTRADICTING,
    ENGLISH,
    NAME_PARTS,
    GroupWords,
    group_words,
    plain,
    translated,
)
from toandan.schemas.registers import register_named
from toandan.schemas.table import Column, Kind, Table

ENGLISH_WORDING, LOOKS_ALONE = 0.85, 0.5
LEAST = 0.3
UNSAID = FileRule()
CERTAIN_LOOK = 0.95
# What such a number looks like is its own; a name, a date or an amount could be any column's.
TELLING = ("national_id", "insurance_no", "sex")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One column's rule, how sure we are of it (0 to 1), and what stands there, masked."""

    rule: Rule
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a file; ``missing`` are required columns that nothing looks like.

    ``not_used`` pairs a heading with masked samples of its texts.
    """

    register: str
    name: str
    file: FileRule
    columns: tuple[Proposed, ...]
    missing: tuple[str, ...]
    not_used: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def mapping(self) -> Mapping:
        """The mapping as it would be used unchanged."""
        rules = tuple(one.rule for one in self.columns)
        aside = tuple(heading for heading, _ in self.not_used)
        return Mapping(register=self.register, name=self.name, rules=rules, not_used=aside, file=self.file)


def propose(register: str, name: str, sample: Sample, file: FileRule = UNSAID, *, law: Law) -> Proposal:
    """The proposal for a file of which ``sample`` holds the texts by heading; raises Usage.

    ``law`` says which group codes there are and what they are called.
    """
    layout, groups = register_named(register).received, group_words(law)
    chosen = _chosen(layout, sample, groups)
    parts = _name_parts(list(sample), taken={heading for heading, _ in chosen.values()})
    if "full_name" in layout.names and "full_name" not in chosen and parts:
        joined = Proposed(
            Rule(column="full_name", headings=parts),
            ENGLISH_WORDING,
            tuple(one for part in parts for one in shown(sample[part])[:1]),
        )
    else:
        joined, parts = None, ()
    columns = [
        _proposed(layout.column(name), heading, confidence, sample[heading], groups)
        for name, (heading, confidence) in chosen.items()
    ]
    columns += [joined] if joined else []
    columns.sort(key=lambda one: layout.names.index(one.rule.column))
    used = {heading for one in columns for heading in one.rule.headings}
    given = {one.rule.column for one in columns}
    return Proposal(
        register=register,
        name=name,
        file=file,
        columns=tuple(columns),
        missing=tuple(one.name for one in layout.columns if one.required and one.name not in given),
        not_used=tuple((heading, shown(texts)) for heading, texts in sample.items() if heading not in used),
    )


def _chosen(layout: Table, sample: Sample, groups: GroupWords) -> dict[str, tuple[str, float]]:
    """Column to heading and confidence: the best pairs first, neither of them twice."""
    chosen: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for confidence, _, column, heading in sorted(
        _pairs(layout, sample, groups), key=lambda pair: (-pair[0], pair[1])
    ):
        if column not in chosen and heading not in taken:
            chosen[column] = (heading, confidence)
            taken.add(heading)
    return chosen


def _pairs(layout: Table, sample: Sample, groups: GroupWords) -> list[tuple[float, int, str, str]]:
    pairs = []
    for match in match_headings(list(sample), layout):
        for column in layout.columns:
            named = match.confidence if match.column == column.name else _english(column, match.heading)
            confidence = _confidence(column, named, sample[match.heading], groups)
            if confidence >= LEAST:
                pairs.append((confidence, match.place, column.name, match.heading))
    return pairs


def _english(column: Column, heading: str) -> float:
    return ENGLISH_WORDING if plain(heading) in ENGLISH.get(column.name, ()) else 0.0


def _confidence(column: Column, named: float, texts: Sequence[str], groups: GroupWords) -> float:
    """Half of what the heading says stands by itself, the other half as far as the texts agree."""
    look = likeness(column, texts, groups)
    if named:
        return named if look is None else named * (1 + look) / 2
    is_told = column.name in TELLING and look is not None and look >= CERTAIN_LOOK
    return LOOKS_ALONE if is_told else 0.0


def _name_parts(headings: Sequence[str], taken: set[str]) -> tuple[str, ...]:
    """Headings of the parts of a name, family name first; nothing where fewer than two are found."""
    found = [
        heading
        for names in NAME_PARTS
        for heading in headings
        if plain(heading) in names and heading not in taken
    ]
    return tuple(found) if len(found) > 1 else ()


def _proposed(
    column: Column, heading: str, confidence: float, texts: list[str], groups: GroupWords
) -> Proposed:
    rule = Rule(
        column=column.name,
        headings=(heading,),
        values=_values(column, texts, groups),
        date=_order(column, texts),
        number=_form(column, texts),
    )
    return Proposed(rule, round(confidence, 2), shown(texts))


def _values(column: Column, texts: Sequence[str], groups: GroupWords) -> tuple[tuple[str, str], ...]:
    """The texts that we know a value for; only words of our own list, never anything else of the file."""
    values = {text: translated(column.name, text, groups) for text in set(texts)}
    found = {text: ours for text, ours in values.items() if ours and text != ours}
    if any(both <= set(found) for both in CONTRADICTING.get(column.name, ())):
        return ()
    return tuple(sorted(found.items()))


def _order(column: Column, texts: Sequence[str]) -> DateOrder | None:
    if column.kind not in {Kind.DATE, Kind.PARTIAL_DATE} or not texts:
        return None
    return best_order(texts)[0]


def _form(column: Column, texts: Sequence[str]) -> NumberForm | None:
    if column.kind not in {Kind.INT, Kind.DECIMAL} or not texts:
        return None
    form = best_form(texts)
    return None if form is NumberForm.PLAIN else form
