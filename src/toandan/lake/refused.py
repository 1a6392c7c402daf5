"""The errors about works and releases: what cannot be read, committed or released."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toandan.errors import BadInput, IdentityBroken, Vietnamese
from toandan.lake.event import Event

if TYPE_CHECKING:
    from toandan.lake.closing import ClosingCard
    from toandan.lake.work import AnyWork, MadeCard


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
            what=f"{card.title_vi} cho kết quả khác lần trước",
            why="cùng dữ liệu, phiên bản và tham số thì phải cho cùng kết quả",
            do="bản đã ghi nhận trước được giữ nguyên; chạy `toandan lake verify` và báo lỗi này",
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
            what=f"{card.title_vi} đã bị hủy, không thể ghi nhận lại",
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


def under_proposal(card: ClosingCard) -> BadInput:
    """The error for a closing that is to be released though it was counted under a proposal."""
    names = ", ".join(card.proposals)
    return BadInput(
        what=f"{card.title} cannot be released: it was closed under a proposal",
        where=card.name,
        why=f"the law in force is another; proposals: {names}",
        do=f"release a closing under the law in force; see `toandan closings`, or run toandan close {card.month}",
        vi=Vietnamese(
            what=f"không thể phát hành {card.title_vi}: kỳ chốt này được tính theo phương án đề xuất",
            why=f"luật đang có hiệu lực là luật khác; phương án đề xuất: {names}",
            do=f"phát hành kỳ chốt theo luật đang có hiệu lực; xem `toandan closings`, hoặc chạy toandan close {card.month}",
        ),
    )


def no_kind(kind: str) -> BadInput:
    """The error for a text that is no kind of work."""
    return BadInput(
        what=f"{kind!r} is not a kind of work",
        why="a kind is lower-case letters and underscores, and closings are kept by their months",
        do="see `toandan lake works`",
        vi=Vietnamese(
            what=f"{kind!r} không phải là một loại sản phẩm dữ liệu",
            why="tên loại chỉ gồm chữ thường và dấu gạch dưới; kỳ chốt được lưu theo tháng",
            do="xem `toandan lake works`",
        ),
    )


def no_table(work: AnyWork, name: str) -> BadInput:
    """The error for a table that a work did not write."""
    return BadInput(
        what=f"{work.card.title} has no table {name}",
        where=str(work.out),
        vi=Vietnamese(what=f"{work.card.title_vi} không có bảng {name}"),
    )


def table_destroyed(work: AnyWork, name: str, event: Event) -> BadInput:
    """The error for a table of persons that was destroyed."""
    instead = (
        f"use {event.instead}, which stands instead"
        if event.instead
        else "make it again (a closing: close its month again)"
    )
    return BadInput(
        what=f"table {name} of {work.card.title} was destroyed",
        where=str(work.core),
        why=event.reason or "it held people of what was destroyed",
        do=f"{instead}; `toandan lake log` tells what happened",
        vi=Vietnamese(
            what=f"bảng {name} của {work.card.title_vi} đã bị hủy",
            why=event.reason or "bảng có dữ liệu của những người đã bị hủy dữ liệu",
            do=f"{f'dùng {event.instead}' if event.instead else 'tạo lại'}; xem `toandan lake log`",
        ),
    )
