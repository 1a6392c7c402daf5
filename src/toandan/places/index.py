"""Finding the units of one vintage by what people type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from toandan.places.names import fold, fold_marks, readings, spell, spell_marks
from toandan.places.unit import Unit

_Table = dict[str, list[Unit]]


class NameIndex:
    """The names of one vintage in two strengths: with accents, then without."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)
        self._marked = _table(self._units, fold_marks)
        self._bare = _table(self._units, fold)

    def exact(self, text: str) -> tuple[Unit, ...]:
        """Units the text names: by accents if any unit fits so, else without accents."""
        return self.by_marks(text) or self.by_letters(text)

    def by_marks(self, text: str) -> tuple[Unit, ...]:
        """Units whose accented name is the text."""
        return _look_up(self._marked, text, spell_marks)

    def by_letters(self, text: str) -> tuple[Unit, ...]:
        """Units whose name without accents is the text."""
        return _look_up(self._bare, text, spell)

    def near(self, text: str, limit: int = 5) -> tuple[Unit, ...]:
        """Units with a similar name, the most similar first; ties in order of code."""
        import difflib  # noqa: PLC0415 - only a wrong name needs it

        wanted = spell(readings(text)[-1].rest)
        close = difflib.get_close_matches(wanted, sorted(self._bare), n=limit, cutoff=0.75)
        return tuple(unit for name in close for unit in self._bare[name])[:limit]


def _table(units: Iterable[Unit], spelling: Callable[[str], str]) -> _Table:
    table: _Table = defaultdict(list)
    for unit in units:
        table[spelling(unit.full_name)].append(unit)
    return dict(table)


def _look_up(table: _Table, text: str, spelling: Callable[[str], str]) -> tuple[Unit, ...]:
    found: dict[str, Unit] = {}
    for kinds, rest in readings(text):
        for unit in table.get(spelling(rest), ()):
            if kinds is None or unit.kind in kinds:
                found[unit.code] = unit
    return tuple(found[code] for code in sorted(found))
