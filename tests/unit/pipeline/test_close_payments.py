"""Payments in a closing: followed into the register of cards, and nobody is counted for them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it declares no types
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.builders import NEW, OLD, Office, Row, card, number, office, payment, resident

from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lake.closing import Closing
from toandan.lake.lake import Lake
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.pipeline.accounts import accounts_of
from toandan.pipeline.close import close_month, closed
from toandan.pipeline.closings import difference_of
from toandan.schemas.accounts_json import ACCOUNTS_SCHEMA
from toandan.schemas.closing import OUT_TABLES
from toandan.schemas.payment_month import PAYMENT_MONTH, SETTING
from toandan.values.month import Month

MONTH = Month(2025, 10)
LATE, EARLY = {"paid_on": date(2025, 9, 30)}, {"paid_on": date(2025, 10, 1)}
NEXT = {"cover_start": date(2025, 11, 1), "cover_end": date(2026, 5, 1)}
ENDED = {"cover_start": date(2025, 1, 1), "cover_end": date(2025, 10, 1)}
COUNTS = ("payments_n", "shown_n", "waiting_n", "overdue_n", "unknown_n")


def cells(closing: Closing) -> dict[str, tuple[int, ...]]:
    """The counts by commune, in the order of ``COUNTS``."""
    rows = pq.read_table(closing.table(PAYMENT_MONTH.name)).to_pylist()
    assert {row["vintage"] for row in rows} <= {NEW}
    return {row["commune_code"]: tuple(row[name] for name in COUNTS) for row in rows}


def closed_with(made: Office, *payments: Row, **more: Any) -> dict[str, tuple[int, ...]]:
    """The cells of the closing with these payments."""
    made.payments(*payments)
    return cells(close_month(law=shipped(), home=made.home, month=MONTH, **more))


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """An and Ba live in 02905; An's card is for next year, Ba's has ended, Chi has a card of 02926 and no residence."""
    made = office(tmp_path)
    made.population(resident("an"), resident("ba"))
    made.participation(card("an", **NEXT), card("ba", **ENDED), card("chi", **NEXT, commune_code="02926"))
    return made


@pytest.mark.parametrize(
    ("paid", "outcome"),
    [
        (payment("1", "an"), "shown_n"),
        (payment("1", "an", from_date=date(2026, 4, 30)), "shown_n"),
        (payment("1", "an", from_date=date(2026, 5, 1)), "waiting_n"),
        (payment("1", "an", from_date=date(2025, 5, 1), months=6), "waiting_n"),
        (payment("1", "an", from_date=date(2025, 5, 2), months=6), "shown_n"),
        (payment("1", "ba"), "waiting_n"),
        (payment("1", "ba", **EARLY), "waiting_n"),
        (payment("1", "ba", **LATE), "overdue_n"),
        (payment("1", None, insurance_no=number("ba"), **LATE), "overdue_n"),
        (payment("1", None, insurance_no=number("an")), "shown_n"),
    ],
)
def test_what_comes_of_one_payment(here: Office, paid: Row, outcome: str) -> None:
    """An's card runs from 1 November to 30 April; thirty days before the last day is 1 October."""
    expected = tuple(int(name in ("payments_n", outcome)) for name in COUNTS)
    assert closed_with(here, paid) == {"02905": expected}


def test_whoever_is_no_resident_is_counted_by_the_card_and_a_stranger_nowhere(here: Office) -> None:
    found = closed_with(
        here, payment("1", "chi"), payment("2", "dung"), payment("3", None, insurance_no=number("dung"))
    )
    assert found == {"02926": (1, 1, 0, 0, 0), "": (2, 0, 0, 0, 2)}


def test_somebody_absent_without_a_card_is_counted_where_the_register_has_them(here: Office) -> None:
    here.population(resident("giang", residence_kind="absent", commune_code="02926"))
    assert closed_with(here, payment("1", "giang")) == {"02926": (1, 0, 1, 0, 0)}


