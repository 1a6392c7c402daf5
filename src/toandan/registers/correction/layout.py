"""The columns of an exported quarantine."""

from __future__ import annotations

from toandan.registers.quarantine import RAW
from toandan.registers.source.batch import LINE, ROW_N
from toandan.schemas.table import Column, Kind, Table

# What stands before the received columns: told, not to be edited.
TOLD = (
    Column(ROW_N, Kind.INT, "number of the row; tells which row it is", "số thứ tự bản ghi"),
    Column("file", Kind.TEXT, "file it came in", "tệp", required=False),
    Column(LINE, Kind.INT, "line of that file", "dòng", required=False),
    Column("code", Kind.CODE, "main reason", "mã lý do", required=False),
    Column("reason", Kind.TEXT, "reason", "lý do (tiếng Anh)", required=False),
    Column("reason_vi", Kind.TEXT, "reason in Vietnamese", "lý do", required=False),
    Column("do_vi", Kind.TEXT, "what to do, in Vietnamese", "cần làm", required=False),
)
RAW_COLUMN = Column(
    RAW, Kind.TEXT, "a line that could not be cut into columns", "dòng không tách được cột", required=False
)
SENT = "sent_"
SENT_ROW_N = f"{SENT}{ROW_N}"


def export_layout(received: Table) -> Table:
    """The exported columns of a register: what is told, the received ones, the line as it stood."""
    own = tuple(
        Column(one.name, one.kind, one.meaning, one.meaning_vi, required=False, unit=one.unit)
        for one in received.columns
    )
    return Table(
        f"{received.name}_quarantine",
        "one row per row in quarantine",
        "mỗi dòng một bản ghi bị cách ly",
        (ROW_N,),
        (*TOLD, *own, RAW_COLUMN),
    )


def sent_layout(received: Table) -> Table:
    """The same file on its way back: what is told goes by names that no reader gives itself."""
    layout = export_layout(received)
    told = tuple(
        Column(f"{SENT}{one.name}", Kind.TEXT, one.meaning, one.name, required=False) for one in TOLD
    )
    return Table(layout.name, layout.grain, layout.grain_vi, (), (*told, *layout.columns[len(TOLD) :]))
