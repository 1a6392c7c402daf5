"""The tables a closing writes."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.facts import PAYERS
from toandan.schemas.set_columns import CATEGORY_SETS
from toandan.schemas.table import Column, Identity, Kind, Table

MONTH = Column("month", Kind.CODE, "month that is closed", "tháng")
_PLACE = common.STORED_PLACE
_AGE = Column("age", Kind.INT, "whole years on the last day of the month", "tuổi tròn năm", unit="years")
_GROUP = Column("group_code", Kind.CODE, "group of the card that counts", "mã đối tượng")


def _count(name: str, meaning: str, meaning_vi: str) -> Column:
    return Column(name, Kind.INT, meaning, meaning_vi, unit="people")


PARTICIPANTS_N = _count(
    "participants_n",
    "people with a card valid on the last day, by the card's commune and group",
    "số người tham gia (theo thẻ)",
)
RESIDENTS_N = _count(
    "residents_n", "people alive and registered as permanent or temporary on the last day", "số người cư trú"
)
COVERED_N = _count(
    "covered_residents_n", "residents found to hold a valid card, by residence", "số người cư trú có thẻ"
)
UNCOVERED_N = _count(
    "uncovered_n", "residents not found to hold a valid card", "số người cư trú chưa thấy thẻ"
)

PARTICIPANTS = Table(
    name="out_participants__month_cell",
    grain="one row per month, card commune, group, sex and age that occurs",
    grain_vi="mỗi dòng một tháng, xã của thẻ, nhóm, giới tính và tuổi",
    key=("month", "vintage", "commune_code", "group_code", "sex", "age"),
    columns=(MONTH, *_PLACE, _GROUP, common.SEX_COLUMN, _AGE, PARTICIPANTS_N),
)

RESIDENTS = Table(
    name="out_residents__month_cell",
    grain="one row per month, commune of residence, group of the card held (empty when none), sex and age that occurs",
    grain_vi="mỗi dòng một tháng, xã cư trú, nhóm của thẻ, giới tính và tuổi",
    key=("month", "vintage", "commune_code", "group_code", "sex", "age"),
    columns=(MONTH, *_PLACE, _GROUP, common.SEX_COLUMN, _AGE, RESIDENTS_N, COVERED_N, UNCOVERED_N),
    identities=(Identity("residents_n", ("covered_residents_n", "uncovered_n")),),
)

DIFFERENCE = Table(
    name="out_difference__month_commune",
    grain="one row per month and commune: how the two counts differ, cause by cause",
    grain_vi="mỗi dòng một tháng và một xã: chênh lệch giữa hai cách đếm theo nguyên nhân",
    key=("month", "vintage", "commune_code"),
    columns=(
        MONTH,
        *_PLACE,
        PARTICIPANTS_N,
        _count("card_here_n", "participants who are residents of this commune", "thẻ tại xã, cư trú tại xã"),
        _count(
            "resident_elsewhere_n",
            "participants who are residents of another commune",
            "thẻ tại xã, cư trú nơi khác",
        ),
        _count(
            "not_resident_n",
            "participants in the register but not resident: absent or died",
            "có trong sổ nhưng không cư trú",
        ),
        _count(
            "not_in_register_n",
            "participants whose personal id is not in the register",
            "không có trong sổ dân cư",
        ),
        _count(
            "not_matched_n",
            "participants whose card carries no personal id to match by",
            "không đối chiếu được",
        ),
        _count(
            "estimated_n",
            "participants placed here only by the estimated share of a commune that was split",
            "số người xếp vào xã theo tỷ lệ ước tính khi xã cũ bị chia",
        ),
        _count(
            "estimated_elsewhere_n",
            "participants placed in a sibling commune by such an estimate, who may belong here",
            "số người được ước tính về xã khác nhưng có thể thuộc xã này",
        ),
        RESIDENTS_N,
        COVERED_N,
        _count(
            "card_elsewhere_n",
            "covered residents whose card is of another commune",
            "cư trú tại xã, thẻ nơi khác",
        ),
        UNCOVERED_N,
        _count(
            "without_id_n",
            "uncovered residents without a personal id, who cannot be matched",
            "chưa thấy thẻ vì thiếu số định danh",
        ),
    ),
    identities=(
        Identity(
            "participants_n",
            ("card_here_n", "resident_elsewhere_n", "not_resident_n", "not_in_register_n", "not_matched_n"),
        ),
        Identity("covered_residents_n", ("card_here_n", "card_elsewhere_n")),
        Identity("residents_n", ("covered_residents_n", "uncovered_n")),
    ),
)

EXPIRY = Table(
    name="out_expiry__month_commune",
    grain="one row per month and commune of the card: cover that ended and did not go on, and cover about to end",
    grain_vi="mỗi dòng một tháng và một xã của thẻ: thẻ hết hạn chưa gia hạn và thẻ sắp hết hạn",
    key=("month", "vintage", "commune_code"),
    columns=(
        MONTH,
        *_PLACE,
        _count(
            "lapsed_this_year_n",
            "people whose cover ended since 31 December before and who have none on the last day",
            "số người gián đoạn từ đầu năm",
        ),
        _count(
            "lapsed_before_year_n",
            "the same, ended earlier within the last twelve months",
            "số người gián đoạn trước đầu năm, trong 12 tháng qua",
        ),
        _count(
            "lapsed_twelve_months_n",
            "people whose cover ended within the last twelve months and who have none on the last day",
            "số người gián đoạn trong 12 tháng qua",
        ),
        _count(
            "due_30_days_n",
            "participants whose cover ends within 30 days after the last day, with nothing after",
            "số người có thẻ hết hạn trong 30 ngày tới",
        ),
    ),
    identities=(Identity("lapsed_twelve_months_n", ("lapsed_this_year_n", "lapsed_before_year_n")),),
)

PLAN_MONTH = Table(
    name="out_plan__month_target",
    grain="one row per month and plan or target whose period holds the last day of the month or lies after it",
    grain_vi="mỗi dòng một tháng và một chỉ tiêu còn hiệu lực hoặc ở phía trước",
    key=(
        "month",
        "subject_kind",
        "subject",
        "insurance",
        "group_code",
        "period_start",
        "period_end",
        "kind",
        "unit",
        "value",
        "comparison",
        "document",
    ),
    columns=(
        MONTH,
        Column("subject_kind", Kind.TEXT, "who it is assigned to", "loại đối tượng được giao"),
        Column(
            "subject",
            Kind.CODE,
            "place code, or name of the body, officer or organisation",
            "đơn vị được giao",
        ),
        Column(
            "vintage",
            Kind.DATE,
            "vintage of the subject's code where it is a place",
            "phiên bản địa giới",
            required=False,
        ),
        Column("insurance", Kind.TEXT, "which insurance", "loại bảo hiểm"),
        Column("group_code", Kind.CODE, "group it is for; empty means everyone", "mã đối tượng"),
        Column("period", Kind.CODE, "period as written", "kỳ"),
        Column("period_start", Kind.DATE, "first day of the period", "ngày đầu kỳ"),
        Column("period_end", Kind.DATE, "first day after the period", "ngày đầu tiên sau kỳ"),
        Column("kind", Kind.TEXT, "plan or target", "chỉ tiêu hoặc mục tiêu"),
        Column("value", Kind.DECIMAL, "people, or the share as a fraction of 1", "giá trị"),
        Column("unit", Kind.TEXT, "what the value counts", "đơn vị tính"),
        Column("comparison", Kind.TEXT, "at_least or more_than", "đạt từ hay vượt trên"),
        Column("document", Kind.TEXT, "document that set it", "văn bản"),
        Column("carried", Kind.BOOL, "made from an earlier extract", "lấy từ lần gửi trước"),
    ),
)

FIGURES_MONTH = Table(
    name="out_population__month_figure",
    grain="one row per month and population figure known, any date up to the last day",
    grain_vi="mỗi dòng một tháng và một số liệu dân số đã biết",
    key=("month", "vintage", "place", "date", "kind", "source", "value"),
    columns=(
        MONTH,
        Column("vintage", Kind.DATE, "vintage of the place code", "phiên bản địa giới"),
        Column("place", Kind.CODE, "place code", "mã địa bàn"),
        Column("date", Kind.DATE, "day the figure speaks of", "ngày của số liệu"),
        Column("kind", Kind.TEXT, "what is counted and how it came about", "loại số liệu"),
        Column("value", Kind.INT, "the figure", "giá trị", unit="people"),
        Column("source", Kind.TEXT, "who says so", "nguồn"),
        Column("origin", Kind.TEXT, "first publication", "nơi công bố đầu tiên"),
        Column("carried", Kind.BOOL, "made from an earlier extract", "lấy từ lần gửi trước"),
    ),
)

HISTORY = Table(
    name="out_history__month_commune",
    grain="one row per month closed, month-end looked back on (at most sixty, the last is the month itself) and commune",
    grain_vi="mỗi dòng một tháng chốt, một cuối tháng nhìn lại và một xã",
    key=("month", "vintage", "commune_code", "at_month"),
    columns=(
        MONTH,
        *_PLACE,
        Column("at_month", Kind.CODE, "month at whose end people are counted", "tháng được nhìn lại"),
        _count(
            "participants_n",
            "people covered at that month's end, by the commune of the card that started last",
            "số người có thẻ cuối tháng đó, theo xã của thẻ mới nhất",
        ),
    ),
    note="No month-end before the day since which the commune's extract is complete; only the month itself where the extract does not declare that day. Somebody who moved from the ground of an extract that is complete since a later day is missing from the earlier month-ends of the commune they moved to.",
)

PARTICIPANT_PERSON = Table(
    name="core_participant__month_person",
    grain="one row per person with a card valid on the last day: the card that counts, and where the person was found",
    grain_vi="mỗi dòng một người có thẻ còn hạn ngày cuối tháng",
    key=("person_id",),
    columns=(
        Column("person_id", Kind.UUID, "keyed id of the person in this closing's spine", "mã người"),
        *_PLACE,
        _GROUP,
        common.SEX_COLUMN,
        _AGE,
        Column(
            "found",
            Kind.TEXT,
            "card_here, resident_elsewhere, not_resident, not_in_register or not_matched",
            "kết quả đối chiếu",
        ),
        Column(
            "is_estimated",
            Kind.BOOL,
            "placed by the estimated share of a commune that was split",
            "xếp vào xã theo ước tính",
        ),
    ),
)

RESIDENT_PERSON = Table(
    name="core_resident__month_person",
    grain="one row per resident, with the card that counts where one was found",
    grain_vi="mỗi dòng một người cư trú",
    key=("scope_code", "row_n"),
    columns=(
        Column(
            "scope_code",
            Kind.CODE,
            "scope of the extract the row came in: its code, with @vintage where two scopes share one",
            "địa bàn của lần gửi",
        ),
        common.ROW_N,
        Column(
            "person_id",
            Kind.UUID,
            "keyed id of the person; empty where the register gives none",
            "mã người",
            required=False,
        ),
        *_PLACE,
        common.SEX_COLUMN,
        _AGE,
        Column("is_covered", Kind.BOOL, "whether a valid card was found", "có thẻ"),
        Column("group_code", Kind.CODE, "group of the card; empty when none", "mã đối tượng"),
        Column(
            "card_vintage",
            Kind.DATE,
            "vintage of the card's commune",
            "phiên bản địa giới của thẻ",
            required=False,
        ),
        Column("card_commune_code", Kind.CODE, "commune of the card", "mã xã trên thẻ", required=False),
    ),
)

COVER_SPELL = Table(
    name="core_cover__spell_person",
    grain="one row per person and unbroken spell of cover; overlapping and adjoining cards are merged",
    grain_vi="mỗi dòng một người và một đợt có thẻ liên tục",
    key=("person_id", "cover_start"),
    columns=(
        Column("person_id", Kind.UUID, "keyed id of the person in this closing's spine", "mã người"),
        Column("cover_start", Kind.DATE, "first day of the spell", "ngày bắt đầu"),
        Column("cover_end", Kind.DATE, "first day after the spell", "ngày đầu tiên hết hiệu lực"),
        Column("cards_n", Kind.INT, "cards merged into the spell", "số thẻ gộp"),
    ),
)

JUDGED = ("as_entitled", "by_choice", "otherwise", "unjudged", "uncovered")
CARD_JUDGED = tuple(f"{word}_n" for word in JUDGED if word != "uncovered")


def _paid(name: str, meaning: str, meaning_vi: str) -> Column:
    return Column(name, Kind.INT, f"{meaning}, of priced_n people", meaning_vi, unit="đồng")


ENTITLED = Table(
    name="out_entitled__month_cell",
    grain="one row per month, commune of residence, category the law entitles to, what is missing to tell it, and group of the card held that occurs",
    grain_vi="mỗi dòng một tháng, xã cư trú, đối tượng theo luật, thông tin còn thiếu và nhóm của thẻ",
    key=("month", "vintage", "commune_code", "entitled", "because", "group_code"),
    columns=(
        MONTH,
        *_PLACE,
        Column(
            "entitled",
            Kind.CODE,
            "category the person takes part under by law on the last day; empty = cannot tell",
            "đối tượng theo luật",
        ),
        Column(
            "because",
            Kind.CODE,
            "what is missing: where the category cannot be told, the first category that is not ruled out; where its premium cannot, the amount or the household's number; else empty",
            "lý do chưa xác định được",
        ),
        Column("group_code", Kind.CODE, "group of the card held; empty when none", "mã đối tượng trên thẻ"),
        RESIDENTS_N,
        COVERED_N,
        UNCOVERED_N,
        _count(
            "as_entitled_n",
            "covered residents whose card is of the category entitled to",
            "có thẻ đúng đối tượng",
        ),
        _count(
            "by_choice_n",
            "covered residents whose card is of another category they may choose",
            "có thẻ theo đối tượng được lựa chọn",
        ),
        _count(
            "otherwise_n",
            "covered residents whose card is of any other category",
            "có thẻ theo đối tượng khác",
        ),
        _count(
            "unjudged_n",
            "covered residents whose category cannot be told, or whose card code means none that is known",
            "có thẻ nhưng chưa so sánh được",
        ),
        _count("priced_n", "residents whose category and premium can be told", "số người tính được mức đóng"),
        _paid("premium_month_vnd", "premium of one month", "mức đóng một tháng"),
        _paid("employer_vnd", "part employers pay", "người sử dụng lao động đóng"),
        _paid("employee_vnd", "part taken from wages", "người lao động đóng"),
        _paid("si_agency_vnd", "part the social-insurance agency pays", "cơ quan BHXH đóng"),
        _paid("state_vnd", "part the state budget pays or supports", "ngân sách nhà nước đóng, hỗ trợ"),
        _paid("province_vnd", "part provincial policies add", "địa phương hỗ trợ thêm"),
        _paid("person_vnd", "part the people pay", "người tham gia đóng"),
    ),
    identities=(
        Identity("residents_n", ("covered_residents_n", "uncovered_n")),
        Identity("covered_residents_n", CARD_JUDGED),
        Identity("premium_month_vnd", PAYERS),
    ),
    note="Published only where a register of facts was read. The answer is the law of the last day under the facts known.",
)


def _owed(name: str, meaning: str, meaning_vi: str) -> Column:
    told = f"{meaning}; null where it cannot be told"
    return Column(name, Kind.INT, told, meaning_vi, required=False, unit="đồng")


ENTITLED_PERSON = Table(
    name="core_resident__month_entitled",
    grain="one row per resident: what the law of the last day says, as far as the facts tell, and the card held beside it",
    grain_vi="mỗi dòng một người cư trú: đối tượng theo luật ngày cuối tháng, theo những gì đã biết, và thẻ đang có",
    key=("scope_code", "row_n"),
    columns=(
        *(RESIDENT_PERSON.column(name) for name in ("scope_code", "row_n", "person_id")),
        *_PLACE,
        Column("group_code", Kind.CODE, "group of the card held; empty when none", "mã đối tượng trên thẻ"),
        ENTITLED.column("entitled"),
        ENTITLED.column("because"),
        *CATEGORY_SETS.declared(
            "may_choose", "categories the person may choose instead", "các đối tượng được lựa chọn"
        ),
        Column(
            "judged",
            Kind.TEXT,
            "how the card held compares with the category; uncovered where none was found",
            "kết quả so thẻ với đối tượng",
            allowed=JUDGED,
        ),
        Column(
            "member_n",
            Kind.INT,
            "place, from 1, in the household's ladder; null outside it, or where the register gives no household",
            "thứ tự trong hộ để giảm trừ",
            required=False,
        ),
        _owed("premium_month_vnd", "premium of one month", "mức đóng một tháng"),
        *(
            _owed(name, ENTITLED.column(name).meaning.partition(",")[0], ENTITLED.column(name).meaning_vi)
            for name in PAYERS
        ),
    ),
    identities=(Identity("premium_month_vnd", PAYERS),),
    note="Written only where a register of facts was read. It names what people live on: it stays in the lake, like all tables of one row per person.",
)

OUT_TABLES = (PARTICIPANTS, RESIDENTS, DIFFERENCE, EXPIRY, HISTORY, PLAN_MONTH, FIGURES_MONTH)
# Told of every person when asked, from the linked registers that the closing keeps: not stored month by month.
PERSON_VIEWS = (PARTICIPANT_PERSON, RESIDENT_PERSON)
AGE_BAND_CUTS = (6, 15, 18, 25, 35, 45, 55, 60, 65, 70, 75, 80)
