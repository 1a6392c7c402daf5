"""Pupils and students: who learns where."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import common
from toandan.schemas.closing import ENTITLED
from toandan.schemas.listed import NATIONAL, STORED_PERIOD, VALID_FROM, VALID_TO
from toandan.schemas.table import Column, Kind, Register, Role, Table

GENERAL = ("primary", "lower_secondary", "upper_secondary")
LEVELS = (*GENERAL, "continuing", "vocational", "college", "university")
SCHOOL_TITLES = ("student", "general_pupil")

_SCHOOL = Column(
    "school_code",
    Kind.CODE,
    "code of the school",
    "mã cơ sở giáo dục",
    headings=("Mã trường", "Mã cơ sở giáo dục", "Trường"),
)
_LEVEL = Column(
    "level",
    Kind.TEXT,
    "what is learnt there",
    "cấp học",
    allowed=LEVELS,
    headings=("Cấp học", "Bậc học", "Trình độ đào tạo"),
)
_RECEIVED = Table(
    name="school",
    grain="one row per pupil or student and school",
    grain_vi="mỗi dòng một học sinh, sinh viên tại một cơ sở giáo dục",
    key=("national_id", "school_code", "valid_from"),
    columns=(replace(common.NATIONAL_ID, required=True), _SCHOOL, _LEVEL, VALID_FROM, VALID_TO),
    note="An extract holds everybody of its scope who learns, wherever the school is.",
)
_STORED = Table(
    name="raw_school__spell_learner",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(common.ROW_N, NATIONAL, _SCHOOL, _LEVEL, *STORED_PERIOD),
)
SCHOOL = Register(
    name="school",
    title="Pupils and students",
    title_vi="Học sinh, sinh viên",
    short="register of pupils and students",
    short_vi="sổ học sinh, sinh viên",
    legal_basis="data base of the education authorities",
    role=Role.FACT,
    received=_RECEIVED,
    stored=_STORED,
    feeds=(ENTITLED,),
    titles=SCHOOL_TITLES,
    pairing=(("national_id", "school_code", "start_date"), ("national_id", "school_code")),
)
