"""A country closed in many parts: whoever has rows in several of them is counted once, and a stop loses nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from uuid import UUID

import pyarrow.parquet as pq
import pytest
from tests.builders import OLD, Office, Row, card, number, office, resident
from tests.generative.test_accounts_twin import PARTS, SPLIT

from toandan.engine.session import Settings
from toandan.errors import IdentityBroken
from toandan.lake import durable
from toandan.lake.closing import Closing
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.steps import FOLDER
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.linkage import parts
from toandan.pipeline import linked
from toandan.pipeline.close import close_month
from toandan.schemas.closing import DIFFERENCE
from toandan.schemas.linked import LINK_PLAIN
from toandan.values.month import Month

MONTH = Month(2025, 10)
HERE, THERE, NOBODYS = "15", "11", "12"
AT = {HERE: "02905", THERE: "03127"}
ONE_THREAD = Settings(threads=1)


def _person(name: str, scope: str) -> Row:
    return resident(name, commune_code=AT[scope])


def _card(name: str, scope: str, **changes: object) -> Row:
    return card(name, commune_code=AT[scope], **changes)


def _torn(name: str) -> Row:
    return card(name, vintage=OLD, commune_code=SPLIT[0])


def _twins() -> tuple[UUID, UUID]:
    """Two people whose ids begin alike."""
    return UUID(int=(0xABCDEF << 80) + 1), UUID(int=(0xABCDEF << 80) + 2)


@pytest.fixture
def country(tmp_path: Path) -> Office:
    """Three provinces, the third without anybody, and people of every kind between them."""
    made, (first, second) = office(tmp_path), _twins()
    here = [_person(name, HERE) for name in ("an", "ba", "chi", "dao", "em", "giang")]
    here += [resident(), resident(), resident("ha", commune_code=PARTS[0])]
    here += [resident("x", national_id=first), resident("x", national_id=second)]
    there = [_person(name, THERE) for name in ("chi", "hoa", "lan")] + [resident(commune_code=AT[THERE])]
    made.population(*here, scope=HERE)
    made.population(*there, scope=THERE)
    made.population(scope=NOBODYS)
    cards_here = [
        _card("an", HERE),
        _card("chi", HERE),
        # Known by the insurance number alone here; the other province tells whose it is.
        _card("dao", HERE, national_id=None),
        card("nam", national_id=None, insurance_no=number("nobody's"), commune_code=AT[HERE]),
        _card("giang", HERE, group_code="TE"),
        _card("giang", HERE, group_code="ZZ", paid_on=date(2025, 1, 5)),
        _torn("ha"),
        _torn("alone"),
        _card("x", HERE, national_id=second, insurance_no=None, group_code="ZZ"),
    ]
    cards_there = [
        _card("ba", THERE),
        _card("dao", THERE, cover_start=date(2024, 1, 1), cover_end=date(2025, 1, 1)),
        _card("hoa", THERE),
        _card("of no register", THERE, cover_end=date(2025, 11, 10)),
    ]
    made.participation(*cards_here, scope=HERE)
    made.participation(*cards_there, scope=THERE)
    made.participation(scope=NOBODYS)
    return made


def closed(made: Office) -> Closing:
    """October closed."""
    return close_month(home=made.home, law=shipped(), month=MONTH, settings=ONE_THREAD)


def copied(made: Office, folder: Path) -> Office:
    """The same extracts in another home, of which nothing is closed yet."""
    return Office(Home(shutil.copytree(made.home.root, folder)))


def published(closing: Closing) -> dict[str, str]:
    """The digests of the tables without any person."""
    return {name: one.sha256 for name, one in closing.card.tables.items() if name.startswith("out_")} | {
        "findings": str(closing.card.findings)
    }


def test_however_many_parts_the_counts_are_the_same(
    country: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = copied(country, tmp_path / "cut")
    whole = closed(country)
    monkeypatch.setattr(parts, "ROWS_IN_ONE", 3)
    found = closed(cut)
    assert (len(whole.files(LINK_PLAIN.name)), len(found.files(LINK_PLAIN.name)) > 1) == (1, True)
    assert published(found) == published(whole)
    assert verify(Lake.open(cut.home)) == ()


def test_people_of_several_parts_are_counted_once(country: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS_IN_ONE", 3)
    closing = closed(country)
    rows = pq.read_table(closing.table(DIFFERENCE.name)).to_pylist()
    summed = {name: sum(row[name] for row in rows) for name in rows[0] if name.endswith("_n")}
    # An, Ba, Chi, Dao, Em, Giang, Ha, Hoa, Lan, the two who look alike, and three without an id.
    assert (summed["residents_n"], summed["without_id_n"]) == (14, 3)
    # An, Ba, Chi, Dao, Giang, Ha, Hoa, one of the two, and Nam, the one alone and the one of no register.
    assert (summed["participants_n"], summed["covered_residents_n"]) == (11, 8)
    assert (summed["not_matched_n"], summed["not_in_register_n"]) == (1, 2)
    assert closing.card.findings["resident_rows_repeated_n"] == 1
    assert closing.card.findings["participants_group_not_in_force_n"] == 1


def test_a_stop_between_parts_goes_on_with_the_next(
    country: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = copied(country, tmp_path / "undisturbed")
    monkeypatch.setattr(parts, "ROWS_IN_ONE", 21)
    made: list[str] = []

    def hook(name: str) -> None:
        made.extend([name] if name.startswith("renamed people-") else [])
        if len(made) == 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", hook)
        with pytest.raises(KeyboardInterrupt):
            closed(country)
    assert len(list((country.home.lake / FOLDER).glob("*/people-*"))) == 1
    made.append("from here on nothing stops it")
    monkeypatch.setattr(durable, "step", hook)
    assert published(closed(country)) == published(closed(undisturbed))
    parts_n = len(Lake.open(country.home).closings()[0].files(LINK_PLAIN.name))
    # One more in the home that was stopped, and all of them in the other.
    assert len(made) == 2 + (parts_n - 1) + parts_n
    assert verify(Lake.open(country.home)) == ()


def test_a_row_without_a_person_is_told(country: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half of the ids finds every card: nothing is published, and the reason is said."""
    monkeypatch.setattr(linked, "_filled_n", lambda *_: 0)
    with pytest.raises(IdentityBroken, match="rows accepted = rows of linked people"):
        closed(country)
    assert Lake.open(country.home).closings() == ()
