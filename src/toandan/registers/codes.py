"""Why a row is not accepted: every code, once, in the order in which a main reason is chosen.

A row carries all codes that apply to it; the first in this order is its main reason.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuarantineCode:
    """One reason: what it means and what the sender of the file can do, in both languages."""

    code: str
    meaning: str
    meaning_vi: str
    do: str
    do_vi: str


QUARANTINE_CODES: tuple[QuarantineCode, ...] = (
    QuarantineCode(
        "row_broken",
        "the line does not have as many columns as the heading",
        "dòng không đủ hoặc thừa cột so với tiêu đề",
        "look for a missing quote or a stray separator on this line",
        "kiểm tra dấu nháy, dấu phân cách trên dòng này",
    ),
    QuarantineCode(
        "total_row",
        "the line is a total of other lines, not a record",
        "dòng tổng cộng, không phải bản ghi",
        "nothing, if it is one; it is kept apart so that it is not counted",
        "không cần sửa nếu đúng là dòng tổng; dòng này không được tính",
    ),
    QuarantineCode(
        "row_empty",
        "no column of the row has a value",
        "dòng trống",
        "delete the empty line",
        "xoá dòng trống",
    ),
    QuarantineCode(
        "required_missing",
        "a value that every row needs is empty",
        "thiếu giá trị bắt buộc",
        "fill the column",
        "bổ sung giá trị",
    ),
    QuarantineCode(
        "id_kind_ambiguous",
        "the number could be of more than one kind (9 or 11 digits, or 10 where 12 belong), and the column does not show which; it is never guessed",
        "không xác định được loại số (9, 11 chữ số, hoặc 10 chữ số ở cột định danh), cả cột không cùng một loại",
        "write the number with all its digits; spreadsheets drop leading zeros, and a mapping may say `width`",
        "ghi đủ chữ số; bảng tính thường làm mất số 0 ở đầu; bảng ánh xạ có thể ghi `width`",
    ),
    QuarantineCode(
        "id_bad_form",
        "the number has a form that no such number has",
        "số không đúng định dạng",
        "compare with the card or the identity document",
        "đối chiếu với thẻ hoặc giấy tờ tuỳ thân",
    ),
    QuarantineCode(
        "ids_disagree",
        "the insurance column carries another national id than the national-id column",
        "số định danh ở hai cột khác nhau",
        "find out which of the two is this person's",
        "xác minh số định danh đúng",
    ),
    QuarantineCode(
        "card_disagrees",
        "group or benefit level differ from what the 15-character card number says",
        "mã đối tượng hoặc mức hưởng khác với số thẻ",
        "correct the card number or the two columns",
        "sửa số thẻ hoặc hai cột này",
    ),
    QuarantineCode(
        "birth_unreadable",
        "the date of birth cannot be read",
        "không đọc được ngày sinh",
        "write yyyy-mm-dd, yyyy-mm or yyyy",
        "ghi yyyy-mm-dd, yyyy-mm hoặc yyyy",
    ),
    QuarantineCode(
        "birth_in_future",
        "born after the day the extract speaks of",
        "ngày sinh sau ngày chốt dữ liệu",
        "correct the date of birth",
        "sửa ngày sinh",
    ),
    QuarantineCode(
        "date_unreadable",
        "a date cannot be read",
        "không đọc được ngày",
        "write the day as yyyy-mm-dd",
        "ghi ngày theo dạng yyyy-mm-dd",
    ),
    QuarantineCode(
        "date_out_of_range",
        "a date lies before 1850 or after 2199",
        "ngày ngoài khoảng 1850-2199",
        "correct the year",
        "sửa năm",
    ),
    QuarantineCode(
        "date_in_future",
        "something that has happened is dated after the day the extract speaks of",
        "ngày sau ngày chốt dữ liệu",
        "correct the date, or give the extract its true as-of day",
        "sửa ngày, hoặc ghi đúng ngày chốt dữ liệu",
    ),
    QuarantineCode(
        "died_before_birth",
        "died before being born",
        "ngày mất trước ngày sinh",
        "correct one of the two dates",
        "sửa ngày sinh hoặc ngày mất",
    ),
    QuarantineCode(
        "died_in_future",
        "died after the day the extract speaks of",
        "ngày mất sau ngày chốt dữ liệu",
        "correct the day of death",
        "sửa ngày mất",
    ),
    QuarantineCode(
        "cover_ends_before_start",
        "the card ends before it starts",
        "thẻ hết hạn trước ngày bắt đầu",
        "correct one of the two dates",
        "sửa ngày bắt đầu hoặc ngày hết hạn",
    ),
    QuarantineCode(
        "listed_disagrees",
        "the row says that a list is empty, and names somebody",
        "dòng ghi danh sách không có ai nhưng lại nêu tên",
        "write yes in `listed`, or leave the number and the commune empty",
        "ghi yes ở cột `listed`, hoặc để trống số định danh và mã xã",
    ),
    QuarantineCode(
        "hamlet_unreadable",
        "the column is filled, but no hamlet is named",
        "cột có nội dung nhưng không nêu tên thôn, tổ dân phố",
        "write the name or number of the hamlet, or leave it empty where the whole commune is meant",
        "ghi tên hoặc số của thôn, tổ dân phố, hoặc để trống nếu là cả xã",
    ),
    QuarantineCode(
        "ends_before_start",
        "the last day lies before the first",
        "ngày cuối trước ngày đầu",
        "correct one of the two dates",
        "sửa một trong hai ngày",
    ),
    QuarantineCode(
        "cover_before_birth",
        "the card ends before its holder is born",
        "thẻ hết hạn trước ngày sinh của người có thẻ",
        "correct the date of birth or the dates of the card",
        "sửa ngày sinh hoặc thời hạn thẻ",
    ),
    QuarantineCode(
        "zeros_lost",
        "the commune code has fewer than five digits, and the column does not show that it lost zeros",
        "mã xã thiếu chữ số, cả cột không cùng một loại nên không tự thêm số 0",
        "write all five digits, or say `width: 5` in the mapping",
        "ghi đủ 5 chữ số, hoặc ghi `width: 5` trong bảng ánh xạ",
    ),
    QuarantineCode(
        "commune_of_other_vintage",
        "the commune code belongs to another map than the one in force on that day",
        "mã xã thuộc bộ mã địa giới của thời kỳ khác",
        "use the codes of the day; `toandan places CODE --at DAY` tells what a unit became",
        "dùng mã của thời điểm đó; `toandan places MÃ --at NGÀY` cho biết đơn vị mới",
    ),
    QuarantineCode(
        "unknown_commune",
        "no map has a commune with this code",
        "không có xã, phường, đặc khu mang mã này",
        "compare with `toandan places PROVINCE --children`",
        "đối chiếu với `toandan places TỈNH --children`",
    ),
    QuarantineCode(
        "commune_outside_scope",
        "the commune lies outside the place the extract is of",
        "xã nằm ngoài địa bàn của dữ liệu",
        "correct the commune, or take the extract in with its true scope",
        "sửa mã xã, hoặc ghi đúng địa bàn",
    ),
    QuarantineCode(
        "place_gone",
        "the place existed on another map and is gone on this one",
        "đơn vị hành chính không còn tồn tại",
        "assign the figure to the units that exist; `toandan places CODE --at DAY` lists them",
        "giao cho đơn vị hiện có; `toandan places MÃ --at NGÀY` liệt kê",
    ),
    QuarantineCode(
        "place_unknown",
        "no map has a place with this code",
        "không có địa bàn mang mã này",
        "look the code up with `toandan places NAME`",
        "tra mã bằng `toandan places TÊN`",
    ),
    QuarantineCode(
        "place_outside_scope",
        "the place lies outside the place the extract is of",
        "địa bàn nằm ngoài phạm vi của dữ liệu",
        "take the extract in with its true scope",
        "ghi đúng phạm vi địa bàn",
    ),
    QuarantineCode(
        "group_unknown",
        "no participation group has this code",
        "không có mã đối tượng này",
        "write the two letters as printed on the card",
        "ghi hai ký tự như in trên thẻ",
    ),
    QuarantineCode(
        "benefit_digit_unknown",
        "the benefit level is not one of 1 to 5",
        "mã mức hưởng không thuộc 1 đến 5",
        "write the third character of the card",
        "ghi ký tự thứ ba trên thẻ",
    ),
    QuarantineCode(
        "value_not_allowed",
        "the value is not one of those the column may hold",
        "giá trị không thuộc danh mục cho phép",
        "use one of the values listed for the column in the reference",
        "dùng giá trị trong danh mục của cột",
    ),
    QuarantineCode(
        "number_unreadable",
        "a number cannot be read",
        "không đọc được số",
        "write plain digits without separators, blanks or units",
        "chỉ ghi chữ số, không dấu phân cách, không đơn vị",
    ),
    QuarantineCode(
        "number_out_of_range",
        "a number has a value that it cannot have (people in parts, a share above one)",
        "giá trị số không hợp lệ (số người lẻ, tỷ lệ lớn hơn 1)",
        "people are whole, without any point (1.000 could be one or a thousand); a share is a fraction of 1, as 0.95",
        "số người là số nguyên, không có dấu chấm; tỷ lệ là phân số của 1, ví dụ 0.95",
    ),
    QuarantineCode(
        "negative_amount",
        "an amount or a count is less than nothing",
        "số tiền hoặc số lượng âm",
        "correct the amount; a refund is a record of its own register",
        "sửa số tiền; hoàn trả là dữ liệu riêng",
    ),
    QuarantineCode(
        "nothing_paid",
        "the receipt is of no money",
        "biên lai không có số tiền",
        "write the amount received, or leave a cancelled receipt out",
        "ghi số tiền đã thu, hoặc bỏ biên lai đã huỷ",
    ),
    QuarantineCode(
        "months_out_of_range",
        "the payment is for no month, or for more than sixty",
        "số tháng đóng bằng 0 hoặc lớn hơn 60",
        "write how many months are paid for, 1 to 60",
        "ghi số tháng đã đóng, từ 1 đến 60",
    ),
    QuarantineCode(
        "text_too_long",
        "the text is longer than the column may hold",
        "nội dung dài hơn cho phép của cột",
        "compare with the document; another column may have slipped in",
        "đối chiếu với chứng từ; có thể lẫn nội dung của cột khác",
    ),
    QuarantineCode(
        "person_as_code",
        "a number or name of a person, or a number as long as people have, stands where a code belongs, which would be kept readable",
        "số hoặc tên của một người, hoặc dãy số dài như số của người, nằm ở cột mã, nếu nhận sẽ lưu ở dạng đọc được",
        "write the code of the agent or the number of the document, not the person's",
        "ghi mã nhân viên thu hoặc số của chứng từ, không ghi số hay tên của người",
    ),
    QuarantineCode(
        "period_unreadable",
        "the period cannot be read",
        "không đọc được kỳ",
        "write 2025, 2025-H1, 2025-Q4, 2025-10 or 2025-W44",
        "ghi 2025, 2025-H1, 2025-Q4, 2025-10 hoặc 2025-W44",
    ),
    QuarantineCode(
        "id_shared",
        "one number stands for two different people; none of the rows is accepted, for nobody can tell whose it is",
        "một số dùng cho hai người khác nhau; không nhận dòng nào",
        "find out whose number it is and correct the other rows",
        "xác minh số của ai và sửa các dòng còn lại",
    ),
    QuarantineCode(
        "same_person_twice",
        "the same person again; the first row is kept",
        "trùng một người; giữ dòng đầu tiên",
        "delete the repeated row",
        "xoá dòng trùng",
    ),
    QuarantineCode(
        "same_card_twice",
        "the same card and period again; the first row is kept",
        "trùng thẻ và thời hạn; giữ dòng đầu tiên",
        "delete the repeated row",
        "xoá dòng trùng",
    ),
    QuarantineCode(
        "values_conflict",
        "the same statement of the same source with two values; none is accepted",
        "cùng một chỉ tiêu, cùng nguồn nhưng hai giá trị; không nhận dòng nào",
        "look the value up in the document",
        "đối chiếu với văn bản",
    ),
    QuarantineCode(
        "receipt_shared",
        "one receipt number stands for two different payments; none is accepted, for nobody can tell which is right",
        "một số biên lai dùng cho hai khoản thu khác nhau; không nhận dòng nào",
        "look both receipts up and correct the number",
        "đối chiếu hai biên lai và sửa số",
    ),
    QuarantineCode(
        "receipt_twice",
        "the same receipt again; the first row is kept",
        "trùng biên lai; giữ dòng đầu tiên",
        "delete the repeated row",
        "xoá dòng trùng",
    ),
    QuarantineCode(
        "same_row_twice",
        "the same statement again; the first row is kept",
        "trùng dòng; giữ dòng đầu tiên",
        "delete the repeated row",
        "xoá dòng trùng",
    ),
)

_BY_CODE = {one.code: one for one in QUARANTINE_CODES}
ORDER = {one.code: place for place, one in enumerate(QUARANTINE_CODES)}


def quarantine_code(code: str) -> QuarantineCode:
    """The code's entry; KeyError for a code that is not listed."""
    return _BY_CODE[code]
