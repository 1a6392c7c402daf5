"""Columns that several registers share."""

from __future__ import annotations

from toandan.schemas.table import Column, Guard, KeyedId, Kind

SEX = ("male", "female", "unknown")
BIRTH_PRECISION = ("day", "month", "year")

ROW_N = Column(
    "row_n",
    Kind.INT,
    "number of the record over all files of the extract, from 1",
    "số thứ tự bản ghi trong các tệp của lần gửi",
)

NATIONAL_ID = Column(
    "national_id",
    Kind.CODE,
    "12-digit personal id",
    "số định danh cá nhân (CCCD)",
    required=False,
    guard=Guard.KEYED,
    headings=(
        "Số CCCD",
        "CCCD",
        "Số CCCD/CMND",
        "CCCD/CMND",
        "Số định danh",
        "Số định danh cá nhân",
        "Số ĐDCN",
        "Số ĐDCN/CCCD",
        "Mã định danh",
        "Số căn cước",
        "Số căn cước công dân",
        "Số thẻ căn cước",
        "Số CC/CCCD",
        "CC/CCCD",
        "Số CMND/CCCD",
        "CMND/CCCD",
        "Mã số định danh",
        "Mã số định danh cá nhân",
        "Mã ĐDCN",
        "Số định danh/CCCD",
        "CCCD/ĐDCN",
        "Số CCCD/ĐDCN",
        "Số CCCD/Mã định danh",
    ),
)
FULL_NAME = Column(
    "full_name",
    Kind.TEXT,
    "family, middle and given name",
    "họ, chữ đệm và tên",
    guard=Guard.SEALED,
    headings=(
        "Họ và tên",
        "Họ tên",
        "Họ, chữ đệm và tên",
        "Họ, chữ đệm và tên khai sinh",
        "Tên người tham gia",
        "H.tên",
        "Họ tên người tham gia",
        "Họ và tên người tham gia",
        "Họ tên chủ thẻ",
    ),
)
BIRTH = Column(
    "birth_date",
    Kind.PARTIAL_DATE,
    "date of birth; the year, or year and month, where no more is known",
    "ngày, tháng, năm sinh (có thể chỉ có năm)",
    headings=(
        "Ngày sinh",
        "Ngày tháng năm sinh",
        "Ngày, tháng, năm sinh",
        "Năm sinh",
        "Ngày/năm sinh",
        "Ngày/tháng/năm sinh",
        "Ng.sinh",
        "N.sinh",
        "NTNS",
        "Sinh ngày",
    ),
)
SEX_COLUMN = Column(
    "sex",
    Kind.TEXT,
    "sex",
    "giới tính",
    allowed=SEX,
    headings=("Giới tính", "Giới", "Phái", "G.tính", "Nam/Nữ", "Giới tính (Nam/Nữ)"),
)
COMMUNE = Column(
    "commune",
    Kind.CODE,
    "commune code (5 digits) of the vintage in force on the extract's as-of day",
    "mã xã, phường, đặc khu (5 chữ số)",
    headings=(
        "Mã xã",
        "Mã xã, phường",
        "Mã xã/phường",
        "Mã xã, phường, đặc khu",
        "Mã phường xã",
        "Mã đơn vị hành chính",
        "Mã ĐVHC",
        "Mã ĐVHC cấp xã",
        "Mã P/X",
        "Mã X/P",
        "Mã xã/phường/đặc khu",
        "Mã xã (mới)",
        "Mã xã mới",
    ),
)
COMMUNE_ON = Column(
    "commune_on",
    Kind.DATE,
    "day in whose place codes the commune is written",
    "ngày của bộ mã địa giới",
    required=False,
    headings=("Ngày của mã xã", "Ngày bộ mã địa giới", "Ngày của bộ mã địa giới"),
)
HOUSEHOLD_NO = Column(
    "household_no",
    Kind.CODE,
    "number of the household",
    "số hộ",
    required=False,
    guard=Guard.KEYED,
    headings=("Số hộ", "Mã hộ", "Số hộ khẩu", "Mã hộ gia đình", "Số sổ hộ khẩu"),
)
INSURANCE_NO = Column(
    "insurance_no",
    Kind.CODE,
    "10-digit insurance number, 15-character card number, or 12-digit personal id used in its place",
    "mã số BHXH (10), số thẻ (15) hoặc số định danh (12)",
    guard=Guard.KEYED,
    headings=(
        "Mã số BHXH",
        "Số BHXH",
        "Mã số bảo hiểm xã hội",
        "Mã thẻ",
        "Mã thẻ BHYT",
        "Số thẻ",
        "Số thẻ BHYT",
        "Mã số thẻ",
        "Mã số thẻ BHYT",
        "Mã BHXH",
        "MS BHXH",
        "Số sổ BHXH",
    ),
)
PAID_ON = Column(
    "paid_on",
    Kind.DATE,
    "day of payment",
    "ngày đóng",
    required=False,
    headings=("Ngày đóng", "Ngày nộp tiền", "Ngày nộp", "Ngày thu", "Ngày biên lai"),
)
AMOUNT = Column(
    "amount_vnd",
    Kind.INT,
    "amount paid for the card",
    "số tiền đóng",
    required=False,
    unit="đồng",
    headings=("Số tiền", "Số tiền đóng", "Số tiền (đồng)", "Thành tiền", "Tiền đóng"),
)

