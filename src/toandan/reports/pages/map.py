"""The map: a circle per unit at its point, its colour the rate, its area the people; hollow where not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians
from typing import Any

import altair as alt
import vl_convert

from toandan.reports.pages.fonts import FAMILY, font_folder

WIDTH, HEIGHT = 300, 330
SMALLEST, LARGEST = 14, 620
STEP, MANY, HUNDRED = 5, 20, 100
LINE, INK = "#5b6670", "#1c2b36"
LOCALES: Mapping[str, Mapping[str, Any]] = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " ₫"]},
}
TITLES = {"vi": ("Tỷ lệ tham gia", "Người cư trú"), "en": ("Rate", "Residents")}


@dataclass(frozen=True, slots=True)
class Point:
    """A unit on the map; ``share`` and ``people_n`` None where hidden or not known, ``label`` empty for most."""

    lon: float
    lat: float
    share: float | None
    people_n: int | None
    label: str


def drawn_map(points: Sequence[Point], lang: str) -> str:
    """The map as SVG. The same points give the same bytes; nothing is fetched."""
    vl_convert.register_font_directory(str(font_folder()))
    locale = dict(LOCALES[lang])
    return vl_convert.vegalite_to_svg(
        _chart(points, lang).to_dict(), format_locale=locale, allowed_base_urls=[]
    )


def _chart(points: Sequence[Point], lang: str) -> alt.LayerChart:
    width, height, scales = _frame(points)
    rows = [_row(point) for point in sorted(points, key=lambda one: (-(one.people_n or 0), one.lon, one.lat))]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=scales[0], zero=False, nice=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=scales[1], zero=False, nice=False)),
    )
    circles = (
        base.transform_filter("datum.share != null")
        .mark_circle(opacity=0.92, stroke=LINE, strokeWidth=0.5)
        .encode(size=_size(rows, lang), color=_colour(rows, lang))
    )
    others = base.transform_filter("datum.share == null").mark_circle(
        size=LARGEST / 12, opacity=1, color="white", stroke=LINE, strokeWidth=0.6
    )
    labels = (
        base.transform_filter("datum.label != ''")
        .mark_text(
            font=FAMILY,
            fontSize=8.5,
            fontWeight=700,
            dx=0,
            dy=0.5,
            stroke="white",
            strokeWidth=2.2,
            color=INK,
        )
        .encode(text="label:N")
    )
    names = labels.mark_text(font=FAMILY, fontSize=8.5, fontWeight=700, dy=0.5, color=INK)
    layers = (
        (others, circles, labels, names) if any(point.share is not None for point in points) else (others,)
    )
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=height)
        .configure(font=FAMILY, padding=4, background="transparent")
        .configure_view(stroke=None)
        .configure_legend(
            labelFontSize=8, titleFontSize=8, titleFontWeight=600, labelColor=INK, titleColor=INK
        )
    )
    return chart


def _row(point: Point) -> dict[str, Any]:
    return {
        "x": round(point.lon, 5),
        "y": round(point.lat, 5),
        "share": point.share,
        "people": point.people_n or 0,
        "label": point.label,
    }


def _frame(points: Sequence[Point]) -> tuple[float, float, tuple[list[float], list[float]]]:
    """Width, height and the two scales, so that a kilometre is as long across as up."""
    lons, lats = [one.lon for one in points], [one.lat for one in points]
    middle = (min(lats) + max(lats)) / 2
    squeeze = cos(radians(middle))
    across = max((max(lons) - min(lons)) * squeeze, 0.02)
    up = max(max(lats) - min(lats), 0.02)
    across, up = across * 1.1, up * 1.1
    width = min(WIDTH, HEIGHT * across / up)
    height = width * up / across
    centre = (min(lons) + max(lons)) / 2
    x = [centre - across / squeeze / 2, centre + across / squeeze / 2]
    return round(width, 1), round(height, 1), (x, [middle - up / 2, middle + up / 2])


def _size(rows: Sequence[Mapping[str, Any]], lang: str) -> alt.Size:
    most = max([row["people"] for row in rows] + [1])
    return alt.Size(
        "people:Q",
        scale=alt.Scale(domain=[0, most], range=[SMALLEST, LARGEST]),
        legend=alt.Legend(
            title=TITLES[lang][1],
            format=",.0f",
            values=_round_steps(most),
            symbolFillColor="#e4eaee",
            symbolStrokeColor=LINE,
        ),
    )


def _round_steps(most: int) -> list[int]:
    """Three round numbers up to the most, for the legend."""
    step = 10 ** (len(str(most)) - 1)
    top = most // step * step
    return sorted({max(1, top // 4), max(1, top // 2), top})


def _colour(rows: Sequence[Mapping[str, Any]], lang: str) -> alt.Color:
    """Viridis reads for colour-blind eyes and in grey; the low rates, which matter, are dark."""
    low, high = rate_steps(rows)
    return alt.Color(
        "share:Q",
        scale=alt.Scale(scheme="viridis", zero=False, domain=[low / HUNDRED, high / HUNDRED]),
        legend=alt.Legend(
            title=TITLES[lang][0],
            format=".0%",
            values=[
                step / HUNDRED for step in range(low, high + 1, STEP if high - low <= MANY else 2 * STEP)
            ],
            gradientLength=90,
            gradientThickness=9,
        ),
    )


def rate_steps(rows: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """The steps of five percent around the rates shown, never a single one."""
    shares = [row["share"] * HUNDRED for row in rows if row["share"] is not None] or [0.0]
    low = floor(min(shares) / STEP) * STEP
    return low, max(ceil(max(shares) / STEP) * STEP, low + STEP)
