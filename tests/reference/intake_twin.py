"""A slow plain reading of the population and participation registers, one row at a time.

It shares no code with the fast one but the place maps, the list of groups and the declared
columns. ``judged`` gives, for each row, its findings as a set of (code, column); an empty set
means the row is accepted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from toandan.places.crosswalk import links
from toandan.places.load import atlas, atlas_at
from toandan.places.vintage import known_vintages, vintage_at
from toandan.schemas.registers import REGISTERS

type Row = dict[str, str | None]
type Findings = set[tuple[str, str]]

PERSONAL_SHORT = "([1-8][0-9]|9[0-6])[0-9]{9}|[1-9][0-9]{9}"
NINE = "[1-9][0-9]{8}"
RANGE = (date(1850, 1, 1), date(2199, 12, 31))


@dataclass(frozen=True)
class Desk:
    """The extract's day and province, and the groups."""

    as_of: date
    scope: str
    groups: frozenset[str]


def judged(register: str, rows: Sequence[Row], desk: Desk) -> list[Findings]:
    """The findings of every row, those across rows included."""
    trimmed = [{name: (text or "").strip() or None for name, text in row.items()} for row in rows]
    clean = with_zeros(trimmed)
    if register == "population":
        found = [_population(row, desk) for row in clean]
        _population_across(clean, found)
    else:
        found = [_participation(row, desk) for row in clean]
        _participation_across(clean, found)
    return found


def with_zeros(rows: Sequence[Row]) -> list[Row]:
    """The rows with the leading zeros of columns that are of one kind put back."""
    kinds: dict[str, list[tuple[int, str, bool, bool]]] = {
        # digits, form of a short one, needs a full one, must tell the births
        "national_id": [(12, PERSONAL_SHORT, False, True)],
        "insurance_no": [(10, NINE, True, False), (12, PERSONAL_SHORT, True, True)],
        "commune": [(5, "[1-9][0-9]{3}", False, False)],
        "payer_code": [(10, NINE, True, False)],
    }
    told = [dict(row) for row in rows]
    for column, candidates in kinds.items():
        for digits, short, needs_full, must_tell in candidates:
            if _is_one_kind(rows, column, digits, short, needs_full=needs_full, must_tell=must_tell):
                for row in told:
                    text = digits_of(row.get(column))
                    if re.fullmatch(short, text):
                        row[column] = text.zfill(digits)
    return told


def _is_one_kind(
    rows: Sequence[Row], column: str, digits: int, short: str, *, needs_full: bool, must_tell: bool
) -> bool:
    full, lost = 0, []
    for row in rows:
        if row.get(column) is None:
            continue
        text = digits_of(row[column])
        if re.fullmatch(f"[0-9]{{{digits}}}", text):
            full += 1
        elif re.fullmatch(short, text):
            lost.append(row)
        else:
            return False
    if needs_full and not full:
        return False
    if not must_tell:
        return True
    agreeing = [row for row in lost if _tells_birth(digits_of(row[column]).zfill(12), row)]
    if any(row not in agreeing for row in lost if len(digits_of(row[column])) == digits - 2):
        return False
    born = [row for row in lost if re.match("[0-9]{4}", row.get("birth_date") or "")]
    return len(agreeing) >= 0.9 * max(len(born), 1)


