"""A figures file that cannot be used is told with the entry, the field, the cause and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.accounts.figures.book import TEXT, book

from toandan.accounts.figures.read import read_book
from toandan.errors import BadInput
from toandan.places.errors import UnknownPlace


def test_the_small_file_is_good() -> None:
    whole, part = book().figures
    assert (whole.area.name, whole.area.vintage.isoformat()) == ("Lào Cai", "2025-07-01")
    assert part.area.name == "Bảo Thắng, Gia Phú"
    assert str(whole.printed.plan_percent) == "90.0"


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("participants_n: 900", "people: 900", "figure whole: printed: people", "not known here"),
        ("    date: 2025-10-31\n", "", "figure whole: date", "missing"),
        ("  - id: whole", "  - x: whole", "figures[1]: id", "missing"),
        ("2025-10-31", "2025-10-32", "figure whole: date", "no day of the calendar"),
        ("population_percent: 60.0", "population_percent: 160.0", "population_percent", "more than 100%"),
        ("plan_percent: 90.0", "plan_percent: 9000", "plan_percent", "more than 200%"),
        ("population_percent: 60.0", "population_percent: 0", "population_percent", "not more than nothing"),
        ("participants_n: 900", "participants_n: 900.5", "participants_n", "a whole number is expected"),
        ("participants_n: 900", "participants_n: -3", "participants_n", "more than nobody"),
        ("      participants_n: 900\n", "", "printed: plan_percent", "without participants_n"),
        ("change_on_year_n: -10", "change_on_year_n: 901", "change_on_year_n", "more than everyone counted"),
        ("date: 2025-12-31", "date: 2024-12-31", "targets[1]: date", "before the figure's day"),
        ("comparison: at_least", "comparison: about", "comparison", "'about' is not known"),
        ("of: population", "of: everybody", "targets[1]: of", "not known"),
        ("part_of: whole", "part_of: hole", "figure part: part_of", "no figure 'hole'"),
        ("[agency]", "[agencies]", "figure part: sources", "'agencies' is not listed"),
        ("id: part", "id: whole", "figures", "'whole' is used twice"),
        ("id: paper-en", "id: paper", "sources", "'paper' is used twice"),
        ("people_n: 1800", "people_n: 0", "people_n", "more than nobody"),
        ("kind: census", "kind: guess", "kind", "'guess' is not known"),
        ('["02905", "02923"]', '["02905", "02905"]', "figure part: place", "named twice"),
        ('["02905", "02923"]', '["00004", "00008"]', "figure part: part_of", "is no part of Lào Cai"),
        ('["02905", "02923"]', '"15"', "figure part: part_of", "is no part of Lào Cai"),
        (
            "{participants_n: 90,",
            "{low_communes: ['00004'], participants_n: 90,",
            "low_communes",
            "not lie in",
        ),
        ("participants_n: 900", "participants_n: yes", "participants_n", "a whole number is expected"),
        ("populations:", "populations: x\nfoo:", "foo", "not known here"),
    ],
)
def test_a_bad_entry_is_named(old: str, new: str, where: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        book(old, new)
    assert "mine.yaml" in caught.value.where
    assert where in caught.value.where
    assert why in caught.value.why
    assert caught.value.do


def test_an_unknown_place_is_told_by_field_and_map() -> None:
    with pytest.raises(UnknownPlace) as caught:
        book('place: "15"\n    date: 2025-10-31', 'place: "10"\n    date: 2025-10-31')
    assert caught.value.where == "mine.yaml: figure whole: place"
    assert caught.value.do


def test_part_and_whole_speak_of_one_day() -> None:
    with pytest.raises(BadInput, match="different days"):
        book("date: 2025-10-31\n    part_of", "date: 2025-09-30\n    part_of")


FORECAST = (
    TEXT
    + """\
  - id: forecast
    place: "15"
    date: 2025-12-31
    forecast_from: whole
    sources: [paper]
    printed: {forecast_participants_n: 950, forecast_population_percent: 63.3}
"""
)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("forecast_from: whole", "forecast_from: part", "another place than its start"),
        (
            '"15"\n    date: 2025-12-31\n    forecast_from',
            '"15"\n    date: 2025-10-31\n    forecast_from',
            "before the day",
        ),
        ("forecast_participants_n: 950, ", "", "without forecast_participants_n"),
    ],
)
def test_a_forecast_follows_its_start(old: str, new: str, why: str) -> None:
    assert book(text=FORECAST).figures[-1].forecast_from == "whole"
    with pytest.raises(BadInput) as caught:
        book(old, new, FORECAST)
    assert why in caught.value.why


CLAIM = (
    TEXT
    + """\
    claims:
      - measure: document_date
        subject: Letter
        stated:
          - {value: 2025-01-01, sources: [paper, paper-en]}
          - {value: 2025-01-02, sources: [agency]}
        use: 2025-01-02
        why_en: it wrote the letter
        why_vi: cơ quan ban hành
"""
)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("use: 2025-01-02", "use: 2025-01-03", "no source states 2025-01-03"),
        ("value: 2025-01-02", "value: 2025-01-01", "two or more different values"),
        ("[agency]}\n        use", "[nobody]}\n        use", "'nobody' is not listed"),
    ],
)
def test_a_claim_is_complete(old: str, new: str, why: str) -> None:
    assert book(text=CLAIM).figures[-1].claims[0].subject_vi == "Letter"
    with pytest.raises(BadInput) as caught:
        book(old, new, CLAIM)
    assert why in caught.value.why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"figures: [", "expected"),
        (b"\xff\xfe\xfa", "not UTF-8"),
        (b"- a\n- b\n", "fields with names"),
        (b"", "fields with names"),
        (b"sources:\nsources:\n", "written twice"),
        (b"a: &x [1]\nb: *x\n", "aliases"),
        (b"[" * 5000, "nested too deeply"),
        (b"a: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
        (b" " * 4_000_001, "larger than"),
    ],
)
def test_a_file_that_is_no_figures_file(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_book(path)
    assert why in caught.value.why
    assert "f.yaml" in caught.value.where


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_book(tmp_path / "none.yaml")
    with pytest.raises(BadInput, match="cannot be read"):
        read_book(tmp_path)
