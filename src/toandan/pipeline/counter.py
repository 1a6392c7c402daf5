"""The law at a counter: the chain of rules compiled once per version of the law, then asked for a household."""

from __future__ import annotations

from datetime import date
from typing import Self

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from toandan.engine.compiled import Compiled, compiled
from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.law import Law
from toandan.lawbook.tables import tables_of
from toandan.pipeline.answered import check_answered
from toandan.registers.columns import arrow_schema
from toandan.rules.decided import decided
from toandan.rules.law_rows import LawRows, law_rows
from toandan.schemas.facts import FACTS
from toandan.schemas.set_columns import CATEGORY_SETS, categories_of

ASKED = "facts"
OUTCOMES = "outcomes"
NOTHING = "nothing"
NOT_OPEN = "choice_not_open"


class Counter:
    """Answers ``core_facts__entity_person`` with ``core_outcome__entity_person`` under one law."""

    def __init__(self, law: Law, query: Compiled) -> None:
        self.law = law
        self._query = query

    @classmethod
    def open(cls, law: Law) -> Self:
        """Compile the rules for a law; takes seconds, once."""
        rows, given = law_rows(tables_of(law)), arrow_schema(FACTS)
        fixed = {"periods": rows.periods, "provinces": rows.provinces, "words": rows.words}
        return cls(law, compiled({OUTCOMES: chain(given, rows)}, asked=ASKED, given=given, fixed=fixed))

    def decide(self, facts: pa.Table) -> pa.Table:
        """One outcome per row of facts.

        Raises BadInput for a day before the law, for a person asked twice on a day, and for a chosen
        category that is not open to the person, whose label is ``where``.
        """
        self._refuse_days(set(facts["day"].to_pylist()))
        _refuse_twice(list(zip(facts["person_id"].to_pylist(), facts["day"].to_pylist(), strict=True)))
        found = self._query.ask(OUTCOMES, facts)
        check_answered(len(facts), len(found))
        _refuse_choices(found, facts)
        return found

    def close(self) -> None:
        """End its session."""
        self._query.close()

    def _refuse_days(self, days: set[date]) -> None:
        for day in days:
            self.law.at(day)


def chain(given: pa.Schema, rows: LawRows) -> Table:
    """The chain of rules over unbound tables called facts, periods, provinces and words."""
    return decided(
        _unbound(given, ASKED),
        _unbound(rows.periods.schema, "periods"),
        _unbound(rows.provinces.schema, "provinces"),
        _unbound(rows.words.schema, "words"),
    )


def _unbound(schema: pa.Schema, name: str) -> Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def _refuse_twice(asked: list[tuple[str, date]]) -> None:
    if len(set(asked)) < len(asked):
        raise BadInput(
            what="one person is asked twice for the same day",
            why="the answer would have two rows that cannot be told apart",
            do="give every member of the household once",
        )


def _refuse_choices(found: pa.Table, facts: pa.Table) -> None:
    read = found.select(["person_id", "codes", *CATEGORY_SETS.names("may_choose")]).to_pylist()
    refused = {row["person_id"]: row for row in read if NOT_OPEN in row["codes"].split()}
    for person, chosen in zip(facts["person_id"].to_pylist(), facts["chosen"].to_pylist(), strict=True):
        if person in refused:
            words = ", ".join(categories_of(refused[person], "may_choose")) or NOTHING
            raise BadInput(
                what=f"the category {chosen[:40]!r} cannot be chosen",
                where=person,
                why=f"the law opens {words} to this person (Article 13.5 e, g, h)",
                do="leave the choice empty or choose one that is open",
                vi=Vietnamese(
                    what=f"không được chọn đối tượng {chosen[:40]!r}",
                    why=f"người này được chọn: {words if words != NOTHING else 'không có'} (điểm e, g, h khoản 5 Điều 13)",
                    do="bỏ trống lựa chọn hoặc chọn đối tượng được phép",
                ),
            )
