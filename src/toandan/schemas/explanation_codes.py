"""Explanation codes: the sentence behind every step of the rules, in both languages, with its article.

The column ``codes`` of an outcome names them in the order of the reasoning.
"""

from __future__ import annotations

from dataclasses import dataclass

LAST_STEP = 5
LAW, DECREE = "Law on Health Insurance Art", "Decree 188/2025 Art"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One step: ``code`` in the column, what it says in English and Vietnamese, where it is written."""

    code: str
    sentence: str
    sentence_vi: str
    article: str


_PAYING = (
    Explanation(
        "art_13_5_d",
        "A pensioner or retired commune cadre takes part through the social-insurance agency, whatever else fits.",
        "Người hưởng lương hưu hoặc cán bộ xã nghỉ việc tham gia theo nhóm do cơ quan bảo hiểm xã hội đóng.",
        f"{LAW} 13.5.d",
    ),
    Explanation(
        "art_13_5_dd",
        "Survivors of the given age, people on social pension and on monthly allowance stay with the state budget.",
        "Người hưởng trợ cấp tuất theo độ tuổi, trợ cấp hưu trí xã hội, trợ cấp hằng tháng do ngân sách đóng.",
        f"{LAW} 13.5.đ",
    ),
    Explanation(
        "art_13_5_c",
        "A commune part-timer follows the order agency, budget, supported, then the commune.",
        "Người hoạt động không chuyên trách cấp xã theo thứ tự: cơ quan BHXH, ngân sách đóng, ngân sách hỗ trợ, cấp xã.",
        f"{LAW} 13.5.c",
    ),
    Explanation(
        "art_13_5_a",
        "Of several categories the first in the order of Article 12 pays.",
        "Đóng theo đối tượng đầu tiên theo thứ tự của Điều 12.",
        f"{LAW} 13.5.a",
    ),
    Explanation(
        "art_13_5_g",
        "Of the categories the state supports, the one with the highest support.",
        "Tham gia theo đối tượng có mức hỗ trợ cao nhất của khoản 4.",
        f"{LAW} 13.5.g; {DECREE} 5.9",
    ),
    Explanation(
        "art_12_5", "Nobody else pays: the person does.", "Không thuộc nhóm khác: tự đóng.", f"{LAW} 12.5"
    ),
)
_CHOICE = (
    Explanation(
        "may_choose_household",
        "The person may choose to take part as a member of the household.",
        "Được lựa chọn tham gia theo hộ gia đình.",
        f"{LAW} 13.5.e, h",
    ),
    Explanation(
        "may_choose_support",
        "The person may choose another category that the state supports.",
        "Được lựa chọn đối tượng khác của khoản 4.",
        f"{LAW} 13.5.g",
    ),
    Explanation(
        "chosen",
        "What the person chose goes first; the law opens this choice.",
        "Áp dụng theo lựa chọn của người tham gia; lựa chọn này được pháp luật cho phép.",
        f"{LAW} 13.5.e, g, h",
    ),
    Explanation(
        "choice_not_open",
        "The choice asked for is not open and was left aside.",
        "Lựa chọn không được pháp luật cho phép, không áp dụng.",
        f"{LAW} 13.5",
    ),
    Explanation(
        "cannot_tell_paying",
        "A missing fact could change who pays.",
        "Chưa xác định được đối tượng đóng vì còn thiếu thông tin.",
        f"{LAW} 13.5",
    ),
)
_BENEFIT = (
    Explanation(
        "art_22_1",
        "The benefit is that of the paying category.",
        "Mức hưởng theo đối tượng đóng.",
        f"{LAW} 22.1",
    ),
    Explanation(
        "art_22_2",
        "Another category that fits has the higher benefit, or came first at the same level.",
        "Mức hưởng theo đối tượng có quyền lợi cao nhất.",
        f"{LAW} 22.2",
    ),
    Explanation(
        "cannot_tell_benefit",
        "A missing fact could raise the benefit.",
        "Mức hưởng có thể cao hơn khi đủ thông tin.",
        f"{LAW} 22.2",
    ),
)
_PAYERS = (
    Explanation(
        "paid_by_employer_and_employee",
        "The employer pays two parts of three, the worker the rest.",
        "Người sử dụng lao động đóng hai phần ba, người lao động đóng phần còn lại.",
        f"{LAW} 13.1",
    ),
    Explanation(
        "paid_by_employer",
        "The employer pays all.",
        "Người sử dụng lao động đóng toàn bộ.",
        f"{DECREE} 6.1.đ, e",
    ),
    Explanation("paid_by_person", "The person pays.", "Người tham gia tự đóng.", f"{LAW} 13.1.b, c, 13.4"),
    Explanation(
        "paid_by_si_agency",
        "The social-insurance agency pays.",
        "Cơ quan bảo hiểm xã hội đóng.",
        f"{LAW} 13.2",
    ),
    Explanation("paid_by_state", "The state budget pays.", "Ngân sách nhà nước đóng.", f"{LAW} 13.3.a, b, c"),
    Explanation(
        "paid_by_state_and_person",
        "The person pays with support of the state.",
        "Người tham gia đóng, ngân sách nhà nước hỗ trợ.",
        f"{LAW} 13.3.d",
    ),
)
_BASE = (
    Explanation(
        "base_salary", "Counted on the base salary.", "Tính trên mức lương cơ sở.", f"{LAW} 14.4; {DECREE} 6"
    ),
    Explanation(
        "base_wage", "Counted on the wage.", "Tính trên tiền lương tháng.", f"{LAW} 13.1; {DECREE} 6.1"
    ),
    Explanation(
        "base_wage_cap", "Counted on the highest wage base.", "Tính trên mức lương tối đa.", f"{LAW} 14.5"
    ),
    Explanation(
        "base_wage_floor",
        "Counted on the lowest wage base.",
        "Tính trên mức lương tối thiểu làm căn cứ đóng.",
        "Law on Social Insurance Art 31.1.đ",
    ),
    Explanation(
        "base_wage_no_floor",
        "Counted on the wage; the lowest base before July 2025 is not kept here.",
        "Tính trên tiền lương; chưa có mức sàn trước tháng 7/2025.",
        "not coded: wage-floor-before-2025",
    ),
    Explanation("base_pension", "Counted on the pension.", "Tính trên lương hưu, trợ cấp.", f"{LAW} 13.2.a"),
    Explanation(
        "base_benefit",
        "Counted on the unemployment benefit.",
        "Tính trên trợ cấp thất nghiệp.",
        f"{LAW} 13.2.c",
    ),
    Explanation("missing_wage", "The wage is needed and not known.", "Còn thiếu tiền lương.", f"{LAW} 13.1"),
    Explanation(
        "missing_pension", "The pension is needed and not known.", "Còn thiếu mức lương hưu.", f"{LAW} 13.2.a"
    ),
    Explanation(
        "missing_benefit",
        "The unemployment benefit is needed and not known.",
        "Còn thiếu mức trợ cấp thất nghiệp.",
        f"{LAW} 13.2.c",
    ),
    Explanation(
        "child_card_runs_on",
        "The child is six: the card runs on, nothing is owed any more.",
        "Trẻ đã đủ 72 tháng: thẻ còn giá trị, không phải đóng.",
        f"{LAW} 16.3.d; {DECREE} 8.1.b, 13.2",
    ),
)
_HOUSEHOLD = (
    *(
        Explanation(
            f"ladder_{n}",
            f"Member number {n} of the household in the year{' and later' if n == LAST_STEP else ''}.",
            f"Thành viên thứ {n}{' trở đi' if n == LAST_STEP else ''} của hộ trong năm tài chính.",
            f"{LAW} 13.6; {DECREE} 6.5.b",
        )
        for n in range(1, LAST_STEP + 1)
    ),
    Explanation(
        "ladder_unknown",
        "The place among the household's members is not known: counted as the first.",
        "Chưa biết thứ tự thành viên: tính như người thứ nhất.",
        f"{LAW} 13.6",
    ),
    Explanation(
        "state_support",
        "The state supports the least share the decree sets.",
        "Ngân sách nhà nước hỗ trợ mức tối thiểu theo nghị định.",
        f"{DECREE} 6.6.b to e",
    ),
    Explanation(
        "poor_commune",
        "In a poor commune the state supports near-poor people wholly.",
        "Hộ cận nghèo tại xã nghèo được hỗ trợ toàn bộ.",
        f"{DECREE} 6.6.a",
    ),
    Explanation(
        "poor_commune_unknown",
        "Whether the commune is a poor one is not known: counted as if it were not.",
        "Chưa biết có phải xã nghèo: tính mức tối thiểu.",
        f"{DECREE} 6.6.a, b",
    ),
    Explanation(
        "local_support", "The province adds support.", "Địa phương hỗ trợ thêm.", f"{DECREE} 71.10.e"
    ),
    Explanation(
        "local_support_unknown",
        "The province might add support; a fact is missing.",
        "Có thể được địa phương hỗ trợ; còn thiếu thông tin.",
        f"{DECREE} 71.10.e",
    ),
)
_COVER = (
    Explanation("cover_birth", "Cover begins at birth.", "Thẻ có giá trị từ ngày sinh.", f"{DECREE} 8.1.b"),
    Explanation(
        "cover_decision",
        "Cover begins on the day of the decision, which no fact here tells.",
        "Thẻ có giá trị từ ngày ghi trong quyết định.",
        f"{DECREE} 13.1, 13.3 to 13.6",
    ),
    Explanation(
        "cover_consecutive",
        "Paid before the last cover ended: it goes on from there.",
        "Đóng liên tục: nối tiếp ngày hết hạn của thẻ trước.",
        f"{LAW} 16.3.b",
    ),
    Explanation(
        "cover_payment",
        "Cover begins on the day of payment.",
        "Thẻ có giá trị từ ngày đóng.",
        f"{LAW} 16.3.a; {DECREE} 13.9",
    ),
    Explanation(
        "cover_wait",
        "First cover, or an interruption too long: cover begins after the wait.",
        "Tham gia lần đầu hoặc gián đoạn: thẻ có giá trị sau thời gian chờ.",
        f"{LAW} 16.3.c",
    ),
    Explanation(
        "cover_boundary_90",
        "Interrupted for exactly so long that the wait holds and continuity holds too.",
        "Gián đoạn đúng số ngày quy định: phải chờ nhưng vẫn tính liên tục.",
        f"{LAW} 16.3.c; {DECREE} 18.1.a",
    ),
)

EXPLANATIONS: tuple[Explanation, ...] = (
    *_PAYING,
    *_CHOICE,
    *_BENEFIT,
    *_PAYERS,
    *_BASE,
    *_HOUSEHOLD,
    *_COVER,
)
EXPLANATION: dict[str, Explanation] = {one.code: one for one in EXPLANATIONS}
