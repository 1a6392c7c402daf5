"""What is known of a person on a day, as the rules read it, and what they answer.

Both tables serve one household at a counter and every resident of a closing alike. Null
means not known; nothing unknown is ever taken for no.
"""

from __future__ import annotations

from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS
from toandan.schemas.table import Column, Identity, Kind, Table

LIVING = ("poor", "near_poor", "farm_average", "none")
ANSWERS = ("known", "cannot_tell")
MISSING_MONEY = ("wage", "pension", "benefit")
# What a closing names where a household member's premium cannot be told: the register gives no household.
MISSING_HOUSEHOLD = "household_no"
PAYERS = ("employer_vnd", "employee_vnd", "si_agency_vnd", "state_vnd", "province_vnd", "person_vnd")
MONTHS_PAID = (1, 3, 6, 12)


def _flag(name: str, meaning: str, meaning_vi: str) -> Column:
    return Column(name, Kind.BOOL, f"{meaning}; null not known", meaning_vi, required=False)


def _money(name: str, meaning: str, meaning_vi: str, *, required: bool = False) -> Column:
    return Column(name, Kind.INT, meaning, meaning_vi, required=required, unit="đồng")


PERSON = Column(
    "person_id", Kind.CODE, "keyed id of the person in a closing; any label at the counter", "mã người"
)
DAY = Column("day", Kind.DATE, "day asked: the day of payment", "ngày xét, ngày đóng")

_PLACE_FLAGS = (
    _flag(
        "place_poor_commune",
        "lives in a commune on the list of poor communes",
        "cư trú tại xã nghèo theo danh sách",
    ),
    _flag(
        "place_minority_mountain",
        "lives in a commune or village of the minority and mountain area",
        "cư trú tại xã, thôn vùng đồng bào dân tộc thiểu số và miền núi",
    ),
    _flag(
        "place_difficult",
        "lives in an area of difficult conditions",
        "cư trú tại vùng có điều kiện kinh tế - xã hội khó khăn",
    ),
    _flag(
        "place_extremely_difficult",
        "lives in an area of extremely difficult conditions",
        "cư trú tại vùng có điều kiện kinh tế - xã hội đặc biệt khó khăn",
    ),
    _flag("place_island", "lives in an island commune or special zone", "sinh sống tại xã đảo, đặc khu"),
    _flag("place_safe_zone", "lives in a commune of a revolutionary safe zone", "cư trú tại xã an toàn khu"),
    _flag("place_coastal", "lives in a coastal commune in difficulty", "cư trú tại xã bãi ngang ven biển"),
    _flag("place_urban_hardship", "lives in an urban area of hardship", "cư trú tại địa bàn đô thị khó khăn"),
)

FACTS = Table(
    name="core_facts__entity_person",
    grain="one row per person and day asked: what is known of the person on that day",
    grain_vi="mỗi dòng một người và một ngày xét: những gì đã biết về người đó",
    key=("person_id", "day"),
    columns=(
        PERSON,
        Column("household_id", Kind.CODE, "household of the person", "mã hộ gia đình", required=False),
        DAY,
        Column("birth_date", Kind.DATE, "date of birth", "ngày sinh", required=False),
        Column(
            "province_code",
            Kind.CODE,
            "province of residence on the present map, 2 digits",
            "mã tỉnh nơi cư trú (bản đồ hiện nay)",
            required=False,
        ),
        Column(
            "commune_code",
            Kind.CODE,
            "commune of residence on the present map, 5 digits",
            "mã xã nơi cư trú (bản đồ hiện nay)",
            required=False,
        ),
        _flag("is_permanent", "registered as a permanent resident there", "có đăng ký thường trú"),
        _flag("is_ethnic_minority", "belongs to an ethnic minority", "là người dân tộc thiểu số"),
        Column(
            "living",
            Kind.TEXT,
            "list of living standards the household is on; none = on no list; null not known",
            "mức sống của hộ theo danh sách",
            required=False,
            allowed=LIVING,
        ),
        *_PLACE_FLAGS,
        Column(
            "place_left_difficult_on",
            Kind.DATE,
            "day the commune left the list of difficult or extremely difficult areas; null = never, or not known",
            "ngày xã ra khỏi danh sách vùng khó khăn, đặc biệt khó khăn",
            required=False,
        ),
        Column(
            "place_left_known",
            Kind.BOOL,
            "whether place_left_difficult_on is known; true with null says the commune never left",
            "đã biết xã có ra khỏi danh sách hay không",
        ),
        *TITLE_SETS.declared(
            "titles", "titles that are true (docs/reference/facts.md)", "các tư cách đã xác nhận"
        ),
        *TITLE_SETS.declared(
            "titles_unknown", "titles not known to be true or false", "các tư cách chưa biết"
        ),
        _money(
            "wage_vnd", "monthly wage that social insurance is paid on; null not known", "tiền lương tháng"
        ),
        _money(
            "pension_vnd",
            "monthly pension or loss-of-capacity allowance; null not known",
            "lương hưu, trợ cấp mất sức",
        ),
        _money("benefit_vnd", "monthly unemployment benefit; null not known", "trợ cấp thất nghiệp"),
        Column(
            "trafficking_confirmed_on",
            Kind.DATE,
            "day the person was certified as a victim of trafficking",
            "ngày được xác nhận là nạn nhân mua bán người",
            required=False,
        ),
        Column(
            "member_n",
            Kind.INT,
            "place, from 1, in the order in which the household's members pay in the fiscal year; null = not paying as household",
            "thứ tự thành viên hộ cùng đóng trong năm tài chính",
            required=False,
        ),
        Column(
            "months",
            Kind.INT,
            "months paid at once: 3, 6 or 12; 1 for those who pay by the month",
            "số tháng đóng một lần",
            unit="months",
        ),
        Column(
            "last_cover_end",
            Kind.DATE,
            "first day after the last cover; null = never covered",
            "ngày đầu tiên hết hiệu lực của thẻ gần nhất",
            required=False,
        ),
        Column(
            "chosen",
            Kind.CODE,
            "category the person chose where the law gives a choice; empty = none",
            "đối tượng đã chọn",
        ),
    ),
)

