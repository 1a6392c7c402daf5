"""Whether the people and cards of a sample look like people and cards."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from tests.unit.samples.recount import Row, clean_rows

from toandan.lawbook.law import shipped
from toandan.samples import groups
from toandan.samples.province import SampleFiles
from toandan.schemas.participation import PARTICIPATION
from toandan.schemas.population import POPULATION

LAST = "2025-10-31"
RENAMED = "2025-07-01"


@pytest.fixture(scope="module")
def people(made: SampleFiles) -> list[Row]:
    """The last population extract."""
    return list(clean_rows(made.folder, "population", LAST))


@pytest.fixture(scope="module")
def cards(made: SampleFiles) -> list[Row]:
    """The last participation extract."""
    return list(clean_rows(made.folder, "participation", LAST))


def test_files_have_the_columns_of_the_registers(people: list[Row], cards: list[Row]) -> None:
    assert tuple(people[0]) == POPULATION.received.names
    assert tuple(cards[0]) == PARTICIPATION.received.names


def test_the_last_extract_holds_residents_only_and_each_once(people: list[Row]) -> None:
    assert {row["residence_kind"] for row in people} == {"permanent", "temporary"}
    assert not any(row["died_on"] for row in people)
    ids = [row["national_id"] for row in people if row["national_id"]]
    assert len(set(ids)) == len(ids)
    assert 0.01 < 1 - len(ids) / len(people) < 0.04


def test_the_first_extract_holds_absent_and_dead_and_people_seen_twice(made: SampleFiles) -> None:
    rows = list(clean_rows(made.folder, "population", "2024-10-31"))
    assert 0 < sum(bool(row["died_on"]) for row in rows) < 60
    assert 0 < sum(row["residence_kind"] == "absent" for row in rows) < 300
    kinds = defaultdict(list)
    for row in rows:
        kinds[row["national_id"]].append(row["residence_kind"])
    twice = [sorted(found) for national, found in kinds.items() if national and len(found) > 1]
    assert twice
    assert all(found == ["absent", "temporary"] for found in twice)


def test_every_household_has_one_head_and_one_commune(people: list[Row]) -> None:
    homes = defaultdict(list)
    for row in people:
        homes[row["household_no"]].append(row)
    assert all([row["relation_to_head"] for row in home].count("head") == 1 for home in homes.values())
    assert all(len({row["commune"] for row in home}) == 1 for home in homes.values())
    assert 2.5 < len(people) / len(homes) < 4.5
    assert max(map(len, homes.values())) < 25


def test_mothers_are_of_an_age_to_be_mothers(people: list[Row]) -> None:
    homes: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in people:
        homes[row["household_no"]][row["relation_to_head"]] = row
    gaps = []
    for row in people:
        home = homes[row["household_no"]]
        pair = [one for one in (home.get("head"), home.get("spouse")) if one and one["sex"] == "female"]
        if row["relation_to_head"] == "child" and pair:
            gaps.append(int(row["birth_date"][:4]) - int(pair[0]["birth_date"][:4]))
    assert len(gaps) > 3_000
    # Households whose head died pass to the next of kin, so a few gaps are none of a mother.
    assert sum(14 <= gap <= 51 for gap in gaps) > 0.99 * len(gaps)


def test_ids_carry_sex_and_year(people: list[Row]) -> None:
    agree = [
        int(row["national_id"][3]) % 2 == (row["sex"] == "female")
        and row["national_id"][4:6] == row["birth_date"][2:4]
        for row in people
        if row["national_id"]
    ]
    assert 0.995 < sum(agree) / len(agree) < 1


def test_ages_follow_the_country(people: list[Row]) -> None:
    children = sum(row["birth_date"] > "2010-10-31" for row in people) / len(people)
    old = sum(row["birth_date"][:4] <= "1960" for row in people) / len(people)
    assert 0.2 < children < 0.26
    assert 0.07 < old < 0.12


def test_names_are_skewed_as_names_are(people: list[Row]) -> None:
    kinh = Counter(row["full_name"].split()[0] for row in people if row["ethnicity"] == "Kinh")
    assert 0.35 < kinh["Nguyễn"] / kinh.total() < 0.42
    highland = Counter(row["full_name"].split()[0] for row in people if row["ethnicity"] == "Mông")
    assert {name for name, _ in highland.most_common(3)} <= {"Giàng", "Vàng", "Sùng", "Thào", "Lý"}


def test_telephones_are_nobodys(people: list[Row]) -> None:
    assert {row["phone"][:4] for row in people if row["phone"]} == {"0600"}


def test_cards_are_valid_for_a_day_at_least_and_from_the_first_of_sixty_months_on(cards: list[Row]) -> None:
    assert all(row["valid_from"] <= row["valid_to"] for row in cards)
    assert min(row["valid_to"] for row in cards) == "2020-11-01"
    assert max(row["valid_from"] for row in cards) == "2025-11-01"
    assert all(row["paid_on"] <= LAST for row in cards)


def test_cards_that_end_one_day_too_early_are_there(cards: list[Row]) -> None:
    ends = {row["valid_to"] for row in cards}
    assert {"2024-10-30", "2025-10-30"} <= ends


def test_groups_are_those_of_the_day_with_their_benefit_digit(cards: list[Row]) -> None:
    for day in ("2024-10-31", LAST):
        known = shipped().groups_at(date.fromisoformat(day))
        for row in cards:
            if row["valid_from"] <= day <= row["valid_to"]:
                benefit = known[row["group_code"]].benefit_at(date.fromisoformat(day))
                assert benefit is not None
                assert benefit.digit == row["benefit_digit"]


def test_numbers_come_in_three_forms_and_agree_with_their_columns(cards: list[Row]) -> None:
    forms = Counter(len(row["insurance_no"]) for row in cards)
    assert set(forms) == {10, 12, 15}
    for row in cards:
        if len(row["insurance_no"]) == 15:
            assert row["insurance_no"][:3] == row["group_code"] + row["benefit_digit"]
        if len(row["insurance_no"]) == 12:
            assert row["national_id"] in ("", row["insurance_no"])
            assert row["valid_from"] >= "2025-08-01"


def test_codes_are_those_of_the_day_or_of_the_day_written(cards: list[Row]) -> None:
    recoded = [row for row in cards if row["commune_on"]]
    assert recoded
    assert all(row["valid_from"] < RENAMED <= row["commune_on"] for row in recoded)


def test_no_card_is_written_twice(cards: list[Row]) -> None:
    keys = Counter((row["insurance_no"][-10:], row["valid_from"], row["group_code"]) for row in cards)
    assert max(keys.values()) == 1


def test_births_of_a_person_agree_in_both_registers(people: list[Row], cards: list[Row]) -> None:
    born = {row["national_id"]: (row["birth_date"], row["full_name"]) for row in people if row["national_id"]}
    both = [row for row in cards if row["national_id"] in born]
    assert len(both) > 0.8 * len(cards)
    assert all(born[row["national_id"]] == (row["birth_date"], row["full_name"]) for row in both)


def test_a_childs_card_ends_with_the_seventy_second_month_or_that_september(cards: list[Row]) -> None:
    natural = [row for row in cards if row["group_code"] == "TE" and row["valid_to"] > LAST]
    assert natural
    for row in natural:
        ends = date.fromisoformat(row["valid_to"])
        year, month = int(row["birth_date"][:4]) + 6, int(row["birth_date"][5:7])
        assert (ends.year, ends.month) == (year, max(month, 9))
        assert (ends + timedelta(days=1)).day == 1


def test_the_groups_that_lapsed_are_the_ones_whose_list_changed(made: SampleFiles) -> None:
    change = dict(zip(groups.codes(), (made.last.groups - made.first.groups).tolist(), strict=True))
    assert change["DT"] + change["DK"] < sum(change.values()) < 0
