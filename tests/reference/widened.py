"""The package with more categories and titles than there are: a copy, edited as a maintainer would for a new decree.

New categories stand in the middle of Article 12 and take the next free numbers. Each has a title of the
same word, at the end of the titles, and the law of an older category of its clause. All are invented.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

import toandan
from toandan.schemas.categories import CATEGORIES

ROOT = Path(__file__).parents[2]
# The categories behind which new ones are put. Their law is plain: no age, no place, no other category.
MODELS = ("deputy", "civil_servant", "village_part_timer", "long_allowance", "ex_commune_cadre_budget")


def added(more: int) -> list[tuple[str, str]]:
    """The words of so many new categories, each with the category it is modelled on."""
    return [(f"{model}_new_{n}", model) for n, model in enumerate(islice(cycle(MODELS), more))]


def widened(folder: Path, more: int) -> Path:
    """A copy of the package with so many categories and titles more; gives the folder to import it from."""
    package = folder / "toandan"
    shutil.copytree(Path(toandan.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    for number, (slug, model) in enumerate(added(more), len(CATEGORIES)):
        _behind(
            package / "schemas/categories.py",
            rf'\n +\(\d+, "{model}", .*\),',
            f'"{model}"',
            f'"{slug}"',
            number,
        )
        for file in (package / "law/categories").glob("clause-*.yaml"):
            _behind(file, rf"\n  - slug: {model}\n(?:    .*\n)+", f"slug: {model}\n", f"slug: {slug}\n")
    titles = package / "schemas/titles.py"
    lines = "".join(f'    ("{slug}", "{slug}", "{slug}"),\n' for slug, _ in added(more))
    titles.write_text(titles.read_text("utf-8").replace("\n)\n\nTITLES:", f"\n{lines})\n\nTITLES:"), "utf-8")
    return folder


def run_widened(folder: Path, *command: str) -> str:
    """What a Python module says that runs with the package of this folder in place of ours."""
    paths = os.pathsep.join([str(folder), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-5000:]}{done.stderr[-5000:]}"
    return done.stdout


def _behind(file: Path, block: str, old: str, new: str, number: int | None = None) -> None:
    """Repeat the block of a file right behind itself, with another word and number."""
    text = file.read_text("utf-8")
    found = re.search(block, text)
    if found is None:
        return
    again = found[0].replace(old, new)
    if number is not None:
        again = re.sub(r"\(\d+,", f"({number},", again)
    if again.startswith("\n") and found[0].endswith("\n"):
        again = again[1:]
    file.write_text(text[: found.end()] + again + text[found.end() :], "utf-8")
