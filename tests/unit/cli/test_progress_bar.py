"""What is running now, how far it is and how fast, on stderr."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress

import click
import pytest
from click.testing import CliRunner

from toandan.cli import progress_bar
from toandan.cli.progress_bar import Lines


class Clock:
    """A clock that is set by the test."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        """What it shows."""
        return self.seconds


def test_without_a_terminal_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(progress_bar, "time", clock)

    @click.command()
    def work() -> None:
        lines = Lines(seconds=10)
        for step, seconds, done, total in (
            ("read", 100, 1_000, None),
            ("read", 105, 6_000, None),
            ("read", 110, 11_000, None),
            ("read", 112, 13_000, None),
            ("write", 113, 500, 20_000),
            ("write", 123, 10_500, 20_000),
        ):
            clock.seconds = seconds
            lines.advance(step, done, total)

    assert CliRunner().invoke(work).stderr.splitlines() == [
        "reading and checking: 11,000, 1,000/s",
        "writing: 10,500 of 20,000, 1,000/s",
    ]


SHOWN = """
import time
import click
from toandan.cli.common import stderr_progress

@click.command()
def work():
    progress = stderr_progress()
    progress.say("reading [people].csv")
    for done in (1, 500, 1000):
        progress.advance("read", done, None)
        time.sleep(0.15)
    progress.say("read 1,000 rows")
    progress.advance("write", 250, 1000)
    time.sleep(0.15)
    click.echo("done")

work()
"""


def all_of(terminal: int) -> str:
    """Everything written to a terminal whose other end is closed."""
    with os.fdopen(terminal, "rb", buffering=0) as opened, suppress(OSError):
        content = b""
        while piece := opened.read(4096):
            content += piece
    return content.decode()


def test_on_a_terminal_a_bar_that_is_gone_afterwards() -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", SHOWN],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    # A terminal holds little: what the child shows is read while it works.
    shown = all_of(ours)
    assert child.communicate(timeout=60)[0] == "done\n"
    for words in (
        "reading [people].csv",
        "reading and checking",
        "1,000",
        "read 1,000 rows",
        "writing",
        "250 of 1,000",
    ):
        assert words in shown
    # The last thing is that the line of the bar is cleared and the cursor shown again.
    assert shown.rstrip().endswith("\x1b[2K")
    assert "\x1b[?25h" in shown
