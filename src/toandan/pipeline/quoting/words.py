"""What lines of a quote are about, who pays, which fact is missing: in English and Vietnamese."""

from __future__ import annotations

PAYER_WORDS = {
    "employer_vnd": ("employer", "người sử dụng lao động"),
    "employee_vnd": ("worker, from the wage", "người lao động (trừ vào tiền lương)"),
    "si_agency_vnd": ("social-insurance agency", "cơ quan bảo hiểm xã hội"),
    "state_vnd": ("state budget", "ngân sách nhà nước"),
    "province_vnd": ("province", "ngân sách địa phương"),
    "person_vnd": ("the person, directly", "người tham gia tự đóng"),
}
TOPICS = {
    "group": ("group", "nhóm"),
    "card": ("card code", "mã thẻ"),
    "order": ("why", "lý do"),
    "unsure": ("NOT SURE", "CHƯA RÕ"),
    "premium": ("premium", "mức đóng"),
    "base": ("base", "căn cứ đóng"),
    "ladder": ("ladder", "giảm trừ hộ"),
    "cover": ("cover", "hiệu lực"),
    "change": ("later", "về sau"),
    "benefit": ("benefit", "mức hưởng"),
    "notice": ("notice", "lưu ý"),
}
ON_CHANGE = {
    "no_change": (
        "a new base salary changes nothing for the months paid: no top-up, no refund",
        "lương cơ sở thay đổi không ảnh hưởng số tháng đã đóng: không đóng bù, không hoàn trả",
    ),
    "adjust": (
        "the budget's part follows a new base salary from its first day",
        "phần ngân sách được điều chỉnh kể từ ngày áp dụng mức lương cơ sở mới",
    ),
    "silent": (
        "what a new base salary does to the months paid is not said; taken as no change",
        "chưa quy định lương cơ sở thay đổi ảnh hưởng thế nào đến số tháng đã đóng; coi như không thay đổi",
    ),
}
PAYS = ("pays", "người đóng")
FACT_WORDS = {
    "wage": ("the wage", "tiền lương"),
    "pension": ("the pension", "lương hưu"),
    "benefit": ("the unemployment benefit", "trợ cấp thất nghiệp"),
}
