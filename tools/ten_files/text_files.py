"""The text files: old encodings, other separators, own codes, Vietnamese numbers, mistakes."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from toandan.registers.source.encoding import tcvn3, vni
from tools.ten_files.people import Person, people

TONES = "\u0300\u0301\u0303\u0309\u0323"
OLD_WARDS = ("BINH-MINH", "NAM-CUONG", "POM-HAN")
PLAN_COMMUNES = (
    ("02905", 31_250),
    ("02923", 27_480),
    ("02926", 24_316),
    ("02908", 22_075),
    ("02902", 18_940),
    ("02647", 64_512),
    ("02671", 41_207),
    ("02683", 19_000),
)


def police() -> bytes:
    """TCVN3 with semicolons, a title above, written by an old tool of the police."""
    heading = ["STT", "Số ĐDCN", "Họ và tên", "Ngày sinh", "Giới tính", "Mã xã", "Diện cư trú", "Số hộ"]
    rows = [
        [str(n), one.national_id, one.name, one.day, one.sex, "02905", _residence(n), f"H{n // 3 + 1}"]
        for n, one in enumerate(people(1, 80), start=1)
    ]
    title = "CÔNG AN XÃ BẢO THẮNG - DANH SÁCH NHÂN KHẨU (dữ liệu tổng hợp);;;;;;;\r\n"
    return tcvn3.encoded(title + _table([heading, *rows], ";"))


def school() -> bytes:
    """VNI with tabs: the pupils of a school, name in two columns, cards of one school year."""
    heading = ["TT", "Họ đệm", "Tên", "Ngày sinh", "Phái", "Số thẻ BHYT", "Nhóm đối tượng", "Mức hưởng"]
    heading += ["Mã xã", "Từ ngày", "Đến ngày", "Lớp"]
    rows = [
        [
            str(n),
            f"{one.family} {one.middle}",
            one.given,
            f"{one.born:%d/%m}/{2008 + one.number % 9}",
            one.sex,
            f"HS415{one.insurance_no}",
            "Học sinh",
            "4",
            "02923",
            "01/10/2025",
            "30/09/2026",
            f"{6 + n % 4}A",
        ]
        for n, one in enumerate(people(2, 60), start=1)
    ]
    return vni.encoded(_table([heading, *rows], "\t"))


def hamlet() -> bytes:
    """windows-1258 with commas: old people of whom often only the year of birth is known."""
    heading = ["Họ tên", "Năm sinh", "Giới", "Số CCCD", "Mã xã", "Tình trạng cư trú", "Dân tộc"]
    rows = [
        [
            one.name,
            one.day if n % 3 else str(one.born.year),
            one.sex,
            one.national_id,
            "02926",
            _residence(n),
            "Kinh",
        ]
        for n, one in enumerate(people(3, 70), start=1)
    ]
    return windows_1258(_table([heading, *rows], ","))


def export() -> bytes:
    """UTF-16 with tabs, as spreadsheets save "Unicode text"; headings shortened as offices do."""
    heading = ["STT", "Số CMND/CCCD", "H.tên", "Ng.sinh", "G.tính", "Mã P/X", "TT cư trú", "Số ĐT"]
    rows = [
        [str(n), one.national_id, one.name, one.day, one.sex, "02647", _residence(n), f"09{one.number:08d}"]
        for n, one in enumerate(people(6, 90), start=1)
    ]
    return _table([heading, *rows], "\t").encode("utf-16")


def agent() -> bytes:
    """UTF-8 with semicolons: an agent's own codes for wards and sexes, amounts in thousands with points."""
    heading = ["Mã thu", "Tên người tham gia", "Ngày sinh", "GT", "Phường cũ", "Diện", "Hạn từ", "Hạn đến"]
    heading += ["Tiền (nghìn đồng)", "Ghi chú"]
    rows = [
        [
            one.insurance_no,
            one.name,
            one.day,
            "2" if one.is_female else "1",
            OLD_WARDS[n % 3],
            "Hộ gia đình" if n % 4 else "Hộ cận nghèo",
            "1.8.2025",
            "31.7.2026",
            ("1.263,6", "884,52", "758,16")[n % 3],
            "",
        ]
        for n, one in enumerate(people(7, 75), start=1)
    ]
    return _table([heading, *rows], ";").encode("utf-8-sig")


def plan() -> bytes:
    """A plan with titles, thousands parted by points, Vietnamese words, and a total below."""
    heading = ["TT", "Mã ĐVHC", "Tên đơn vị", "Kỳ", "Chỉ tiêu giao", "ĐVT", "Quyết định"]
    rows = [
        [str(n), code, "", "2025", _points(people_n), "người", "QĐ-MẪU-01"]
        for n, (code, people_n) in enumerate(PLAN_COMMUNES, start=1)
    ]
    total = ["", "Tổng cộng", "", "", _points(sum(n for _, n in PLAN_COMMUNES)), "", ""]
    titles = "BẢO HIỂM XÃ HỘI TỈNH;;;;;;\r\nGIAO CHỈ TIÊU NĂM 2025 (dữ liệu tổng hợp);;;;;;\r\n"
    return (titles + _table([heading, *rows, total], ";")).encode()


def mistakes() -> bytes:
    """Our own columns, and in ten rows the mistakes that only a person can correct."""
    heading = ["national_id", "full_name", "birth_date", "sex", "commune", "residence_kind"]
    rows = [_ours(one) for one in people(10, 60)]
    rows[4][2] = "1985-02-30"
    rows[9][2] = "2027-03-01"
    rows[14][0] = rows[14][0][:-1]
    rows[19][0] = rows[19][0].replace("0", "O", 1)
    rows[24][4] = "09999"
    rows[29][3] = "nam"
    rows[34][1] = ""
    rows[44][0] = rows[43][0]
    return _table([heading, *rows[:50], rows[20], *rows[50:]], ",").encode()


def windows_1258(text: str) -> bytes:
    """The bytes of windows-1258: vowels with their shape, tones behind them."""
    return "".join(_tone_behind(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1258")


def _tone_behind(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in apart if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES)) + tone


def _ours(one: Person) -> list[str]:
    return [
        one.national_id,
        one.name,
        f"{one.born:%Y-%m-%d}",
        "female" if one.is_female else "male",
        "02683",
        "permanent",
    ]


def _residence(n: int) -> str:
    return "Tạm trú" if n % 7 == 0 else "Thường trú"


def _points(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _table(rows: Iterable[Sequence[str]], separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
