"""The headings in use, by column. Another wording is one more entry."""

from __future__ import annotations

# Headings that number the rows of a sheet: they carry nothing and may be left out of a register.
SERIAL = ("STT", "TT", "Số TT", "Số thứ tự", "No", "No.")

_PEOPLE: dict[str, tuple[str, ...]] = {
    "national_id": (
        "Số CCCD",
        "CCCD",
        "Số CCCD/CMND",
        "CCCD/CMND",
        "Số định danh",
        "Số định danh cá nhân",
        "Số ĐDCN",
        "Số ĐDCN/CCCD",
        "Mã định danh",
        "Số căn cước",
        "Số căn cước công dân",
        "Số thẻ căn cước",
    ),
    "full_name": (
        "Họ và tên",
        "Họ tên",
        "Họ, chữ đệm và tên",
        "Họ, chữ đệm và tên khai sinh",
        "Tên người tham gia",
    ),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Ngày/năm sinh"),
    "sex": ("Giới tính", "Giới", "Phái"),
    "commune": (
        "Mã xã",
        "Mã xã, phường",
        "Mã xã/phường",
        "Mã xã, phường, đặc khu",
        "Mã phường xã",
        "Mã đơn vị hành chính",
        "Mã ĐVHC",
        "Mã ĐVHC cấp xã",
    ),
}

_POPULATION = _PEOPLE | {
    "ethnicity": ("Dân tộc",),
    "nationality": ("Quốc tịch",),
    "household_no": ("Số hộ", "Mã hộ", "Số hộ khẩu", "Mã hộ gia đình", "Số sổ hộ khẩu"),
    "relation_to_head": ("Quan hệ với chủ hộ", "Quan hệ chủ hộ", "Mối quan hệ với chủ hộ"),
    "residence_kind": ("Loại cư trú", "Tình trạng cư trú", "Hình thức cư trú"),
    "residence_from": ("Cư trú từ ngày", "Ngày bắt đầu cư trú", "Ngày đăng ký cư trú"),
    "origin_text": (
        "Xã cũ",
        "Thôn, tổ dân phố",
        "Thôn/tổ dân phố",
        "Thôn",
        "Xã cũ, thôn, tổ dân phố",
        "Địa chỉ",
    ),
    "phone": ("Số điện thoại", "Điện thoại", "SĐT", "Di động"),
    "died_on": ("Ngày mất", "Ngày chết", "Ngày tử vong"),
}

_PARTICIPATION = _PEOPLE | {
    "insurance_no": (
        "Mã số BHXH",
        "Số BHXH",
        "Mã số bảo hiểm xã hội",
        "Mã thẻ",
        "Mã thẻ BHYT",
        "Số thẻ",
        "Số thẻ BHYT",
    ),
    "group_code": ("Mã đối tượng", "Đối tượng", "Nhóm đối tượng", "Mã nhóm đối tượng"),
    "benefit_digit": ("Mã mức hưởng", "Mức hưởng"),
    "commune": (*_PEOPLE["commune"], "Mã xã trên thẻ"),
    "commune_on": ("Ngày của mã xã", "Ngày bộ mã địa giới", "Ngày của bộ mã địa giới"),
    "facility": (
        "Mã cơ sở KCB",
        "Mã KCB",
        "Nơi KCB ban đầu",
        "Mã KCB ban đầu",
        "Nơi đăng ký KCB ban đầu",
        "Mã CSKCB",
    ),
    "payer_code": ("Mã số thuế", "MST", "Mã số thuế đơn vị", "Mã số thuế đơn vị đóng", "Mã đơn vị"),
    "valid_from": (
        "Từ ngày",
        "Giá trị từ",
        "Hạn thẻ từ",
        "Giá trị từ ngày",
        "Giá trị thẻ từ ngày",
        "Ngày hiệu lực",
    ),
    "valid_to": (
        "Đến ngày",
        "Giá trị đến",
        "Hạn thẻ đến",
        "Giá trị đến ngày",
        "Giá trị thẻ đến ngày",
        "Ngày hết hạn",
    ),
    "paid_on": ("Ngày đóng", "Ngày nộp tiền", "Ngày thu"),
    "amount_vnd": ("Số tiền", "Số tiền đóng", "Số tiền (đồng)", "Thành tiền"),
    "continuous_since": (
        "Liên tục từ",
        "Thời điểm liên tục từ",
        "Ngày liên tục",
        "Thời điểm đủ 5 năm liên tục từ",
    ),
}

_PLAN = {
    "subject_kind": ("Loại đối tượng được giao", "Loại đơn vị"),
    "subject": ("Đơn vị được giao", "Đơn vị", "Mã đơn vị"),
    "insurance": ("Loại bảo hiểm",),
    "group_code": ("Mã đối tượng", "Nhóm đối tượng"),
    "period": ("Kỳ", "Kỳ giao", "Năm"),
    "kind": ("Loại chỉ tiêu", "Chỉ tiêu giao hoặc mục tiêu"),
    "value": ("Giá trị", "Chỉ tiêu", "Số giao"),
    "unit": ("Đơn vị tính", "ĐVT"),
    "comparison": ("So sánh", "Đạt từ hay vượt trên"),
    "document": ("Văn bản", "Số văn bản", "Căn cứ"),
}

_FIGURE = {
    "place": ("Mã địa bàn", "Địa bàn", "Mã tỉnh"),
    "date": ("Ngày số liệu", "Ngày của số liệu", "Thời điểm"),
    "kind": ("Loại số liệu",),
    "measure": ("Chỉ tiêu",),
    "value": ("Giá trị", "Dân số", "Số liệu"),
    "source": ("Nguồn", "Nguồn số liệu"),
    "origin": ("Nơi công bố đầu tiên", "Nguồn gốc"),
    "figure_id": ("Mã số liệu",),
}

HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "population": _POPULATION,
    "participation": _PARTICIPATION,
    "plan": _PLAN,
    "population_figure": _FIGURE,
    "published_figure": _FIGURE,
}
"""Headings of each column, by the name of the register."""
