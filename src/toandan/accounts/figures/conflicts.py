"""What does not fit together in published figures; each check is one small function in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from toandan.accounts.figures.derive import implied_plan, implied_population, percent_text
from toandan.accounts.figures.figure import HUNDRED, Claim, Figure, FigureBook, PopulationFigure, Target
from toandan.accounts.figures.words import people_en, people_vi, percent_en, percent_vi
from toandan.places.load import atlas
from toandan.places.story import became
from toandan.values.share import fewest_for

Evidence = dict[str, object]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things that cannot both hold, in words of both languages, with the figures behind them."""

    code: str
    text_vi: str
    text_en: str
    evidence: Evidence


Check = Callable[[FigureBook], Iterator[Conflict]]


def check(book: FigureBook) -> tuple[Conflict, ...]:
    """Every conflict of a book, check by check; it never stops at the first."""
    return tuple(conflict for one in CHECKS for conflict in one(book))


def plan_below_target(book: FigureBook) -> Iterator[Conflict]:
    """An assigned plan that, met in full, leaves a target of its year or the next unreached.

    A plan is assigned for a year; it need not reach what is promised for a later time.
    """
    for figure in book.figures:
        plan, people = implied_plan(figure), implied_population(figure)
        if plan is None or people is None:
            continue
        near = (one for one in book.targets_for(figure) if one.date.year <= figure.date.year + 1)
        for target in near:
            needed = fewest_for(target.percent.share, people.value, strict=target.strict)
            if plan.value < needed:
                certain = plan.high < fewest_for(target.percent.share, people.low, strict=target.strict)
                yield _below(figure, target, (plan.value, people.value, needed), certain=certain)


def _below(figure: Figure, target: Target, counts: tuple[int, int, int], *, certain: bool) -> Conflict:
    plan, people, needed = counts
    reached, wanted = percent_text(Fraction(plan * HUNDRED, people)), str(target.percent)
    more_vi, more_en = ("trên ", "more than ") if target.strict else ("", "")
    return Conflict(
        "plan_below_target",
        f"{figure.area.name_vi}: hoàn thành 100% kế hoạch được giao ({people_vi(plan)} người) chỉ đạt "
        f"{percent_vi(reached)} dân số, chưa đạt mục tiêu {more_vi}{percent_vi(wanted)} ({target.document_vi}); "
        f"còn thiếu {people_vi(needed - plan)} người.",
        f"{figure.area.name}: meeting the assigned plan in full ({people_en(plan)} people) gives only "
        f"{percent_en(reached)} of the population, under the target of {more_en}{percent_en(wanted)} "
        f"({target.document}); {people_en(needed - plan)} people would still be missing.",
        {
            "figure": figure.id,
            "plan_n": plan,
            "population_n": people,
            "plan_share_of_population_percent": reached,
            "target_percent": wanted,
            "strict": target.strict,
            "target_date": target.date.isoformat(),
            "document": target.document,
            "needed_n": needed,
            "missing_after_plan_n": needed - plan,
            "holds_for_every_rounding": certain,
        },
    )


def sources_disagree(book: FigureBook) -> Iterator[Conflict]:
    """Sources that state different values of one thing, counted by origin."""
    for figure in book.figures:
        for claim in figure.claims:
            yield _disagreement(figure, claim, book)


def _disagreement(figure: Figure, claim: Claim, book: FigureBook) -> Conflict:
    sides: list[Evidence] = [
        {
            "value": one.value,
            "origins_n": len(book.origins(one.sources)),
            "origins": list(book.origins(one.sources)),
            "texts_n": len(one.sources),
        }
        for one in claim.stated
    ]
    told_vi = "; ".join(
        f"{one['value']}: {one['origins_n']} nguồn gốc ({one['texts_n']} bài)" for one in sides
    )
    told_en = "; ".join(f"{one['value']}: {_origins_en(one)}" for one in sides)
    return Conflict(
        "sources_disagree",
        f"{claim.subject_vi}: các nguồn ghi khác nhau. {told_vi}. Dùng {claim.use}: {claim.why_vi}.",
        f"{claim.subject}: sources state different values. {told_en}. Used: {claim.use}, as {claim.why_en}.",
        {"figure": figure.id, "measure": claim.measure, "stated": sides, "used": claim.use},
    )


def _origins_en(side: Evidence) -> str:
    plural = "" if side["origins_n"] == 1 else "s"
    texts = "" if side["texts_n"] == 1 else "s"
    return f"{side['origins_n']} origin{plural} ({side['texts_n']} text{texts})"


def counts_disagree(book: FigureBook) -> Iterator[Conflict]:
    """Two figures about one place and day that print different counts or shares."""
    for first, second in combinations(book.figures, 2):
        if (first.area.codes, first.date) != (second.area.codes, second.date):
            continue
        for measure in _COMPARED:
            values = [getattr(one.printed, measure) for one in (first, second)]
            if None not in values and values[0] != values[1]:
                yield _two_values(book, (first, second), measure)


