"""Columns that the registers of facts share: from when to when a row holds, and what says so."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.table import Column, Kind

YES, NO = "yes", "no"
LISTED = Column(
    "listed",
    Kind.TEXT,
    "yes: the row is on the list; no: the row names nobody, and says that the list of this kind is empty but for rows that say yes",
    "yes: có tên trong danh sách; no: danh sách loại này không có ai khác trong địa bàn",
    allowed=(YES, NO),
    headings=("Có trong danh sách", "Trong danh sách"),
)
VALID_FROM = Column(
    "valid_from",
    Kind.DATE,
    "first day it holds",
    "có hiệu lực từ ngày",
    headings=("Từ ngày", "Hiệu lực từ", "Ngày bắt đầu"),
)
VALID_TO = Column(
    "valid_to",
    Kind.DATE,
    "last day it holds, inside it; empty = no end known",
    "đến hết ngày",
    required=False,
    headings=("Đến ngày", "Đến hết ngày", "Ngày kết thúc"),
)
DOCUMENT = Column(
    "document",
    Kind.TEXT,
    "decision or list that says so",
    "văn bản, quyết định",
    headings=("Văn bản", "Số văn bản", "Căn cứ", "Quyết định", "Số quyết định"),
)
NATIONAL = common.STORED_NATIONAL[0]
STORED_PERIOD = (
    Column("start_date", Kind.DATE, "first day it holds", "ngày bắt đầu"),
    Column(
        "end_date",
        Kind.DATE,
        "first day it holds no more; empty = no end known",
        "ngày đầu tiên hết hiệu lực",
        required=False,
    ),
)
