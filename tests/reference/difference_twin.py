"""The difference of two versions, told row by row with lists and counters."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any

from toandan.schemas.table import Guard, Register

type Row = Mapping[str, Any]


def difference(register: Register, before: Sequence[Row], after: Sequence[Row], key: bytes) -> dict[str, Any]:
    """The numbers of ``lake.difference.Difference`` but ``to``; rows hold stored and sealed columns."""
    sealed = [] if register.sealed is None else [n for n in register.sealed.names if n != "row_n"]
    columns = [name for name in register.stored.names if name != "row_n"] + sealed
    old, new = ([_plain(row, columns, sealed, key) for row in rows] for rows in (before, after))
    left_old, left_new = Counter(old) - Counter(new), Counter(new) - Counter(old)
    gone, added = [*left_old.elements()], [*left_new.elements()]
    same_n = len(old) - len(gone)
    changed: Counter[str] = Counter()
    changed_n = 0
    for names in register.pairing:
        gone, added, pairs = _paired(gone, added, columns, names, _numbers(register, names))
        changed_n += len(pairs)
        changed.update(
            name
            for one, other in pairs
            for name, left, right in zip(columns, one, other, strict=True)
            if left != right
        )
    numbers = [columns.index(name) for name in _numbers(register, register.pairing[0])]
    return {
        "same_n": same_n,
        "added_n": len(added),
        "gone_n": len(gone),
        "changed_n": changed_n,
        "without_key_n": sum(
            bool(numbers) and all(row[place] is None for place in numbers) for row in (*gone, *added)
        ),
        "columns": {name: changed[name] for name in columns if changed[name]},
    }


def _plain(row: Row, columns: Sequence[str], sealed: Sequence[str], key: bytes) -> tuple[Any, ...]:
    return tuple(
        hashlib.sha256(key + row[name].encode()).hexdigest()[:32]
        if name in sealed and row[name] is not None
        else row[name]
        for name in columns
    )


def _numbers(register: Register, names: Sequence[str]) -> list[str]:
    return [name for name in names if register.stored.column(name).guard is Guard.KEYED]


def _paired(
    gone: list[Any], added: list[Any], columns: Sequence[str], key: Sequence[str], numbers: Sequence[str]
) -> tuple[list[Any], list[Any], list[tuple[Any, Any]]]:
    beside = [name for name in columns if name not in key]

    def of(row: Any, names: Sequence[str]) -> tuple[tuple[bool, Any], ...]:
        """What sorts with empty values last."""
        values = [row[columns.index(name)] for name in names]
        return tuple((value is None, 0 if value is None else value) for value in values)

    def is_named(row: Any) -> bool:
        return not numbers or any(row[columns.index(name)] is not None for name in numbers)

    by_key: dict[Any, tuple[list[Any], list[Any]]] = {}
    for place, rows in enumerate((gone, added)):
        named = sorted(
            (row for row in rows if is_named(row)), key=lambda row: (of(row, key), of(row, beside))
        )
        for found, group in groupby(named, key=lambda row: of(row, key)):
            by_key.setdefault(found, ([], []))[place].extend(group)
    pairs = [pair for both in by_key.values() for pair in zip_longest(*both)]
    nameless = [[row for row in rows if not is_named(row)] for rows in (gone, added)]
    return (
        nameless[0] + [old for old, new in pairs if new is None],
        nameless[1] + [new for old, new in pairs if old is None],
        [(old, new) for old, new in pairs if old is not None and new is not None],
    )
