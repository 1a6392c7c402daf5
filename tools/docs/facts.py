"""The reference page of what the rules read and answer: titles, facts, outcome."""

from __future__ import annotations

from toandan.schemas.facts import FACTS, OUTCOME
from toandan.schemas.reference import markdown_table, table_text
from toandan.schemas.titles import TITLES

MADE = "<!-- made from src/toandan/schemas/facts.py and titles.py; change those, then run `make docs` -->"
INTRODUCTION = """\
The rules of the law read one table and answer with another, for one household at a counter as for every resident of a
closing. Empty means not known: nothing unknown is taken for no. Sets of titles and of categories are whole numbers in
which bit *n* stands for member *n*.\
"""
TITLES_SAID = (
    "A title is true, false or not known: in `titles`, in neither, or in `titles_unknown`; never in both."
)


def facts_page() -> str:
    """Facts, outcome and the titles with their bits."""
    rows = ((f"`{one.slug}`", str(one.bit), one.name, one.name_vi) for one in TITLES)
    parts = [
        MADE,
        "# Facts and outcome — Thông tin đầu vào và kết quả",
        INTRODUCTION,
        table_text(FACTS),
        table_text(OUTCOME),
        "## Titles",
        TITLES_SAID,
        markdown_table(("title", "bit", "a person who …", "người …"), rows),
    ]
    return "\n\n".join(parts) + "\n"
