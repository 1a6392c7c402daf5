"""Asking a person who sits there, instead of failing and being called again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from toandan.registers.source.form import Form


def confirmed[T](form: Form, act: Callable[[Form], T]) -> T:
    """Act on files read in this form; where their encoding is only likely, ask, and act as confirmed.

    Without a terminal nobody is asked. Raises EncodingUnconfirmed then, and when the answer is no.
    """
    from toandan.registers.source.encoding.confirm import EncodingUnconfirmed

    try:
        return act(form)
    except EncodingUnconfirmed as unsure:
        if not _is_somebody_there():
            raise
        click.echo(f"{unsure.what}\n  why: {unsure.why}", err=True)
        if not click.confirm(f"read it as {unsure.encoding}?", err=True):
            raise
        return act(replace(form, encoding=unsure.encoding))


def _is_somebody_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
