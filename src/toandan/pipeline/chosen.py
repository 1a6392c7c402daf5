"""Which snapshots a month is closed from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from toandan.accounts.boundaries import ground
from toandan.errors import BadInput, Vietnamese
from toandan.lake.lake import Lake
from toandan.lake.snapshot import Snapshot
from toandan.pipeline.complete import reaches
from toandan.pipeline.spine import EXACT, Spine, spine_of
from toandan.places.vintage import vintage_at
from toandan.schemas.registers import REGISTERS, of_role
from toandan.schemas.table import Register, Role
from toandan.values.month import Month

AS_OF, CARRIED, HISTORY = "as_of", "carried", "history"
NEEDED = tuple(register.name for register in of_role(Role.LINKED))
READ = tuple(register.name for register in of_role(Role.LINKED, Role.GOAL, Role.FACT, Role.EVENT))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A snapshot and how it is used: ``as_of`` the day, ``carried`` from earlier, or read back from ``history``."""

    snapshot: Snapshot
    use: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a closing reads, by register, the extracts that were set aside for it, and who the rows are about.

    ``partly`` are those of the set aside that speak also of ground which nothing that is read covers.
    """

    used: dict[str, tuple[Chosen, ...]]
    set_aside: tuple[Snapshot, ...]
    spine: Spine = EXACT
    partly: tuple[Snapshot, ...] = ()

    @property
    def all(self) -> tuple[Chosen, ...]:
        """Every snapshot read, by register and id."""
        return tuple(one for name in READ for one in self.used[name])

    def of_role(self, role: Role) -> dict[str, tuple[Chosen, ...]]:
        """What is read of the registers with that role, by their names."""
        return {register.name: self.used[register.name] for register in of_role(role)}


def choose(lake: Lake, month: Month, *, carry: bool, spine: str = "") -> Choice:
    """The snapshots of a month; raises BadInput when a register it cannot do without has none.

    ``spine`` names the spine (``pipeline.spine.spine_of``).

    Per register and scope the newest version as of the last day. A register that keeps its
    history is read back from the nearest later extract where it has none of that day, unless that
    extract is complete only since a day after the month; with ``carry`` the nearest earlier one
    stands in. An extract whose ground one already taken covers, be it on another map, is set aside,
    also where it covers a part only: no row may count twice.
    Ground that only an incomplete extract speaks of is missing, be it a part of what that extract covers.
    """
    used, left, partly = {}, [], []
    for name in READ:
        taken, aside = _taken(_candidates(lake, REGISTERS[name], month, carry=carry), month)
        _check_complete(lake, REGISTERS[name], taken, month)
        if name in NEEDED and not taken:
            raise _missing(lake, name, month)
        used[name] = tuple(sorted(taken, key=lambda one: one.snapshot.id))
        left += aside
        partly += _beyond(aside, _covered(taken, month), month)
    return Choice(used, tuple(left), spine_of(lake, spine), tuple(partly))


def scope_names(used: Sequence[Chosen]) -> tuple[str, ...]:
    """What rows of each extract carry as their ``scope``: its code, with the vintage where two share one."""
    codes = [one.snapshot.id.scope.code for one in used]
    # A short text is kept in place by the engine, a long one apart: it costs a fifth of a closing.
    return tuple(
        code if codes.count(code) == 1 else str(one.snapshot.id.scope)
        for one, code in zip(used, codes, strict=True)
    )


def _candidates(lake: Lake, register: Register, month: Month, *, carry: bool) -> list[Chosen]:
    """In order of preference: of the day, read back (nearest first), carried (nearest first)."""
    day, known = month.last_day, lake.history(register.name)
    of_day = [Chosen(one, AS_OF) for one in known if one.id.as_of == day]
    later = sorted((one for one in known if one.id.as_of > day), key=lambda one: one.id.as_of)
    earlier = sorted((one for one in known if one.id.as_of < day), key=lambda one: one.id.as_of, reverse=True)
    read_back = [Chosen(one, HISTORY) for one in later if register.keeps_history and reaches(one, day)]
    carried = [Chosen(one, CARRIED) for one in earlier if carry]
    return [*of_day, *read_back, *carried]


def _taken(candidates: Iterable[Chosen], month: Month) -> tuple[list[Chosen], list[Snapshot]]:
    taken: list[Chosen] = []
    aside: list[Snapshot] = []
    covered: set[str] = set()
    scopes = set()
    for one in candidates:
        scope = one.snapshot.id.scope
        communes = _ground(one.snapshot, month)
        if covered.isdisjoint(communes):
            taken.append(one)
            covered |= communes
            scopes.add(scope)
        elif scope not in scopes:
            aside.append(one.snapshot)
    return taken, aside


def _check_complete(lake: Lake, register: Register, taken: Sequence[Chosen], month: Month) -> None:
    """Raises BadInput where ground is left without cover, because its later extract is not complete that early."""
    if not register.keeps_history:
        return
    day = month.last_day
    known = lake.history(register.name)
    late = [one for one in known if one.id.as_of > day and not reaches(one, day)]
    uncovered = _beyond(late, _covered(taken, month), month)
    if uncovered:
        raise _not_complete(lake, register.name, uncovered, month)


def _covered(taken: Iterable[Chosen], month: Month) -> frozenset[str]:
    """The communes of the month's map that these extracts speak of."""
    return frozenset().union(*(_ground(one.snapshot, month) for one in taken))


