"""The steps of a closing as a picture: a box per table, a line to every table it is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Protocol

WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 268, 46, 18, 34, 20
SWEEPS = 6
FILL = {"input": "#e8e8e8", "link": "#dbe9f6", "count": "#fdf1d6", "judge": "#ece0f4", "follow": "#fbe3da"}
PUBLISHED = "#d9ecd6"
type Places = dict[str, tuple[int, int]]


class Drawn(Protocol):
    """What is drawn of a step."""

    @property
    def name(self) -> str:
        """The table it makes."""

    @property
    def kind(self) -> str:
        """input, link, count, judge or follow."""

    @property
    def reads(self) -> Sequence[str]:
        """The tables it is made from."""


def picture(steps: Sequence[Drawn], notes: Mapping[str, str], title: str) -> str:
    """An SVG of the steps from top to bottom; ``notes`` are the second lines of the boxes (rows, seconds)."""
    places = _places(_layers(steps))
    wide = max(x for x, _ in places.values()) + WIDTH + MARGIN
    high = max(y for _, y in places.values()) + HEIGHT + MARGIN
    lines = [_line(places[source], places[one.name]) for one in steps for source in one.reads]
    boxes = [_box(one, places[one.name], notes.get(one.name, "")) for one in steps]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f' font-family="DejaVu Sans Mono, monospace" font-size="11" role="img"><title>{escape(title)}</title>'
        f'<rect width="{wide}" height="{high}" fill="white"/>'
        f'<text x="{MARGIN}" y="{MARGIN + 4}" font-size="14">{escape(title)}</text>'
    )
    return "\n".join([head, *lines, *boxes, "</svg>", ""])


def _layers(steps: Sequence[Drawn]) -> list[list[str]]:
    """The steps in layers, each below everything it reads, and near to it within the layer."""
    reads = {one.name: one.reads for one in steps}
    depth: dict[str, int] = {}

    def layer(name: str) -> int:
        if name not in depth:
            depth[name] = 1 + max((layer(source) for source in reads[name]), default=-1)
        return depth[name]

    layers: list[list[str]] = [[] for _ in range(1 + max(layer(one.name) for one in steps))]
    for name in sorted(reads):
        layers[depth[name]].append(name)
    readers = {name: [one.name for one in steps if name in one.reads] for name in reads}
    for _ in range(SWEEPS):
        _near(layers, reads)
        _near(layers, readers)
    return layers


def _near(layers: list[list[str]], others: Mapping[str, Sequence[str]]) -> None:
    row = {name: place for layer in layers for place, name in enumerate(layer)}

    def mean(name: str) -> tuple[float, str]:
        near = others[name]
        return (sum(row[one] for one in near) / len(near) if near else row[name]), name

    for layer in layers:
        layer.sort(key=mean)


def _places(layers: Sequence[Sequence[str]]) -> Places:
    widest = max(len(layer) for layer in layers)
    step = WIDTH + ACROSS
    return {
        name: (
            MARGIN + round((widest - len(layer)) / 2 * step) + place * step,
            2 * MARGIN + n * (HEIGHT + DOWN),
        )
        for n, layer in enumerate(layers)
        for place, name in enumerate(layer)
    }


def _line(source: tuple[int, int], target: tuple[int, int]) -> str:
    x, y, to_x, to_y = source[0] + WIDTH // 2, source[1] + HEIGHT, target[0] + WIDTH // 2, target[1]
    bend = (to_y - y) // 2
    return (
        f'<path d="M{x},{y} C{x},{y + bend} {to_x},{to_y - bend} {to_x},{to_y}"'
        ' fill="none" stroke="#8a8a8a" stroke-width="1.1"/>'
    )


def _box(one: Drawn, place: tuple[int, int], note: str) -> str:
    x, y = place
    fill = PUBLISHED if one.name.startswith("out_") else FILL[one.kind]
    return (
        f'<g><rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="{fill}" stroke="#555"/>'
        f'<text x="{x + 8}" y="{y + 19}">{escape(one.name)}</text>'
        f'<text x="{x + 8}" y="{y + 36}" fill="#555" font-size="10">{escape(note)}</text></g>'
    )
