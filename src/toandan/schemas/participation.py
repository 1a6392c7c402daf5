"""The participation register: which cards people hold."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.table import Column, Guard, Kind, Register, Table

BENEFIT_DIGITS = ("1", "2", "3", "4", "5")

GROUP = Column("group_code", Kind.CODE, "two-letter participation group", "mã đối tượng (2 ký tự)")
BENEFIT = Column(
    "benefit_digit",
    Kind.CODE,
    "benefit level printed as the third character",
    "mã mức hưởng",
    allowed=BENEFIT_DIGITS,
)
FACILITY = Column(
    "facility",
    Kind.CODE,
    "code of the registered facility (5 characters)",
    "mã cơ sở khám chữa bệnh ban đầu",
    required=False,
)
PAYER = Column(
    "payer_code",
    Kind.CODE,
    "tax code of the employer or other payer; a person's 12 digits are kept keyed only",
    "mã số thuế đơn vị đóng",
    required=False,
)
PAID_ON = Column("paid_on", Kind.DATE, "day of payment", "ngày đóng", required=False)
AMOUNT = Column(
    "amount_vnd", Kind.INT, "amount paid for the card", "số tiền đóng", required=False, unit="đồng"
)
CONTINUOUS = Column(
    "continuous_since",
    Kind.DATE,
    "day since which cover is continuous",
    "thời điểm tham gia liên tục từ",
    required=False,
)

_RECEIVED = Table(
    name="participation",
    grain="one row per card and period of validity, with its history",
    grain_vi="mỗi dòng một thẻ và thời hạn sử dụng, cả lịch sử",
    key=("insurance_no", "national_id", "valid_from", "group_code"),
    columns=(
        Column(
            "insurance_no",
            Kind.CODE,
            "10-digit insurance number, 15-character card number, or 12-digit personal id used in its place",
            "mã số BHXH (10), số thẻ (15) hoặc số định danh (12)",
            guard=Guard.KEYED,
        ),
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
        ),
        Column(
            "commune_on",
            Kind.DATE,
            "day in whose place codes the commune is written; empty means the day the card became valid",
            "ngày của bộ mã địa giới",
            required=False,
        ),
        FACILITY,
        PAYER,
        Column("valid_from", Kind.DATE, "first day of validity", "giá trị sử dụng từ ngày"),
        Column("valid_to", Kind.DATE, "last day of validity, inside it", "giá trị sử dụng đến hết ngày"),
        PAID_ON,
        AMOUNT,
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
        Column(
            "insurance_no",
            Kind.UUID,
            "keyed hash of the 10 digits; empty where the card carries a national id instead",
            "mã băm mã số BHXH",
            required=False,
            guard=Guard.KEYED,
        ),
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
        ),
        Column("cover_start", Kind.DATE, "first day of validity", "ngày bắt đầu"),
        Column(
            "cover_end",
            Kind.DATE,
            "first day after validity: a card to 31 October ends on 1 November",
            "ngày đầu tiên hết hiệu lực",
        ),
        PAID_ON,
        AMOUNT,
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
    legal_basis="register kept by the social-insurance agency under the Law on Health Insurance",
    received=_RECEIVED,
    stored=_STORED,
    sealed=_SEALED,
    keeps_history=True,
    # A number or group that was put right must not look like a card that went and another that came.
    pairing=(
        ("insurance_no", "national_id", "cover_start", "group_code"),
        ("insurance_no", "cover_start"),
        ("national_id", "cover_start"),
    ),
)
