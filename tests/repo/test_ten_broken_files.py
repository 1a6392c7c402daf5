"""The ten broken files are what their script makes, and the page takes all of them in with every row accounted for."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

from tests.repo.page import Reader, blocks, not_printed
from tests.repo.tree import ROOT
from tools.ten_files.make import FILES, FOLDER, MARKER

from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.registers.source.fingerprint import SYNTHETIC_MARKER

PAGE = ROOT / "docs" / "how-to" / "ten-broken-files.md"
EXPLAINED = {"total_row": 4, "same_person_twice": 1}


def test_the_files_are_what_the_script_makes() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*FILES, SYNTHETIC_MARKER}
    assert (FOLDER / SYNTHETIC_MARKER).read_text("utf-8") == MARKER
    assert [name for name, made in FILES.items() if (FOLDER / name).read_bytes() != made()] == []


def test_an_analyst_with_the_page_has_all_ten_in_the_lake(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / FOLDER.relative_to(ROOT))
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TOANDAN_")}
    reader = Reader(tmp_path, kept | {"HOME": str(tmp_path)})
    printed = ""
    for language, text in blocks(PAGE):
        if language == "sh":
            printed = reader.block(text)
        else:
            assert not_printed(text, printed) == [], printed
    _all_accounted_for(Lake.open(Home(reader.folder / "office")))


def _all_accounted_for(lake: Lake) -> None:
    newest = {(found.id.register, found.id.scope): found for found in lake.snapshots()}
    assert len(newest) == len(FILES)
    for found in lake.snapshots():
        assert found.card.received_n == found.card.accepted_n + found.card.quarantined_n > 0
        assert found.card.synthetic
    sources = {source.name for found in lake.snapshots() for source in found.card.sources}
    assert set(FILES) <= sources
    still = Counter[str]()
    for found in newest.values():
        still.update(found.card.quarantine_codes)
    assert still == EXPLAINED
