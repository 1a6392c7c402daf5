"""What stands below every answer drawn from the law, by language: how sure it is, and that it is no legal advice."""

from __future__ import annotations

ADVICE = {
    "en": "This is no legal advice; what the law means for a person is decided by the agencies in charge.",
    "vi": "Đây không phải tư vấn pháp lý; việc áp dụng do cơ quan có thẩm quyền quyết định.",
}
CONFIDENCE = {
    "en": "In brackets: A the text was read, B an official page or two sources agree, C one secondary source, D no source.",
    "vi": "Trong ngoặc vuông: A đã đọc văn bản, B trang chính thức hoặc hai nguồn thống nhất, C một nguồn thứ cấp, D chưa có nguồn.",
}
