"""The reference page of the accounts as JSON: every field, and the schema itself."""

from __future__ import annotations

import json

from toandan.schemas.accounts_json import ACCOUNTS_SCHEMA, TITLE, field_rows
from toandan.schemas.reference import markdown_table

ACCOUNTS_MADE = "<!-- made from src/toandan/schemas/accounts_json.py; change that, then run `make docs` -->"


def accounts_page() -> str:
    """What `toandan accounts MONTH --json` prints, field by field, then as JSON Schema."""
    rows = ((f"`{path}`", kind, meaning) for path, kind, meaning in field_rows())
    schema = json.dumps(ACCOUNTS_SCHEMA, ensure_ascii=False, indent=2)
    parts = [
        ACCOUNTS_MADE,
        f"# The accounts as JSON (`{TITLE}`) — Số liệu bao phủ dạng JSON",
        "`toandan accounts 2025-10 --json`. Counts are people; shares are strings of a decimal fraction of one.",
        markdown_table(("field", "type", "meaning"), rows),
        "## Schema",
        f"```json\n{schema}\n```",
    ]
    return "\n\n".join(parts) + "\n"
