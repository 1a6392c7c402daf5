"""The accounts of an area, part by part: by commune, group, age or sex."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from toandan.accounts.age_bands import band
from toandan.accounts.area import Area
from toandan.accounts.goals import Goal
from toandan.accounts.out_table import Cells
from toandan.accounts.yearago import interval
from toandan.errors import Usage
from toandan.lawbook.group import Group
from toandan.places.load import atlas
from toandan.schemas.closing import AGE_BAND_CUTS, DIFFERENCE
from toandan.values.share import share_text

BY = ("commune", "group", "age", "sex")
COUNTS = tuple(name for name in DIFFERENCE.names if name.endswith("_n"))
CELL_COUNTS = ("participants_n", "residents_n", "covered_residents_n", "uncovered_n", "year_before_n")
NO_GROUP = ("no card found", "chưa thấy thẻ")
SEX_VI = {"male": "nam", "female": "nữ", "unknown": "chưa rõ"}
type Counts = dict[str, int]
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Some cells of which an area is told: ``columns`` names each count as it is told, ``inside`` the area's communes.

    ``inside`` None means every row.
    """

    cells: Cells
    columns: Mapping[str, str]
    inside: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Everything counted of an area, ready to be told in any way.

    ``communes`` are the counts of each commune; ``counted`` the cells by group, sex and age of which
    the whole area is told; ``groups`` the groups in force on the day by code, in the order of Article 12;
    ``before`` and ``split`` the year before by commune and the split communes
    of its map (None where the year before is not closed).
    """

    area: Area
    day: date
    groups: Mapping[str, Group]
    communes: Mapping[str, Counts]
    counted: tuple[Counted, ...]
    before: Mapping[str, int] | None
    split: Mapping[str, Mapping[str, int]]
    plans: Mapping[str, Goal]


def rows_by(parts: Parts, by: str) -> list[Row]:
    """The rows of one of the ways in ``BY``; raises Usage for another."""
    if by not in MAKERS:
        raise Usage(what=f"accounts are not told by {by!r}", do=f"use one of: {', '.join(BY)}, entitlement")
    return MAKERS[by](parts)


def _by_commune(parts: Parts) -> list[Row]:
    split = _split_into(parts)
    return [_commune(parts, code, split.get(code, {})) for code in parts.area.communes]


def _split_into(parts: Parts) -> dict[str, dict[str, Mapping[str, int]]]:
    """Per commune the split communes of the map before of which it is a part."""
    found: dict[str, dict[str, Mapping[str, int]]] = defaultdict(dict)
    for old, people in parts.split.items():
        for code in people:
            found[code][old] = people
    return found


def _commune(parts: Parts, code: str, split: Mapping[str, Mapping[str, int]]) -> Row:
    counts = parts.communes[code]
    row: Row = {"code": code, "name": atlas(parts.area.vintage).unit(code).full_name, **_told(counts)}
    row |= _year_before(None if parts.before is None else parts.before.get(code, 0), counts["participants_n"])
    if parts.before is not None and split:
        row["year_before_interval"] = interval(split, [code], parts.before.get(code, 0))
    plan = parts.plans.get(code)
    plan_n = None if plan is None else plan.needed(0)
    row |= {"plan_n": plan_n, "plan_share": share_text(counts["participants_n"], plan_n) if plan_n else None}
    if counts["estimated_n"] or counts["estimated_elsewhere_n"]:
        least = counts["participants_n"] - counts["estimated_n"]
        row["interval"] = [least, counts["participants_n"] + counts["estimated_elsewhere_n"]]
    return row | {"difference": {name: counts[name] for name in COUNTS if name not in row}}


def _told(counts: Mapping[str, int]) -> Row:
    """The two counts, the residents, and participants over residents of the register."""
    share = share_text(counts["participants_n"], counts["residents_n"])
    names = ("participants_n", "covered_residents_n", "uncovered_n", "residents_n")
    return {name: counts[name] for name in names} | {"share": share, "share_of": "residents_n"}


def _year_before(before_n: int | None, now_n: int) -> Row:
    return {"year_before_n": before_n, "change_n": None if before_n is None else now_n - before_n}


def _by_group(parts: Parts) -> list[Row]:
    """By group in the order of Article 12; last the residents without a card.

    A resident without a card has no group, so a group's share is of all participants.
    """
    known, grouped = parts.groups, _grouped(parts, "group_code")
    everyone = sum(counts["participants_n"] for counts in grouped.values())
    order = {code: position for position, code in enumerate(known)}
    codes = sorted(grouped, key=lambda code: (code == "", order.get(code, len(order)), code))
    rows = []
    for code in codes:
        group = known.get(code)
        name, name_vi = (group.name, group.name_vi) if group else (code, code)
        titles = dict(zip(("name", "name_vi"), NO_GROUP if code == "" else (name, name_vi), strict=True))
        share = {"share": share_text(grouped[code]["participants_n"], everyone), "share_of": "participants_n"}
        rows.append({"code": code, **titles, **_cell_row(parts, grouped[code]), **share})
    return rows


def _by_age(parts: Parts) -> list[Row]:
    grouped: dict[int, Counts] = defaultdict(_nothing)
    for age, counts in _grouped(parts, "age").items():
        _add(grouped[band(age)[0]], counts)
    bands = [band(edge) for edge in (0, *AGE_BAND_CUTS)]
    return [
        {"from": start, "to": end, **_cell_row(parts, grouped.get(start, _nothing()))} for start, end in bands
    ]


def _by_sex(parts: Parts) -> list[Row]:
    grouped = _grouped(parts, "sex")
    return [
        {"code": sex, "name": sex, "name_vi": SEX_VI[sex], **_cell_row(parts, grouped[sex])}
        for sex in SEX_VI
        if sex in grouped
    ]


def _cell_row(parts: Parts, counts: Mapping[str, int]) -> Row:
    before = None if parts.before is None else counts["year_before_n"]
    return _told(counts) | _year_before(before, counts["participants_n"])


def _grouped(parts: Parts, column: str) -> dict[Any, Counts]:
    """The counts of the whole area by the values of a column that occur in any of its cells."""
    grouped: dict[Any, Counts] = defaultdict(_nothing)
    for one in parts.counted:
        sums = one.cells.sums([one.cells.coded(column)], list(one.columns.values()), one.inside)
        for (value,), counts in sums:
            grouped[value] |= {told: counts[name] for told, name in one.columns.items()}
    return dict(grouped)


def _add(total: Counts, counts: Counts) -> None:
    for name in CELL_COUNTS:
        total[name] += counts[name]


def _nothing() -> Counts:
    return dict.fromkeys(CELL_COUNTS, 0)


MAKERS: dict[str, Callable[[Parts], list[Row]]] = {
    "commune": _by_commune,
    "group": _by_group,
    "age": _by_age,
    "sex": _by_sex,
}


def rank(parts: Parts) -> list[Row]:
    """The communes by participants over residents of the register, lowest first.

    Communes without residents in the register come last, unranked by share.
    """

    def order(code: str) -> tuple[bool, Fraction, str]:
        counts = parts.communes[code]
        residents = counts["residents_n"]
        return residents == 0, Fraction(counts["participants_n"], max(residents, 1)), code

    ranked = sorted(parts.area.communes, key=order)
    return [{"rank": place, **_ranked(parts, code)} for place, code in enumerate(ranked, 1)]


def _ranked(parts: Parts, code: str) -> Row:
    counts = parts.communes[code]
    names = ("participants_n", "residents_n", "covered_residents_n")
    return {
        "code": code,
        "name": atlas(parts.area.vintage).unit(code).full_name,
        **{name: counts[name] for name in names},
        "share": share_text(counts["participants_n"], counts["residents_n"]),
        "covered_share": share_text(counts["covered_residents_n"], counts["residents_n"]),
    }