def test_a_card_that_carries_the_insurance_number_alone_is_found_by_it(tmp_path: Path) -> None:
    """The receipt has both numbers, the cards of the person only one, so the personal id is known to no register."""
    made = office(tmp_path)
    made.population(resident("an"))
    made.participation(card(None, insurance_no=number("ba"), **NEXT))
    paid = payment("1", "ba", insurance_no=number("ba"))
    assert closed_with(made, paid) == {"02905": (1, 1, 0, 0, 0)}


def test_the_insurance_number_of_somebody_else_does_not_show_a_payment(here: Office) -> None:
    """Ba is known by the personal id; An's number on the receipt is a slip."""
    found = closed_with(here, payment("1", "ba", insurance_no=number("an"), **LATE))
    assert found == {"02905": (1, 0, 0, 1, 0)}


def test_a_commune_of_an_older_map_is_told_on_the_map_of_the_month(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.population(resident("an"))
    made.participation(card("ba", **ENDED, vintage=OLD, commune_code="02905"))
    ((commune, counts),) = closed_with(made, payment("1", "ba")).items()
    assert commune
    assert counts == (1, 0, 1, 0, 0)


def test_nobody_is_counted_for_a_payment_and_other_tables_stay_byte_for_byte_the_same(here: Office) -> None:
    before = close_month(law=shipped(), home=here.home, month=MONTH)
    here.payments(payment("1", "ba"), payment("2", "dung"))
    after = close_month(law=shipped(), home=here.home, month=MONTH)
    assert after.card.id != before.card.id
    for table in OUT_TABLES:
        assert after.table(table.name).read_bytes() == before.table(table.name).read_bytes()
    assert before.card.findings.items() <= after.card.findings.items()
    assert {name: after.card.findings[name] for name in after.card.findings if "payment" in name} == {
        "payments_waiting_n": 1,
        "payments_overdue_n": 0,
        "payments_unknown_n": 1,
    }
    assert verify(Lake.open(here.home)) == ()


def test_nothing_of_payments_is_told_where_none_were_read(here: Office) -> None:
    closing = close_month(law=shipped(), home=here.home, month=MONTH)
    assert PAYMENT_MONTH.name not in closing.card.tables
    assert not [name for name in closing.card.findings if "payment" in name]
    assert b"parameters" not in closing.card.to_json()
    assert "payments" not in accounts_of(law=shipped(), home=here.home, month=MONTH)


def test_the_days_of_the_office_are_part_of_what_names_the_closing(here: Office) -> None:
    here.payments(payment("1", "ba"))
    usual = closed(law=shipped(), home=here.home, month=MONTH).closing
    here.home.settings.write_text(f"{SETTING}: 30\n", "utf-8")
    assert closed(law=shipped(), home=here.home, month=MONTH).unchanged
    here.home.settings.write_text(f"{SETTING}: 10\n", "utf-8")
    shorter = closed(law=shipped(), home=here.home, month=MONTH).closing
    assert (usual.card.parameters, shorter.card.parameters) == ({SETTING: 30}, {SETTING: 10})
    assert (cells(usual)["02905"], cells(shorter)["02905"]) == ((1, 0, 1, 0, 0), (1, 0, 0, 1, 0))
    again = {one.card.id: one for one in Lake.open(here.home).closings()}
    assert again[shorter.card.id].card == shorter.card
    told = difference_of(home=here.home, first=usual.card.id, second=shorter.card.id, limit=9)
    assert told["versions"] == {SETTING: {"before": "30", "after": "10"}}
    assert [cell["table"] for cell in told["cells"]] == [PAYMENT_MONTH.name]


def test_what_changed_names_the_extract_of_payments_also_where_there_is_no_commune(here: Office) -> None:
    here.payments(payment("1", "ba"))
    first = close_month(law=shipped(), home=here.home, month=MONTH)
    here.payments(payment("1", "ba"), payment("2", "dung"))
    second = close_month(law=shipped(), home=here.home, month=MONTH)
    told = difference_of(home=here.home, first=first.card.id, second=second.card.id, limit=9)
    assert [(cell["key"]["commune_code"], cell["because"]) for cell in told["cells"]] == [("", [0])]
    assert told["extracts"][0]["register"] == "payment"


def test_the_days_leave_a_closing_without_payments_as_it_was(here: Office) -> None:
    first = closed(law=shipped(), home=here.home, month=MONTH).closing
    here.home.settings.write_text(f"{SETTING}: 10\n", "utf-8")
    second = closed(law=shipped(), home=here.home, month=MONTH)
    assert (second.unchanged, second.closing.card.id) == (True, first.card.id)


@pytest.mark.parametrize("text", ["-1", "367", "soon", "1.5", "true"])
def test_days_that_are_none_are_refused_in_both_languages(here: Office, text: str) -> None:
    here.payments(payment("1", "ba"))
    here.home.settings.write_text(f"{SETTING}: {text}\n", "utf-8")
    with pytest.raises(BadInput, match="do not say within how many days") as told:
        close_month(law=shipped(), home=here.home, month=MONTH)
    assert SETTING in told.value.where
    assert told.value.vi is not None


def test_earlier_payments_are_read_only_with_carry(here: Office) -> None:
    here.payments(payment("1", "ba", paid_on=date(2025, 9, 20)), as_of=date(2025, 9, 30))
    alone = close_month(law=shipped(), home=here.home, month=MONTH)
    assert PAYMENT_MONTH.name not in alone.card.tables
    carried = close_month(law=shipped(), home=here.home, month=MONTH, carry=True)
    assert cells(carried) == {"02905": (1, 0, 0, 1, 0)}
    assert carried.card.findings["carried_snapshots_n"] == 1


def test_later_payments_are_never_read(here: Office) -> None:
    here.payments(payment("1", "ba"), as_of=date(2025, 11, 30))
    closing = close_month(law=shipped(), home=here.home, month=MONTH, carry=True)
    assert PAYMENT_MONTH.name not in closing.card.tables


def test_the_accounts_say_each_in_one_sentence(here: Office) -> None:
    here.payments(payment("1", "an"), payment("2", "ba"), payment("3", "ba", **LATE), payment("4", "dung"))
    close_month(law=shipped(), home=here.home, month=MONTH)
    document = accounts_of(law=shipped(), home=here.home, month=MONTH, places=["02905"])
    jsonschema.validate(json.loads(json.dumps(document)), ACCOUNTS_SCHEMA)
    told = document["payments"]
    assert {name: told[name] for name in ("within_days", *COUNTS)} == {
        "within_days": 30,
        "payments_n": 3,
        "shown_n": 1,
        "waiting_n": 1,
        "overdue_n": 1,
        "unknown_n": 1,
    }
    assert [one["code"] for one in told["findings"]] == [
        "payments_waiting",
        "payments_overdue",
        "payments_unknown",
    ]
    assert told["findings"][1]["text_en"] == (
        "Of 3 payments by people of the area, 1 are not in the register of cards more than 30 days after the payment."
    )
    for lang, heading in (("vi", "Biên lai thu tiền:"), ("en", "Payments:")):
        command = ["accounts", "2025-10", "--lang", lang, "--home", str(here.home.root)]
        shown = CliRunner().invoke(root, command).stdout
        assert heading in shown
        for one in told["findings"]:
            assert one[f"text_{lang}"][:30] in shown


def test_closing_again_comes_out_the_same(here: Office) -> None:
    here.payments(payment("1", "an"), payment("2", "dung"))
    close_month(law=shipped(), home=here.home, month=MONTH)
    assert closed(law=shipped(), home=here.home, month=MONTH, again=True).unchanged
