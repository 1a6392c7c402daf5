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
    "benefit": ("benefit", "mức hưởng"),
    "notice": ("notice", "lưu ý"),
}
PAYS = ("pays", "người đóng")
FACT_WORDS = {
    "wage": ("the wage", "tiền lương"),
    "pension": ("the pension", "lương hưu"),
    "benefit": ("the unemployment benefit", "trợ cấp thất nghiệp"),
}
