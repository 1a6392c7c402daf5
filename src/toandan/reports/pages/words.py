"""The words of the pages."""

from __future__ import annotations

from toandan.reports.sheets.sheet import Words

PAGES = {
    "report": Words("Báo cáo bao phủ bảo hiểm y tế", "Health insurance coverage report"),
    "truth": Words(
        "{place}, {day}: {participants_n} người tham gia theo thẻ; {covered_residents_n} trên {residents_n} người cư trú được tìm thấy có thẻ, {uncovered_n} chưa thấy thẻ.",
        "{place}, {day}: {participants_n} participants by card; {covered_residents_n} of {residents_n} residents found covered, {uncovered_n} not found covered.",
    ),
    "partial": Words(
        "{place} – chỉ {known} trên {all} đơn vị có sổ dân cư",
        "{place} – only {known} of {all} units with a register",
    ),
    "tile_people": Words("người tham gia", "participants"),
    "by_card": Words("theo thẻ còn hạn", "by valid card"),
    "tile_rate": Words("tỷ lệ bao phủ", "coverage rate"),
    "of": Words("trên {of}", "of {of}"),
    "tile_plan": Words("so với chỉ tiêu giao", "of the plan"),
    "tile_change": Words("tăng, giảm", "change"),
    "against": Words("so với {n} ngày {day}", "from {n} on {day}"),
    "conflicts": Words("Cần biết trước khi đọc", "To know before reading"),
    "entitled": Words("Theo luật ngày cuối tháng", "By the law of the last day"),
    "map": Words("Bản đồ", "Map"),
    "map_note": Words(
        "màu theo tỷ lệ, diện tích theo người cư trú, số theo thứ hạng thấp nhất",
        "colour by rate, area by residents, number by place among the lowest",
    ),
    "map_hollow": Words("; rỗng: chưa có số liệu", "; hollow: not known"),
    "lowest": Words("Thấp nhất theo người tham gia / người cư trú", "Lowest by participants / residents"),
    "lowest_units": Words(
        ": {n} đơn vị có tỷ lệ thấp nhất (đủ các đơn vị ở phụ lục)",
        ": the {n} with the lowest rate (all of them in the annex)",
    ),
    "one_unit": Words("Số liệu báo cáo", "The reported figures"),
    "unknown_units": Words("Chưa có số liệu ({n} đơn vị){names}.", "Nothing known ({n} units){names}."),
    "empty_units": Words(
        "Không có người trong sổ và không có thẻ ({n} đơn vị){names}.",
        "Nobody in the register and no card ({n} units){names}.",
    ),
    "clauses": Words(
        "Người tham gia theo nguồn đóng (các khoản Điều 12)",
        "Participants by who pays (clauses of Article 12)",
    ),
    "not_closed": Words("tháng đầu kỳ chưa chốt", "the month at the start is not closed"),
    "extracts": Words("{n} lần gửi", "{n} extracts"),
    "ages": Words("Người cư trú có thẻ, theo tuổi", "Residents found covered, by age"),
    "age": Words("Tuổi", "Age"),
    "age_residents": Words("Cư trú", "Residents"),
    "age_covered": Words("Có thẻ", "Covered"),
    "age_uncovered": Words("Chưa thấy", "Not found"),
    "age_share": Words("Tỷ lệ", "Rate"),
    "annex": Words("Phụ lục: tất cả các đơn vị", "Annex: all units"),
    "groups": Words("Theo nhóm đối tượng (số người theo thẻ)", "By participation group (people by card)"),
    "by_group": Words("Theo nhóm đối tượng", "By group"),
    "group_code": Words("Mã", "Code"),
    "group_name": Words("Đối tượng", "Group"),
    "people": Words("Số người", "People"),
    "change": Words("Tăng, giảm", "Change"),
    "part": Words("Tỷ trọng", "Part"),
    "notes": Words("Cách đọc", "How to read"),
    "sources": Words("Nguồn số liệu", "Sources"),
    "page": Words("Trang", "Page"),
    "data_of": Words("Số liệu ngày", "Data of"),
    "versions": Words(
        "Kỳ chốt {id}; luật {law_version}; địa giới {places_version}; phần mềm Toàn Dân {software_version}.",
        "Closing {id}; law {law_version}; places {places_version}; Toàn Dân software {software_version}.",
    ),
}
