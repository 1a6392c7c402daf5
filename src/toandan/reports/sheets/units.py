"""The columns in which offices report, unit by unit, and how the two counts of a unit differ."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toandan.accounts.units import CLAUSES, UnitCounts
from toandan.reports.figure import Figure, change, code, people, share, text
from toandan.reports.handed import Handed
from toandan.reports.sheets.sheet import Heading, Sheet, Words, headings
from toandan.reports.suppression.linked import DUE, START, TOTAL, UNIT, clause, unit_counts
from toandan.reports.suppression.system import Hidden, Mark
from toandan.schemas.closing import DIFFERENCE

ALL = Words("Toàn địa bàn", "Whole area")
PROVINCES = Words("Theo tỉnh, thành phố", "By province")
COMMUNES = Words("Theo xã, phường, đặc khu", "By commune")
CLAUSE_WORDS = {
    1: ("Người lao động, NSDLĐ đóng", "Workers, employers pay"),
    2: ("BHXH đóng", "Social insurance pays"),
    3: ("NSNN đóng", "State budget pays"),
    4: ("NSNN hỗ trợ", "State budget supports"),
    5: ("Hộ gia đình", "Households pay"),
    0: ("Chưa xác nhận", "Not confirmed"),
}
CAUSES = (
    ("participants_n", "Người tham gia (theo thẻ)", "Participants (by card)"),
    ("card_here_n", "Thẻ và cư trú tại đây", "Card and home here"),
    ("resident_elsewhere_n", "Thẻ tại đây, cư trú nơi khác", "Card here, home elsewhere"),
    ("not_resident_n", "Có trong sổ, không cư trú", "In the register, not resident"),
    ("not_in_register_n", "Không có trong sổ dân cư", "Not in the register"),
    ("not_matched_n", "Không đối chiếu được", "Not matchable"),
    ("estimated_n", "Xếp theo ước tính", "Placed by estimate"),
    ("estimated_elsewhere_n", "Ước tính về nơi khác", "Estimated elsewhere"),
    ("residents_n", "Người cư trú", "Residents"),
    ("covered_residents_n", "Cư trú có thẻ", "Residents found covered"),
    ("card_elsewhere_n", "Cư trú tại đây, thẻ nơi khác", "Home here, card elsewhere"),
    ("uncovered_n", "Chưa thấy thẻ", "Not found covered"),
    ("without_id_n", "Chưa thấy thẻ vì thiếu số định danh", "Not found, no personal id"),
)


class Line:
    """The figures of one unit or of the whole area, each hidden where it must be."""

    def __init__(
        self, key: tuple[str, str], counts: Mapping[str, int], plan_n: int | None, hidden: Hidden
    ) -> None:
        self.key, self.counts, self.plan_n, self.hidden = key, counts, plan_n, hidden

    def _derived(self, *columns: str) -> Mark | None:
        return self.hidden.derived(*((*self.key, column) for column in columns))

    def people(self, column: str) -> Figure:
        """A count; not known where the line has none of that name."""
        return people(self.counts.get(column), self.hidden.mark((*self.key, column)))

    def change(self) -> Figure:
        """Participants now less those at the start."""
        mark = self._derived("participants_n", START)
        before = self.counts.get(START)
        return change(self.counts["participants_n"], before, mark if before is not None else None)

    def share(self, column: str, of: str) -> Figure:
        """One count as a share of another."""
        return share(self.counts[column], self.counts[of], self._derived(column, of))

    def plan_share(self) -> Figure:
        """Participants as a share of the plan, which is no secret."""
        return share(self.counts["participants_n"], self.plan_n, self._derived("participants_n"))

    def missing(self) -> Figure:
        """People missing to the plan."""
        if self.plan_n is None:
            return people(None)
        return people(max(0, self.plan_n - self.counts["participants_n"]), self._derived("participants_n"))


def line_of(one: UnitCounts, handed: Handed, hidden: Hidden) -> Line:
    """The figures of a unit."""
    return Line((UNIT, one.unit.code), unit_counts(one, handed), one.plan_n, hidden)


def total_of(handed: Handed, hidden: Hidden) -> Line:
    """The figures of the whole area."""
    counts: dict[str, int] = {}
    for one in handed.units:
        for column, n in unit_counts(one, handed).items():
            counts[column] = counts.get(column, 0) + n
    return Line((TOTAL, ""), counts, handed.document["plan"]["value_n"], hidden)


def unit_headings(handed: Handed) -> tuple[Heading, ...]:
    """The headings of the columns in which offices report."""
    by_group = [(clause(number), *CLAUSE_WORDS[number]) for number in clauses_met(handed)]
    return headings(
        ("unit_code", "Mã", "Code"),
        ("unit_name", "Đơn vị", "Unit"),
        ("residents_n", "Dân số (sổ dân cư)", "Population (register)"),
        ("plan_n", "Chỉ tiêu giao", "Plan"),
        ("start_n", "Tham gia đầu kỳ", "Participants at start"),
        ("participants_n", "Tham gia hiện nay", "Participants now"),
        ("change_n", "Tăng, giảm", "Change"),
        *by_group,
        ("plan_share", "% chỉ tiêu", "% of plan"),
        ("population_share", "% dân số", "% of population"),
        ("missing_n", "Còn phải vận động", "Remaining"),
        ("lapsed_n", "Gián đoạn trong kỳ", "Lapsed in the period"),
        ("due_30_days_n", "Đến hạn trong 30 ngày", "Due in 30 days"),
    )


def clauses_met(handed: Handed) -> list[int]:
    """The clauses of Article 12; those not confirmed only where somebody holds such a card."""
    unknown = any(one.clauses[0] for one in handed.units)
    return [number for number in CLAUSES if number or unknown]


def unit_sheet(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    """One row per unit in order of code, in the columns in which offices report, and the whole area."""
    rows = []
    for one in handed.units:
        names = (code(one.unit.code), text(one.unit.full_name))
        rows.append((*names, *_reported(line_of(one, handed, hidden), handed, is_known=one.has_register)))
    total = (
        code(""),
        text(_whole(handed, lang)),
        *_reported(total_of(handed, hidden), handed, is_known=True),
    )
    return Sheet("units", PROVINCES if handed.by_province else COMMUNES, unit_headings(handed), rows, total)


def _whole(handed: Handed, lang: str) -> str:
    """The name of the last row: that of the unit where there is only one."""
    return handed.units[0].unit.full_name if len(handed.units) == 1 else ALL[lang]


def _reported(line: Line, handed: Handed, *, is_known: bool) -> tuple[Figure, ...]:
    figures = (
        line.people("residents_n"),
        people(line.plan_n),
        line.people(START),
        line.people("participants_n"),
        line.change(),
        *(line.people(clause(number)) for number in clauses_met(handed)),
        line.plan_share(),
        line.share("participants_n", "residents_n"),
        line.missing(),
        line.people(handed.lapsed),
        line.people(DUE),
    )
    return figures if is_known else tuple(_unknown(figure) for figure in figures)


def _unknown(figure: Figure) -> Figure:
    """Nothing was counted where no register stands; what cards say of it is shown."""
    empty = figure.value in (0, None) or (isinstance(figure.value, Fraction) and not figure.value)
    return Figure(figure.kind, None) if empty else figure


def difference_sheet(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    """One row per unit: how participants and covered residents differ, cause by cause."""
    known = {name: (name, vi, en) for name, vi, en in CAUSES}
    columns = [known[name] for name in DIFFERENCE.names if name.endswith("_n")]
    heads = headings(("unit_code", "Mã", "Code"), ("unit_name", "Đơn vị", "Unit"), *columns)
    rows = [
        (
            code(one.unit.code),
            text(one.unit.full_name),
            *(line_of(one, handed, hidden).people(name) for name, _, _ in columns),
        )
        for one in handed.units
    ]
    whole = total_of(handed, hidden)
    total = (code(""), text(_whole(handed, lang)), *(whole.people(name) for name, _, _ in columns))
    title = Words(
        "Chênh lệch giữa hai cách đếm, theo nguyên nhân", "How the two counts differ, cause by cause"
    )
    return Sheet("difference", title, heads, rows, total)


def rank_sheet(handed: Handed, hidden: Hidden) -> Sheet:
    """Units by participants over residents of the register, lowest first; last those whose share is not shown."""
    shares = {
        one.unit.code: line_of(one, handed, hidden).share("participants_n", "residents_n")
        for one in handed.units
    }

    def order(one: UnitCounts) -> tuple[bool, Fraction, str]:
        value = shares[one.unit.code].shown
        return (
            not isinstance(value, Fraction),
            value if isinstance(value, Fraction) else Fraction(0),
            one.unit.code,
        )

    rows = []
    for place, one in enumerate(sorted(handed.units, key=order), 1):
        line, rate = line_of(one, handed, hidden), shares[one.unit.code]
        rows.append(
            (
                people(place if rate.shown is not None else None),
                code(one.unit.code),
                text(one.unit.full_name),
                rate,
                line.people("participants_n"),
                line.people("residents_n"),
                line.share("covered_residents_n", "residents_n"),
                line.people("covered_residents_n"),
            )
        )
    heads = headings(
        ("rank", "Hạng", "Rank"),
        ("unit_code", "Mã", "Code"),
        ("unit_name", "Đơn vị", "Unit"),
        ("population_share", "Tham gia / cư trú", "Participants / residents"),
        ("participants_n", "Người tham gia", "Participants"),
        ("residents_n", "Người cư trú", "Residents"),
        ("covered_share", "Cư trú có thẻ / cư trú", "Covered / residents"),
        ("covered_residents_n", "Cư trú có thẻ", "Residents found covered"),
    )
    return Sheet("rank", Words("Xếp hạng, thấp nhất trước", "Ranking, lowest first"), heads, rows)