OUTCOME = Table(
    name="core_outcome__entity_person",
    grain="one row per person and day asked: what the law of that day says, as far as the facts tell",
    grain_vi="mỗi dòng một người và một ngày xét: kết quả theo pháp luật của ngày đó",
    key=("person_id", "day"),
    columns=(
        PERSON,
        DAY,
        *CATEGORY_SETS.declared("fits", "categories the person is known to fit", "các đối tượng phù hợp"),
        *CATEGORY_SETS.declared(
            "unknown", "categories that may fit: a fact is missing", "các đối tượng chưa xác định được"
        ),
        Column("paying", Kind.CODE, "category the person takes part under", "đối tượng đóng"),
        *CATEGORY_SETS.declared(
            "may_choose", "categories the person may choose instead", "các đối tượng được lựa chọn"
        ),
        Column(
            "answer",
            Kind.TEXT,
            "known, or cannot_tell when a missing fact could change the paying category",
            "kết luận về đối tượng đóng",
            allowed=ANSWERS,
        ),
        *CATEGORY_SETS.declared(
            "missing", "unknown categories that would change the answer", "các đối tượng còn thiếu thông tin"
        ),
        Column(
            "benefit_share",
            Kind.INT,
            "share of the cost the fund pays: the highest of the categories that fit; null when none is known to",
            "mức hưởng",
            required=False,
            unit="percent",
        ),
        Column(
            "benefit_category",
            Kind.CODE,
            "category that gives this benefit",
            "đối tượng có mức hưởng cao nhất",
        ),
        Column(
            "benefit_answer",
            Kind.TEXT,
            "known, or cannot_tell when a category not yet excluded has a higher benefit",
            "kết luận về mức hưởng",
            allowed=ANSWERS,
        ),
        Column(
            "missing_fact",
            Kind.TEXT,
            "amount that is needed and not known; empty = none",
            "số tiền còn thiếu thông tin",
            allowed=("", *MISSING_MONEY),
        ),
        Column(
            "ladder_percent",
            Kind.INT,
            "percent of the first member's premium in the household ladder; null outside it",
            "tỷ lệ theo thứ tự thành viên hộ",
            required=False,
            unit="percent",
        ),
        Column(
            "state_share",
            Kind.INT,
            "share of the premium the state supports in clause 4; null elsewhere",
            "tỷ lệ ngân sách nhà nước hỗ trợ",
            required=False,
            unit="percent",
        ),
        Column(
            "local_item",
            Kind.CODE,
            "item of the provincial policy that supports the person; empty = none",
            "chính sách hỗ trợ của tỉnh",
        ),
        _money(
            "premium_month_vnd", "premium of one month; null when an amount is missing", "mức đóng một tháng"
        ),
        _money("employer_vnd", "part of the month the employer pays", "người sử dụng lao động đóng"),
        _money("employee_vnd", "part of the month taken from the worker's wage", "người lao động đóng"),
        _money("si_agency_vnd", "part of the month the social-insurance agency pays", "cơ quan BHXH đóng"),
        _money(
            "state_vnd",
            "part of the month the state budget pays or supports",
            "ngân sách nhà nước đóng, hỗ trợ",
        ),
        _money("province_vnd", "part of the month a provincial policy adds", "địa phương hỗ trợ thêm"),
        _money("person_vnd", "part of the month the person pays", "người tham gia đóng"),
        _money("premium_period_vnd", "premium of all months paid at once", "mức đóng cả kỳ"),
        _money(
            "person_period_vnd",
            "what the person pays for all months at once",
            "số tiền người tham gia đóng cả kỳ",
        ),
        Column(
            "cover_start",
            Kind.DATE,
            "first day of cover if paid on the day asked; null when a fact is missing",
            "ngày thẻ bắt đầu có giá trị",
            required=False,
        ),
        Column(
            "codes",
            Kind.TEXT,
            "explanation codes in the order of the reasoning, separated by blanks",
            "các mã giải thích",
        ),
    ),
    identities=(Identity("premium_month_vnd", PAYERS),),
)
