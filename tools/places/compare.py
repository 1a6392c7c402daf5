"""Compares the shipped places with vietnam-provinces 2026.9.0 and writes docs/proof/places-oracle.md.

That package is GPL: it is a second opinion in development, read here and nowhere else.
Only the differences are written down, each group with whom we believe and why.
Run `python -m tools.places.compare`.
"""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from toandan.places.crosswalk import links
from toandan.places.load import atlas, place_data_version
from toandan.places.names import spell_marks
from toandan.places.unit import Level, Unit

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
PROOF = Path(__file__).parents[2] / "docs" / "proof" / "places-oracle.md"
Names = dict[str, str]

LINK_REASONS = {
    (
        "00556",
        "00562",
    ): "Ours kept. The oracle marks Xã Đặng Xá as divided and yet gives it one destination, so a link is missing there.",
    (
        "00553",
        "00562",
    ): "Not taken: the counterpart of 00556. The oracle gives to Xã Cổ Bi the part our source gives to Xã Đặng Xá. Cổ Bi stays divided among three.",
    (
        "01651",
        "01648",
    ): "Ours kept. The oracle leaves Xã Mỹ Hưng without any successor, which cannot be; Mỹ Hưng belonged to the former Phục Hòa district.",
    (
        "01615",
        "01648",
    ): "Not taken: the counterpart of 01651, Mỹ Hưng's place given to Xã Hồng Quang.",
    (
        "02482",
        "02494",
    ): "Ours kept. The oracle leaves Xã Phú Thịnh without any successor, which cannot be; it lies 4 km from the new commune's point.",
    (
        "02485",
        "02494",
    ): "Not taken: the counterpart of 02482, Phú Thịnh's place given to Xã Công Đa.",
    (
        "09013",
        "09817",
    ): "Open, not taken. The oracle gives a fourth part of Xã Văn Khê to Xã Ô Diên, our source only the three parts both agree on. The bounding boxes touch, so either is possible; the text of the resolution has not been read. Văn Khê is divided in both.",
}
ISLAND = "Ours kept. The island district had no commune; the oracle holds no link for it."


def main() -> None:
    """Write the comparison."""
    PROOF.parent.mkdir(parents=True, exist_ok=True)
    PROOF.write_text("\n".join(_page()) + "\n", encoding="utf-8")
    print(f"written {PROOF.name}")


def _page() -> list[str]:
    return [
        "# Places compared with a second source",
        "",
        "Made by `python -m tools.places.compare`. Ours: the shipped place files, data version",
        f"`{place_data_version()}`. Second source: vietnam-provinces 2026.9.0 (GPL, development only; nothing of it is shipped).",
        "Names below are only those on which the two differ.",
        "",
        *_link_part(),
        *_unit_part(
            "Communes from 1 July 2025", _ours(NEW, Level.COMMUNE), _theirs_new("WARD_MAPPING", 5), NEW_WORDS
        ),
        *_unit_part(
            "Provinces from 1 July 2025",
            _ours(NEW, Level.PROVINCE),
            _theirs_new("PROVINCE_MAPPING", 2),
            CITY_WORDS,
        ),
        *_unit_part(
            "Communes until 30 June 2025",
            _ours(OLD, Level.COMMUNE),
            _theirs_old("WARD_MAPPING", 5),
            OLD_WORDS,
        ),
        *_unit_part(
            "Districts until 30 June 2025",
            _ours(OLD, Level.DISTRICT),
            _theirs_old("DISTRICT_MAPPING", 3),
            OLD_WORDS,
        ),
        *_unit_part(
            "Provinces until 30 June 2025",
            _ours(OLD, Level.PROVINCE),
            _theirs_old("PROVINCE_MAPPING", 2),
            OLD_WORDS,
        ),
    ]