def _beyond(extracts: Iterable[Snapshot], covered: frozenset[str], month: Month) -> list[Snapshot]:
    """The extracts that speak of a commune which is not covered."""
    return [one for one in extracts if not _ground(one, month) <= covered]


def _ground(one: Snapshot, month: Month) -> frozenset[str]:
    return ground(one.id.scope.vintage, one.id.scope.code, vintage_at(month.last_day))


def _not_complete(lake: Lake, name: str, late: Sequence[Snapshot], month: Month) -> BadInput:
    found = "; ".join(f"{one.id}: {one.card.complete_since}" for one in late)
    scopes = ", ".join(sorted({one.id.scope.code for one in late}))
    day = month.last_day
    return BadInput(
        what=f"no {name} snapshot for {month} of {scopes}: the later extract is not complete that early",
        where=f"{lake.folder}, as of {day}",
        why=f"complete since, by snapshot: {found}; cover that ended before is not in it",
        do=f"take in an extract as of {day}, or a later one that is complete since {day} or earlier",
        vi=Vietnamese(
            what=f"không có bản chụp {name} cho tháng {month} của {scopes}: lần gửi sau không đầy đủ từ sớm như vậy",
            why=f"đầy đủ từ ngày, theo bản chụp: {found}; thẻ hết hạn trước đó không có trong dữ liệu",
            do=f"nhận dữ liệu chốt ngày {day}, hoặc lần gửi sau đầy đủ từ ngày {day} trở về trước",
        ),
    )


def _missing(lake: Lake, name: str, month: Month) -> BadInput:
    known = lake.history(name)
    earlier = any(one.id.as_of < month.last_day for one in known)
    carry = " or add --carry to use the nearest earlier one (every figure made from it is marked)"
    return BadInput(
        what=f"no {name} snapshot for {month}",
        where=f"{lake.folder}, as of {month.last_day}",
        why=f"there is {_listed(known)}",
        do=f"take the extract in with toandan intake {name} FILE… --scope PLACE --as-of {month.last_day}"
        + (f",{carry}" if earlier else ""),
    )


def _listed(known: Sequence[Snapshot]) -> str:
    days: dict[date, list[str]] = {}
    for one in known:
        days.setdefault(one.id.as_of, []).append(one.id.scope.code)
    found = [f"{', '.join(sorted(codes))} as of {day}" for day, codes in sorted(days.items())]
    return "; ".join(found) or "none of any day"