HAMLET_ID = Column(
    "hamlet_id",
    Kind.UUID,
    "keyed hash of commune code and the hamlet's name in one spelling; empty where no name is given",
    "mã băm mã xã và tên thôn, tổ dân phố",
    required=False,
    guard=Guard.KEYED,
    keyed=KeyedId.HAMLET,
)

STORED_NATIONAL = (
    Column(
        "national_id",
        Kind.UUID,
        "keyed hash of the national id; empty where none was given",
        "mã băm số định danh",
        required=False,
        guard=Guard.KEYED,
        keyed=KeyedId.NATIONAL,
    ),
    Column(
        "national_birth_year",
        Kind.INT,
        "birth year that the national id carries",
        "năm sinh trong số định danh",
        required=False,
        unit="year",
    ),
    Column(
        "national_agrees",
        Kind.BOOL,
        "whether century, sex and year in the id agree with the row",
        "số định danh khớp giới tính, năm sinh",
        required=False,
    ),
)
STORED_BIRTH = (
    Column(
        "birth_date",
        Kind.DATE,
        "first day of the date of birth as precisely as it is known",
        "ngày sinh (ngày đầu của khoảng đã biết)",
    ),
    Column(
        "birth_precision",
        Kind.TEXT,
        "how precisely the birth is known",
        "độ chính xác ngày sinh",
        allowed=BIRTH_PRECISION,
    ),
)
STORED_PLACE = (
    Column("vintage", Kind.DATE, "vintage the commune code belongs to", "phiên bản địa giới của mã xã"),
    Column("commune_code", Kind.CODE, "commune code in that vintage", "mã xã"),
)
STORED_INSURANCE = Column(
    "insurance_no",
    Kind.UUID,
    "keyed hash of the 10 digits; empty where the card carries a national id instead",
    "mã băm mã số BHXH",
    required=False,
    guard=Guard.KEYED,
    keyed=KeyedId.INSURANCE,
)
STORED_HOUSEHOLD = Column(
    "household_id",
    Kind.UUID,
    "keyed hash of commune code and household number, which is a number within its commune",
    "mã băm số hộ",
    required=False,
    guard=Guard.KEYED,
    keyed=KeyedId.HOUSEHOLD,
)

HAMLET_HEADINGS = (
    "Thôn",
    "Thôn, tổ dân phố",
    "Thôn/tổ dân phố",
    "Thôn/TDP",
    "Thôn, TDP",
    "Tên thôn",
    "Tên thôn, tổ dân phố",
    "Tên thôn/tổ dân phố",
    "Thôn, bản, tổ dân phố",
    "Thôn/bản/tổ dân phố",
    "Thôn, bản",
    "Thôn/bản",
    "Thôn bản",
    "Thôn/ấp",
    "Thôn/xóm",
    "Tổ dân phố",
    "TDP",
    "Tổ/thôn",
    "Bản",
    "Ấp",
    "Khu phố",
    "Ấp/khu phố",
    "Khóm",
    "Ấp/khóm",
    "Khóm/ấp",
    "Xóm",
    "Làng",
    "Buôn",
    "Sóc",
)