NEW_WORDS = "Ours kept: the two differ in letter case only."
CITY_WORDS = (
    "Ours kept for this vintage: the second source describes a later day, on which these provinces had become "
    "centrally run cities. That belongs to a later vintage."
)
OLD_WORDS = (
    "Ours kept: the second source's old list appears to be of an earlier day, before the last mergers and renamings of 2024 and "
    "early 2025, while its own conversion table uses our codes; the rest are spellings of names in minority languages, "
    "on which sources differ."
)


def _link_part() -> list[str]:
    ours = {(one.old_code, one.new_code) for one in links(OLD, NEW)}
    theirs = _theirs_links()
    split_ours, split_theirs = _split(ours), _split(theirs)
    lines = [
        "## Links",
        "",
        f"Ours {len(ours)}, theirs {len(theirs)}, in common {len(ours & theirs)}.",
        f"Old communes divided: ours {len(split_ours)}, theirs {len(split_theirs)}.",
        f"Divided only in ours: {_said(split_ours - split_theirs)}; only in theirs: {_said(split_theirs - split_ours)} (see the table).",
        "",
        "| old | new | who has it | whom we believe and why |",
        "|---|---|---|---|",
    ]
    return [*lines, *(_link_line(pair, is_ours=pair in ours) for pair in sorted(ours ^ theirs)), ""]


def _link_line(pair: tuple[str, str], *, is_ours: bool) -> str:
    old, new = atlas(OLD).unit(pair[0]), atlas(NEW).unit(pair[1])
    reason = ISLAND if old.level is Level.DISTRICT else LINK_REASONS[pair]
    return f"| {old.code} {old.full_name} | {new.code} {new.full_name} | {'ours' if is_ours else 'theirs'} | {reason} |"


def _unit_part(title: str, ours: Names, theirs: Names, reason: str) -> list[str]:
    both = sorted(ours.keys() & theirs.keys())
    differ = [code for code in both if ours[code] != theirs[code]]
    typed = [
        code
        for code in differ
        if spell_marks(ours[code]) == spell_marks(theirs[code]) and ours[code].lower() != theirs[code].lower()
    ]
    named = [code for code in differ if code not in typed]
    return [
        f"## {title}",
        "",
        f"Ours {len(ours)}, theirs {len(theirs)}.",
        f"Codes only ours: {_said(ours.keys() - theirs.keys())}.",
        f"Codes only theirs: {_said(theirs.keys() - ours.keys())}.",
        f"Same name in another typing (Hoà/Hòa, Quí/Quý, hyphens), which our search unites: {len(typed)}: {_said(typed)}.",
        f"Different names: {len(named)}.",
        "",
        *([reason, ""] if named or ours.keys() ^ theirs.keys() else []),
        *([*HEAD, *(f"| {code} | {ours[code]} | {theirs[code]} |" for code in named), ""] if named else []),
    ]


HEAD = ("| code | ours | theirs |", "|---|---|---|")


def _said(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes)) or "none"


def _split(pairs: set[tuple[str, str]]) -> set[str]:
    parts = Counter(old for old, _ in pairs)
    return {old for old, count in parts.items() if count > 1}


def _ours(vintage: date, level: Level) -> Names:
    units: tuple[Unit, ...] = atlas(vintage).units(level)
    return {unit.code: unit.full_name for unit in units}


def _theirs_new(table: str, digits: int) -> Names:
    return _named(importlib.import_module("vietnam_provinces._lookup"), table, digits)


def _theirs_old(table: str, digits: int) -> Names:
    return _named(importlib.import_module("vietnam_provinces.legacy._lookup"), table, digits)


def _named(module: object, table: str, digits: int) -> Names:
    return {str(int(code)).zfill(digits): unit.name for code, unit in getattr(module, table).items()}


def _theirs_links() -> set[tuple[str, str]]:
    module = importlib.import_module("vietnam_provinces._ward_conversion_2025")
    return {
        (f"{old:05d}", f"{new.code:05d}")
        for old, entry in module.OLD_TO_NEW.items()
        for new in entry.new_wards
    }


if __name__ == "__main__":
    main()
