"""A page of commands, run as a reader would: shell lines by the shell, `toandan` lines in this process."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from toandan.cli import main

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# A command with its continued lines, or one that is fed a text up to END.
STATEMENT = re.compile(r"^[^\n]*<<'END'\n.*?^END\n|^(?:[^\n]*\\\n)*[^\n]*\n", re.MULTILINE | re.DOTALL)
MAY_FAIL, BOTH = "|| true", "2>&1"


@dataclass
class Reader:
    """Somebody who types a page into a shell: a folder, an environment, and what was printed last."""

    folder: Path
    environment: dict[str, str]
    ran: list[str] = field(default_factory=list)

    def block(self, text: str) -> str:
        """Run a block of commands; returns what they print. Fails where one fails."""
        return "".join(self._run(statement) for statement in STATEMENT.findall(text) if statement.strip())

    def _run(self, statement: str) -> str:
        self.ran.append(statement)
        return self._toandan(statement) if statement.startswith("toandan ") else self._shell(statement)

    def _shell(self, statement: str) -> str:
        script = f"set -eu\n{statement}\npwd > .where; env -0 > .environment\n"
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, statement + done.stdout + done.stderr
        moved = next(self.folder.rglob(".where"))
        self.environment = dict(
            one.split("=", 1) for one in moved.with_name(".environment").read_text().split("\0") if one
        )
        self.folder = Path(moved.read_text().strip())
        moved.with_name(".environment").unlink()
        moved.unlink()
        return done.stdout

    def _toandan(self, statement: str) -> str:
        may_fail, both = MAY_FAIL in statement, BOTH in statement
        words = shlex.split(statement.replace(MAY_FAIL, "").replace(BOTH, "").replace("\\\n", " "))
        out, err = io.StringIO(), io.StringIO()
        code: object = 0
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(os, "environ", self.environment)
            patch.setattr("sys.argv", words)
            with redirect_stdout(out), redirect_stderr(err):
                try:
                    main()
                except SystemExit as ended:
                    code = ended.code
        assert may_fail or code == 0, statement + out.getvalue() + err.getvalue()
        return out.getvalue() + (err.getvalue() if both else "")


def blocks(page: Path) -> list[tuple[str, str]]:
    """(language, text) of every block of commands and of what they print."""
    return BLOCK.findall(page.read_text("utf-8"))


def squeezed(text: str) -> str:
    """The text with every run of blanks as one."""
    return re.sub(r"\s+", " ", text)


def not_printed(shown: str, printed: str) -> list[str]:
    """The lines a page shows that were not printed."""
    return [line for line in shown.splitlines() if squeezed(line.strip()) not in squeezed(printed)]
