"""Which categories of Article 12 fit a person: known (``fits``), or not known (``unknown``).

A category that does not exist on the day is in neither set; nothing unknown is taken for no.
"""

from __future__ import annotations

from collections.abc import Mapping

from ibis.expr.types import BooleanValue, Table

from toandan.rules.fits_ages import by_age
from toandan.rules.fits_living import by_living
from toandan.rules.fits_places import by_place
from toandan.rules.fits_rest import added_by_decree, relatives, self_paying
from toandan.rules.fits_titles import by_title
from toandan.rules.sets import Members, categories, category, either, titles, union


def fitted(rows: Table) -> Table:
    """The rows with ``fits`` and ``unknown``. They carry the law of their day and ``age_months``."""
    told = by_living(rows) | by_place(rows) | by_age(rows)
    fits, unknown = by_title(titles(rows, "titles")), by_title(titles(rows, "titles_unknown"))
    rows = rows.mutate(**fits.named("fits"), **unknown.named("unknown"))
    rows = _joined(rows, told)
    for step in (relatives, added_by_decree, self_paying):
        rows = _joined(rows, step(rows))
    return rows


def _joined(rows: Table, told: Mapping[str, BooleanValue]) -> Table:
    rows = rows.mutate(**{_column(slug): fits for slug, fits in told.items()})
    flags = {slug: rows[_column(slug)] for slug in told}
    exists = categories(rows, "law_exists")
    fits = categories(rows, "fits") | union([_known(slug, flag) for slug, flag in flags.items()])
    unknown = categories(rows, "unknown") | union([_not_known(slug, flag) for slug, flag in flags.items()])
    joined = rows.mutate(**(fits & exists).named("fits"), **(unknown & exists).named("unknown"))
    return joined.drop(*(_column(slug) for slug in told))


def _column(slug: str) -> str:
    return f"fits_{slug}"


def _known(slug: str, flag: BooleanValue) -> Members:
    return either(flag, category(slug), 0)


def _not_known(slug: str, flag: BooleanValue) -> Members:
    return either(flag.isnull(), category(slug), 0)
