"""Since which day an extract is complete: what an office may declare at intake."""

from __future__ import annotations

from datetime import date

from toandan.errors import BadInput, Vietnamese
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Register


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
