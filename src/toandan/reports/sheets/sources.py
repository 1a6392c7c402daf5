"""Where the figures come from, what the words mean, what is synthetic and what is hidden."""

from __future__ import annotations

from toandan.reports.figure import text
from toandan.reports.handed import YEAR_START, Handed
from toandan.reports.sheets.sheet import Sheet, Words, headings
from toandan.reports.suppression.system import Hidden

SYNTHETIC = Words(
    "DỮ LIỆU TỔNG HỢP / SYNTHETIC DATA – không phải người thật",
    "SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP – no real people",
)
USES = {
    "as_of": Words("đúng ngày", "of the day"),
    "carried": Words("lấy từ lần gửi trước", "carried from earlier"),
    "history": Words("đọc lại từ lịch sử", "read back from history"),
}
TWO_COUNTS = Words(
    "Người tham gia: có thẻ còn hạn ngày cuối tháng, tính theo xã ghi trên thẻ. Cư trú có thẻ: người cư trú được tìm thấy có thẻ, tính theo nơi ở. Hai cách đếm không trộn lẫn.",
    "Participants: people with a card valid on the last day, by the card's commune. Covered residents: residents found to hold one, by where they live. The two counts are never mixed.",
)
LAPSED = Words(
    "Gián đoạn: có thẻ trong kỳ, ngày cuối tháng không còn thẻ (kể cả người đã mất, đã chuyển đi). Đến hạn: thẻ hết hạn trong 30 ngày tới, chưa có thẻ tiếp theo.",
    "Lapsed: covered within the period and not on the last day (people who died or moved away among them). Due: cover ends within the next 30 days with nothing after.",
)
BOUNDARIES = Words(
    "Số đầu kỳ tính trên địa giới hiện nay; nơi xã cũ bị chia là ước tính.",
    "Counts at the start are on present boundaries; where a commune was split they are estimates.",
)


def period(handed: Handed, day: str, lang: str) -> str:
    """The period in words; ``day`` is its start as people write it."""
    if not handed.has_start:
        told = Words(
            "Chưa chốt tháng đầu kỳ: không có số tăng, giảm.",
            "The month at the start is not closed: no change is told.",
        )
    elif handed.since == YEAR_START:
        told = Words(
            f"Đầu kỳ: ngày {day} (cuối năm trước).",
            f"Start of the period: {day}, the end of the year before.",
        )
    else:
        told = Words(
            f"Đầu kỳ: ngày {day} (mười hai tháng trước).",
            f"Start of the period: {day}, twelve months before.",
        )
    return told[lang]


def hiding(hidden: Hidden, lang: str) -> str:
    """What is hidden and how it is marked."""
    if not hidden.threshold:
        return Words(
            "Không che số nhỏ (ngưỡng 0): chỉ dùng trong cơ quan.",
            "Small counts are not hidden (threshold 0): for use inside the office only.",
        )[lang]
    most = hidden.threshold
    return Words(
        f"Che số nhỏ: “<{most}” là từ 1 đến {most - 1} người; “*” là số khác cũng che để không tính ngược ra được; “–” là không có số liệu.",
        f"Small counts are hidden: “<{most}” stands for 1 to {most - 1} people; “*” for further figures hidden so that these cannot be computed back; “–” for not known.",
    )[lang]


def source_sheet(handed: Handed, hidden: Hidden, *, start: str, lang: str) -> Sheet:
    """Every extract and version the figures are a function of, and the notes to read them by."""
    heads = headings(("what", "Mục", "What"), ("value", "Nội dung", "Value"), ("more", "Ghi chú", "More"))
    rows = [(text(what), text(value), text(more)) for what, value, more in _rows(handed, hidden, start, lang)]
    return Sheet("sources", Words("Nguồn số liệu và ghi chú", "Sources and notes"), heads, rows)


def notes(handed: Handed, hidden: Hidden, *, start: str, lang: str) -> list[str]:
    """The sentences without which the figures are not understood."""
    told = [
        TWO_COUNTS[lang],
        period(handed, start, lang),
        BOUNDARIES[lang],
        LAPSED[lang],
        hiding(hidden, lang),
    ]
    return [told_ for told_ in told if handed.has_start or told_ != BOUNDARIES[lang]]


def _rows(handed: Handed, hidden: Hidden, start: str, lang: str) -> list[tuple[str, str, str]]:
    extract, note = Words("Lần gửi dữ liệu", "Extract")[lang], Words("Ghi chú", "Note")[lang]
    mark = [(SYNTHETIC[lang], "", "")] if handed.synthetic else []
    used = [
        (extract, one["id"], f"{USES[one['use']][lang]}; sha256 {one['card_sha256']}")
        for one in handed.document["snapshots"]
    ]
    before = handed.document["year_before"]
    earlier = [
        (
            f"{extract} ({before['month']})",
            one["id"],
            f"{USES[one['use']][lang]}; sha256 {one['card_sha256']}",
        )
        for one in before.get("snapshots", [])
    ]
    versions = [(name, str(value), "") for name, value in _versions(handed, lang)]
    return [
        *mark,
        *versions,
        *used,
        *earlier,
        *((note, one, "") for one in notes(handed, hidden, start=start, lang=lang)),
    ]


def _versions(handed: Handed, lang: str) -> list[tuple[str, str]]:
    closing, document = handed.closing, handed.document
    return [
        (Words("Địa bàn", "Place")[lang], f"{document['place']['name']} ({document['place']['code']})"),
        (Words("Tháng", "Month")[lang], document["month"]),
        (Words("Kỳ chốt", "Closing")[lang], closing["id"]),
        (Words("Kỳ chốt đầu kỳ", "Closing at the start")[lang], document["year_before"].get("closing", "–")),
        (Words("Phiên bản luật", "Law version")[lang], closing["law_version"]),
        (Words("Phiên bản địa giới", "Places version")[lang], closing["places_version"]),
        (Words("Phiên bản phần mềm", "Software version")[lang], closing["software_version"]),
    ]
