"""The font of reports: from a package, so that every machine sets the same pages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import fontpkg_be_vietnam_pro

FAMILY = "Be Vietnam Pro"


def font_folder() -> Path:
    """The folder of the font's files."""
    return Path(str(files(fontpkg_be_vietnam_pro) / "files"))
