"""The folder a sample is written to: empty, or holding an earlier sample of ours and nothing else."""

from __future__ import annotations

from pathlib import Path

from toandan.errors import BadInput
from toandan.schemas.registers import REGISTERS

MARKER = "SYNTHETIC.txt"
CARD = "sample.yaml"
TRUTH = "truth"
TRUTH_MARKER = "TOANDAN-TRUTH"
FIRST_LINE = "SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP"
MARKER_TEXT = f"""{FIRST_LINE}
Every person, number and card in these files was drawn at random by `toandan sample`. Nobody in them exists.
Sizes of communes, groups and rates of communes are invented; only the totals named in sample.yaml agree with
what was published.
Mọi người, số định danh và thẻ trong các tệp này đều do phần mềm sinh ngẫu nhiên, không có thật.
"""
OURS = tuple(f"{name}_*.csv" for name in REGISTERS)


def make_ready(out: Path) -> None:
    """An empty folder with the marker in it; raises BadInput for a folder that holds other things."""
    if out.exists() and not out.is_dir():
        raise BadInput(
            what=f"{out} is no folder",
            why="a sample is several files",
            do="name a folder that is new or empty",
        )
    _clear(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text(MARKER_TEXT, encoding="utf-8")


def _clear(out: Path) -> None:
    held = sorted(out.iterdir()) if out.exists() else []
    if not held:
        return
    ours = _earlier(out)
    foreign = [path for path in held if path not in ours and path.name != TRUTH]
    if not ours or foreign:
        raise BadInput(
            what=f"{out} is not empty",
            why=f"it holds {foreign[0].name if foreign else held[0].name}, which is not of an earlier sample",
            do="name a folder that is new or empty; nothing was changed",
        )
    for path in [*_truth_files(out), *ours]:
        path.unlink()


def _earlier(out: Path) -> list[Path]:
    """The files of an earlier sample; none where its marker is missing."""
    marker = out / MARKER
    if not marker.is_file() or not marker.read_text(encoding="utf-8", errors="replace").startswith(
        FIRST_LINE
    ):
        return []
    written = sorted({path for pattern in OURS for path in out.glob(pattern) if path.is_file()})
    return [*written, *(path for path in (out / CARD, marker) if path.is_file())]


def _truth_files(out: Path) -> list[Path]:
    folder = out / TRUTH
    if not (folder / TRUTH_MARKER).is_file():
        return []
    return [path for path in folder.iterdir() if path.is_file()]
