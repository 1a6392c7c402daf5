"""Writes the ten files: ``python -m tools.ten_files.make``. The same bytes at every run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.ten_files import text_files, workbooks

FOLDER = Path(__file__).parents[2] / "docs" / "how-to" / "ten-broken-files"
FILES: dict[str, Callable[[], bytes]] = {
    "01-cong-an.csv": text_files.police,
    "02-truong-hoc.txt": text_files.school,
    "03-thon-ban.csv": text_files.hamlet,
    "04-the-bhyt.xlsx": workbooks.cards,
    "05-mat-so-khong.xls": workbooks.without_zeros,
    "06-unicode.txt": text_files.export,
    "07-dai-ly-thu.csv": text_files.agent,
    "08-phan-mem.parquet": workbooks.software,
    "09-chi-tieu.csv": text_files.plan,
    "10-trung-va-sai.csv": text_files.mistakes,
}
MARKER = """\
Synthetic data. Everybody in these files is invented by tools/ten_files.
Dữ liệu tổng hợp, không phải của người thật.
"""


def main() -> None:
    """Write the files and the marker that makes every snapshot of them synthetic."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "SYNTHETIC.txt").write_text(MARKER, encoding="utf-8")
    for name, made in FILES.items():
        (FOLDER / name).write_bytes(made())
    print(f"wrote {len(FILES)} files to {FOLDER}")


if __name__ == "__main__":
    main()
