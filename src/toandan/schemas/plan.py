"""Plans and targets: what was assigned, what was promised."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.closing import PLAN_MONTH
from toandan.schemas.table import Column, Kind, Register, Role, Table

SUBJECT_KINDS = ("place", "body", "officer", "collection_organisation")
INSURANCES = ("health", "social")
PLAN_KINDS = ("plan", "target")
UNITS = ("people", "share_of_population", "share_of_workforce")
COMPARISONS = ("at_least", "more_than")

_COLUMNS = (
    Column(
        "subject_kind",
        Kind.TEXT,
        "who it is assigned to",
        "loại đối tượng được giao",
        allowed=SUBJECT_KINDS,
        headings=("Loại đối tượng được giao", "Loại đơn vị"),
    ),
    Column(
        "subject",
        Kind.CODE,
        "place code, or the name or number of the body, officer or organisation",
        "đơn vị được giao",
        headings=("Đơn vị được giao", "Đơn vị", "Mã đơn vị", "Mã xã", "Mã địa bàn", "Mã ĐVHC"),
    ),
    Column(
        "insurance",
        Kind.TEXT,
        "which insurance",
        "loại bảo hiểm",
        allowed=INSURANCES,
        headings=("Loại bảo hiểm",),
    ),
    Column(
        "group_code",
        Kind.CODE,
        "group it is for; empty means everyone",
        "mã đối tượng",
        required=False,
        headings=("Mã đối tượng", "Nhóm đối tượng", "Mã ĐT"),
    ),
    Column(
        "period",
        Kind.CODE,
        "2025, 2025-H1, 2025-Q4, 2025-10 or 2025-W44",
        "kỳ: năm, nửa năm, quý, tháng, tuần",
        headings=("Kỳ", "Kỳ giao", "Năm"),
    ),
    Column(
        "kind",
        Kind.TEXT,
        "an assigned plan in people, or a target",
        "chỉ tiêu giao hoặc mục tiêu",
        allowed=PLAN_KINDS,
        headings=("Loại chỉ tiêu", "Chỉ tiêu giao hoặc mục tiêu"),
    ),
    Column(
        "value",
        Kind.DECIMAL,
        "people, or the share as a fraction of 1",
        "giá trị",
        headings=("Giá trị", "Chỉ tiêu", "Số giao", "Số người giao", "Chỉ tiêu giao", "Số người được giao"),
    ),
    Column(
        "unit",
        Kind.TEXT,
        "what the value counts",
        "đơn vị tính",
        allowed=UNITS,
        headings=("Đơn vị tính", "ĐVT"),
    ),
    Column(
        "comparison",
        Kind.TEXT,
        "whether reaching the value is enough or more is needed",
        "đạt từ hay vượt trên",
        allowed=COMPARISONS,
        headings=("So sánh", "Đạt từ hay vượt trên"),
    ),
    Column(
        "document",
        Kind.TEXT,
        "document that set it",
        "văn bản",
        headings=("Văn bản", "Số văn bản", "Căn cứ", "Quyết định", "Số quyết định"),
    ),
)

_RECEIVED = Table(
    name="plan",
    grain="one row per subject, insurance, group, period, kind and document",
    grain_vi="mỗi dòng một chỉ tiêu",
    key=("subject_kind", "subject", "insurance", "group_code", "period", "kind", "document"),
    columns=_COLUMNS,
)

_STORED = Table(
    name="raw_plan__entity_target",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        *_COLUMNS,
        Column(
            "vintage",
            Kind.DATE,
            "vintage of the subject's code where it is a place",
            "phiên bản địa giới",
            required=False,
        ),
        Column("period_start", Kind.DATE, "first day of the period", "ngày đầu kỳ"),
        Column("period_end", Kind.DATE, "first day after the period", "ngày đầu tiên sau kỳ"),
    ),
)

PLAN = Register(
    name="plan",
    title="Plans and targets",
    title_vi="Chỉ tiêu, kế hoạch",
    short="plans and targets",
    short_vi="chỉ tiêu, kế hoạch",
    legal_basis="documents of the party committee, people's committee or social-insurance agency",
    role=Role.GOAL,
    received=_RECEIVED,
    stored=_STORED,
    feeds=(PLAN_MONTH,),
    pairing=(_RECEIVED.key,),
)
