"""Every reference resolves: sources, figures, categories, titles, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.law import Law
from toandan.lawbook.local import LocalItem
from toandan.schemas.categories import CATEGORIES, CATEGORY
from toandan.schemas.titles import TITLE


def sources_are_listed(law: Law) -> Iterator[Finding]:
    """Every source cited stands in sources.yaml."""
    for path, cited in _citations(law):
        for name in cited:
            if name not in law.sources:
                yield Finding(
                    path,
                    "unknown_source",
                    f"cites {name}, which sources.yaml does not list",
                    f"dẫn {name}, không có trong sources.yaml",
                )


def supports_are_figures(law: Law) -> Iterator[Finding]:
    """The support of a category is a figure in percent, there exactly where the state pays a part."""
    for slug, one in law.categories.items():
        for terms in one.terms:
            path = f"categories/{slug}/terms"
            if (terms.support is not None) != (terms.payer == "state_and_person"):
                yield Finding(
                    path,
                    "support_without_payer",
                    f"from {terms.start} support and payer do not agree",
                    f"từ {terms.start} mức hỗ trợ và người đóng không khớp",
                )
            elif terms.support is not None and not _is_percent(law, terms.support):
                yield Finding(
                    path,
                    "unknown_figure",
                    f"its support {terms.support} is no figure in percent",
                    f"mức hỗ trợ {terms.support} không phải tham số phần trăm",
                )


def categories_are_those_of_the_law(law: Law) -> Iterator[Finding]:
    """Words, clauses and points of ``law/categories`` are those of Article 12."""
    for slug in sorted(set(CATEGORY) - set(law.categories)):
        yield Finding(
            f"categories/{slug}",
            "missing_category",
            "Article 12 lists it, no file does",
            "Điều 12 có, nhưng không tệp nào ghi",
        )
    for slug, one in law.categories.items():
        known = CATEGORY.get(slug)
        if known is None:
            yield Finding(
                f"categories/{slug}",
                "unknown_category",
                "it is no word for Article 12",
                "không phải từ chỉ đối tượng của Điều 12",
            )
        elif (law.clauses[slug], _article(one.article)) != (known.clause, known.article):
            yield Finding(
                f"categories/{slug}",
                "wrong_place",
                f"its clause or article is not {known}",
                f"khoản hoặc điều không phải {known}",
            )
        elif one.point is not None and not one.article.endswith(f".{one.point}"):
            yield Finding(
                f"categories/{slug}",
                "wrong_place",
                "its point is not that of its article",
                "điểm không khớp với điều khoản",
            )
    if len(law.categories) > len(CATEGORIES):
        yield Finding(
            "categories", "too_many", "there are more categories than words", "số đối tượng nhiều hơn số từ"
        )


def local_words_are_known(law: Law) -> Iterator[Finding]:
    """Categories and titles of local items are words we know, the categories of clauses 4 and 5."""
    for policy in law.local.values():
        for item in policy.items:
            yield from _item_words(law, f"local/{policy.id}/{item.id}", item)


def groups_lead_to_categories(law: Law) -> Iterator[Finding]:
    """A card code leads to a category of its clause and point; one whose meaning is unknown leads to none."""
    for group in law.groups:
        path = f"groups/{group.code}"
        one = law.categories.get(group.category)
        if group.is_meaning_known != bool(group.category):
            yield Finding(
                path,
                "no_category",
                "a code has a category exactly when its meaning is known",
                "mã có đối tượng khi và chỉ khi biết ý nghĩa",
            )
        elif group.category and one is None:
            yield Finding(
                path,
                "unknown_category",
                f"{group.category} is no category",
                f"{group.category} không phải đối tượng",
            )
        elif (
            one is not None
            and group.point
            and (group.clause, group.point)
            != (
                law.clauses[group.category],
                one.point,
            )
        ):
            yield Finding(
                path,
                "other_point",
                f"its clause and point are not those of {group.category}",
                f"khoản, điểm không phải của {group.category}",
            )


CHECKS = (
    sources_are_listed,
    supports_are_figures,
    categories_are_those_of_the_law,
    local_words_are_known,
    groups_lead_to_categories,
)


def _citations(law: Law) -> Iterator[tuple[str, Sequence[str]]]:
    for name, figure in law.parameters.items():
        yield from ((f"parameters/{name}", value.sources) for value in figure.values)
    for slug, one in law.categories.items():
        yield f"categories/{slug}", one.sources
        yield from ((f"categories/{slug}/terms", terms.sources) for terms in one.terms)
        yield from ((f"categories/{slug}/benefit", benefit.sources) for benefit in one.benefits)
    yield from ((f"groups/{group.code}", group.sources) for group in law.groups)
    yield from ((f"local/{policy.id}", (policy.source,)) for policy in law.local.values())
    yield from ((f"not-coded/{point.id}", point.sources) for point in law.open_points)


def _is_percent(law: Law, name: str) -> bool:
    return name in law.parameters and law.parameters[name].unit == "percent"


def _article(text: str) -> str:
    return text.removeprefix("Law on Health Insurance ")


def _item_words(law: Law, path: str, item: LocalItem) -> Iterator[Finding]:
    for slug in item.who.categories:
        if slug not in law.categories:
            yield Finding(path, "unknown_category", f"{slug} is no category", f"{slug} không phải đối tượng")
        elif law.clauses[slug] not in (4, 5):
            yield Finding(
                path,
                "not_supportable",
                f"{slug} is not of clause 4 or 5: nobody pays there",
                f"{slug} không thuộc khoản 4 hoặc 5: người tham gia không tự đóng",
            )
    for title in (*item.who.titles, *item.who.without_titles):
        if title not in TITLE:
            yield Finding(path, "unknown_title", f"{title} is no title", f"{title} không phải tư cách")
