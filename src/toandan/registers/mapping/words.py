"""Words that offices and programs use for our values and columns, for proposals only.

A word here is never applied by itself: it only enters a proposal that a person reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from toandan.lawbook.law import Law
from toandan.places.names import fold

VALUES: dict[str, dict[str, str]] = {
    "sex": {
        "nam": "male",
        "nu": "female",
        "m": "male",
        "f": "female",
        "1": "male",
        "2": "female",
        "0": "female",
        "male": "male",
        "female": "female",
        "khong ro": "unknown",
        "unknown": "unknown",
    },
    "residence_kind": {
        "thuong tru": "permanent",
        "tam tru": "temporary",
        "tam vang": "absent",
    },
    "relation_to_head": {
        "chu ho": "head",
        "vo": "spouse",
        "chong": "spouse",
        "con": "child",
        "bo": "parent",
        "me": "parent",
        "chau": "grandchild",
        "ong": "grandparent",
        "ba": "grandparent",
        "anh": "sibling",
        "chi": "sibling",
        "em": "sibling",
        "khac": "other",
    },
    "subject_kind": dict.fromkeys(("dia ban", "xa", "phuong", "xa phuong"), "place")
    | {"don vi": "body", "can bo": "officer", "to chuc dich vu thu": "collection_organisation"},
    "insurance": {"bhyt": "health", "bao hiem y te": "health", "bhxh": "social", "bao hiem xa hoi": "social"},
    "kind": {"chi tieu": "plan", "ke hoach": "plan", "chi tieu giao": "plan", "muc tieu": "target"},
    "unit": {"nguoi": "people", "so nguoi": "people", "ty le dan so": "share_of_population"},
    "comparison": {"dat tu": "at_least", "it nhat": "at_least", "tu": "at_least", "tren": "more_than"},
}
# Groups as lists call them, beside their names in the law's data.
GROUPS = {
    "hoc sinh": "HS",
    "hoc sinh sinh vien": "HS",
    "sinh vien": "SV",
    "ho gia dinh": "GD",
    "ho ngheo": "HN",
    "nguoi ngheo": "HN",
    "ho can ngheo": "CN",
    "can ngheo": "CN",
    "tre em": "TE",
    "huu tri": "HT",
    "cuu chien binh": "CB",
    "doanh nghiep": "DN",
    "that nghiep": "TN",
    "bao tro xa hoi": "BT",
}
# Both codings of the sexes are in use: 1 and 2, and 1 and 0. Together they contradict each other.
CONTRADICTING = {"sex": ({"0", "2"},)}

ENGLISH: dict[str, tuple[str, ...]] = {
    "national_id": ("national id", "personal id", "citizen id", "id card"),
    "insurance_no": ("insurance no", "insurance number", "card number", "ssn", "social security number"),
    "full_name": ("full name", "name"),
    "birth_date": ("date of birth", "birth date", "dob", "birthday"),
    "sex": ("sex", "gender"),
    "ethnicity": ("ethnicity", "ethnic group", "race ethnicity", "race"),
    "nationality": ("nationality", "citizenship"),
    "household_no": ("household no", "household id", "household"),
    "relation_to_head": ("relation to head", "relationship", "relationship to reference person"),
    "commune": ("commune", "commune code", "ward", "zip", "zipcode", "postcode"),
    "residence_kind": ("residence kind", "residence status"),
    "phone": ("phone", "mobile", "telephone"),
    "died_on": ("date of death", "death date"),
    "group_code": ("group", "group code"),
    "benefit_digit": ("benefit level", "benefit"),
    "valid_from": ("valid from", "start date", "event date"),
    "valid_to": ("valid to", "end date", "expiry date"),
    "paid_on": ("payment date", "paid on"),
    "amount_vnd": ("amount", "premium"),
}

# In the order in which a Vietnamese name is written.
NAME_PARTS: tuple[tuple[str, ...], ...] = (
    ("ho", "ho dem", "ho va dem", "ho va chu dem", "last name", "family name", "surname"),
    ("dem", "chu dem", "ten dem", "middle name", "middle initial"),
    ("ten", "first name", "given name"),
)


def plain(text: str) -> str:
    """The text in small letters without marks, its words with one blank between."""
    return " ".join(re.sub("[_]+", " ", fold(text)).split())


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The groups of a law as files write them: ``codes`` of any day, and code by name in small plain letters."""

    codes: frozenset[str]
    named: Mapping[str, str]


def group_words(law: Law) -> GroupWords:
    """The names of the groups whose meaning is known, and what lists call them."""
    known = (group for group in law.groups if group.is_meaning_known and group.code)
    return GroupWords(law.known_codes(), {plain(group.name_vi): group.code for group in known} | GROUPS)


def translated(column: str, text: str, groups: GroupWords) -> str | None:
    """Our value for a text of a file, where we know one."""
    words = groups.named if column == "group_code" else VALUES.get(column, {})
    return words.get(plain(text))
