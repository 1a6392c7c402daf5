"""Links of the source that no homonym explains and that geometry contradicts, judged by hand.

Each line: old code, new code, and the reason that stands in removed_links.csv.
"""

APART = {
    ("23053", "23041"): (
        "apart",
        (
            "the bounding box of old Xã Hòa Thắng (11.0235-11.1363 N) lies wholly south of both other parts of "
            "Xã Hồng Thái (11.1436-11.2854 N), and the new Xã Hòa Thắng keeps its name and 328 km2; a second "
            "conversion table counts it as undivided"
        ),
    ),
    ("28036", "28087"): (
        "apart",
        (
            "the bounding box of Thị trấn Thủ Thừa (106.385-106.417 E) does not touch the Tân Trụ parts of Xã "
            "Nhựt Tảo (106.445-106.521 E), Xã Nhị Thành lies between; a second conversion table counts the town "
            "as undivided"
        ),
    ),
}
