"""What cannot be: two heads, one member twice, a member of two households, codes and choices the day does not know."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Sequence
from datetime import date

from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.law import Law
from toandan.pipeline.quoting.household_file import Household, HouseholdFile, Member
from toandan.places.atlas import Atlas
from toandan.places.errors import UnknownPlace
from toandan.places.load import atlas_at
from toandan.places.unit import Level
from toandan.schemas.categories import CATEGORY
from toandan.schemas.titles import title_set

WORDS_VI = {"household": "hộ", "member": "thành viên", "order": "thứ tự"}


def check_households(file: HouseholdFile, law: Law, day: date, where: str) -> None:
    """Raises BadInput for the first thing wrong, naming household and member by their labels."""
    law.at(day)
    _check_twice([one.id for one in file.households], where, "household")
    for household in file.households:
        _check_household(household, where)
    _check_two_households(file, where)
    for household in file.households:
        for member in household.members:
            _check_member(member, law, day, f"{where}: {household.id}/{member.id}")


def _check_household(household: Household, where: str) -> None:
    at = f"{where}: {household.id}"
    _check_twice([one.id for one in household.members], at, "member")
    _check_places(household, where)
    heads = [one.id for one in household.members if one.head]
    if len(heads) > 1:
        raise BadInput(
            what="a household has more than one head",
            where=at,
            why=f"{', '.join(heads)} are all marked as head",
            do="mark one member as head",
            vi=Vietnamese(
                what="hộ có nhiều hơn một chủ hộ",
                why=f"{', '.join(heads)} đều được ghi là chủ hộ",
                do="chỉ ghi một thành viên là chủ hộ",
            ),
        )
    orders = [str(one.order) for one in household.members if one.order is not None]
    _check_twice(orders, at, "order")


def _check_places(household: Household, where: str) -> None:
    """Codes of the present map, the commune inside the province: a wrong one would lose local support."""
    present, at = atlas_at(date.max), f"{where}: {household.id}"
    for code, level in ((household.province, Level.PROVINCE), (household.commune, Level.COMMUNE)):
        if code is not None:
            _check_code(present, code, level, at)
    if household.commune is None:
        return
    lies_in = present.province_of(household.commune).code
    if household.province not in (None, lies_in):
        raise BadInput(
            what=f"the commune {household.commune} does not lie in the province {household.province}",
            where=at,
            why=f"on the present map it lies in {lies_in}",
            do="mend one of the two codes",
            vi=Vietnamese(
                what=f"xã {household.commune} không thuộc tỉnh {household.province}",
                why=f"trên bản đồ hiện nay xã này thuộc tỉnh {lies_in}",
                do="sửa một trong hai mã",
            ),
        )


def _check_code(present: Atlas, code: str, level: Level, where: str) -> None:
    try:
        present.unit(code, level)
    except UnknownPlace as problem:
        name = {Level.PROVINCE: "tỉnh", Level.COMMUNE: "xã"}[level]
        raise BadInput(
            what=problem.what,
            where=where,
            why=problem.why,
            do=problem.do,
            vi=Vietnamese(
                what=f"không có {name} mang mã {code!r}",
                why="bản đồ hiện nay không có mã này ở cấp đó",
                do="tra mã bằng tên: toandan places TÊN",
            ),
        ) from None


def _check_twice(labels: list[str], where: str, what: str) -> None:
    twice = [label for label, times in Counted(labels).items() if times > 1]
    if twice:
        raise BadInput(
            what=f"the {what} {twice[0]} stands twice",
            where=where,
            why="one of the two would be counted again or lost",
            do=f"give every {what} once, under its own label",
            vi=Vietnamese(
                what=f"{WORDS_VI[what]} {twice[0]} được ghi hai lần",
                why="một trong hai sẽ bị tính thêm hoặc bị mất",
                do=f"mỗi {WORDS_VI[what]} chỉ ghi một lần, với nhãn riêng",
            ),
        )


def _check_two_households(file: HouseholdFile, where: str) -> None:
    homes: dict[str, str] = {}
    for household in file.households:
        for member in household.members:
            if member.id in homes:
                raise BadInput(
                    what=f"the member {member.id} belongs to two households",
                    where=f"{where}: {homes[member.id]}, {household.id}",
                    why="the household ladder counts a person in one household of the fiscal year",
                    do="leave the member in the household of residence",
                    vi=Vietnamese(
                        what=f"thành viên {member.id} thuộc hai hộ",
                        why="giảm trừ theo hộ tính mỗi người trong một hộ của năm tài chính",
                        do="chỉ để thành viên ở hộ nơi cư trú",
                    ),
                )
            homes[member.id] = household.id


def _check_member(member: Member, law: Law, day: date, where: str) -> None:
    if member.birth_date is not None and member.birth_date > day:
        raise BadInput(
            what="a member is not born yet",
            where=where,
            why=f"the birth date lies after {day}",
            do="mend the birth date, or ask for a later day",
            vi=Vietnamese(
                what="thành viên chưa sinh ra",
                why=f"ngày sinh sau ngày {day:%d/%m/%Y}",
                do="sửa ngày sinh, hoặc chọn ngày sau đó",
            ),
        )
    if member.never_covered and member.last_cover_end is not None:
        raise BadInput(
            what="a member was never covered and has a last cover",
            where=where,
            why="never_covered and last_cover_end contradict each other",
            do="keep the one that is true",
            vi=Vietnamese(
                what="thành viên chưa từng tham gia nhưng có ngày hết hạn thẻ",
                why="never_covered và last_cover_end mâu thuẫn nhau",
                do="giữ lại điều đúng",
            ),
        )
    known, unknown = _titles(member.titles or (), where), _titles(member.titles_unknown, where)
    if known & unknown:
        raise BadInput(
            what="a title is both stated and not known",
            where=where,
            why="a title is true, false or not known, one of the three",
            do="take it out of titles_unknown",
            vi=Vietnamese(
                what="một tư cách vừa được khai vừa ghi là chưa biết",
                why="mỗi tư cách chỉ có thể là đúng, sai hoặc chưa biết",
                do="bỏ tư cách đó khỏi titles_unknown",
            ),
        )
    if member.choose is not None:
        chosen_category(member.choose, law, day, where)


def _titles(slugs: Sequence[str], where: str) -> int:
    try:
        return title_set(slugs)
    except BadInput as problem:
        raise BadInput(
            what=problem.what, where=where, why=problem.why, do=problem.do, vi=problem.vi
        ) from None


def chosen_category(word: str, law: Law, day: date, where: str) -> str:
    """The category of a word or card code that exists on the day; raises BadInput for another."""
    if word.upper() == word:
        return _of_code(word, law, day, where)
    if word not in CATEGORY:
        raise BadInput(
            what=f"there is no category {word[:40]!r}",
            where=where,
            why="a choice is a card code, as CN, or a word for Article 12, as near_poor",
            do="see docs/reference/law/categories.md",
            vi=Vietnamese(
                what=f"không có đối tượng {word[:40]!r}",
                why="lựa chọn là mã thẻ, như CN, hoặc từ chỉ đối tượng của Điều 12, như near_poor",
                do="xem docs/reference/law/categories.md",
            ),
        )
    category = law.categories[word]
    if not category.holds(day):
        raise _not_yet(word, category.start, category.end, day, where)
    return word


def _of_code(code: str, law: Law, day: date, where: str) -> str:
    groups = [group for group in law.groups if group.code == code]
    holding = [group for group in groups if group.holds(day)]
    categories = [group.category for group in holding if group.category]
    categories = [one for one in categories if law.categories[one].holds(day)]
    if categories:
        return categories[0]
    if not groups:
        raise BadInput(
            what=f"there is no card code {code[:4]!r}",
            where=where,
            why="no file of the law has it",
            do="see docs/reference/groups.md",
            vi=Vietnamese(
                what=f"không có mã thẻ {code[:4]!r}",
                why="không tệp pháp luật nào có mã này",
                do="xem docs/reference/groups.md",
            ),
        )
    named = law.categories.get(groups[0].category)
    start, end = (named.start, named.end) if named else (groups[0].start, groups[0].end)
    if named is None and holding:
        raise BadInput(
            what=f"the card code {code} leads to no category",
            where=where,
            why="what it means was found in no text",
            do="choose by the word of the category",
            vi=Vietnamese(
                what=f"mã thẻ {code} không dẫn đến đối tượng nào",
                why="chưa tìm thấy văn bản giải thích mã này",
                do="chọn bằng từ chỉ đối tượng",
            ),
        )
    raise _not_yet(code, start if named else groups[0].start, end, day, where)


def _not_yet(word: str, start: date | None, end: date | None, day: date, where: str) -> BadInput:
    return BadInput(
        what=f"{word} did not exist on {day}",
        where=where,
        why=f"it holds from {start or 'a day not known'} to {end or 'now'}",
        do="ask for a day on which it holds, or leave the choice out",
        vi=Vietnamese(
            what=f"{word} chưa có hoặc không còn vào ngày {day:%d/%m/%Y}",
            why=f"có hiệu lực từ {_day_vi(start, 'ngày chưa rõ')} đến {_day_vi(end, 'nay')}",
            do="chọn ngày có hiệu lực, hoặc bỏ trống lựa chọn",
        ),
    )


def _day_vi(day: date | None, otherwise: str) -> str:
    return otherwise if day is None else f"{day:%d/%m/%Y}"
