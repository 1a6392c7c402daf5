"""Plans and targets: what was assigned, what was promised."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.table import Column, Kind, Register, Table

SUBJECT_KINDS = ("place", "body", "officer", "collection_organisation")
INSURANCES = ("health", "social")
PLAN_KINDS = ("plan", "target")
UNITS = ("people", "share_of_population", "share_of_workforce")
COMPARISONS = ("at_least", "more_than")

_COLUMNS = (
    Column(
        "subject_kind", Kind.TEXT, "who it is assigned to", "loại đối tượng được giao", allowed=SUBJECT_KINDS
    ),
    Column(
        "subject",
        Kind.CODE,
        "place code, or the name or number of the body, officer or organisation",
        "đơn vị được giao",
    ),
    Column("insurance", Kind.TEXT, "which insurance", "loại bảo hiểm", allowed=INSURANCES),
    Column("group_code", Kind.CODE, "group it is for; empty means everyone", "mã đối tượng", required=False),
    Column(
        "period",
        Kind.CODE,
        "2025, 2025-H1, 2025-Q4, 2025-10 or 2025-W44",
        "kỳ: năm, nửa năm, quý, tháng, tuần",
    ),
    Column(
        "kind",
        Kind.TEXT,
        "an assigned plan in people, or a target",
        "chỉ tiêu giao hoặc mục tiêu",
        allowed=PLAN_KINDS,
    ),
    Column("value", Kind.DECIMAL, "people, or the share as a fraction of 1", "giá trị"),
    Column("unit", Kind.TEXT, "what the value counts", "đơn vị tính", allowed=UNITS),
    Column(
        "comparison",
        Kind.TEXT,
        "whether reaching the value is enough or more is needed",
        "đạt từ hay vượt trên",
        allowed=COMPARISONS,
    ),
    Column("document", Kind.TEXT, "document that set it", "văn bản"),
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
    legal_basis="documents of the party committee, people's committee or social-insurance agency",
    received=_RECEIVED,
    stored=_STORED,
    pairing=(_RECEIVED.key,),
)
