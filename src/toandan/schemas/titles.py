"""Titles: what a register or the counter states about a person; the words.

A title is true, false or unknown. What is true stands in the bit set ``titles``, what is
unknown in ``titles_unknown``; a title is never in both. A title is a fact, not a category: which
categories follow from it on a day is for the rules. Titles have no order but that of their numbers,
which are given once: a new title takes the next one, at the end of the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toandan.errors import BadInput, Vietnamese
from toandan.values.bits import bit_set, members_of


@dataclass(frozen=True, slots=True)
class Title:
    """One title: ``slug`` in code and files, ``number`` in stored sets, what it says in both languages."""

    slug: str
    number: int
    name: str
    name_vi: str


# A new title goes to the end: its number is its place in the list.
_LISTED: tuple[tuple[str, str, str], ...] = (
    (
        "employee",
        "worker with a contract of one month or more, paid manager",
        "người lao động theo hợp đồng từ đủ 1 tháng, người quản lý hưởng lương",
    ),
    (
        "unpaid_manager",
        "manager of an enterprise or cooperative without a wage",
        "người quản lý doanh nghiệp, hợp tác xã không hưởng tiền lương",
    ),
    (
        "foreign_employee",
        "foreign worker on a fixed-term contract of twelve months or more",
        "người lao động nước ngoài theo hợp đồng từ đủ 12 tháng",
    ),
    (
        "part_time_employee",
        "part-time worker whose wage reaches the lowest base of social insurance",
        "người lao động làm việc không trọn thời gian đủ mức lương đóng bảo hiểm xã hội",
    ),
    (
        "business_owner",
        "owner of a registered household business who owes social insurance",
        "chủ hộ kinh doanh thuộc diện đóng bảo hiểm xã hội bắt buộc",
    ),
    ("civil_servant", "cadre, civil servant or public employee", "cán bộ, công chức, viên chức"),
    (
        "commune_part_timer",
        "non-professional worker of a commune",
        "người hoạt động không chuyên trách ở cấp xã",
    ),
    (
        "defence_worker",
        "worker of army or police, other cipher staff",
        "công nhân, viên chức quốc phòng, công nhân công an, người làm công tác cơ yếu khác",
    ),
    (
        "defence_relative",
        "relative of a worker of army or police",
        "thân nhân công nhân, viên chức quốc phòng, công nhân công an",
    ),
    ("cipher_relative", "relative of other cipher staff", "thân nhân người làm công tác cơ yếu khác"),
    (
        "pensioner",
        "draws a pension or a monthly loss-of-capacity allowance",
        "hưởng lương hưu, trợ cấp mất sức lao động hằng tháng",
    ),
    (
        "long_allowance",
        "draws a monthly work-accident or occupational-disease allowance, or is on long-illness leave",
        "hưởng trợ cấp tai nạn lao động, bệnh nghề nghiệp hằng tháng, nghỉ ốm bệnh dài ngày",
    ),
    (
        "leave_14_days",
        "on sick or maternity leave of 14 working days or more in the month",
        "nghỉ ốm đau, thai sản từ 14 ngày làm việc trở lên trong tháng",
    ),
    (
        "ex_commune_cadre_si",
        "retired commune cadre on social-insurance allowance",
        "cán bộ xã nghỉ việc hưởng trợ cấp bảo hiểm xã hội hằng tháng",
    ),
    ("unemployed", "draws unemployment benefit", "hưởng trợ cấp thất nghiệp"),
    ("rubber_worker", "rubber worker on monthly allowance", "công nhân cao su hưởng trợ cấp hằng tháng"),
    (
        "officer",
        "serving officer or professional soldier, police officer, cipher staff paid as such",
        "sĩ quan, quân nhân chuyên nghiệp, sĩ quan công an, người làm cơ yếu hưởng lương như quân nhân",
    ),
    (
        "conscript",
        "serving conscript, Vietnamese cadet",
        "hạ sĩ quan, binh sĩ, chiến sĩ nghĩa vụ, học viên là người Việt Nam",
    ),
    (
        "foreign_cadet",
        "foreign cadet of army, police or cipher",
        "học viên quân đội, công an, cơ yếu là người nước ngoài",
    ),
    (
        "reserve_trainee",
        "trainee reserve officer for three months or more",
        "học viên đào tạo sĩ quan dự bị từ 3 tháng",
    ),
    ("standing_militia", "standing militia", "dân quân thường trực"),
    ("merit", "person of revolutionary merit, veteran", "người có công với cách mạng, cựu chiến binh"),
    (
        "deputy",
        "serving deputy of the National Assembly or a People's Council",
        "đại biểu Quốc hội, đại biểu Hội đồng nhân dân đương nhiệm",
    ),
    (
        "martyr_relative",
        "relative or fosterer of a martyr",
        "thân nhân liệt sĩ, người có công nuôi dưỡng liệt sĩ",
    ),
    ("merit_relative", "relative of a person of merit", "thân nhân người có công với cách mạng"),
    (
        "military_relative",
        "relative of somebody serving in army, police or cipher",
        "thân nhân của người đang phục vụ trong quân đội, công an, cơ yếu",
    ),
    ("organ_donor", "donated a part of the body", "người đã hiến bộ phận cơ thể"),
    (
        "foreign_scholar",
        "foreigner studying on a scholarship of the State",
        "người nước ngoài học tập được Nhà nước Việt Nam cấp học bổng",
    ),
    (
        "ex_commune_cadre_budget",
        "retired commune cadre on budget allowance",
        "cán bộ xã nghỉ việc hưởng trợ cấp từ ngân sách",
    ),
    (
        "ex_loss_capacity",
        "formerly on loss-of-capacity allowance, now on budget allowance",
        "người thôi hưởng trợ cấp mất sức đang hưởng trợ cấp từ ngân sách",
    ),
    (
        "social_allowance",
        "draws the monthly social or nurturing allowance",
        "hưởng trợ cấp xã hội, trợ cấp nuôi dưỡng hằng tháng",
    ),
    ("survivor_allowance", "draws a monthly survivor's allowance", "hưởng trợ cấp tuất hằng tháng"),
    ("social_pension", "draws the social pension", "hưởng trợ cấp hưu trí xã hội"),
    (
        "monthly_allowance",
        "worker without a right to pension on monthly allowance until the social pension",
        "người lao động chưa đủ điều kiện hưởng lương hưu đang hưởng trợ cấp hằng tháng",
    ),
    ("artisan", "People's or Meritorious Artisan", "Nghệ nhân nhân dân, Nghệ nhân ưu tú"),
    (
        "artisan_income_below_base",
        "artisan whose household income a head is below the base salary",
        "nghệ nhân có thu nhập bình quân hộ thấp hơn lương cơ sở",
    ),
    (
        "resistance",
        "participant in the resistance, defender, on international duty, as paid by the budget before 2025",
        "người tham gia kháng chiến, bảo vệ Tổ quốc, làm nhiệm vụ quốc tế",
    ),
    (
        "command_trainee",
        "trainee commander of a commune's military command",
        "người đào tạo chỉ huy trưởng ban chỉ huy quân sự cấp xã",
    ),
    ("student", "pupil or student", "học sinh, sinh viên"),
    (
        "security_force",
        "member of the grassroots security force",
        "lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
    ),
    ("village_health", "village health worker or midwife", "nhân viên y tế thôn, bản; cô đỡ thôn, bản"),
    (
        "village_part_timer",
        "non-professional worker of a village or residential group",
        "người hoạt động không chuyên trách ở thôn, tổ dân phố",
    ),
    ("trafficking_victim", "certified victim of trafficking", "nạn nhân mua bán người đã được xác nhận"),
    ("mine_victim", "victim of bombs and mines after the war", "nạn nhân bom mìn sau chiến tranh"),
    (
        "charity",
        "lives, works or is nurtured in a charity or religious establishment",
        "sống, làm việc, được nuôi dưỡng trong cơ sở từ thiện, tôn giáo",
    ),
    (
        "unpaid_leave",
        "worker on unpaid leave or with a suspended contract",
        "người lao động nghỉ không hưởng lương, tạm hoãn hợp đồng",
    ),
    ("blind_association", "member of the Blind Association", "hội viên Hội Người mù"),
    ("hiv", "lives with HIV", "người nhiễm HIV"),
    (
        "party_badge_40",
        "holds the badge of 40 years or more in the Party",
        "được tặng Huy hiệu 40 năm tuổi Đảng trở lên",
    ),
    ("waste_collector", "collects rubbish in a village team", "người thu gom rác thải của thôn, tổ dân phố"),
    (
        "special_minority",
        "of an ethnic minority with particular hardship",
        "người dân tộc thiểu số có khó khăn đặc thù",
    ),
    ("general_pupil", "pupil of general education", "học sinh giáo dục phổ thông"),
    (
        "party_badge_30",
        "holds the badge of 30 years or more in the Party",
        "được tặng Huy hiệu 30 năm tuổi Đảng trở lên",
    ),
    (
        "prestige_person",
        "person of prestige among ethnic minorities",
        "người có uy tín trong đồng bào dân tộc thiểu số",
    ),
)

TITLES: tuple[Title, ...] = tuple(
    Title(slug, number, name, name_vi) for number, (slug, name, name_vi) in enumerate(_LISTED)
)
TITLE: dict[str, Title] = {one.slug: one for one in TITLES}


def title_set(slugs: Iterable[str]) -> int:
    """The set of these titles by number; raises BadInput for a word that is none."""
    return bit_set(title_named(slug).number for slug in slugs)


def title_slugs(bits: int) -> tuple[str, ...]:
    """The titles of a set by number, in the order of the numbers."""
    return tuple(TITLES[number].slug for number in members_of(bits))


def title_named(slug: str) -> Title:
    """The title of that word; raises BadInput naming where the words stand."""
    if slug not in TITLE:
        raise BadInput(
            what=f"there is no title {slug[:40]!r}",
            why="a title is one of the words a register may state",
            do="use a word of docs/reference/facts.md",
            vi=Vietnamese(
                what=f"không có tư cách {slug[:40]!r}",
                why="tư cách là một trong các từ mà sổ đăng ký có thể ghi",
                do="dùng từ trong docs/reference/facts.md",
            ),
        )
    return TITLE[slug]
