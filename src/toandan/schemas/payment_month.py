"""The table of a closing that follows payments into the register of cards."""

from __future__ import annotations

from toandan.schemas import common
from toandan.schemas.closing import MONTH
from toandan.schemas.table import Column, Identity, Kind, Table

SETTING, USUAL_DAYS, MOST_DAYS = "payment_shown_within_days", 30, 366
"""The office's setting: within how many days after the payment a card should be there. 30 is our own choice."""
NOWHERE = ""
"""The commune of payments by somebody whom neither register knows."""


def _payments(name: str, meaning: str, meaning_vi: str) -> Column:
    return Column(name, Kind.INT, meaning, meaning_vi, unit="payments")


PAYMENT_MONTH = Table(
    name="out_payment__month_commune",
    grain="one row per month and commune: payments received, and whether a card of the payer is there",
    grain_vi="mỗi dòng một tháng và một xã: số biên lai đã thu và việc thẻ đã lên hệ thống hay chưa",
    key=("month", "vintage", "commune_code"),
    columns=(
        MONTH,
        common.STORED_PLACE[0],
        Column(
            "commune_code",
            Kind.CODE,
            "commune of residence; of the card where the payer is no resident; empty where neither register knows the payer",
            "mã xã",
        ),
        _payments("payments_n", "payments received", "số biên lai"),
        _payments(
            "shown_n",
            "of these: a card of the payer covers a day that is paid for",
            "đã có thẻ trong thời gian đã đóng",
        ),
        _payments(
            "waiting_n",
            f"no such card, and not more than `{SETTING}` days since the payment",
            "chưa có thẻ, còn trong thời hạn chờ",
        ),
        _payments("overdue_n", "no such card, and more days than that", "chưa có thẻ, đã quá thời hạn chờ"),
        _payments(
            "unknown_n",
            "the payer stands in neither the population nor the participation register",
            "người đóng không có trong cả hai sổ",
        ),
    ),
    identities=(Identity("payments_n", ("shown_n", "waiting_n", "overdue_n", "unknown_n")),),
    note="Published only where an extract of payments was read. A payment makes nobody a participant or a covered resident.",
)
