"""The participation register: which cards people hold."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import common
from toandan.schemas.closing import (
    DIFFERENCE,
    ENTITLED,
    EXPIRY,
    HISTORY,
    PARTICIPANTS,
    RESIDENTS,
)
from toandan.schemas.payment_month import PAYMENT_MONTH
from toandan.schemas.table import Column, Guard, KeyedId, Kind, Register, Role, Table

BENEFIT_DIGITS = ("1", "2", "3", "4", "5")

GROUP = Column(
    "group_code",
    Kind.CODE,
    "two-letter participation group",
    "mã đối tượng (2 ký tự)",
    headings=(
        "Mã đối tượng",
        "Đối tượng",
        "Nhóm đối tượng",
        "Mã nhóm đối tượng",
        "Mã ĐT",
        "Nhóm ĐT",
        "Đối tượng tham gia",
    ),
)
BENEFIT = Column(
    "benefit_digit",
    Kind.CODE,
    "benefit level printed as the third character",
    "mã mức hưởng",
    allowed=BENEFIT_DIGITS,
    headings=("Mã mức hưởng", "Mức hưởng", "Mức hưởng BHYT", "MH"),
)
FACILITY = Column(
    "facility",
    Kind.CODE,
    "code of the registered facility (5 characters)",
    "mã cơ sở khám chữa bệnh ban đầu",
    required=False,
    headings=(
        "Mã cơ sở KCB",
        "Mã KCB",
        "Nơi KCB ban đầu",
        "Mã KCB ban đầu",
        "Nơi đăng ký KCB ban đầu",
        "Mã CSKCB",
        "Nơi ĐK KCB",
        "Nơi ĐKKCB",
        "Nơi KCBBĐ",
        "Mã KCBBĐ",
        "Mã CS KCB",
        "Mã nơi ĐK KCB",
    ),
)
PAYER = Column(
    "payer_code",
    Kind.CODE,
    "tax code of the employer or other payer; a person's 12 digits are kept keyed only",
    "mã số thuế đơn vị đóng",
    required=False,
    headings=("Mã số thuế", "MST", "Mã số thuế đơn vị", "Mã số thuế đơn vị đóng", "Mã đơn vị"),
)
CONTINUOUS = Column(
    "continuous_since",
    Kind.DATE,
    "day since which cover is continuous",
    "thời điểm tham gia liên tục từ",
    required=False,
    headings=(
        "Liên tục từ",
        "Thời điểm liên tục từ",
        "Ngày liên tục",
        "Thời điểm đủ 5 năm liên tục từ",
        "TĐ 5 năm LT",
        "Thời điểm đủ 5 năm liên tục",
    ),
)

_RECEIVED = Table(
    name="participation",
    grain="one row per card and period of validity, with its history",
    grain_vi="mỗi dòng một thẻ và thời hạn sử dụng, cả lịch sử",
    key=("insurance_no", "national_id", "valid_from", "group_code"),
    columns=(
        common.INSURANCE_NO,
        common.NATIONAL_ID,
        common.FULL_NAME,
        common.BIRTH,
        common.SEX_COLUMN,
        GROUP,
        BENEFIT,
        Column(
            "commune",
            Kind.CODE,
            "commune of the card (5 digits), in the codes of the day `commune_on`",
            "mã xã trên thẻ",
            headings=common.COMMUNE.headings,
        ),
        replace(
            common.COMMUNE_ON,
            meaning="day in whose place codes the commune is written; empty means the day the card became valid",
        ),
        FACILITY,
        PAYER,
        Column(
            "valid_from",
            Kind.DATE,
            "first day of validity",
            "giá trị sử dụng từ ngày",
            headings=(
                "Từ ngày",
                "Giá trị từ",
                "Hạn thẻ từ",
                "Giá trị từ ngày",
                "Giá trị thẻ từ ngày",
                "Ngày hiệu lực",
                "Từ",
                "GT từ",
                "HSD từ",
                "Hạn SD từ",
                "Giá trị sử dụng từ",
                "Hạn sử dụng từ",
                "Thời hạn từ",
                "Thời hạn thẻ từ",
            ),
        ),
        Column(
            "valid_to",
            Kind.DATE,
            "last day of validity, inside it",
            "giá trị sử dụng đến hết ngày",
            headings=(
                "Đến ngày",
                "Giá trị đến",
                "Hạn thẻ đến",
                "Giá trị đến ngày",
                "Giá trị thẻ đến ngày",
                "Ngày hết hạn",
                "Đến",
                "GT đến",
                "HSD đến",
                "Hạn SD đến",
                "Giá trị sử dụng đến",
                "Hạn sử dụng đến",
                "Thời hạn đến",
                "Thời hạn thẻ đến",
            ),
        ),
        common.PAID_ON,
        common.AMOUNT,
        CONTINUOUS,
    ),
)

_STORED = Table(
    name="raw_participation__spell_card",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        common.STORED_INSURANCE,
        *common.STORED_NATIONAL,
        Column(
            "card_province_code",
            Kind.CODE,
            "province digits of the 15-character card, as printed",
            "mã tỉnh in trên thẻ",
            required=False,
        ),
        *common.STORED_BIRTH,
        common.SEX_COLUMN,
        GROUP,
        BENEFIT,
        *common.STORED_PLACE,
        FACILITY,
        Column(
            "payer_code",
            Kind.CODE,
            "tax code of the paying organisation (10 or 13 digits)",
            "mã số thuế đơn vị",
            required=False,
        ),
        Column(
            "payer_id",
            Kind.UUID,
            "keyed hash of a payer who is a person",
            "mã băm người đóng",
            required=False,
            guard=Guard.KEYED,
            keyed=KeyedId.PAYER,
        ),
        Column("cover_start", Kind.DATE, "first day of validity", "ngày bắt đầu"),
        Column(
            "cover_end",
            Kind.DATE,
            "first day after validity: a card to 31 October ends on 1 November",
            "ngày đầu tiên hết hiệu lực",
        ),
        common.PAID_ON,
        common.AMOUNT,
        CONTINUOUS,
    ),
    note="`insurance_no` or `national_id` is present in every row.",
)

_SEALED = Table(
    name="raw_participation__spell_contact",
    grain="one row per accepted row of the extract, by the same row number",
    grain_vi="mỗi dòng một bản ghi được nhận, cùng số thứ tự",
    key=("row_n",),
    columns=(common.ROW_N, common.FULL_NAME),
)

PARTICIPATION = Register(
    name="participation",
    title="Participation register",
    title_vi="Dữ liệu người tham gia BHYT",
    short="register of cards",
    short_vi="sổ thẻ BHYT",
    legal_basis="register kept by the social-insurance agency under the Law on Health Insurance",
    role=Role.LINKED,
    received=_RECEIVED,
    stored=_STORED,
    sealed=_SEALED,
    feeds=(PARTICIPANTS, RESIDENTS, DIFFERENCE, EXPIRY, HISTORY, ENTITLED, PAYMENT_MONTH),
    keeps_history=True,
    # A number or group that was put right must not look like a card that went and another that came.
    pairing=(
        ("insurance_no", "national_id", "cover_start", "group_code"),
        ("insurance_no", "cover_start"),
        ("national_id", "cover_start"),
    ),
)
