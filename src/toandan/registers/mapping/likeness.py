"""How much the texts under a heading look like those of a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import pyarrow as pa

from toandan.places.load import atlas
from toandan.registers.known import vintages
from toandan.registers.mapping.dates import as_days
from toandan.registers.mapping.declared import DateOrder, NumberForm
from toandan.registers.mapping.numbers import SHAPES
from toandan.registers.mapping.words import GroupWords, translated
from toandan.registers.reading import ids
from toandan.schemas.table import Column, Kind

DAY = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
YEAR = re.compile("(18|19|20)[0-9]{2}")
THOUSANDS = re.compile("-?[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?")
NAME = re.compile(r"[^\W\d_]+([ .'-]+[^\W\d_]+)+")
FORMS = {
    "national_id": re.compile(ids.NATIONAL),
    "insurance_no": re.compile(f"{ids.INSURANCE}|{ids.CARD}|{ids.NATIONAL}"),
    "full_name": NAME,
}


def likeness(column: Column, texts: Sequence[str], groups: GroupWords) -> float | None:
    """The share of texts that look like the column's, from 0 to 1; None where nothing can tell."""
    if not texts:
        return None
    judge = _judge(column, groups)
    if column.kind in {Kind.DATE, Kind.PARTIAL_DATE}:
        return best_order(texts)[1]
    return None if judge is None else _share(texts, judge)


def best_order(texts: Sequence[str]) -> tuple[DateOrder, float]:
    """The date order that reads most texts, and the share it reads; of equals the first named, day first."""
    read = {order: _share(_days(texts, order), _is_day_or_year) for order in DateOrder}
    best = max(read, key=lambda order: read[order])
    return best, read[best]


def best_form(texts: Sequence[str]) -> NumberForm:
    """The form that reads most numbers; of equals the plain one, unless a point can only part thousands."""
    forms = (
        sorted(NumberForm, key=lambda form: form is not NumberForm.VI)
        if _parts_thousands(texts)
        else NumberForm
    )
    return max(forms, key=lambda form: _share(texts, _of_shape(form)))


def _parts_thousands(texts: Sequence[str]) -> bool:
    """Whether every point has three digits behind it and a number from 1 in front: 1.234, never 0.955."""
    with_point = [text for text in texts if "." in text]
    return bool(with_point) and all(THOUSANDS.fullmatch(text) for text in with_point)


def _judge(column: Column, groups: GroupWords) -> Callable[[str], bool] | None:
    if column.allowed:
        return lambda text: text in column.allowed or translated(column.name, text, groups) is not None
    if column.name == "group_code":
        return lambda text: text in groups.codes or translated(column.name, text, groups) is not None
    if column.name == "commune":
        return lambda text: text in _communes()
    if column.name in FORMS:
        return lambda text: FORMS[column.name].fullmatch(text) is not None
    if column.kind in {Kind.INT, Kind.DECIMAL}:
        return lambda text: any(_of_shape(form)(text) for form in NumberForm)
    return None


@lru_cache
def _communes() -> frozenset[str]:
    """The commune codes of every map."""
    return frozenset(unit.code for day in vintages() for unit in atlas(day).leaves_under("VN"))


def _of_shape(form: NumberForm) -> Callable[[str], bool]:
    shape = re.compile(SHAPES[form])
    return lambda text: shape.fullmatch(text) is not None


def _days(texts: Sequence[str], order: DateOrder) -> list[str]:
    days: list[str] = as_days(pa.array(texts, pa.string()), order).to_pylist()
    return days


def _is_day_or_year(text: str) -> bool:
    return DAY.fullmatch(text) is not None or YEAR.fullmatch(text) is not None


def _share(texts: Sequence[str], judge: Callable[[str], bool]) -> float:
    return sum(judge(text) for text in texts) / len(texts)
