"""The reference page of what the rules read and answer: titles, facts, outcome."""

from __future__ import annotations

from toandan.schemas.explanation_codes import EXPLANATIONS
from toandan.schemas.facts import FACTS, OUTCOME
from toandan.schemas.reference import markdown_table, table_text
from toandan.schemas.rule_codes import RULE_EXPLANATIONS
from toandan.schemas.titles import TITLES

MADE = "<!-- made from src/toandan/schemas/facts.py, titles.py, explanation_codes.py and rule_codes.py; change those, then run `make docs` -->"
INTRODUCTION = """\
The rules of the law read one table and answer with another, for one household at a counter as for every resident of a
closing. Empty means not known: nothing unknown is taken for no. Sets of titles and of categories are whole numbers in
which bit *n* stands for the title, or the category, of number *n*; a number is given once. Should there be more than 63, the
others stand in a second column beside the first, `{name}_from_63`, and so on.\
"""
TITLES_SAID = (
    "A title is true, false or not known: in `titles`, in neither, or in `titles_unknown`; never in both."
)
CODE_HEADS = ("code", "what it says", "giải thích", "article")
CODES_SAID = "The column `codes` names the steps of the reasoning in their order, with blanks between."


def facts_page() -> str:
    """Facts, outcome, the titles with their numbers and the explanation codes."""
    rows = ((f"`{one.slug}`", str(one.number), one.name, one.name_vi) for one in TITLES)
    codes = ((f"`{one.code}`", one.sentence, one.sentence_vi, one.article) for one in EXPLANATIONS)
    own = ((f"`{one.code}`", one.sentence, one.sentence_vi, one.article) for one in RULE_EXPLANATIONS)
    parts = [
        MADE,
        "# Facts and outcome — Thông tin đầu vào và kết quả",
        INTRODUCTION,
        table_text(FACTS),
        table_text(OUTCOME),
        "## Titles",
        TITLES_SAID,
        markdown_table(("title", "bit", "a person who …", "người …"), rows),
        "## Explanation codes",
        CODES_SAID,
        markdown_table(CODE_HEADS, codes),
        "## Codes of rules with facts of their own",
        "Visits, co-pay, continuity, cards of children, months paid ahead, employers.",
        markdown_table(CODE_HEADS, own),
    ]
    return "\n\n".join(parts) + "\n"
