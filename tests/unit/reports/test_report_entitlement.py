"""What the law entitles to, in reports: on the pages, in the sheets, and what is hidden of it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders import Office
from tests.listed import everything_known, listed
from tests.reference.attacker import bounds
from tests.unit.reports.office import MONTH, small_office
from tests.unit.reports.test_pages import pages_n

from toandan.accounts.entitlement import COUNTS
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.pipeline.report import report_tables
from toandan.reports.entitled_lines import entitled_lines, line_key
from toandan.reports.handed import Handed
from toandan.reports.pages.content import content
from toandan.reports.sheets.entitlement import entitlement_sheets, entitlement_told
from toandan.reports.sheets.goals import WITHHELD
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.suppression.entitled import ENTITLED, hides_money
from toandan.reports.suppression.linked import linked
from toandan.reports.suppression.protect import protect


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The small office, with lists that name some of merit and on social pension, and two artisans."""
    made = small_office(tmp_path_factory.mktemp("entitled"))
    merit = [listed("merit", f"02905-{n}") for n in range(30)]
    pension = [listed("social_pension", f"02923-{n}") for n in range(20)]
    few = [listed("deputy", "02908-1"), listed("organ_donor", "02908-2")]
    everything_known(made, *merit, *pension, *few)
    close_month(home=made.home, law=shipped(), month=MONTH)
    return made


def handed(here: Office, *places: str) -> Handed:
    """What a report of the places is drawn from."""
    return report_tables(home=here.home, law=shipped(), month=MONTH, places=places or ["15"])


def cells(sheet: Sheet, name: str) -> dict[str, Any]:
    """A column of a sheet as it is shown, by the code of its rows; None where it is hidden."""
    return {str(row[0].value): row[sheet.at(name)].shown for row in sheet.rows}


def test_without_hiding_the_sheets_are_the_accounts(here: Office) -> None:
    told = handed(here)
    open_ = protect(linked(told), 0)
    people, money = entitlement_sheets(told, open_, "en")
    entitled = told.document["entitled"]
    assert people.total is not None
    total = [figure.value for figure in people.total[2:]]
    assert total[:3] == [
        entitled["residents_n"],
        told.document["covered_residents_n"],
        told.document["uncovered_n"],
    ]
    assert list(cells(people, "residents_n")) == ["household", "", "employee"]
    premium = entitled["to_cover"]["month"]["premium_month_vnd"]
    assert premium > 0
    assert set(cells(money, "to_cover_month_million_vnd").values()) == {None}, "too little money to be told"


def test_categories_of_few_people_stand_together(here: Office) -> None:
    lines = entitled_lines(handed(here))
    known = [line for line in lines if line["answer"] == "known"]
    assert [line["code"] for line in known] == ["household", ""]
    assert known[1]["residents_n"] == 30 + 20 + 2
    assert sum(line["residents_n"] for line in lines) == handed(here).document["residents_n"]


@pytest.mark.parametrize("places", [["15"], ["02908"]])
def test_no_hidden_count_can_be_computed(here: Office, places: list[str]) -> None:
    told = handed(here, *places)
    system = linked(told)
    for equation in system.equations:
        assert not sum(factor * system.counts[key] for key, factor in equation.items()), equation
    hidden = protect(system, 5)
    ours = [key for key in system.counts if key[0] == ENTITLED or key[2].startswith("known_")]
    assert not [key for key in ours if 0 < system.counts[key] < 5 and key not in hidden.marks]
    marked = [key for key in sorted(hidden.marks) if key in ours]
    assert marked
    for key in marked[:6]:
        low, high = bounds(system, hidden, key)
        assert low < high, key


def test_money_is_withheld_with_the_counts_it_is_a_multiple_of(here: Office) -> None:
    told = handed(here)
    hidden = protect(linked(told), 5)
    assert hides_money(told, hidden)
    people, money = entitlement_sheets(told, hidden, "vi")
    assert None in [value for name in COUNTS for value in cells(people, name).values()]
    assert {value for row in money.rows for value in (figure.shown for figure in row[1:])} == {None}
    assert WITHHELD["vi"] in entitlement_told(told, hidden, "vi")


def test_much_money_of_many_people_is_told(here: Office) -> None:
    told = handed(here)
    open_ = protect(linked(told), 0)
    entitled = told.document["entitled"]
    month = dict.fromkeys(entitled["to_cover"]["month"], 0) | {
        "premium_month_vnd": 50_000_000,
        "state_vnd": 50_000_000,
    }
    row = next(row for row in told.rows["entitlement"] if row["code"] == "household")
    changed = entitled | {"to_cover": entitled["to_cover"] | {"month": month}}
    document = dict(told.document) | {"entitled": changed}
    rows = dict(told.rows) | {
        "entitlement": [
            dict(row) | {"uncovered": row["uncovered"] | {"state_vnd": 50_000_000, "priced_n": 475}}
        ]
    }
    made = Handed(
        **{name: getattr(told, name) for name in Handed.__slots__} | {"document": document, "rows": rows}
    )
    _, money = entitlement_sheets(made, open_, "en")
    assert cells(money, "to_cover_month_million_vnd")["the state budget"] == 50
    few = dict(rows) | {
        "entitlement": [
            dict(row) | {"uncovered": row["uncovered"] | {"state_vnd": 50_000_000, "priced_n": 4}}
        ]
    }
    made = Handed(
        **{name: getattr(told, name) for name in Handed.__slots__} | {"document": document, "rows": few}
    )
    _, money = entitlement_sheets(made, open_, "en")
    assert cells(money, "to_cover_month_million_vnd")["the state budget"] is None


@pytest.mark.parametrize(("place", "lang", "pages"), [("15", "vi", 2), ("02905", "en", 1)])
def test_the_sentences_stand_on_the_first_page_and_the_pages_stay_as_many(
    here: Office, place: str, lang: str, pages: int
) -> None:
    told = handed(here, place)
    full = content(told, protect(linked(told), 5), lang)
    assert full["entitled"]
    assert full["entitled"][-1].startswith(("Nguồn:", "Sources:"))
    assert pages_n(full) == pages


def test_every_line_has_a_name_of_its_own(here: Office) -> None:
    lines = [line_key(line) for line in entitled_lines(handed(here))]
    assert len(lines) == len(set(lines))
