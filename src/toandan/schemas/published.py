"""Every table that a closing may publish."""

from __future__ import annotations

from toandan.schemas.closing import ENTITLED, OUT_TABLES
from toandan.schemas.payment_month import PAYMENT_MONTH

# Published by each closing, then only where the registers they are made from were read.
PUBLISHED = (*OUT_TABLES, ENTITLED, PAYMENT_MONTH)
