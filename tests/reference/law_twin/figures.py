"""The figures of the law, each with its dates and its article, typed in a second time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NEW_LAW = date(2025, 7, 1)  # Law 51/2024/QH15 Art 3.1
CARD_ARTICLE = date(2025, 8, 15)  # Decree 188/2025 Art 70.2: its Art 13 begins
DECREE_75 = date(2023, 12, 3)  # Decree 75/2023: safe zones, communes that left the lists (unverified)
LEVELS_2026 = date(2026, 1, 1)  # Resolution 261/2025/QH15 Art 2.1.a
SELF_REFERRED = date(2026, 7, 1)  # Decree 188/2025 Art 19.2 to 19.4
ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class Dated:
    """One figure by day: ``steps`` of (first day, value), newest first."""

    article: str
    steps: tuple[tuple[date, int], ...]

    def on(self, day: date) -> int:
        """The value in force on the day."""
        return next(value for start, value in self.steps if start <= day)


BASE_SALARY = Dated(
    "Decrees 161/2026, 73/2024, 24/2023, 38/2019, 72/2018; reference level: Law 51/2024 Art 3.5.b",
    (
        (date(2026, 7, 1), 2_530_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2023, 7, 1), 1_800_000),
        (date(2019, 7, 1), 1_490_000),
        (ALWAYS, 1_390_000),
    ),
)
RATE_TENTHS = Dated("Decree 188/2025 Art 6: 4.5 % of the base", ((ALWAYS, 45),))
# The floor comes with Law 41/2024 on social insurance Art 31.1.đ: the reference level, once over.
WAGE_FLOOR_TIMES = Dated("Law 41/2024 Art 31.1.đ", ((NEW_LAW, 1), (ALWAYS, 0)))
WAGE_CAP_TIMES = Dated("Law Art 14.5", ((ALWAYS, 20),))
LADDER = (100, 70, 60, 50, 40)  # Law Art 13.6, Decree 188/2025 Art 6.5.b
COPAY_TIMES = 6  # Law Art 22.1.d
SMALL_VISIT_PERCENT = 15  # Decree 188/2025 Art 17.1
INTEREST_PER_10_000 = 3  # Law Art 49.2.a: 0.03 % a day
GRACE_DAYS = 60  # Law Art 48a.2, 48b.1
GAP_DAYS = 90  # Law Art 16.3.c, Decree 188/2025 Art 18.1.a
WAIT_DAYS = 30  # Law Art 16.3.c
OLD_GAP_MONTHS = 3  # Law before 2025-07-01, Art 16.3.c

SUPPORT: dict[str, Dated] = {
    "near_poor": Dated("Decree 188/2025 Art 6.6.b", ((ALWAYS, 70),)),
    "student": Dated("Decree 188/2025 Art 6.6.đ; Decree 146/2018 before", ((NEW_LAW, 50), (ALWAYS, 30))),
    "security_force": Dated("Decree 188/2025 Art 6.6.đ", ((ALWAYS, 50),)),
    "farm_average": Dated("Decree 188/2025 Art 6.6.e", ((ALWAYS, 30),)),
    "village_health": Dated("Decree 188/2025 Art 6.6.đ", ((ALWAYS, 50),)),
    "village_part_timer": Dated("Decree 188/2025 Art 6.6.đ", ((ALWAYS, 50),)),
    "minority_exit": Dated("Decree 188/2025 Art 6.6.c", ((ALWAYS, 70),)),
    "artisan": Dated("Decree 188/2025 Art 6.6.đ", ((ALWAYS, 50),)),
    "trafficking_victim": Dated("Decree 188/2025 Art 6.6.d", ((ALWAYS, 50),)),
    "mine_victim": Dated("Decree 188/2025 Art 6.6.e", ((ALWAYS, 30),)),
}
POOR_COMMUNE_SUPPORT = 100  # Decree 188/2025 Art 6.6.a

# Law Art 22.1.a and Decree 188/2025 Art 15.1.a
FULL_BENEFIT = frozenset(
    [
        "officer",
        "conscript",
        "foreign_cadet",
        "reserve_trainee",
        "standing_militia",
        "merit",
        "child_under_6",
        "martyr_relative",
        "poor_household",
        "minority_near_poor",
        "minority_difficult",
        "extremely_difficult",
        "island",
        "social_allowance",
        "survivor_75",
        "survivor_near_poor_70",
        "safe_zone",
        "resistance",
    ]
)
# Law Art 22.1.đ
HIGH_BENEFIT = frozenset(("pensioner", "merit_relative", "near_poor", "minority_exit"))

# minority_exit stands in Article 12 since 2025 only; what it had under Decree 75/2023 is not known to us
SINCE_NEW_LAW = frozenset(("minority_exit",))

# First day of a category; those not named are older than any day asked. Which categories are
# new in the 2025 text is our reading: the law names none (Law 51/2024 Art 3.3.a). Rubber workers had a
# card code in 2015, and Decree 188/2025 Art 5.6 itself speaks of people paid for before.
_NEW = [
    "minority_near_poor",
    "unpaid_manager",
    "part_time_employee",
    "business_owner",
    "leave_14_days",
    "standing_militia",
    "survivor_near_poor_70",
    "social_pension",
    "monthly_allowance",
    "security_force",
    "village_health",
    "village_part_timer",
    "artisan",
    "trafficking_victim",
    "cipher_relative",
    "artisan_low_income",
    "command_trainee",
    "mine_victim",
]
BEGINS: dict[str, date] = dict.fromkeys(_NEW, NEW_LAW) | {"safe_zone": DECREE_75, "minority_exit": DECREE_75}
SURVIVOR_AGE = Dated("Law Art 12.3.s; 80 before 2025-07-01", ((NEW_LAW, 75), (ALWAYS, 80)))
