"""Numbers as people of each language write them."""

from __future__ import annotations

_SWAP = str.maketrans(",.", ".,")


def in_vietnamese(arithmetic: str) -> str:
    """A sum written in figures, with points and commas as Vietnamese uses them."""
    return arithmetic.translate(_SWAP)


def people_en(count: int) -> str:
    """1,673,064."""
    return f"{count:,}"


def people_vi(count: int) -> str:
    """1.673.064."""
    return f"{count:,}".translate(_SWAP)


def percent_en(text: str) -> str:
    """94.42%."""
    return f"{text}%"


def percent_vi(text: str) -> str:
    """94,42%."""
    return f"{text.translate(_SWAP)}%"
