"""The population register: who lives where."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.closing import DIFFERENCE, ENTITLED, PARTICIPANTS, RESIDENTS
from toandan.schemas.payment_month import PAYMENT_MONTH
from toandan.schemas.table import Column, Guard, Kind, Register, Role, Table

RESIDENCE_KINDS = ("permanent", "temporary", "absent")
RELATIONS = ("head", "spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other")

ETHNICITY = Column(
    "ethnicity",
    Kind.TEXT,
    "ethnic group by its official name",
    "dân tộc",
    required=False,
    headings=("Dân tộc", "D.tộc"),
)
NATIONALITY = Column(
    "nationality",
    Kind.CODE,
    "ISO 3166 two-letter code",
    "quốc tịch",
    required=False,
    headings=("Quốc tịch", "Q.tịch"),
)
RELATION = Column(
    "relation_to_head",
    Kind.TEXT,
    "relation to the head of the household",
    "quan hệ với chủ hộ",
    required=False,
    allowed=RELATIONS,
    headings=("Quan hệ với chủ hộ", "Quan hệ chủ hộ", "Mối quan hệ với chủ hộ", "QH với chủ hộ", "QHCH"),
)
RESIDENCE_KIND = Column(
    "residence_kind",
    Kind.TEXT,
    "registered as permanent, temporary, or permanent but absent",
    "thường trú, tạm trú, tạm vắng",
    allowed=RESIDENCE_KINDS,
    headings=("Loại cư trú", "Tình trạng cư trú", "Hình thức cư trú", "TT cư trú", "Diện cư trú"),
)
RESIDENCE_FROM = Column(
    "residence_from",
    Kind.DATE,
    "first day of this residence",
    "ngày bắt đầu cư trú",
    required=False,
    headings=("Cư trú từ ngày", "Ngày bắt đầu cư trú", "Ngày đăng ký cư trú"),
)
DIED_ON = Column(
    "died_on",
    Kind.DATE,
    "day of death",
    "ngày mất",
    required=False,
    headings=("Ngày mất", "Ngày chết", "Ngày tử vong"),
)

_RECEIVED = Table(
    name="population",
    grain="one row per person and kind of presence (present or absent) in the register of the scope",
    grain_vi="mỗi dòng một người trong sổ dân cư của địa bàn",
    key=("national_id",),
    columns=(
        common.NATIONAL_ID,
        common.FULL_NAME,
        common.BIRTH,
        common.SEX_COLUMN,
        ETHNICITY,
        NATIONALITY,
        common.HOUSEHOLD_NO,
        RELATION,
        common.COMMUNE,
        Column(
            "hamlet",
            Kind.TEXT,
            "name of the hamlet or residential group as written",
            "thôn, tổ dân phố",
            required=False,
            guard=Guard.SEALED,
            headings=common.HAMLET_HEADINGS,
        ),
        RESIDENCE_KIND,
        RESIDENCE_FROM,
        Column(
            "origin_text",
            Kind.TEXT,
            "old commune or hamlet as written",
            "xã cũ, thôn, tổ dân phố",
            required=False,
            guard=Guard.SEALED,
            headings=(
                "Xã cũ",
                "Xã cũ, thôn, tổ dân phố",
                "Địa chỉ",
                "Đ/c",
                "Địa chỉ thường trú",
            ),
        ),
        Column(
            "phone",
            Kind.TEXT,
            "telephone number",
            "số điện thoại",
            required=False,
            guard=Guard.SEALED,
            headings=(
                "Số điện thoại",
                "Điện thoại",
                "SĐT",
                "Số ĐT",
                "Di động",
                "Điện thoại liên hệ",
                "Số điện thoại liên hệ",
            ),
        ),
        DIED_ON,
    ),
)

_STORED = Table(
    name="raw_population__entity_person",
    grain="one row per accepted row of the extract",
    grain_vi="mỗi dòng một bản ghi được nhận",
    key=("row_n",),
    columns=(
        common.ROW_N,
        *common.STORED_NATIONAL,
        *common.STORED_BIRTH,
        common.SEX_COLUMN,
        ETHNICITY,
        NATIONALITY,
        common.STORED_HOUSEHOLD,
        RELATION,
        *common.STORED_PLACE,
        common.HAMLET_ID,
        RESIDENCE_KIND,
        RESIDENCE_FROM,
        DIED_ON,
    ),
)

_SEALED = Table(
    name="raw_population__entity_contact",
    grain="one row per accepted row of the extract, by the same row number",
    grain_vi="mỗi dòng một bản ghi được nhận, cùng số thứ tự",
    key=("row_n",),
    columns=(
        common.ROW_N,
        common.FULL_NAME,
        _RECEIVED.column("hamlet"),
        _RECEIVED.column("origin_text"),
        _RECEIVED.column("phone"),
    ),
)

POPULATION = Register(
    name="population",
    title="Population register",
    title_vi="Cơ sở dữ liệu dân cư",
    short="population register",
    short_vi="sổ dân cư",
    legal_basis="register kept by the police; use for coverage work needs the office's own written basis",
    role=Role.LINKED,
    received=_RECEIVED,
    stored=_STORED,
    sealed=_SEALED,
    feeds=(PARTICIPANTS, RESIDENTS, DIFFERENCE, ENTITLED, PAYMENT_MONTH),
    pairing=(("national_id",),),
)
