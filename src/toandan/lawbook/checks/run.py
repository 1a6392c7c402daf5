"""The checks in their order, and running them."""

from __future__ import annotations

from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.checks import confidence, levels, periods, references
from toandan.lawbook.checks.finding import Check, Finding
from toandan.lawbook.law import Law

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *periods.CHECKS,
    *levels.CHECKS,
    *confidence.CHECKS,
)


def findings(law: Law) -> list[Finding]:
    """Everything wrong with a law, check by check."""
    return [finding for check in CHECKS for finding in check(law)]


def require(law: Law, where: str) -> Law:
    """The law when nothing is wrong; raises BadInput with every finding."""
    found = findings(law)
    if found:
        raise BadInput(
            what=f"the law does not hold together: {len(found)} findings",
            where=where,
            why="; ".join(one.said("en") for one in found),
            do="mend the files named; `toandan law check` lists them",
            vi=Vietnamese(
                what=f"dữ liệu pháp luật chưa nhất quán: {len(found)} lỗi",
                why="; ".join(one.said("vi") for one in found),
                do="sửa các tệp đã nêu; `toandan law check` liệt kê các lỗi",
            ),
        )
    return law
