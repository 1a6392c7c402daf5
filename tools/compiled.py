"""Import every module of the package once, so that Python keeps its compiled form and that of what it imports.

    env -u PYTHONDONTWRITEBYTECODE python -m tools.compiled

`make setup` runs it: where Python is told to keep nothing, as in many containers, every command would
compile thousands of modules anew, which takes longer than most commands.
"""

from __future__ import annotations

import importlib
import pkgutil

import toandan

# Imported late by what we import.
ALSO = ("pandas", "duckdb", "ibis.backends.duckdb", "ibis.backends.sql.compilers")


def main() -> None:
    """Import them; nothing is run."""
    modules = pkgutil.walk_packages(toandan.__path__, "toandan.")
    for name in (*(one.name for one in modules if not one.name.endswith("__main__")), *ALSO):
        importlib.import_module(name)


if __name__ == "__main__":
    main()
