"""Sets of categories and titles in the columns of a table: only operations every engine has.

A set of the law's text is a whole number of Python (``category``, ``clause``, ``title``); a set that
differs from row to row is ``Members``, read with ``categories`` or ``titles`` and given back with
``named``. They are combined freely. Inside the rules a bit of a category is its place in Article 12
order, so the lowest is the first; ``numbered`` makes of it the number that is kept. A member is a set
of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import zip_longest
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from toandan.schemas.categories import CATEGORIES, category_named, clause_slugs
from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS, SetColumns
from toandan.schemas.titles import title_set
from toandan.values.bits import MEMBERS_A_COLUMN, bit_set, columns_for, cut

type Word = IntegerValue | int
type Some = Members | int

NOT_KNOWN = ibis.null("boolean")
NO_AMOUNT = ibis.null("int64")
NO_TEXT = ibis.null("string")


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """A set that differs from row to row, the lowest members in the first of its columns.

    A column that holds the same in every row may be a plain number.
    """

    columns: tuple[Word, ...]

    def __and__(self, other: Some) -> Members:
        """The members of both."""
        return Members(tuple(_and(one, two) for one, two in _paired(self, other)))

    def __or__(self, other: Some) -> Members:
        """The members of either."""
        return Members(tuple(_or(one, two) for one, two in _paired(self, other)))

    __rand__ = __and__
    __ror__ = __or__

    def without(self, other: Some) -> Members:
        """The members that are not in the other set.

        By subtraction: of the complement of a compound expression, ``~(a | b)``, Ibis writes ``~a | b``.
        """
        return Members(tuple(_minus(one, two) for one, two in _paired(self, other)))

    def has(self, members: Some) -> BooleanValue:
        """Whether any of the members is in the set."""
        return _any([one != 0 for one in (self & members).columns if not _is_zero(one)])

    def equals(self, other: Some) -> BooleanValue:
        """Whether both hold the same members."""
        first, *rest = [one == two for one, two in _paired(self, other)]
        return reduce(lambda so_far, one: so_far & one, rest, first)

    def is_empty(self) -> BooleanValue:
        """Whether there is no member."""
        return self.equals(0)

    def first(self) -> Members:
        """The first member in order, as a set of one; the empty set of an empty one."""
        return self._in_first_column(lambda one: one & -one)

    def before(self) -> Members:
        """Everything that comes before a member; everything there is, where there is no member."""
        return self._in_first_column(lambda one: one - 1)

    def named(self, name: str, kind: SetColumns = CATEGORY_SETS) -> dict[str, IntegerValue]:
        """The columns of a set under this name, as ``mutate`` and ``select`` take them."""
        padded = (*self.columns, *(0 for _ in range(kind.width - len(self.columns))))
        return {column: _whole(one) for column, one in zip(kind.names(name), padded, strict=True)}

    def _in_first_column(self, what: Callable[[IntegerValue], IntegerValue]) -> Members:
        """The same done to every column, and nothing in the columns behind the first with a member."""
        first, *rest = (_whole(one) for one in self.columns)
        made, is_found = [what(first)], first != 0
        for one in rest:
            made.append(ibis.ifelse(is_found, 0, what(one)))
            is_found = is_found | (one != 0)
        return Members(tuple(made))


def category(*slugs: str) -> int:
    """The set of these categories, by place in Article 12 order."""
    return bit_set(category_named(slug).place for slug in slugs)


def clause(*clauses: int) -> int:
    """The set of every category of these clauses, by place in Article 12 order."""
    return category(*clause_slugs(*clauses))


def title(*slugs: str) -> int:
    """The set of these titles."""
    return title_set(slugs)


def categories(rows: Table, name: str) -> Members:
    """The set of categories that stands in the rows under this name."""
    return Members(tuple(rows[one] for one in CATEGORY_SETS.names(name)))


def titles(rows: Table, name: str) -> Members:
    """The set of titles that stands in the rows under this name."""
    return Members(tuple(rows[one] for one in TITLE_SETS.names(name)))


def union(parts: Iterable[Some]) -> Members:
    """All of them together; the empty set of none."""
    return reduce(or_, parts, Members((0,)))


def either(condition: BooleanValue, one: Some, other: Some) -> Members:
    """The one set where the condition holds, else the other."""
    return Members(tuple(_either(condition, *pair) for pair in _paired(one, other)))


def cases(*branches: tuple[BooleanValue, Some], else_: Some) -> Members:
    """The set of the first branch whose condition holds."""
    conditions = [condition for condition, _ in branches]
    columns = zip_longest(*(_columns(found) for _, found in branches), _columns(else_), fillvalue=0)
    return Members(tuple(_case(conditions, *column) for column in columns))


def by_word(word: StringValue, sets: Mapping[str, int]) -> Members:
    """The set that belongs to the word of a row; the empty set for any other word."""
    width = max(len(_columns(one)) for one in sets.values())
    columns = zip(*(cut(one, width) for one in sets.values()), strict=True)
    return Members(tuple(_of_word(word, dict(zip(sets, column, strict=True))) for column in columns))


def told(known: Members, unknown: Members, members: Some) -> BooleanValue:
    """True when one of the members is known, null when one is not known, else false."""
    return ibis.ifelse(known.has(members), True, ibis.ifelse(unknown.has(members), NOT_KNOWN, False))


def moved(members: Members, to: Mapping[int, int]) -> Members:
    """The set with every member at another bit; members that have none there are left out.

    Bits that move equally far move together.
    """
    together: dict[tuple[int, int, int], int] = defaultdict(int)
    for old, new in to.items():
        (from_column, bit), (column, place) = divmod(old, MEMBERS_A_COLUMN), divmod(new, MEMBERS_A_COLUMN)
        together[column, from_column, place - bit] |= 1 << bit
    made: list[Word] = [0] * columns_for(1 + max(to.values()))
    for (column, from_column, places), mask in sorted(together.items()):
        made[column] = _or(made[column], _shifted(_and(members.columns[from_column], mask), places))
    return Members(tuple(made))


def numbered(members: Members) -> Members:
    """A set of categories by number, as tables keep it, of one by place in Article 12 order."""
    to = {one.place: one.number for one in CATEGORIES}
    return members if all(old == new for old, new in to.items()) else moved(members, to)


def with_word(rows: Table, words: Table, member: str, word: str) -> Table:
    """The rows with the word of a member; ``words`` is ``law_rows.words_table``."""
    names = CATEGORY_SETS.names(member)
    renamed = dict(zip(names, CATEGORY_SETS.names("member"), strict=True))
    return rows.inner_join(words.select(**renamed, **{word: "word"}), names)


def any_known(flags: Iterable[BooleanValue]) -> BooleanValue:
    """Whether one of the flags is known to be true."""
    return reduce(or_, (ibis.ifelse(one, 1, 0) for one in flags), ibis.literal(0, "int64")) != 0


def _columns(some: Some) -> tuple[Word, ...]:
    return some.columns if isinstance(some, Members) else cut(some, columns_for(some.bit_length()))


def _paired(one: Some, other: Some) -> list[tuple[Word, Word]]:
    return list(zip_longest(_columns(one), _columns(other), fillvalue=0))


def _is_zero(word: Word) -> bool:
    return isinstance(word, int) and word == 0


def _whole(word: Word) -> IntegerValue:
    return ibis.literal(word, "int64") if isinstance(word, int) else word.cast("int64")


def _and(one: Word, other: Word) -> Word:
    return 0 if _is_zero(one) or _is_zero(other) else one & other


def _or(one: Word, other: Word) -> Word:
    if _is_zero(one):
        return other
    return one if _is_zero(other) else one | other


def _minus(one: Word, other: Word) -> Word:
    if _is_zero(one) or _is_zero(other):
        return one
    return _whole(one) - (one & other)


def _any(flags: list[BooleanValue]) -> BooleanValue:
    return reduce(or_, flags) if flags else ibis.literal(value=False)


def _either(condition: BooleanValue, one: Word, other: Word) -> Word:
    return 0 if _is_zero(one) and _is_zero(other) else ibis.ifelse(condition, one, other)


def _case(conditions: list[BooleanValue], *words: Word) -> Word:
    if all(_is_zero(word) for word in words):
        return 0
    *found, nothing = words
    return ibis.cases(*zip(conditions, found, strict=True), else_=nothing)


def _of_word(word: StringValue, sets: dict[str, int]) -> Word:
    held = {spelled: bits for spelled, bits in sets.items() if bits}
    return word.cases(*held.items(), else_=0) if held else 0


def _shifted(word: Word, places: int) -> Word:
    if _is_zero(word) or not places:
        return word
    return word << places if places > 0 else word >> -places
