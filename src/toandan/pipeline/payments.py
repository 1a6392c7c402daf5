"""Payments in a closing: read where an extract of them is there, with the days an office sets."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from ibis.expr.types import Table

from toandan.accounts import payments
from toandan.accounts.identities import Broken, broken_rows
from toandan.engine import Engine
from toandan.errors import BadInput, Vietnamese
from toandan.lake.home import Home, settings_of
from toandan.linkage import payments as payers
from toandan.linkage import spine
from toandan.pipeline.chosen import Choice
from toandan.progress import Progress
from toandan.schemas.closing import PARTICIPANT_PERSON, RESIDENT_PERSON
from toandan.schemas.payment_month import MOST_DAYS, PAYMENT_MONTH, SETTING, USUAL_DAYS
from toandan.schemas.table import Role
from toandan.values.month import Month

FOLLOWING: tuple[ModuleType, ...] = (spine, payers, payments)
COUNTED = (PARTICIPANT_PERSON.name, RESIDENT_PERSON.name, "places")
FOUND = ("waiting_n", "overdue_n", "unknown_n")


def payment_parameters(home: Home, choice: Choice) -> dict[str, int]:
    """What a closing that reads payments depends on besides its extracts; nothing for any other closing.

    Raises BadInput for a setting that is no number of days.
    """
    if not any(choice.of_role(Role.EVENT).values()):
        return {}
    told = settings_of(home).get(SETTING, USUAL_DAYS)
    if isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= MOST_DAYS:
        return {SETTING: told}
    raise BadInput(
        what="the settings do not say within how many days a payment should be shown",
        where=f"{home.settings}, {SETTING}",
        why=f"it is a whole number of days from 0 to {MOST_DAYS}",
        do=f"write `{SETTING}: {USUAL_DAYS}`, or leave it out",
        vi=Vietnamese(
            what="thiết lập không cho biết số ngày chờ thẻ sau khi nộp tiền",
            why=f"phải là số ngày nguyên từ 0 đến {MOST_DAYS}",
            do=f"ghi `{SETTING}: {USUAL_DAYS}`, hoặc bỏ dòng này",
        ),
    )


def payment_tables(
    engine: Engine,
    made: Mapping[str, Table],
    raw: Mapping[str, Table],
    parameters: Mapping[str, int],
    *,
    month: Month,
    progress: Progress,
) -> dict[str, Table]:
    """What came of the payments, by the table's name; nothing where none were read.

    ``made`` are the tables counted before, ``raw`` the rows of the registers, by name.
    """
    if SETTING not in parameters:
        return {}
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

    inputs = {
        **{name: rows for name, rows in raw.items() if name in graph.taken(FOLLOWING)},
        **{name: made[name] for name in COUNTED},
        "month": month,
        "within_days": parameters[SETTING],
    }
    found, _ = graph.run(engine, FOLLOWING, [PAYMENT_MONTH.name], inputs, progress=progress)
    return found


def payment_broken(engine: Engine, made: Mapping[str, Table], choice: Choice) -> tuple[Broken, ...]:
    """What does not hold of the table: its equations, its key, and that every payment read is in it."""
    if PAYMENT_MONTH.name not in made:
        return ()
    rows = made[PAYMENT_MONTH.name]
    found = list(broken_rows(engine, PAYMENT_MONTH, rows))
    used = (one for extracts in choice.of_role(Role.EVENT).values() for one in extracts)
    read_n, told_n = sum(one.snapshot.card.accepted_n for one in used), engine.total(rows.payments_n)
    if read_n != told_n:
        equation = "payments_n = payments read"
        found.append(Broken(PAYMENT_MONTH.name, equation, f"{told_n} and {read_n}"))
    return tuple(found)


def payment_findings(engine: Engine, made: Mapping[str, Table]) -> dict[str, int]:
    """What a reader must know of the payments, as numbers; nothing where none were read."""
    if PAYMENT_MONTH.name not in made:
        return {}
    rows = made[PAYMENT_MONTH.name]
    return {f"payments_{name}": engine.total(rows[name]) for name in FOUND}
