"""What changed between two closings, as people read it: places by name, each cell with the extract it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from toandan.accounts.words import count_en, count_vi
from toandan.places.load import atlas
from toandan.schemas.registers import REGISTERS

type Told = Mapping[str, Any]
WORDS = {
    "en": {
        "title": "from {first} to {second}",
        "synthetic": " · SYNTHETIC data",
        "none": "none",
        "same": "  the same extracts",
        "one": "1 cell differs",
        "many": "{n} cells differ",
        "new": "new row",
        "gone": "row gone",
        "more": "… {n} more; ask with --limit",
        "law_version": "law version",
        "spine_version": "spine version",
        "places_version": "places version",
        "software_version": "software version",
    },
    "vi": {
        "title": "từ {first} đến {second}",
        "synthetic": " · DỮ LIỆU TỔNG HỢP",
        "none": "không có",
        "same": "  cùng các lần gửi dữ liệu",
        "one": "1 ô khác nhau",
        "many": "{n} ô khác nhau",
        "new": "dòng mới",
        "gone": "dòng không còn",
        "more": "… còn {n} ô; xem thêm bằng --limit",
        "law_version": "phiên bản luật",
        "spine_version": "phiên bản đối chiếu",
        "places_version": "phiên bản địa giới",
        "software_version": "phiên bản phần mềm",
    },
}


def difference_lines(told: Told, lang: str) -> Iterator[str]:
    """The two closings, what differs in what they were made from, and the cells that differ."""
    words, count = WORDS[lang], count_vi if lang == "vi" else count_en
    first, second = (f"{told[name]['month']} {told[name]['closing']}" for name in ("before", "after"))
    yield words["title"].format(first=first, second=second) + (
        words["synthetic"] if told["synthetic"] else ""
    )
    yield from _inputs(told, lang)
    cells_n = told["cells_n"]
    yield words["one" if cells_n == 1 else "many"].format(n=count(cells_n))
    for one in told["cells"]:
        yield _cell(one, lang)
    if len(told["cells"]) < cells_n:
        yield words["more"].format(n=count(cells_n - len(told["cells"])))


def _inputs(told: Told, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    for n, one in enumerate(told["extracts"], 1):
        register = REGISTERS[one["register"]]
        title = register.title_vi if lang == "vi" else register.title
        yield f"  [{n}] {title}: {one['before'] or words['none']} -> {one['after'] or words['none']}"
    if not told["extracts"]:
        yield words["same"]
    for name, pair in told["versions"].items():
        yield f"  {words.get(name, name)}: {pair['before']} -> {pair['after']}"


def _cell(one: Told, lang: str) -> str:
    count = count_vi if lang == "vi" else count_en
    before, after = one["before"] or {}, one["after"] or {}
    names = [name for name in (before or after) if before.get(name, 0) != after.get(name, 0)]
    values = ", ".join(
        f"{name} {count(before.get(name, 0))} -> {count(after.get(name, 0))}" for name in names
    )
    only = "new" if one["before"] is None else "gone" if one["after"] is None else ""
    told = "; ".join(text for text in (values, WORDS[lang][only] if only else "") if text)
    because = " ".join(f"[{position + 1}]" for position in one["because"])
    return f"  {one['table']}  {_key(one['key'])}: {told}  {because}".rstrip()


def _key(key: Mapping[str, str]) -> str:
    """The key without its map, the commune by name too."""
    told = {name: value for name, value in key.items() if name != "vintage" and value}
    if "commune_code" in told and "vintage" in key:
        unit = atlas(date.fromisoformat(key["vintage"])).unit(told["commune_code"])
        told["commune_code"] = f"{unit.code} {unit.full_name}"
    return " · ".join(told.values())
