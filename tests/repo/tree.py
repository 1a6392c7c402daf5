"""What the repository consists of, as its own tests see it."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "toandan"
CODE_FOLDERS = ("src", "tests", "tools", "bench")


@cache
def files() -> tuple[Path, ...]:
    """Every file that git keeps or would keep, so that caches and the virtual environment are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def modules() -> list[Path]:
    """Every Python file of ours."""
    return [
        path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in CODE_FOLDERS
    ]


def pages() -> list[Path]:
    """Every Markdown page."""
    return [path for path in files() if path.suffix == ".md"]


def shown(path: Path) -> str:
    """The path as it is named in a finding."""
    return path.relative_to(ROOT).as_posix()


def rooms() -> set[str]:
    """The rooms that exist: packages below the root package, and law, which is data."""
    return {
        path.relative_to(PACKAGE).parts[0]
        for path in files()
        if path.is_relative_to(PACKAGE) and path.parent != PACKAGE
    }


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), str(path))
