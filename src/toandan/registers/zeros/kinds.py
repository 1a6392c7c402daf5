"""Numbers of a fixed length, and what tells that a column holds one kind of them and no other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toandan.places.unit import COMMUNE_DIGITS
from toandan.values.ids import INSURANCE_DIGITS, NATIONAL_DIGITS

TAX_DIGITS = 10
LEAST_DIGITS, MOST_DIGITS = 2, 20


@dataclass(frozen=True, slots=True)
class NumberKind:
    """A kind of number of ``digits`` digits.

    ``short`` is the form of one that lost its zeros. With ``needs_full`` a column is of the kind
    only if it holds a number with all its digits too, with ``births`` only if the short ones
    agree with the births of their rows. ``is_told`` marks a kind that a mapping declares: then
    nothing is to be proved, but a number of another kind still speaks against it.
    """

    name: str
    name_vi: str
    digits: int
    short: str
    needs_full: bool = False
    births: bool = False
    is_told: bool = False


# The first three digits are the place of birth, 001 to 096: one zero is lost or two.
PERSONAL = NumberKind(
    "personal ids",
    "số định danh cá nhân",
    NATIONAL_DIGITS,
    short="^(([1-8][0-9]|9[0-6])[0-9]{9}|[1-9][0-9]{9})$",
    births=True,
)
# Nine digits alone could be old identity cards.
INSURANCE = NumberKind(
    "insurance numbers", "mã số BHXH", INSURANCE_DIGITS, short="^[1-9][0-9]{8}$", needs_full=True
)
# Fewer than four digits could be districts or provinces.
COMMUNE = NumberKind("commune codes", "mã xã", COMMUNE_DIGITS, short="^[1-9][0-9]{3}$")
TAX = NumberKind("tax codes", "mã số thuế", TAX_DIGITS, short="^[1-9][0-9]{8}$", needs_full=True)

KINDS: dict[str, tuple[NumberKind, ...]] = {
    "national_id": (PERSONAL,),
    "insurance_no": (INSURANCE, replace(PERSONAL, needs_full=True)),
    "commune": (COMMUNE,),
    "payer_code": (TAX,),
}

# A person's number begins with a place, so that no more zeros than these can be missing.
LOST_AT_MOST = ("national_id", "insurance_no", "payer_code")


def told_kind(column: str, digits: int) -> NumberKind | None:
    """The kind of a column whose mapping says how many digits its numbers have; None for a length that the column cannot have."""
    if column in LOST_AT_MOST:
        fitting = [kind for kind in KINDS[column] if kind.digits == digits]
        return replace(fitting[0], needs_full=False, births=False, is_told=True) if fitting else None
    if column in KINDS and digits != KINDS[column][0].digits:
        return None
    short = f"^[1-9][0-9]{{0,{digits - 2}}}$"
    return NumberKind(f"numbers of {digits} digits", f"số {digits} chữ số", digits, short, is_told=True)
