"""How far work is, on stderr: a bar with rows and rate on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

LINE_SECONDS = 15.0
WORDS = {"read": "reading and checking", "write": "writing"}


def words(step: str) -> str:
    """What is running now, for people."""
    return WORDS.get(step, step)


@dataclass(slots=True)
class Bar:
    """The bar of a terminal. Sentences stand above it; it is gone when its block or command ends."""

    _shown: RichProgress | None = None
    _task: TaskID | None = None
    _step: str = ""

    def say(self, sentence: str) -> None:
        """A finished sentence."""
        if self._shown is None:
            click.echo(sentence, err=True)
        else:
            self._shown.console.print(sentence, markup=False, highlight=False)

    def advance(self, step: str, done: int, total: int | None) -> None:
        """So many rows of a step are done."""
        shown = self._opened()
        if step != self._step or self._task is None:
            if self._task is not None:
                shown.remove_task(self._task)
            self._task, self._step = shown.add_task(words(step), total=total), step
        shown.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown.stop()
        self._shown = self._task = None

    def _opened(self) -> RichProgress:
        if self._shown is None:
            self._shown = _bar()
            self._shown.start()
        return self._shown


def _bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rows(ProgressColumn):
        """Rows done, of how many where it is known, and rows a second."""

        def render(self, task: Task) -> Text:
            share = f" of {task.total:,.0f}" if task.total else ""
            rate = f"  {task.speed:,.0f}/s" if task.speed else ""
            return Text(f"{task.completed:,.0f}{share}{rate}")

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        Rows(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )


@dataclass(slots=True)
class Lines:
    """Where there is no terminal: every sentence, and for long work a line now and then."""

    seconds: float = LINE_SECONDS
    _step: str = ""
    _begun: tuple[float, int] = (0.0, 0)
    _told: float = field(default_factory=time.monotonic)

    def say(self, sentence: str) -> None:
        """A finished sentence."""
        click.echo(sentence, err=True)

    def advance(self, step: str, done: int, total: int | None) -> None:
        """So many rows of a step are done."""
        now = time.monotonic()
        if step != self._step:
            self._step, self._begun, self._told = step, (now, done), now
        elif now - self._told >= self.seconds:
            begun, before = self._begun
            share = f" of {total:,}" if total else ""
            click.echo(f"{words(step)}: {done:,}{share}, {(done - before) / (now - begun):,.0f}/s", err=True)
            self._told = now
