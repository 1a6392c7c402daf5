"""What the lines of a quote rest on: their article on the day, how sure they are, and what is said beside them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.spec.test_quotes import DAY, PLAIN, file_of, made, said

from toandan.errors import BadInput
from toandan.pipeline.counter import Counter
from toandan.pipeline.quoting.household_file import HouseholdFile
from toandan.pipeline.quoting.line import Line
from toandan.pipeline.quoting.lines import lines_of
from toandan.pipeline.quoting.quote import Quote, quoted

OLD_DAY = date(2024, 6, 30)


def moved(file: HouseholdFile, commune: str | None) -> HouseholdFile:
    """The same households in a commune, or nowhere; the province is not stated."""
    homes = [msgspec.structs.replace(home, province=None, commune=commune) for home in file.households]
    return msgspec.structs.replace(file, households=tuple(homes))


def lines(quote: Quote) -> dict[str, Line]:
    """The lines of the first member by topic."""
    return {line.topic: line for line in lines_of(quote.households[0].members[0], quote.law, quote.day)}


def test_on_an_old_day_group_and_card_cite_the_old_text(counter: Counter) -> None:
    old = lines(made(counter, f"id: M1, {PLAIN}, titles: []", day=OLD_DAY))
    assert {old[topic].article for topic in ("group", "card")} == {
        "Law on Health Insurance Art 12.5.a, old text"
    }
    now = lines(made(counter, f"id: M1, {PLAIN}, titles: []"))
    assert {now[topic].article for topic in ("group", "card")} == {"Law on Health Insurance Art 12.5.a"}


def test_on_an_old_day_what_a_premium_is_counted_on_was_read_nowhere(counter: Counter) -> None:
    for member in ("titles: [pensioner], pension: 5000000", "titles: [employee], wage: 9000000"):
        old = lines(made(counter, f"id: M1, {PLAIN}, {member}", day=OLD_DAY))["base"]
        now = lines(made(counter, f"id: M1, {PLAIN}, {member}"))["base"]
        assert (old.confidence, old.verified) == ("C", False)
        assert (now.confidence, now.verified) == ("A", True)


def test_who_cannot_be_told_cites_no_text_on_any_day(counter: Counter) -> None:
    group = lines(made(counter, "id: M1", day=OLD_DAY))["group"]
    assert (group.said, group.article) == ("no group can be told", "")


def test_a_place_stated_for_somebody_who_does_not_pay_as_household_is_said(counter: Counter) -> None:
    worker = f"id: M1, {PLAIN}, titles: [employee], wage: 9000000"
    member = f"id: M2, {PLAIN}, titles: []"
    kept = made(counter, f"{worker}, order: 1", member)
    assert kept.households[0].members[1].outcome["ladder_percent"] == 70
    assert "it stays taken" in said(kept)
    assert "vẫn giữ thứ tự" in said(kept, "vi")
    free = made(counter, worker, member)
    assert free.households[0].members[1].outcome["ladder_percent"] == 100
    assert "it stays taken" not in said(free)


def test_a_province_that_is_not_stated_is_said_to_add_nothing_here(counter: Counter) -> None:
    file = file_of(f"id: M1, {PLAIN}, titles: []")
    quote = quoted(counter, moved(file, None), DAY, "h.yaml")
    assert "which province it is was not stated" in said(quote)
    assert "chưa nêu tỉnh nơi cư trú" in said(quote, "vi")
    assert "which province it is" not in said(made(counter, f"id: M1, {PLAIN}, titles: []"))


def test_the_total_names_whose_amount_may_be_another(counter: Counter) -> None:
    known = f"id: M1, {PLAIN}, titles: []"
    open_ = f"id: M2, {PLAIN}, titles: [], titles_unknown: [employee]"
    unpriced = f"id: M3, {PLAIN}, titles: [employee]"
    quote = made(counter, known, open_, unpriced)
    (home,) = quote.households
    assert (home.unsure, home.without_amount) == (("M2",), ("M3",))
    assert "may be otherwise: M2" in said(quote)
    assert "có thể khác: M2" in said(quote, "vi")
    assert "may be otherwise" not in said(made(counter, known))


def test_nothing_paid_is_changed_by_no_base_salary(counter: Counter) -> None:
    """A child of six whose card runs on: the state owes nothing, so nothing of it follows a new salary."""
    child = "birth_date: {}, permanent: true, ethnic_minority: false, titles: []"
    assert "change" in lines(made(counter, f"id: M1, {child.format('2021-05-01')}"))
    assert "change" not in lines(made(counter, f"id: M1, {child.format('2020-05-01')}"))


def test_of_several_who_choose_the_one_who_may_not_is_named(counter: Counter) -> None:
    farmer = f"id: M1, {PLAIN}, titles: [], choose: household"
    worker = f"id: M2, {PLAIN}, titles: [employee], wage: 9000000, choose: household"
    with pytest.raises(BadInput) as refused:
        made(counter, farmer, worker, head="living: farm_average")
    assert refused.value.where == "h.yaml: M2"


def test_a_commune_alone_tells_the_province_and_its_support(counter: Counter) -> None:
    """Lào Cai lifts near-poor households to 100 percent."""
    file = moved(file_of(f"id: M1, {PLAIN}, titles: []", head="living: near_poor"), "02647")
    (home,) = quoted(counter, file, DAY, "h.yaml").households
    outcome = home.members[0].outcome
    assert (outcome["state_vnd"], outcome["province_vnd"], outcome["person_vnd"]) == (79_695, 34_155, 0)
