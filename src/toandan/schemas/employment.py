"""Contracts of work: who works for whom, for which wage."""

from __future__ import annotations

from dataclasses import replace

from toandan.schemas import common
from toandan.schemas.closing import ENTITLED
from toandan.schemas.listed import NATIONAL, STORED_PERIOD, VALID_FROM, VALID_TO
from toandan.schemas.table import Column, Kind, Register, Role, Table

CONTRACTS = (
    "employee",
    "unpaid_manager",
    "foreign_employee",
    "part_time_employee",
    "business_owner",
    "civil_servant",
    "commune_part_timer",
    "defence_worker",
)

_EMPLOYER = Column(
    "employer_code",
    Kind.CODE,
    "tax code of the employer (10 or 13 digits)",
    "mã số thuế đơn vị sử dụng lao động",
    headings=("Mã số thuế", "MST", "Mã đơn vị", "Mã số thuế đơn vị"),
)
_WAGE = Column(
    "wage_vnd",
    Kind.INT,
    "monthly wage that social insurance is paid on",
    "tiền lương làm căn cứ đóng",
    required=False,
    unit="đồng",
    headings=("Mức lương", "Tiền lương", "Mức lương đóng", "Tiền lương làm căn cứ đóng"),
)
_CONTRACT = Column(
    "contract",
    Kind.CODE,
    "kind of contract: a title",
    "loại hợp đồng, quan hệ lao động",
    allowed=CONTRACTS,
    headings=("Loại hợp đồng", "Hợp đồng"),
)
_RECEIVED = Table(
    name="employment",
    grain="one row per person, employer and contract",
    grain_vi="mỗi dòng một người lao động và một hợp đồng",
    key=("national_id", "employer_code", "contract", "valid_from"),
    columns=(replace(common.NATIONAL_ID, required=True), _EMPLOYER, _CONTRACT, _WAGE, VALID_FROM, VALID_TO),
    note="An extract holds everybody of its scope who works under one of these contracts, wherever the employer is.",
)
_STORED = Table(
    name="raw_employment__spell_contract",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(common.ROW_N, NATIONAL, _EMPLOYER, _CONTRACT, _WAGE, *STORED_PERIOD),
)
EMPLOYMENT = Register(
    name="employment",
    title="Contracts of work",
    title_vi="Lao động, hợp đồng",
    short="register of contracts of work",
    short_vi="sổ hợp đồng lao động",
    legal_basis="data of the social-insurance agency, tax and labour authorities",
    role=Role.FACT,
    received=_RECEIVED,
    stored=_STORED,
    feeds=(ENTITLED,),
    titles=CONTRACTS,
    pairing=(("national_id", "employer_code", "contract", "start_date"), ("national_id", "employer_code")),
)
