"""Text that a spreadsheet shows and never runs."""

from __future__ import annotations

# What makes a spreadsheet take a text for a formula or a command, and the blanks it skips before one.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
BLANKS = " \u00a0\u200b\ufeff"
AS_TEXT = "'"


def harmless(text: str) -> str:
    """The text with an apostrophe before a beginning that a spreadsheet would run; every other text as it is."""
    return AS_TEXT + text if _runs(text) else text


def as_received(text: str) -> str:
    """``harmless`` undone."""
    return text[1:] if text.startswith(AS_TEXT) and _runs(text[1:]) else text


def _runs(text: str) -> bool:
    return text.lstrip(BLANKS).startswith(RUNS)