_COMPARED = (
    "participants_n",
    "change_on_year_n",
    "plan_percent",
    "population_percent",
    "forecast_participants_n",
    "forecast_population_percent",
)


def _two_values(book: FigureBook, pair: tuple[Figure, Figure], measure: str) -> Conflict:
    sides: list[Evidence] = [
        {
            "figure": one.id,
            "value": str(getattr(one.printed, measure)),
            "origins_n": len(book.origins(one.sources)),
            "origins": list(book.origins(one.sources)),
            "texts_n": len(one.sources),
        }
        for one in pair
    ]
    area, day = pair[0].area, pair[0].date
    told = "; ".join(f"{one['figure']}: {one['value']}" for one in sides)
    return Conflict(
        "sources_disagree",
        f"{area.name_vi}, {day}: {measure} được công bố khác nhau. {told}. Chưa chọn số nào.",
        f"{area.name}, {day}: {measure} is published with different values. {told}. Neither is chosen.",
        {"measure": measure, "stated": sides, "used": None},
    )


def denominators_differ(book: FigureBook) -> Iterator[Conflict]:
    """A rate that stands on a population another source does not give."""
    for figure in book.figures:
        people, now = implied_population(figure), figure.printed.participants_n
        if people is None or now is None:
            continue
        for other in book.populations:
            comparable = (
                other.kind not in ("labour_force", "implied") and other.area.codes == figure.area.codes
            )
            if comparable and not people.low <= other.people_n <= people.high:
                yield _denominator(figure, other, (now, people.value), book)


def _denominator(
    figure: Figure, other: PopulationFigure, counts: tuple[int, int], book: FigureBook
) -> Conflict:
    now, implied = counts
    printed = str(figure.printed.population_percent)
    against = percent_text(Fraction(now * HUNDRED, other.people_n))
    origin = book.sources[other.source].origin
    return Conflict(
        "denominators_differ",
        f"{figure.area.name_vi}: tỷ lệ đã in {percent_vi(printed)} ứng với {people_vi(implied)} người; theo {origin} "
        f"({people_vi(other.people_n)} người) tỷ lệ là {percent_vi(against)}.",
        f"{figure.area.name}: the printed rate of {percent_en(printed)} stands on {people_en(implied)} people; by "
        f"{origin} ({people_en(other.people_n)} people) it is {percent_en(against)}.",
        {
            "figure": figure.id,
            "participants_n": now,
            "printed_percent": printed,
            "implied_population_n": implied,
            "other_population_n": other.people_n,
            "other_kind": other.kind,
            "other_date": other.date.isoformat(),
            "other_origin": origin,
            "rate_by_other_percent": against,
        },
    )


def rate_impossible(book: FigureBook) -> Iterator[Conflict]:
    """A count and a share that no whole number of people can give."""
    for figure in book.figures:
        for name, whole in (("plan", implied_plan(figure)), ("population", implied_population(figure))):
            if whole is not None and not whole.is_possible:
                yield Conflict(
                    "rate_impossible",
                    f"{figure.area.name_vi}: không có số nguyên nào cho đúng tỷ lệ đã in ({figure.id}, {name}).",
                    f"{figure.area.name}: no whole number of people gives the printed share ({figure.id}, {name}).",
                    {"figure": figure.id, "measure": f"{name}_percent", "nearest_n": whole.value},
                )


def area_differs_from_name(book: FigureBook) -> Iterator[Conflict]:
    """Communes called by the name of an older unit whose ground they do not hold."""
    for figure in book.figures:
        area = figure.area
        if not area.former or area.former_vintage is None:
            continue
        older = atlas(area.former_vintage).unit(area.former)
        ground = [part.unit.code for part in became(older)]
        if sorted(ground) != sorted(area.codes):
            yield _other_ground(figure, older.full_name, ground)


def _other_ground(figure: Figure, older: str, ground: list[str]) -> Conflict:
    named, codes = figure.area.name, figure.area.codes
    return Conflict(
        "area_differs_from_name",
        f"{figure.area.name_vi}: {len(codes)} xã được nêu không phải là toàn bộ {older}; đất {older} nay thuộc {len(ground)} đơn vị.",
        f"{named}: the {len(codes)} communes named are not {older}; its ground lies in {len(ground)} units now.",
        {
            "figure": figure.id,
            "communes": list(codes),
            "former_code": figure.area.former,
            "former_vintage": str(figure.area.former_vintage),
            "former_lies_in": ground,
        },
    )


CHECKS: tuple[Check, ...] = (
    plan_below_target,
    sources_disagree,
    counts_disagree,
    denominators_differ,
    rate_impossible,
    area_differs_from_name,
)
