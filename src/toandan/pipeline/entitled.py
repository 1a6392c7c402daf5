"""The law of the last day asked about every resident of a closing.

It is asked only when a register of facts is there. Without one nothing but ages and cards is known,
so nearly every answer would be "cannot tell", and a country would pay minutes for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType

import pyarrow as pa
from ibis.expr.types import Table

from toandan.accounts import entitled, facts, hamlets, households, lists, placed_lists
from toandan.accounts.boundaries import ground, shares_between
from toandan.accounts.identities import Broken, broken_rows
from toandan.engine import Engine
from toandan.lawbook.law import Law
from toandan.lawbook.tables import LawTables, tables_of
from toandan.pipeline.chosen import Choice, scope_names
from toandan.places.load import atlas
from toandan.places.unit import Level
from toandan.places.vintage import known_vintages, vintage_at
from toandan.progress import Progress
from toandan.rules.law_rows import law_rows
from toandan.rules.sets import category, title
from toandan.schemas.categories import CATEGORY
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON, RESIDENT_PERSON
from toandan.schemas.linked import COVER_SEVERAL, LINK_PLAIN
from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS
from toandan.schemas.social_protection import LIVING_LISTS
from toandan.schemas.table import Role
from toandan.schemas.titles import TITLE
from toandan.values.month import MONTHS_A_YEAR, Month

CARD_SCHEMA = pa.schema(
    [
        ("group_code", pa.string()),
        ("card_category", pa.string()),
        *((name, pa.int64()) for name in CATEGORY_SETS.names("card_member")),
        *((name, pa.int64()) for name in TITLE_SETS.names("card_titles")),
        ("card_living", pa.int64()),
    ]
)
type Write = Callable[[str, Table], Table]
COUNTED = (RESIDENT_PERSON.name, LINK_PLAIN.name, COVER_SEVERAL.name, "places")
JUDGING: tuple[ModuleType, ...] = (placed_lists, hamlets, lists, facts, households, entitled)
UNMET = "stg_hamlet__month_unmet"
LIVING_OF = {"poor_household": "poor", "near_poor": "near_poor", "farm_average": "farm_average"}


def is_asked(choice: Choice) -> bool:
    """Whether the closing reads any register of facts."""
    return any(choice.of_role(Role.FACT).values())


def refuse_without_law(choice: Choice, month: Month, law: Law) -> None:
    """Raises BadInput where registers of facts are read for a month whose law is not kept: nobody would be answered."""
    if is_asked(choice):
        law.at(month.last_day)


def entitled_tables(
    engine: Engine,
    made: Mapping[str, Table],
    raw: Mapping[str, Table],
    choice: Choice,
    *,
    month: Month,
    law: Law,
    write: Write,
    progress: Progress,
) -> dict[str, Table]:
    """What ``law`` says of every resident, written by ``write``, and its cells, by their names.

    Empty where the law is not asked.
    """
    if not is_asked(choice):
        return {}
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

    tables = tables_of(law)
    rows = law_rows(tables)
    inputs = {
        **{name: rows for name, rows in raw.items() if name in graph.taken(JUDGING)},
        **{name: made[name] for name in COUNTED},
        # Several steps read the residents, who are told from the linked registers: told once.
        RESIDENT_PERSON.name: engine.stored(RESIDENT_PERSON.name, made[RESIDENT_PERSON.name]),
        "list_ground": engine.table_of("list_ground", _list_ground(choice, month)),
        "card_meaning": engine.table_of("card_meaning", card_meaning(month, law)),
        "province_of": engine.table_of("province_of", province_of(month)),
        "law_periods": engine.table_of("law_periods", rows.periods),
        "law_provinces": engine.table_of("law_provinces", rows.provinces),
        "law_words": engine.table_of("law_words", rows.words),
        "age_cuts": age_cuts(tables),
        "month": month,
    }
    wanted, writes = [ENTITLED.name, ENTITLED_PERSON.name, UNMET], {ENTITLED_PERSON.name: write}
    found, _ = graph.run(engine, JUDGING, wanted, inputs, writes=writes, progress=progress)
    return found


def entitled_broken(engine: Engine, made: Mapping[str, Table]) -> tuple[Broken, ...]:
    """What does not hold of the cells: equations, key, and that they hold everybody."""
    if ENTITLED.name not in made:
        return ()
    cells, people = made[ENTITLED.name], made["out_residents__month_cell"]
    found = list(broken_rows(engine, ENTITLED, cells))
    for name in ("residents_n", "covered_residents_n", "uncovered_n"):
        sides = engine.total(cells[name]), engine.total(people[name])
        if sides[0] != sides[1]:
            equation = f"{name} = the same by card"
            found.append(Broken(ENTITLED.name, equation, f"{sides[0]} and {sides[1]}"))
    # The cells without a group are those not covered: what covering them costs is read off them.
    mixed = cells.filter((cells.group_code == "") != (cells.covered_residents_n == 0))
    if mixed_n := engine.count(mixed):
        found.append(Broken(ENTITLED.name, "no group = not covered", f"{mixed_n} cells"))
    return tuple(found)


def entitled_findings(engine: Engine, made: Mapping[str, Table]) -> dict[str, int]:
    """What a reader of the cells must know, as numbers; nothing where the law was not asked."""
    if ENTITLED.name not in made:
        return {}
    cells = made[ENTITLED.name]
    is_known = cells.entitled != ""
    found = cells.agg(
        entitled_uncovered_n=cells.uncovered_n.sum(where=is_known),
        entitled_otherwise_n=cells.otherwise_n.sum(),
        entitled_unknown_n=cells.residents_n.sum(where=~is_known),
        entitled_not_priced_n=(cells.residents_n - cells.priced_n).sum(where=is_known),
    )
    told = {name: int(value or 0) for name, value in engine.fetch(found).to_pylist()[0].items()}
    return told | _unmet(engine, made[UNMET])


def _unmet(engine: Engine, hamlets: Table) -> dict[str, int]:
    """Of the hamlets that lists name, those in which no resident is known to live; nothing where none is named."""
    if engine.count(hamlets) == 0:
        return {}
    return {"hamlets_listed_unmet_n": engine.count(hamlets.filter(hamlets.is_unmet))}


def card_meaning(month: Month, law: Law) -> pa.Table:
    """Per card code in force: the category it means, as a word, a set of one, a title and a living standard."""
    rows = []
    for code, group in law.groups_at(month.last_day).items():
        slug = group.category if group.category in CATEGORY else None
        titles = (group.category,) if group.category in TITLE else ()
        living = LIVING_OF.get(group.category)
        rows.append(
            {
                "group_code": code,
                "card_category": slug,
                **CATEGORY_SETS.row("card_member", category(slug) if slug else 0),
                **TITLE_SETS.row("card_titles", title(*titles)),
                "card_living": 1 << LIVING_LISTS.index(living) if living else 0,
            }
        )
    return pa.Table.from_pylist(rows, schema=CARD_SCHEMA)


def province_of(month: Month) -> pa.Table:
    """Per commune of the month's map: the province of the present map it lies in."""
    here, now = vintage_at(month.last_day), known_vintages()[-1]
    present = {
        leaf.code: province.code
        for province in atlas(now).units(Level.PROVINCE)
        for leaf in atlas(now).leaves_under(province.code)
    }
    found = {code: present[min(parts)] for code, parts in shares_between(here, now).items() if parts}
    return pa.table({"commune_code": list(found), "to_province": list(found.values())})


def age_cuts(tables: LawTables) -> str:
    """The whole ages at which the law or a province changes an answer, with blanks between."""
    figures = tables.figures.to_pylist()
    years = {row[name] for row in figures for name in ("survivor_years", "survivor_near_poor_years")}
    child = {row["child_months"] // MONTHS_A_YEAR for row in figures if row["child_months"]}
    years |= child
    years |= {row[name] for row in tables.local.to_pylist() for name in ("age_from", "age_to")}
    years |= {row["older_age"] for row in tables.categories.to_pylist()}
    return " ".join(str(age) for age in sorted(years - {None}))


def _list_ground(choice: Choice, month: Month) -> pa.Table:
    """Per register of facts and extract: the communes of the month's map it speaks of."""
    vintage = vintage_at(month.last_day)
    rows = [
        {"register": name, "scope": told, "commune_code": code}
        for name, used in choice.of_role(Role.FACT).items()
        for one, told in zip(used, scope_names(used), strict=True)
        for code in sorted(ground(one.snapshot.id.scope.vintage, one.snapshot.id.scope.code, vintage))
    ]
    kinds = pa.schema([("register", pa.string()), ("scope", pa.string()), ("commune_code", pa.string())])
    return pa.Table.from_pylist(rows, schema=kinds)
