"""Since which day an extract is complete: what an office may declare at intake, and what a closing may read of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from toandan.accounts.boundaries import ground
from toandan.accounts.history import MONTHS, month_number
from toandan.errors import BadInput, Vietnamese
from toandan.lake.snapshot import Snapshot
from toandan.places.load import atlas
from toandan.places.vintage import vintage_at
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Register
from toandan.values.month import Month

SINCE_SCHEMA = pa.schema([("commune_code", pa.string()), ("first_n", pa.int64())])


def check_complete_since(register: Register, day: date | None, as_of: date) -> None:
    """Whether an extract of ``register`` as of ``as_of`` may declare ``day``; None declares nothing.

    Raises BadInput for a register that does not keep its history and for a day after ``as_of``.
    """
    if day is None:
        return
    if not register.keeps_history:
        able = ", ".join(one.name for one in REGISTERS.values() if one.keeps_history)
        raise BadInput(
            what=f"an extract of {register.name} cannot be complete since a day",
            where="--complete-since",
            why="its rows speak of one day only, without earlier spells",
            do=f"leave the option out; it is for registers with history: {able}",
            vi=Vietnamese(
                what=f"bản trích {register.name} không thể khai báo đầy đủ từ ngày",
                why="các dòng của bản trích chỉ nói về một ngày, không có giai đoạn trước",
                do=f"bỏ tùy chọn này; chỉ dùng cho sổ có lịch sử: {able}",
            ),
        )
    if day > as_of:
        raise BadInput(
            what=f"complete since {day}, which is after the day the extract speaks of",
            where="--complete-since",
            why=f"the extract is as of {as_of} and holds nothing later",
            do=f"give {as_of} or an earlier day",
            vi=Vietnamese(
                what=f"đầy đủ từ ngày {day}, sau ngày chốt của bản trích",
                why=f"bản trích chốt đến ngày {as_of}, không có gì muộn hơn",
                do=f"ghi ngày {as_of} hoặc ngày sớm hơn",
            ),
        )


def written_day(day: date | None) -> str:
    """The day as a card carries it: yyyy-mm-dd, empty for None."""
    return "" if day is None else day.isoformat()


def since_of(snapshot: Snapshot) -> date | None:
    """The day since which the extract is complete; None where the office did not declare it."""
    written = snapshot.card.complete_since
    return date.fromisoformat(written) if written else None


def reaches(snapshot: Snapshot, day: date) -> bool:
    """Whether cover on ``day`` may be read back from the extract: it is complete by then, or does not say."""
    since = since_of(snapshot)
    return since is None or since <= day


def cover_since(extracts: Sequence[Snapshot], month: Month) -> pa.Table:
    """Per commune of the month's map: ``first_n``, the first month number whose end may be published.

    A commune in the ground of an extract follows its day; one outside every ground, where cards of
    other provinces lie, follows the latest day of all. An extract that declares no day is known at
    the month's own end only.
    """
    last, vintage = month_number(month), vintage_at(month.last_day)
    first = {one.id: _first(one, last) for one in extracts}
    outside = max(first.values(), default=last)
    found = dict.fromkeys((leaf.code for leaf in atlas(vintage).leaves_under("VN")), outside)
    for one in extracts:
        communes = ground(one.id.scope.vintage, one.id.scope.code, vintage)
        found |= dict.fromkeys(communes, first[one.id])
    return pa.table({"commune_code": list(found), "first_n": list(found.values())}, schema=SINCE_SCHEMA)


def uneven_findings(extracts: Sequence[Snapshot], month: Month) -> dict[str, int]:
    """``history_uneven_n``: how many extracts of a closing are complete later than the earliest; nothing where none is.

    Counted by month-ends, and only by those that are looked back on, as ``cover_since`` does. Somebody
    who moved out of the ground of such an extract is counted where they moved to, but only since it is complete.
    """
    last = month_number(month)
    first = [max(_first(one, last), last - MONTHS + 1) for one in extracts]
    later_n = sum(one > min(first) for one in first)
    return {"history_uneven_n": later_n} if later_n else {}


def _first(snapshot: Snapshot, last: int) -> int:
    since = since_of(snapshot)
    return last if since is None else min(month_number(Month(since.year, since.month)), last)
