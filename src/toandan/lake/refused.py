"""What a writer says when it refuses a work or a release."""

from __future__ import annotations

from pathlib import Path

from toandan.errors import BadInput, IdentityBroken, Vietnamese
from toandan.lake.event import Event
from toandan.lake.work import MadeCard


def no_closing(name: str, lake: Path) -> BadInput:
    """The error for a closing that is not there."""
    return BadInput(
        what=f"there is no closing {name}",
        where=str(lake),
        do="see `toandan closings`",
        vi=Vietnamese(what=f"không có kỳ chốt {name}", do="xem `toandan closings`"),
    )


def otherwise(card: MadeCard, path: Path) -> IdentityBroken:
    """The error for a work that does not come out as it was committed."""
    return IdentityBroken(
        what=f"{card.title} came out otherwise than before",
        where=str(path),
        why="the same inputs, versions and parameters must give the same tables",
        do="the earlier one is kept; run `toandan lake verify` and report this",
        vi=Vietnamese(
            what=f"{card.title} cho kết quả khác lần trước",
            why="cùng dữ liệu, phiên bản và tham số thì phải cho cùng kết quả",
            do="kết quả trước được giữ nguyên; chạy `toandan lake verify` và báo lỗi này",
        ),
    )


def gone(card: MadeCard, event: Event) -> BadInput:
    """The error for a work that was destroyed and is made again from the same."""
    return BadInput(
        what=f"{card.title} was destroyed and cannot be committed again",
        where=card.name,
        why=f"{event.what}, {event.at}: {event.reason}",
        do="make it from what stands now: other inputs make another one",
        vi=Vietnamese(
            what=f"{card.title} đã bị hủy, không thể ghi nhận lại",
            why=f"{event.what}, {event.at}: {event.reason}",
            do="tạo từ dữ liệu hiện có: dữ liệu khác sẽ cho kết quả khác",
        ),
    )


def not_releasable(name: str, month: str, event: Event) -> BadInput:
    """The error for a closing that is to be released after its tables of persons were destroyed."""
    return BadInput(
        what=f"closing {name} cannot be released: its tables of persons were destroyed",
        where=name,
        why=f"{event.what}, {event.at}: {event.reason}",
        do=f"close the month again: toandan close {month}",
        vi=Vietnamese(
            what=f"không thể phát hành kỳ chốt {name}: dữ liệu từng người của kỳ này đã bị hủy",
            why=f"{event.what}, {event.at}: {event.reason}",
            do=f"chốt lại tháng: toandan close {month}",
        ),
    )
