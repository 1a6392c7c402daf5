"""The shipped files are what their sums, counts and reasons say."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from toandan.places.crosswalk import links
from toandan.places.load import DATA, atlas, place_data_version
from toandan.places.unit import Level

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
ROOT = Path(__file__).parents[3]


def test_every_file_has_the_hash_it_was_shipped_with() -> None:
    lines = (DATA / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {path.name for path in DATA.iterdir()} - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, name


def test_the_comparison_with_the_second_source_is_of_this_data() -> None:
    proof = (ROOT / "docs/proof/places-oracle.md").read_text(encoding="utf-8")
    assert f"`{place_data_version()}`" in proof


def test_present_country() -> None:
    kinds = Counter(unit.kind for unit in atlas(NEW).communes_under("VN"))
    assert len(atlas(NEW).children("VN")) == 34
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert atlas(NEW).units(Level.DISTRICT) == ()


def test_old_country() -> None:
    old = atlas(OLD)
    assert [len(old.units(level)) for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)] == [
        63,
        696,
        10035,
    ]
    leaves = {unit.code for unit in old.leaves_under("VN")}
    communes = {unit.code for unit in old.communes_under("VN")}
    assert leaves - communes == {"318", "471", "498", "536", "755"}


@pytest.mark.parametrize(
    ("province", "old_provinces", "now", "before", "split"),
    [("15", ("10", "15"), 99, 319, 0), ("31", ("30", "31"), 114, 374, 71), ("56", ("56", "58"), 65, 194, 8)],
)
def test_province_counts(
    province: str, old_provinces: tuple[str, ...], now: int, before: int, split: int
) -> None:
    inside = {unit.code for unit in atlas(NEW).children(province)}
    communes = {unit.code for one in old_provinces for unit in atlas(OLD).children(one)}
    here = [link for link in links(OLD, NEW) if link.new_code in inside and len(link.old_code) == 5]
    assert len(inside) == now
    assert {link.old_code for link in here} == communes
    assert len(communes) == before
    assert len({link.old_code for link in here if link.is_split}) == split


def test_country_links() -> None:
    every = links(OLD, NEW)
    parts = Counter(link.old_code for link in every)
    assert len(every) == 10569
    assert sum(count > 1 for count in parts.values()) == 440
    assert max(parts.values()) == 5
    assert set(parts) == {unit.code for unit in atlas(OLD).leaves_under("VN")}
    assert {link.new_code for link in every} == {unit.code for unit in atlas(NEW).communes_under("VN")}


def test_no_old_province_was_divided() -> None:
    old, new = atlas(OLD), atlas(NEW)
    went = {
        (old.province_of(link.old_code).code, new.province_of(link.new_code).code) for link in links(OLD, NEW)
    }
    assert len(went) == 63


def test_shares_of_each_old_unit_are_whole() -> None:
    total: dict[str, Fraction] = {}
    for link in links(OLD, NEW):
        total[link.old_code] = total.get(link.old_code, Fraction(0)) + link.weight
        assert link.low <= link.weight <= link.high
        assert link.is_estimated == link.is_split
    assert set(total.values()) == {Fraction(1)}


def test_removed_links_are_gone_and_each_has_a_reason() -> None:
    with (DATA / "removed_links.csv").open(encoding="utf-8", newline="") as lines:
        removed = list(csv.DictReader(lines))
    kept = {(link.old_code, link.new_code) for link in links(OLD, NEW)}
    assert Counter(row["rule"] for row in removed) == {"homonym": 31, "apart": 2}
    for row in removed:
        assert (row["old_code"], row["new_code"]) not in kept
        assert len(row["reason"]) > 80
        if row["rule"] == "homonym":
            assert (row["kept_code"], row["new_code"]) in kept


def test_codes_names_and_points_are_well_formed() -> None:
    width = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
    for vintage in (OLD, NEW):
        for unit in atlas(vintage).units():
            assert re.fullmatch(rf"\d{{{width[unit.level]}}}", unit.code)
            assert unit.full_name.lower().startswith(unit.kind.split(" thuộc ")[0] + " ")
            assert 7 < (unit.lat or 0) < 24
            assert 102 < (unit.lon or 0) < 118


def test_points_of_present_communes_lie_near_their_parts() -> None:
    assert atlas(NEW).unit("30130").lat == pytest.approx(10.583)  # source: 96 km away, at a homonym
