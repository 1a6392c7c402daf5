"""Columns that several registers share."""

from __future__ import annotations

from toandan.schemas.table import Column, Guard, Kind

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
)
FULL_NAME = Column(
    "full_name", Kind.TEXT, "family, middle and given name", "họ, chữ đệm và tên", guard=Guard.SEALED
)
BIRTH = Column(
    "birth_date",
    Kind.PARTIAL_DATE,
    "date of birth; the year, or year and month, where no more is known",
    "ngày, tháng, năm sinh (có thể chỉ có năm)",
)
SEX_COLUMN = Column("sex", Kind.TEXT, "sex", "giới tính", allowed=SEX)
COMMUNE = Column(
    "commune",
    Kind.CODE,
    "commune code (5 digits) of the vintage in force on the extract's as-of day",
    "mã xã, phường, đặc khu (5 chữ số)",
)

HAMLET_ID = Column(
    "hamlet_id",
    Kind.UUID,
    "keyed hash of commune code and the hamlet's name in one spelling; empty where no name is given",
    "mã băm mã xã và tên thôn, tổ dân phố",
    required=False,
    guard=Guard.KEYED,
)

STORED_NATIONAL = (
    Column(
        "national_id",
        Kind.UUID,
        "keyed hash of the national id; empty where none was given",
        "mã băm số định danh",
        required=False,
        guard=Guard.KEYED,
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
