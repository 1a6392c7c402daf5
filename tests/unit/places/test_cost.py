"""The room stays light: no table library before it is asked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import toandan.places
import toandan.places.atlas, toandan.places.crosswalk, toandan.places.load, toandan.places.tables
from datetime import date
toandan.places.load.atlas_at(date(2025, 7, 1))
toandan.places.crosswalk.links(date(2025, 6, 30), date(2025, 7, 1))
print(sorted({"pandas", "ibis", "pyarrow", "duckdb"} & set(sys.modules)))
"""


def test_loading_places_imports_no_table_library() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
