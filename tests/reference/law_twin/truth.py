"""Yes, no and not known: "and", "or" and "not" as SQL has them."""

from __future__ import annotations

from collections.abc import Iterable

type Known = bool | None


def all_of(*parts: Known) -> Known:
    """No if one part is no; yes if all are yes."""
    if False in parts:
        return False
    return None if None in parts else True


def any_of(parts: Iterable[Known]) -> Known:
    """Yes if one part is yes; no if all are no."""
    seen = list(parts)
    if True in seen:
        return True
    return None if None in seen else False


def negated(part: Known) -> Known:
    """No for yes, yes for no, and not known stays so."""
    return None if part is None else not part
