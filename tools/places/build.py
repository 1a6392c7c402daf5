"""Makes src/toandan/places/data/*.csv from vietnamadminunits: run `python -m tools.places.build`.

vintages.yaml and NOTICE.md are written by hand; everything else is made here, byte for
byte the same each time, and summed up in SHA256SUMS.
"""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.places.judge import Removed, false_links
from tools.places.points import Moved, moved_points
from tools.places.source import PACKAGE, VERSION, Source, load, point

DATA = Path(__file__).parents[2] / "src" / "toandan" / "places" / "data"
OLD, NEW = "2025-06-30", "2025-07-01"
KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")
UNIT_HEAD = ("vintage", "level", "kind", "code", "name", "full_name", "parent_code", "lat", "lon", "area_km2")

Row = tuple[str, ...]


def main() -> None:
    """Write every made file and the sums."""
    source = load()
    removed = false_links(source)
    false = {(one.old_code, one.new_code) for one in removed}
    links = sorted(source.links - false)
    moved = moved_points(source, links)
    _write("units.csv", UNIT_HEAD, [*_old_units(source), *_new_units(source, moved)])
    _write("links.csv", LINK_HEAD, _link_rows(links))
    _write("removed_links.csv", REMOVED_HEAD, [_removed_row(source, one) for one in removed])
    _write("corrected_points.csv", MOVED_HEAD, [_moved_row(source, one) for one in moved.values()])
    _write_sums()
    print(f"{len(links)} links kept, {len(removed)} removed, {len(moved)} points put right")


LINK_HEAD = ("old_vintage", "old_code", "new_vintage", "new_code", "is_split", "weight", "source")
REMOVED_HEAD = (
    "old_vintage",
    "old_code",
    "old_name",
    "new_vintage",
    "new_code",
    "new_name",
    "rule",
    "kept_code",
    "reason",
)
MOVED_HEAD = ("vintage", "code", "full_name", "source_lat", "source_lon", "lat", "lon", "distance_km")


def _old_units(source: Source) -> list[Row]:
    provinces = {row["provinceCode"]: row for row in source.old.values()}
    districts = {row["districtCode"]: row for row in source.old.values()}
    rows = [_province(OLD, row) for _, row in sorted(provinces.items())]
    rows += [_district(row) for _, row in sorted(districts.items())]
    communes = sorted((code, row) for code, row in source.old.items() if row["ward"])
    return rows + [
        _unit(OLD, "commune", code, row["ward"], row["districtCode"], where=point(row))
        for code, row in communes
    ]


def _new_units(source: Source, moved: dict[str, Moved]) -> list[Row]:
    provinces = {row["provinceCode"]: row for row in source.new.values()}
    rows = [_province(NEW, row) for _, row in sorted(provinces.items())]
    for code, row in sorted(source.new.items()):
        where = moved[code].now if code in moved else point(row)
        area = f"{row['wardAreaKm2']:.4f}" if row["wardAreaKm2"] else ""
        rows.append(_unit(NEW, "commune", code, row["ward"], row["provinceCode"], where=where, area=area))
    return rows


def _province(vintage: str, row: dict[str, Any]) -> Row:
    where = (row["provinceLat"], row["provinceLon"])
    return _unit(vintage, "province", row["provinceCode"], row["province"], "VN", where=where)


def _district(row: dict[str, Any]) -> Row:
    where = (row["districtLat"], row["districtLon"])
    made = _unit(OLD, "district", row["districtCode"], row["district"], row["provinceCode"], where=where)
    if made[2] != "thành phố":
        return made
    kind = "thành phố thuộc tỉnh" if row["province"].startswith("Tỉnh") else "thành phố thuộc thành phố"
    return (*made[:2], kind, *made[3:])


def _unit(
    vintage: str,
    level: str,
    code: str,
    full_name: str,
    parent: str,
    *,
    where: tuple[float, float] | None,
    area: str = "",
) -> Row:
    kind, name = _kind_and_name(unicodedata.normalize("NFC", full_name))
    lat, lon = (f"{where[0]:.5f}", f"{where[1]:.5f}") if where and where[0] is not None else ("", "")
    bare = f"{kind} {name}" if name.isdigit() else name
    return (
        vintage,
        level,
        kind.lower(),
        code,
        bare,
        f"{kind} {name}",
        parent,
        lat,
        lon,
        area.rstrip("0").rstrip("."),
    )


def _kind_and_name(full_name: str) -> tuple[str, str]:
    for kind in KINDS:
        if full_name.lower().startswith(kind.lower() + " "):
            return kind, full_name[len(kind) + 1 :]
    raise SystemExit(f"{full_name!r} begins with no kind we know")


def _link_rows(links: list[tuple[str, str]]) -> list[Row]:
    parts: dict[str, int] = defaultdict(int)
    for old, _ in links:
        parts[old] += 1
    return [
        (OLD, old, NEW, new, "1" if parts[old] > 1 else "0", _weight(parts[old]), f"{PACKAGE} {VERSION}")
        for old, new in links
    ]


def _weight(parts: int) -> str:
    return "1" if parts == 1 else f"1/{parts}"


def _removed_row(source: Source, one: Removed) -> Row:
    old, new = source.old[one.old_code]["ward"], source.new[one.new_code]["ward"]
    return (OLD, one.old_code, old, NEW, one.new_code, new, one.rule, one.kept_code, one.reason)


def _moved_row(source: Source, one: Moved) -> Row:
    numbers = (*one.was, *one.now, one.distance_km)
    return (NEW, one.code, source.new[one.code]["ward"], *(str(number) for number in numbers))


def _write(name: str, head: Row, rows: Iterable[Row]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _write_sums() -> None:
    made = sorted(path for path in DATA.iterdir() if path.suffix in {".csv", ".yaml", ".md"})
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in made]
    (DATA / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
