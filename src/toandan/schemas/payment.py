"""Payments: the receipts of collection agents."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import common
from toandan.schemas.payment_month import PAYMENT_MONTH
from toandan.schemas.table import Column, Kind, Register, Role, Table

MOST_CHARACTERS = 40
FEWEST_MONTHS, MOST_MONTHS = 1, 60

_RECEIPT = Column(
    "receipt_no",
    Kind.CODE,
    f"number of the receipt, of at most {MOST_CHARACTERS} characters",
    "số biên lai",
    headings=(
        "Số biên lai",
        "Biên lai số",
        "Số BL",
        "Biên lai",
        "Số biên lai thu tiền",
        "Ký hiệu, số biên lai",
    ),
)
_MONTHS = Column(
    "months",
    Kind.INT,
    f"months that are paid for, {FEWEST_MONTHS} to {MOST_MONTHS}",
    "số tháng đóng",
    unit="months",
    headings=("Số tháng", "Số tháng đóng", "Số tháng tham gia", "Thời hạn (tháng)", "Số tháng nộp"),
)
_FROM = Column(
    "from_date",
    Kind.DATE,
    "first day that is paid for; it may lie in the future",
    "đóng từ ngày",
    headings=("Từ ngày", "Đóng từ ngày", "Từ", "Ngày bắt đầu", "Tham gia từ ngày", "Giá trị từ ngày"),
)
_AMOUNT = replace(common.AMOUNT, meaning="amount received, more than nothing", required=True)
_PAID_ON = replace(
    common.PAID_ON, required=True, headings=(*common.PAID_ON.headings, "Ngày thu tiền", "Ngày lập biên lai")
)
_AGENT = Column(
    "agent_code",
    Kind.CODE,
    "code of the collection agent; never a number of a person",
    "mã nhân viên thu",
    headings=(
        "Mã nhân viên thu",
        "Mã nhân viên",
        "Mã đại lý",
        "Mã đại lý thu",
        "Mã NV thu",
        "Mã điểm thu",
        "Mã tổ chức dịch vụ thu",
    ),
)
_NAME = replace(
    common.FULL_NAME,
    required=False,
    headings=(*common.FULL_NAME.headings, "Người nộp", "Người nộp tiền", "Họ tên người nộp"),
)

_RECEIVED = Table(
    name="payment",
    grain="one row per receipt of a collection agent",
    grain_vi="mỗi dòng một biên lai thu tiền",
    key=("receipt_no",),
    columns=(
        _RECEIPT,
        replace(common.INSURANCE_NO, required=False),
        common.NATIONAL_ID,
        _NAME,
        replace(common.COMMUNE, required=False),
        replace(
            common.HOUSEHOLD_NO,
            meaning="number of the household within its commune, as in the population register",
        ),
        _MONTHS,
        _FROM,
        _AMOUNT,
        _PAID_ON,
        _AGENT,
    ),
    note="`insurance_no` or `national_id` is given. An extract holds every receipt that is still to be followed up, "
    "not those of one month alone.",
)
_STORED = Table(
    name="raw_payment__event_receipt",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        _RECEIPT,
        common.STORED_INSURANCE,
        common.STORED_NATIONAL[0],
        common.STORED_HOUSEHOLD,
        _MONTHS,
        _FROM,
        _AMOUNT,
        _PAID_ON,
        _AGENT,
    ),
    note="`insurance_no` or `national_id` is present in every row.",
)
_SEALED = Table(
    name="raw_payment__event_contact",
    grain="one row per accepted row of the extract, by the same row number",
    grain_vi="mỗi dòng một bản ghi được nhận, cùng số thứ tự",
    key=("row_n",),
    columns=(common.ROW_N, _NAME),
)

PAYMENT = Register(
    name="payment",
    title="Payments to collection agents",
    title_vi="Biên lai thu tiền của nhân viên thu",
    short="payments",
    short_vi="biên lai thu tiền",
    legal_basis="receipts issued by collection organisations for the social-insurance agency",
    role=Role.EVENT,
    received=_RECEIVED,
    stored=_STORED,
    sealed=_SEALED,
    feeds=(PAYMENT_MONTH,),
    pairing=(("receipt_no",),),
)