def _tells_birth(number_text: str, row: Row) -> bool:
    century = int(number_text[3])
    year = 1900 + 100 * (century // 2) + int(number_text[4:6])
    sex = row.get("sex")
    same_sex = sex not in {"male", "female"} or (sex == "female") == (century % 2 == 1)
    return (row.get("birth_date") or "")[:4] == str(year) and same_sex


def digits_of(text: str | None) -> str:
    """A number without separators, ``.0`` and an exact power of ten."""
    written = text or ""
    power = re.fullmatch(r"([1-9])[.,]([0-9]+)[Ee]\+?([0-9]{1,2})", written)
    if power and len(power[2]) == int(power[3]):
        return power[1] + power[2]
    return re.sub("[ .\u00a0-]", "", written.removesuffix(".0"))


def day(text: str | None) -> date | None:
    if text is None or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first_day(text: str | None) -> date | None:
    ending = {4: "-01-01", 7: "-01"}.get(len(text or ""), "")
    return day((text or "") + ending)


def number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("-?(0|[1-9][0-9]{0,17})", text) else None


def bare(text: str | None) -> str | None:
    return re.sub("[ .\u00a0-]", "", (text or "").removesuffix(".0")).upper() or None


def kind(number_text: str | None, *, is_insurance_column: bool) -> str:
    text = bare(number_text)
    if text is None:
        return "none" if number_text is None else "bad"
    if re.fullmatch("[0-9]{12}", text):
        return "national"
    if is_insurance_column and re.fullmatch("[0-9]{10}", text):
        return "insurance"
    if is_insurance_column and re.fullmatch("[A-Z]{2}[1-5][0-9]{12}", text):
        return "card"
    return "ambiguous" if re.fullmatch("[0-9]{9,11}", text) else "bad"


def _declared(row: Row, register: str, own: Iterable[str] = ()) -> Findings:
    found: Findings = set()
    columns = REGISTERS[register].received.columns
    if not any(row.get(column.name) for column in columns):
        found.add(("row_empty", columns[0].name))
    for column in columns:
        text = row.get(column.name)
        if column.name in own:
            continue
        if text is None:
            if column.required:
                found.add(("required_missing", column.name))
            continue
        if column.allowed and text not in column.allowed:
            found.add(("value_not_allowed", column.name))
        found |= _typed(column.name, column.kind.value, text)
    return found


def _typed(name: str, kind_of: str, text: str) -> Findings:
    if kind_of == "int":
        return set() if number(text) is not None else {("number_unreadable", name)}
    if kind_of not in {"date", "partial date"}:
        return set()
    value = first_day(text) if kind_of == "partial date" else day(text)
    if value is None:
        return {("birth_unreadable" if kind_of == "partial date" else "date_unreadable", name)}
    return set() if RANGE[0] <= value <= RANGE[1] else {("date_out_of_range", name)}


def _ids(row: Row, name: str, *, is_insurance_column: bool) -> Findings:
    code = {"ambiguous": "id_kind_ambiguous", "bad": "id_bad_form"}.get(
        kind(row.get(name), is_insurance_column=is_insurance_column)
    )
    return {(code, name)} if code else set()


def _later(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other


def _commune(code: str | None, vintage: date | None, desk: Desk) -> Findings:
    return _short(code) | _place(code, vintage, desk)


def _short(code: str | None) -> Findings:
    return {("zeros_lost", "commune")} if re.fullmatch("[1-9][0-9]{0,3}", code or "") else set()


def _place(code: str | None, vintage: date | None, desk: Desk) -> Findings:
    if code is None or vintage is None:
        return set()
    if code not in _leaves(vintage):
        elsewhere = any(code in _leaves(other) for other in known_vintages())
        return {("commune_of_other_vintage" if elsewhere else "unknown_commune", "commune")}
    is_inside = code in _inside(vintage, desk.as_of, desk.scope)
    return set() if is_inside else {("commune_outside_scope", "commune")}


@cache
def _leaves(vintage: date) -> set[str]:
    return {unit.code for unit in atlas(vintage).leaves_under("VN")}


@cache
def _inside(vintage: date, as_of: date, scope: str) -> set[str]:
    """Communes of a map of which some ground lies in the scope, a place of the map of ``as_of``."""
    inside = {unit.code for unit in atlas_at(as_of).leaves_under(scope)}
    here = vintage_at(as_of)
    if vintage < here:
        return {link.old_code for link in links(vintage, here) if link.new_code in inside}
    return inside


def _population(row: Row, desk: Desk) -> Findings:
    found = _declared(row, "population") | _ids(row, "national_id", is_insurance_column=False)
    born, died = first_day(row.get("birth_date")), day(row.get("died_on"))
    conditions = {
        ("birth_in_future", "birth_date"): _later(born, desk.as_of),
        ("date_in_future", "residence_from"): _later(day(row.get("residence_from")), desk.as_of),
        ("died_in_future", "died_on"): _later(died, desk.as_of),
        ("died_before_birth", "died_on"): _later(born, died),
    }
    found |= {finding for finding, holds in conditions.items() if holds}
    return found | _commune(row.get("commune"), vintage_at(desk.as_of), desk)


def _participation(row: Row, desk: Desk) -> Findings:
    own = ("insurance_no", "group_code", "benefit_digit")
    found = _declared(row, "participation", own)
    found |= _ids(row, "insurance_no", is_insurance_column=True)
    found |= _ids(row, "national_id", is_insurance_column=False)
    return found | _card(row, desk) | _cover(row, desk) | _payer(row)


def _card(row: Row, desk: Desk) -> Findings:
    found: Findings = set()
    card = bare(row.get("insurance_no")) or ""
    is_card = kind(card, is_insurance_column=True) == "card"
    printed = {"group_code": card[:2], "benefit_digit": card[2:3]} if is_card else {}
    for column, allowed, code in (
        ("group_code", desk.groups, "group_unknown"),
        ("benefit_digit", frozenset("12345"), "benefit_digit_unknown"),
    ):
        text = row.get(column) or printed.get(column)
        if text is None:
            found.add(("required_missing", column))
        elif text not in allowed:
            found.add((code, column))
        if column in printed and row.get(column) not in {None, printed[column]}:
            found.add(("card_disagrees", column))
    if not card and bare(row.get("national_id")) is None:
        found.add(("required_missing", "insurance_no"))
    if kind(card, is_insurance_column=True) == "national" and national(row, only=True) not in {None, card}:
        found.add(("ids_disagree", "insurance_no"))
    return found


def _cover(row: Row, desk: Desk) -> Findings:
    born = first_day(row.get("birth_date"))
    start, end = day(row.get("valid_from")), day(row.get("valid_to"))
    amount = number(row.get("amount_vnd"))
    conditions = {
        ("birth_in_future", "birth_date"): _later(born, desk.as_of),
        ("date_in_future", "paid_on"): _later(day(row.get("paid_on")), desk.as_of),
        ("negative_amount", "amount_vnd"): amount is not None and amount < 0,
        ("cover_ends_before_start", "valid_to"): _later(start, end),
        ("cover_before_birth", "valid_to"): _later(born, end),
    }
    found = {finding for finding, holds in conditions.items() if holds}
    on = day(row.get("commune_on")) if row.get("commune_on") else start
    return found | _commune(row.get("commune"), vintage_at(on) if on else None, desk)


def _payer(row: Row) -> Findings:
    text = bare(row.get("payer_code"))
    is_fine = row.get("payer_code") is None or re.fullmatch("[0-9]{10}|[0-9]{12,13}", text or "")
    return set() if is_fine else {("id_bad_form", "payer_code")}


def national(row: Row, *, only: bool = False) -> str | None:
    """The national id of a row; ``only`` looks at its own column alone."""
    for name in ("national_id",) if only else ("national_id", "insurance_no"):
        if kind(row.get(name), is_insurance_column=False) == "national":
            return bare(row.get(name))
    return None


def insurance(row: Row) -> str | None:
    """The ten digits, if the row has them."""
    found = kind(row.get("insurance_no"), is_insurance_column=True)
    return (bare(row.get("insurance_no")) or "")[-10:] if found in {"insurance", "card"} else None


def folded(name: str | None) -> str | None:
    if name is None:
        return None
    letters = unicodedata.normalize("NFD", name.lower())
    plain = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return re.sub(r"\s+", " ", plain.replace("đ", "d"))


def _births_differ(rows: Sequence[Row]) -> bool:
    """Whether two births cannot be one day, as far as each is known."""
    known = [text for row in rows if first_day(text := row.get("birth_date")) is not None and text]
    return any(len({text[:length] for text in known if len(text) >= length}) > 1 for length in (4, 7, 10))


def _groups(rows: Sequence[Row], key: Callable[[Row], object]) -> list[list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if key(row) is not None:
            found[key(row)].append(place)
    return [places for places in found.values() if len(places) > 1]


def _population_across(rows: Sequence[Row], found: list[Findings]) -> None:
    was_clean = [not findings for findings in found]
    for places in _groups(rows, national):
        same = [rows[place] for place in places]
        names = {folded(row.get("full_name")) for row in same} - {None}
        if _births_differ(same) or len(names) > 1:
            for place in places:
                found[place].add(("id_shared", "national_id"))
            continue
        seen: set[bool] = set()
        for place in places:
            is_absent = rows[place].get("residence_kind") == "absent"
            if was_clean[place] and is_absent in seen:
                found[place].add(("same_person_twice", "national_id"))
            if was_clean[place]:
                seen.add(is_absent)


def _participation_across(rows: Sequence[Row], found: list[Findings]) -> None:
    was_clean = [not findings for findings in found]
    for places in _groups(rows, insurance):
        same = [rows[place] for place in places]
        if _births_differ(same) or len({national(row) for row in same} - {None}) > 1:
            for place in places:
                found[place].add(("id_shared", "insurance_no"))
    for places in _groups(rows, national):
        if _births_differ([rows[place] for place in places]):
            for place in places:
                found[place].add(("id_shared", "national_id"))
    _repeated_cards(rows, found, was_clean)


def _repeated_cards(rows: Sequence[Row], found: list[Findings], was_clean: Sequence[bool]) -> None:
    for places in _groups(rows, _same_card):
        clean = [place for place in places if was_clean[place]]
        for place in clean[1:]:
            found[place].add(("same_card_twice", "insurance_no"))


def _same_card(row: Row) -> object:
    card = bare(row.get("insurance_no")) or ""
    printed = (card[:2], card[2:3]) if kind(card, is_insurance_column=True) == "card" else (None, None)
    start, on = row.get("valid_from"), day(row.get("commune_on"))
    vintage = vintage_at(on or day(start) or date(2025, 1, 1))
    group, level = row.get("group_code") or printed[0], row.get("benefit_digit") or printed[1]
    return (
        insurance(row),
        national(row),
        group,
        level,
        start,
        row.get("valid_to"),
        vintage,
        row.get("commune"),
    )
