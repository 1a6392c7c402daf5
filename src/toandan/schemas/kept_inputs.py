"""The small tables of law and map that a closing was counted with, kept beside what it publishes.

Years later its persons are told with them, whatever the files of law and places have become (decision 0021).
"""

from __future__ import annotations

from toandan.schemas.table import Column, Kind, Table

MONTH_GROUP = Table(
    name="out_law__month_group",
    grain="one row per group code in force on the last day of the month, as the law of the closing has it",
    grain_vi="mỗi dòng một mã đối tượng có hiệu lực ngày cuối tháng, theo luật của kỳ chốt",
    key=("group_code",),
    columns=(
        Column("group_code", Kind.CODE, "group of a card", "mã đối tượng"),
        Column(
            "group_order",
            Kind.INT,
            "order of Article 12: of several cards the first group counts",
            "thứ tự đối tượng theo Điều 12",
        ),
        Column("clause", Kind.INT, "clause of Article 12; 0 where it is not confirmed", "khoản của Điều 12"),
        Column("name", Kind.TEXT, "name of the group in English", "tên tiếng Anh"),
        Column("name_vi", Kind.TEXT, "name of the group in Vietnamese", "tên tiếng Việt"),
    ),
)

MONTH_LINK = Table(
    name="out_place__month_link",
    grain="one row per commune of any known map and commune of the month's map it shares ground with",
    grain_vi="mỗi dòng một xã của một phiên bản địa giới và một xã của bản đồ trong tháng có chung địa bàn",
    key=("vintage", "commune_code", "to_code"),
    columns=(
        Column("vintage", Kind.DATE, "vintage the commune code belongs to", "phiên bản địa giới của mã xã"),
        Column("commune_code", Kind.CODE, "commune code in that vintage", "mã xã"),
        Column("to_code", Kind.CODE, "commune on the month's map", "mã xã trên bản đồ của tháng"),
        Column(
            "targets_n",
            Kind.INT,
            "over how many communes of the month's map it is spread; with 1 it went whole",
            "số xã mà địa bàn được chia vào",
            unit="communes",
        ),
        Column(
            "share_num",
            Kind.INT,
            "share of its people counted there: the numerator",
            "tử số của tỷ lệ dân số được tính vào",
        ),
        Column(
            "share_den",
            Kind.INT,
            "the denominator, one for all rows of a commune",
            "mẫu số của tỷ lệ, chung cho một xã",
        ),
    ),
)

KEPT_INPUTS = (MONTH_GROUP, MONTH_LINK)
