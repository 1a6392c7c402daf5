"""Reports written to files: all of one call hide the same counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toandan.lake.durable import make_folder, told, write_bytes
from toandan.reports.handed import Handed
from toandan.reports.suppression.linked import linked
from toandan.reports.suppression.protect import protect


def written(
    handed: Handed, lang: str, *, pdf: Path | None, xlsx: Path | None, folder: Path | None
) -> list[Path]:
    """Write what was asked for, each file whole or not at all; the files in the order written.

    Raises NotAllowed or BadInput where a disk or folder does not permit it.
    """
    files = _drawn(handed, lang, pdf=pdf, xlsx=xlsx, folder=folder)
    for path, content in files.items():
        with told(path.parent):
            make_folder(path.parent)
            write_bytes(path, content)
    return list(files)


def _drawn(
    handed: Handed, lang: str, *, pdf: Path | None, xlsx: Path | None, folder: Path | None
) -> Mapping[Path, bytes]:
    hidden = protect(linked(handed), handed.threshold)
    files: dict[Path, bytes] = {}
    if pdf:
        from toandan.reports.pages.pdf import pdf as pages  # noqa: PLC0415  (slow to import)

        files[pdf.absolute()] = pages(handed, hidden, lang)
    if xlsx or folder:
        from toandan.reports.sheets.book import sheets  # noqa: PLC0415
        from toandan.reports.sheets.csv_files import csv_files  # noqa: PLC0415
        from toandan.reports.sheets.workbook import workbook  # noqa: PLC0415

        book = sheets(handed, hidden, lang)
        if xlsx:
            files[xlsx.absolute()] = workbook(book, handed, hidden, lang)
        if folder:
            files |= {folder.absolute() / name: content for name, content in csv_files(book, hidden).items()}
    return files
