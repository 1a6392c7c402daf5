"""The tables of a spine: which rows of the registers are not the person their own id gives, and who became whom."""

from __future__ import annotations

from toandan.schemas.common import ROW_N
from toandan.schemas.table import Column, Kind, Table

_EVIDENCE = Column(
    "evidence", Kind.CODE, "why, as a short word of whoever linked them", "căn cứ xác định (mã ngắn)"
)

LINK_PERSON = Table(
    name="core_record__link_person",
    grain="one row per row of a snapshot whose person is not the one that its own id gives",
    grain_vi="mỗi dòng một bản ghi của lần gửi mà người thật khác với người theo số định danh ghi trên đó",
    key=("snapshot_id", "row_n"),
    columns=(
        Column("snapshot_id", Kind.CODE, "snapshot the row stands in", "lần gửi"),
        ROW_N,
        Column("person_id", Kind.UUID, "keyed id of the person the row is about", "mã người"),
        _EVIDENCE,
    ),
    note="Rows that are not listed are the person their own id gives; a wrong id is listed like a missing one.",
)
LINK_ALIAS = Table(
    name="core_person__link_alias",
    grain="one row per person who turned out to be another one that was known already",
    grain_vi="mỗi dòng một mã người được gộp vào mã người khác",
    key=("before_id",),
    columns=(
        Column("before_id", Kind.UUID, "keyed id the person had before", "mã người trước khi gộp"),
        Column("person_id", Kind.UUID, "keyed id the person has now", "mã người hiện nay"),
        _EVIDENCE,
    ),
    note="`person_id` is never itself the `before_id` of another row, so one look gives the person of now.",
)
SPINE_TABLES = (LINK_PERSON, LINK_ALIAS)
