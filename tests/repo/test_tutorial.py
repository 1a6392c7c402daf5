"""The tutorial's commands run as they stand, and print what the tutorial shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.repo.tree import ROOT

PAGE = ROOT / "docs" / "tutorial" / "first-closing.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
END_OF_BLOCK = "--- end of block ---"


def _script(blocks: list[tuple[str, str]]) -> str:
    commands = (text for language, text in blocks if language == "sh")
    return "set -eu\n" + "".join(f"{text}echo '{END_OF_BLOCK}'\n" for text in commands)


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TOANDAN_")}
    return kept | {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_tutorial_runs_and_prints_what_it_shows(tmp_path: Path) -> None:
    blocks = BLOCK.findall(PAGE.read_text("utf-8"))
    done = subprocess.run(
        ["sh", "-c", _script(blocks)],
        cwd=tmp_path,
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    printed = done.stdout.split(END_OF_BLOCK)
    at = -1
    for language, text in blocks:
        at += language == "sh"
        if language == "text":
            missing = [
                line for line in text.splitlines() if _squeezed(line.strip()) not in _squeezed(printed[at])
            ]
            if missing:
                pytest.fail(f"not printed: {missing}\nprinted:{printed[at]}")
