"""Explanation codes of the rules with facts of their own: visits, co-pay, continuity, cards of children, employers."""

from __future__ import annotations

from toandan.schemas.explanation_codes import DECREE, LAW, Explanation

_VISITS = (
    Explanation(
        "visit_own_level", "The person's own level counts.", "Theo mức hưởng của người bệnh.", f"{LAW} 22.1"
    ),
    Explanation(
        "visit_below_threshold",
        "The visit costs less than the threshold: the level is all of it.",
        "Chi phí một lần khám thấp hơn mức quy định: hưởng 100%.",
        f"{LAW} 22.1.b; {DECREE} 17",
    ),
    Explanation(
        "visit_primary",
        "At a primary facility the level is all of it.",
        "Khám tại cơ sở cấp ban đầu: hưởng 100%.",
        f"{LAW} 22.1.c",
    ),
    Explanation(
        "visit_polyclinic",
        "For outpatients of a regional polyclinic the level is all of it.",
        "Ngoại trú tại phòng khám đa khoa khu vực: hưởng 100%.",
        f"{LAW} 22.1.c",
    ),
    Explanation(
        "visit_before_levels",
        "Levels of facilities exist since 2025; earlier visits are not coded.",
        "Cấp chuyên môn áp dụng từ năm 2025; chưa ghi quy định trước đó.",
        "Law 51/2024 Art 3.2",
    ),
    Explanation(
        "visit_in_route",
        "In route: the whole level.",
        "Đúng tuyến: toàn bộ mức hưởng.",
        f"{LAW} 22.1, 26, 27",
    ),
    Explanation(
        "visit_emergency",
        "An emergency: the whole level at any facility.",
        "Cấp cứu: toàn bộ mức hưởng tại bất kỳ cơ sở nào.",
        f"{LAW} 22.5",
    ),
    Explanation(
        "visit_22_4_a",
        "Self-referred for a rare or severe disease: the whole level.",
        "Tự đi khám bệnh hiếm, bệnh hiểm nghèo: toàn bộ mức hưởng.",
        f"{LAW} 22.4.a",
    ),
    Explanation(
        "visit_22_4_b",
        "Minority or poor people of difficult areas, people of islands, inpatient at a specialised facility: the whole level.",
        "Người dân tộc thiểu số, hộ nghèo vùng khó khăn, người xã đảo điều trị nội trú cấp chuyên sâu: toàn bộ mức hưởng.",
        f"{LAW} 22.4.b",
    ),
    Explanation(
        "visit_22_4_c",
        "Self-referred to a primary facility: the whole level.",
        "Tự đi khám tại cấp ban đầu: toàn bộ mức hưởng.",
        f"{LAW} 22.4.c",
    ),
    Explanation(
        "visit_22_4_d",
        "Self-referred inpatient at a basic facility: the whole level.",
        "Tự đi điều trị nội trú cấp cơ bản: toàn bộ mức hưởng.",
        f"{LAW} 22.4.d",
    ),
    Explanation(
        "visit_22_4_dd",
        "Self-referred to a facility that was of the district level: the whole level.",
        "Tự đi khám tại cơ sở trước đây là tuyến huyện: toàn bộ mức hưởng.",
        f"{LAW} 22.4.đ",
    ),
    Explanation(
        "visit_22_4_e_low",
        "Self-referred outpatient at a basic facility of the lowest kind: the whole level.",
        "Tự đi khám ngoại trú cấp cơ bản dưới mức điểm quy định hoặc tạm xếp cấp: toàn bộ mức hưởng.",
        f"{LAW} 22.4.e; {DECREE} 19.1",
    ),
    Explanation(
        "visit_22_4_e_middle",
        "Self-referred outpatient at a basic facility of the middle kind: the share of the day.",
        "Tự đi khám ngoại trú cấp cơ bản mức điểm giữa: theo lộ trình.",
        f"{LAW} 22.4.e; {DECREE} 19.2",
    ),
    Explanation(
        "visit_22_4_e_was_higher",
        "Self-referred outpatient at a basic facility that was provincial or central: the share of the day.",
        "Tự đi khám ngoại trú cấp cơ bản trước đây là tuyến tỉnh, trung ương: theo lộ trình.",
        f"{LAW} 22.4.e; {DECREE} 19.3",
    ),
    Explanation(
        "visit_22_4_g",
        "Self-referred inpatient at another specialised facility: a part of the level.",
        "Tự đi điều trị nội trú cấp chuyên sâu khác: một phần mức hưởng.",
        f"{LAW} 22.4.g",
    ),
    Explanation(
        "visit_22_4_g_outpatient",
        "Self-referred outpatient at another specialised facility: no point gives a share.",
        "Tự đi khám ngoại trú cấp chuyên sâu khác: không được thanh toán.",
        f"{LAW} 22.4",
    ),
    Explanation(
        "visit_22_4_h_inpatient",
        "Self-referred inpatient at a specialised facility that was provincial: the whole level.",
        "Tự đi điều trị nội trú cấp chuyên sâu trước đây là tuyến tỉnh: toàn bộ mức hưởng.",
        f"{LAW} 22.4.h",
    ),
    Explanation(
        "visit_22_4_h_outpatient",
        "Self-referred outpatient at a specialised facility that was provincial: the share of the day.",
        "Tự đi khám ngoại trú cấp chuyên sâu trước đây là tuyến tỉnh: theo lộ trình.",
        f"{LAW} 22.4.h; {DECREE} 19.4",
    ),
    Explanation(
        "visit_no_rule_for_points",
        "No sentence speaks of a basic facility with so many points.",
        "Chưa có quy định cho cơ sở cấp cơ bản có số điểm này.",
        f"{DECREE} 19",
    ),
)
_COPAY = (
    Explanation(
        "copay_no_five_years",
        "Five continuous years are not reached: co-pay goes on.",
        "Chưa đủ 5 năm liên tục: vẫn cùng chi trả.",
        f"{LAW} 22.1.d",
    ),
    Explanation(
        "copay_reached_before_change",
        "The cap was reached before the base salary changed.",
        "Đã đủ mức trước khi thay đổi lương cơ sở.",
        f"{DECREE} 18.2.c",
    ),
    Explanation(
        "copay_cap_passed",
        "Co-pay of the year passed the cap.",
        "Đã vượt mức cùng chi trả trong năm.",
        f"{DECREE} 18.2",
    ),
    Explanation(
        "copay_cap_not_passed",
        "Co-pay of the year has not passed the cap.",
        "Chưa vượt mức cùng chi trả trong năm.",
        f"{DECREE} 18.2",
    ),
    Explanation(
        "five_years", "Five continuous years are reached.", "Đã đủ 5 năm liên tục.", f"{DECREE} 18.1"
    ),
    Explanation(
        "five_years_ahead", "Five continuous years lie ahead.", "Chưa đủ 5 năm liên tục.", f"{DECREE} 18.1"
    ),
    Explanation(
        "not_continuous",
        "No continuous cover reaches the day.",
        "Không có thời gian tham gia liên tục đến ngày xét.",
        f"{DECREE} 18.1.a",
    ),
)
_CHILDREN = (
    Explanation(
        "child_card_september",
        "Born by September: to the end of September of the year of six.",
        "Sinh đến hết tháng 9: thẻ đến hết 30/9 của năm đủ 72 tháng.",
        f"{DECREE} 13.2",
    ),
    Explanation(
        "child_card_month_of_six",
        "Born after September: to the end of the month of 72 months.",
        "Sinh sau 30/9: thẻ đến hết tháng đủ 72 tháng tuổi.",
        f"{DECREE} 13.2",
    ),
    Explanation(
        "child_card_old_september",
        "Old text: six before 30 September, to that day.",
        "Quy định cũ: đủ 72 tháng trước 30/9 thì thẻ đến ngày đó.",
        f"{LAW} 16.3.d, old text",
    ),
    Explanation(
        "child_card_old_six",
        "Old text: to the day of 72 months.",
        "Quy định cũ: thẻ đến ngày đủ 72 tháng tuổi.",
        f"{LAW} 16.3.d, old text",
    ),
)
_AHEAD = (
    Explanation(
        "art_8_1",
        "The state's money follows from the day of the change.",
        "Ngân sách điều chỉnh từ ngày thay đổi.",
        f"{DECREE} 8.1",
    ),
    Explanation(
        "art_8_2_3",
        "Nothing is topped up or given back.",
        "Không đóng bổ sung, không hoàn trả.",
        f"{DECREE} 8.2, 8.3",
    ),
    Explanation(
        "art_8_silent",
        "The article does not name the category: read as no change.",
        "Điều 8 không nêu đối tượng này: coi như không thay đổi.",
        f"{DECREE} 8",
    ),
    Explanation(
        "paid_by_the_month",
        "Paid by the month: nothing lies ahead.",
        "Đóng hằng tháng: không có tháng đóng trước.",
        f"{LAW} 15",
    ),
)
_EMPLOYERS = (
    Explanation(
        "paid_in_time", "Paid and listed in time.", "Đóng và lập danh sách đúng hạn.", f"{LAW} 15.8, 17.1"
    ),
    Explanation(
        "art_48a_1",
        "Money is owed after the last day.",
        "Chưa đóng đủ sau ngày đóng chậm nhất.",
        f"{LAW} 48a.1",
    ),
    Explanation(
        "art_48a_2", "Workers were listed after the term.", "Lập danh sách sau thời hạn.", f"{LAW} 48a.2"
    ),
    Explanation(
        "art_48a_3",
        "It would be evasion; force majeure makes it late payment.",
        "Có lý do bất khả kháng: coi là chậm đóng.",
        f"{LAW} 48a.3; {DECREE} 3",
    ),
    Explanation(
        "art_48b_1_a",
        "Workers are not listed long after the term.",
        "Không lập danh sách quá thời hạn.",
        f"{LAW} 48b.1.a",
    ),
    Explanation(
        "art_48b_1_b",
        "A wage was declared too low.",
        "Đăng ký tiền lương thấp hơn quy định.",
        f"{LAW} 48b.1.b",
    ),
    Explanation(
        "art_48b_1_c",
        "Unpaid long after the last day, and urged.",
        "Không đóng sau thời hạn và đã được đôn đốc.",
        f"{LAW} 48b.1.c",
    ),
    Explanation(
        "art_3_5_d_old_debt",
        "Arrears of up to 30 June 2025 are late payment, never evasion.",
        "Nợ đến hết 30/6/2025 xử lý theo chậm đóng.",
        "Law 51/2024 Art 3.5.d",
    ),
    Explanation(
        "urging_unknown",
        "Whether the employer was urged is not known.",
        "Chưa biết đã được đôn đốc hay chưa.",
        f"{LAW} 48b.1.c",
    ),
    Explanation(
        "law_before_48a",
        "Articles 48a and 48b begin on 1 July 2025.",
        "Điều 48a, 48b có hiệu lực từ 01/7/2025.",
        "Law 51/2024 Art 3.1",
    ),
    Explanation("not_late", "Nothing is late.", "Không chậm đóng.", f"{LAW} 49.2.a"),
    Explanation(
        "late_interest",
        "Amount times days times the rate.",
        "Số tiền nhân số ngày nhân tỷ lệ.",
        f"{DECREE} 4",
    ),
    Explanation(
        "late_interest_part_not_computed",
        "Days before July 2025 are counted, their interest is not computed.",
        "Số ngày trước 01/7/2025 được nêu, tiền lãi chưa tính.",
        "not coded: interbank-interest",
    ),
    Explanation(
        "late_old_law_not_computed",
        "All days lie before July 2025: their interest is not computed.",
        "Toàn bộ số ngày trước 01/7/2025: tiền lãi chưa tính.",
        "not coded: interbank-interest",
    ),
)

RULE_EXPLANATIONS: tuple[Explanation, ...] = (*_VISITS, *_COPAY, *_CHILDREN, *_AHEAD, *_EMPLOYERS)
