"""Lists that name hamlets speak of the residents of these hamlets, as far as it is known who lives in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

import pyarrow as pa
import pytest
from tests.builders import NEW, OLD, Office, card, office, resident, stored
from tests.listed import commune, entitled_people, every_place, lists, no_school_no_work

from toandan.accounts.boundaries import place_links
from toandan.accounts.hamlets import with_hamlets
from toandan.accounts.placed_lists import stg_place__month_flag
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.lake.closing import Closing
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.schemas.place_list import PLACE_LISTS
from toandan.values.month import Month

MONTH = Month(2025, 10)
CODE, LIST = "02905", "extremely_difficult"
KINDS = {bool: pa.bool_(), date: pa.date32()}
HOUSE = uuid5(NAMESPACE_OID, "household:17")


def hamlet(name: str, code: str = CODE) -> UUID:
    """The keyed id of a hamlet."""
    return uuid5(NAMESPACE_OID, f"hamlet:{code}/{name}")


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """An lives in the first hamlet, Ba in the second, of Ca it is not known; Du lives in another commune."""
    made = office(tmp_path)
    known = {"ethnicity": "Kinh", "household_id": HOUSE}
    made.population(
        resident("an", hamlet_id=hamlet("1"), **known),
        resident("ba", hamlet_id=hamlet("2"), **known),
        resident("ca", **known),
        resident("du", commune_code="02923", **known),
    )
    made.participation(card("an"))
    lists(made)
    no_school_no_work(made)
    return made


def told(closing: Closing) -> list[tuple[str, str]]:
    """What each resident is entitled to, or why it is not known."""
    return [(row["entitled"], row["because"]) for row in entitled_people(closing)]


HARD, HOUSEHOLD, OPEN = (LIST, ""), ("household", ""), ("", LIST)


def test_a_listed_hamlet_is_told_of_those_who_live_in_it(here: Office) -> None:
    every_place(here, commune(LIST, CODE, hamlet_id=hamlet("1")))
    closing = close_month(law=shipped(), home=here.home, month=MONTH)
    assert told(closing) == [HARD, HOUSEHOLD, OPEN, HOUSEHOLD]
    assert closing.card.findings["hamlets_listed_unmet_n"] == 0


def test_the_whole_commune_on_a_list_holds_its_hamlets(here: Office) -> None:
    every_place(here, commune(LIST, CODE), commune(LIST, CODE, hamlet_id=hamlet("1")))
    assert told(close_month(law=shipped(), home=here.home, month=MONTH)) == [HARD, HARD, HARD, HOUSEHOLD]


def test_a_hamlet_in_which_nobody_lives_is_a_finding(here: Office) -> None:
    every_place(here, *(commune(LIST, CODE, hamlet_id=hamlet(name)) for name in ("1", "3", "4")))
    closing = close_month(law=shipped(), home=here.home, month=MONTH)
    assert closing.card.findings["hamlets_listed_unmet_n"] == 2
    assert told(closing) == [HARD, HOUSEHOLD, OPEN, HOUSEHOLD]


def test_a_hamlet_of_a_commune_that_was_merged_since_is_not_looked_up(here: Office) -> None:
    """02905 stood on the old map too and was made anew of several communes: its Thôn 1 may be another one now."""
    every_place(here, commune(LIST, CODE, hamlet_id=hamlet("1"), vintage=OLD))
    closing = close_month(law=shipped(), home=here.home, month=MONTH)
    assert told(closing) == [OPEN, OPEN, OPEN, HOUSEHOLD]
    assert closing.card.findings["hamlets_listed_unmet_n"] == 1


def test_lists_without_hamlets_say_nothing_of_them(here: Office) -> None:
    every_place(here, commune(LIST, CODE))
    closing = close_month(law=shipped(), home=here.home, month=MONTH)
    assert "hamlets_listed_unmet_n" not in closing.card.findings
    published = {
        name: closing.table(name).read_bytes() for name in closing.card.tables if name.startswith("out_")
    }
    # Whether the register tells hamlets changes nothing then.
    known = {"ethnicity": "Kinh", "household_id": HOUSE}
    people = (resident(name, **known) for name in ("an", "ba", "ca"))
    here.population(*people, resident("du", commune_code="02923", **known))
    without = close_month(law=shipped(), home=here.home, month=MONTH)
    assert without.card.id != closing.card.id
    assert {name: without.table(name).read_bytes() for name in published} == published


@pytest.mark.parametrize(
    ("name", "left_on", "is_known"),
    [(None, "2025-09-01", True), ("1", "None", False)],
    ids=["commune", "hamlet"],
)
def test_a_hamlet_that_left_a_list_does_not_take_its_commune_off(
    name: str | None, left_on: str, is_known: bool
) -> None:
    gone = commune("difficult", CODE, hamlet_id=name and hamlet(name), end_date=date(2025, 9, 1))
    rows = stored("place_list", [gone, commune("difficult"), commune(LIST)], NEW)
    ground = {"register": ["place_list"], "scope": ["15"], "commune_code": [CODE]}
    with open_engine(Settings(threads=1)) as engine:
        made = stg_place__month_flag(
            engine.table_of("lists", rows.append_column("scope", pa.array(["15"] * 3))),
            engine.table_of("ground", pa.table(ground)),
            engine.table_of("places", place_links(NEW)),
            MONTH,
        )
        (found,) = engine.fetch(made).to_pylist()
    assert (found["place_difficult"], found["place_extremely_difficult"]) == (False, False)
    assert (str(found["place_left_difficult_on"]), found["place_left_known"]) == (left_on, is_known)


@pytest.mark.parametrize(
    ("own", "expected"),
    [(1, (True, None, True)), (0, (False, date(2025, 9, 1), True)), (None, (None, None, False))],
    ids=["listed", "another", "not known"],
)
def test_a_resident_of_a_listed_hamlet_has_not_left_the_list(
    own: int | None, expected: tuple[bool | None, date | None, bool]
) -> None:
    """The commune left the list of difficult ones; one hamlet of it is on it now."""
    kinds = 1 << tuple(PLACE_LISTS).index("difficult")
    row = dict.fromkeys(PLACE_LISTS.values(), False) | {
        "place_left_difficult_on": date(2025, 9, 1),
        "place_left_known": True,
        "hamlet_kinds": kinds,
        "hamlet_kinds_moved": 0,
        "own_hamlet_kinds": None if own is None else own * kinds,
    }
    schema = pa.table(
        {name: pa.array([value], KINDS.get(type(value), pa.int64())) for name, value in row.items()}
    )
    with open_engine(Settings(threads=1)) as engine:
        found = engine.fetch(with_hamlets(engine.table_of("resident", schema))).to_pylist()[0]
    told = tuple(found[name] for name in ("place_difficult", "place_left_difficult_on", "place_left_known"))
    assert told == expected
    assert found["place_island"] is False
