"""What the province adds (Decree 188/2025 Article 71.10.e): of its items that match, the one that gives most.

Items stand side by side in the row of the day and province. An item adds a share of the premium or lifts
state and province together to a level; together they never pay more than the premium, nor than the
resolution's own limit. An item that hangs on an unknown fact gives nothing and is said.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from toandan.rules.calendar import MONTHS_A_YEAR
from toandan.rules.each import each
from toandan.rules.law_shape import items_of_provinces
from toandan.rules.levels import numbers
from toandan.rules.money import share
from toandan.rules.sets import NO_TEXT, Members, any_known, categories, either, titles, told


def province(rows: Table) -> StringValue:
    """The province of residence; empty where it is not known."""
    return rows.province_code.fill_null("")


def items_asked(asked: Table, provinces: Table) -> Table:
    """One row per day and province that occurs in ``asked``, with the items in force on that day side by side.

    A province without items has a row too: whoever is joined with it stays.
    """
    places = each(asked.day).cross_join(each(province(asked).name("province")))
    slots = range(1, 1 + items_of_provinces(provinces.columns))
    items = places.left_join(provinces, places.province == provinces.province_code).drop("province_code")
    meant: dict[str, IntegerValue] = {}
    for slot in slots:
        meant |= _in_force(items, slot).named(f"categories_{slot}")
    dated = (f"{name}_{slot}" for slot in slots for name in ("law_start", "law_end"))
    return items.mutate(**meant).drop(*dated)


def with_items(rows: Table, items: Table) -> Table:
    """The rows with what each item would give (``local_vnd_1``, …) and whether it is meant for the person.

    ``local_match_1``, …: null where that hangs on a fact that is not known.
    """
    rows, slots = rows.inner_join(items, ["day", "province"]), slots_of(items)
    own_vnd = rows.premium_month_vnd - rows.supported_vnd
    rows = rows.mutate(
        local_rest_vnd=own_vnd, **{f"local_match_{slot}": matches(rows, slot) for slot in slots}
    )
    return rows.mutate(**{f"local_vnd_{slot}": gives(rows, slot) for slot in slots})


def province_vnd(rows: Table) -> IntegerValue:
    """What the province adds to a month."""
    amounts = [_given(rows, slot) for slot in slots_of(rows)]
    return ibis.greatest(0, *amounts).cast("int64")


def local_item(rows: Table) -> StringValue:
    """The item that gives it, the first of several; empty when the province adds nothing."""
    amount = rows.province_vnd
    named = [(_given(rows, slot) == amount, rows[f"item_{slot}"]) for slot in slots_of(rows)]
    return ibis.cases((amount == 0, ""), *named, else_="")


def local_code(rows: Table) -> StringValue:
    """Whether the province adds, or might under facts that are not known."""
    unsure = [
        rows[f"local_match_{slot}"].isnull() & (rows[f"local_vnd_{slot}"] > 0) for slot in slots_of(rows)
    ]
    return ibis.cases(
        (rows.province_vnd > 0, "local_support"), (any_known(unsure), "local_support_unknown"), else_=NO_TEXT
    )


def matches(rows: Table, slot: int) -> BooleanValue:
    """Whether an item is meant for the person; null where a fact is missing."""
    meant = categories(rows, f"categories_{slot}").has(categories(rows, "paying_member"))
    return ibis.ifelse(meant, _personal(rows, slot), False)


def gives(rows: Table, slot: int) -> IntegerValue:
    """What an item gives of a month's premium beside the state; needs ``local_rest_vnd``, what the state leaves."""
    premium, state = rows.premium_month_vnd, rows.supported_vnd
    level, added = rows[f"level_bp_{slot}"], rows[f"add_bp_{slot}"]
    wished = share(premium, ibis.coalesce(level, added)) - ibis.ifelse(level.isnull(), 0, state)
    limit = share(premium, rows[f"total_at_most_bp_{slot}"]) - state
    return ibis.greatest(ibis.least(wished, limit, rows.local_rest_vnd), 0)


def slots_of(rows: Table) -> range:
    """The numbers of the items that a province's row has room for."""
    return numbers(rows.columns, "item")


def _in_force(items: Table, slot: int) -> Members:
    """The categories an item is meant for on the day; none before it, after it, and where there is no item."""
    held = (items.day >= items[f"law_start_{slot}"]) & (items.day < items[f"law_end_{slot}"])
    return either(held, categories(items, f"categories_{slot}"), 0)


def _given(rows: Table, slot: int) -> IntegerValue:
    return ibis.ifelse(rows[f"local_match_{slot}"], rows[f"local_vnd_{slot}"], 0)


def _personal(rows: Table, slot: int) -> BooleanValue:
    held, unknown = titles(rows, "titles"), titles(rows, "titles_unknown")
    asked, without = titles(rows, f"titles_{slot}"), titles(rows, f"without_titles_{slot}")
    member = rows[f"member_n_{slot}"]
    titled = asked.is_empty() | told(held, unknown, asked)
    lacking = ~told(held, unknown, without)
    resident = ibis.ifelse(rows[f"needs_permanent_{slot}"], rows.is_permanent, True)
    placed = ibis.ifelse(member.isnull(), True, rows.member_n == member)
    return titled & lacking & resident & placed & _aged(rows, slot)


def _aged(rows: Table, slot: int) -> BooleanValue:
    from_age, to_age = rows[f"age_from_{slot}"], rows[f"age_to_{slot}"]
    old_enough = ibis.ifelse(from_age.isnull(), True, rows.age_months >= from_age * MONTHS_A_YEAR)
    young_enough = ibis.ifelse(to_age.isnull(), True, rows.age_months < to_age * MONTHS_A_YEAR)
    return old_enough & young_enough
