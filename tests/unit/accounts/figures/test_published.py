"""The published figures: every derived one comes out as it was worked out by hand."""

from __future__ import annotations

import pytest

from toandan.accounts.figures.derive import derive, outward, percent_text
from toandan.accounts.figures.published import figure_named, published, published_book
from toandan.errors import BadInput

# Worked out apart from the program: count / printed share, half up; the ends are the first
# and last whole number that would have been printed the same.
EXPECTED = {
    "lao-cai-2025-10": {
        "plan": (1_579_758, 1_579_674, 1_579_842),
        "population": (1_673_064, 1_672_970, 1_673_159),
        "participants_year_before": (1_533_228, 1_533_228, 1_533_228),
        "gap_to_95_percent": (113_601, 113_512, 113_692),
        "gap_to_96_5_percent": (138_697, 138_607, 138_789),
        "gap_to_everyone": (197_254, 197_160, 197_349),
    },
    "bao-thang-2025-10": {
        "plan_about": (121_435, 120_793, 122_084),
        "participants_year_before": (106_225, 106_225, 106_225),
        "rest_of_province_change": (-65_342, -65_342, -65_342),
    },
    "khanh-hoa-2025-08": {
        "population": (1_889_127, 1_889_027, 1_889_226),
        "gap_to_95_percent": (12_280, 12_185, 12_374),
        "gap_to_98_percent": (68_954, 68_856, 69_051),
        "gap_to_everyone": (106_736, 106_636, 106_835),
    },
    "khanh-hoa-2025-12-forecast": {
        "population": (1_889_186, 1_889_087, 1_889_285),
        "needed_from_august": (13_091, 13_091, 13_091),
    },
    "lao-cai-plan-15": {},
    "hai-phong-plan-20": {},
    "directive-52-date": {},
}


def test_every_figure_is_expected_and_carried() -> None:
    assert {figure.id for figure in published()} == set(EXPECTED)


@pytest.mark.parametrize("figure_id", EXPECTED)
def test_counts_come_out(figure_id: str) -> None:
    derived = derive(figure_named(figure_id), published_book())
    counts = {
        name: (int(one.value), int(one.low), int(one.high))
        for name, one in derived.items()
        if not one.is_percent
    }
    assert counts == EXPECTED[figure_id]


def test_the_plan_met_in_full_is_under_95_percent_of_the_population() -> None:
    one = derive(figure_named("lao-cai-2025-10"), published_book())["plan_share_of_population_percent"]
    assert percent_text(one.value) == "94.42"
    assert outward(one) == ("94.41", "94.44")


def test_what_was_printed_is_carried_as_printed() -> None:
    printed = figure_named("lao-cai-2025-10").printed
    assert (printed.participants_n, str(printed.plan_percent), str(printed.population_percent)) == (
        1_475_810,
        "93.42",
        "88.21",
    )
    assert printed.low_communes == ("02680", "03103", "03061", "02746", "03106", "04705", "02788", "03043")
    assert figure_named("bao-thang-2025-10").area.codes == ("02905", "02923", "02908", "02926")


def test_translations_of_one_article_are_one_origin() -> None:
    figure = figure_named("lao-cai-2025-10")
    assert len(figure.sources) == 2
    assert published_book().origins(figure.sources) == ("baolaocai.vn post887597",)


def test_targets_of_one_place_are_joined_across_texts() -> None:
    told = [
        (str(one.percent), one.strict, one.date.year)
        for one in published_book().targets_for(figure_named("lao-cai-2025-10"))
    ]
    assert told == [("96.5", False, 2025), ("95", True, 2026), ("100", False, 2030)]


def test_a_target_of_the_workforce_gives_no_gap_in_the_population() -> None:
    assert "gap_to_53_percent" not in derive(figure_named("khanh-hoa-2025-08"), published_book())


def test_an_unknown_figure_is_told_with_those_there_are() -> None:
    with pytest.raises(BadInput) as caught:
        figure_named("lao-cai-1999")
    assert "lao-cai-2025-10" in caught.value.why
