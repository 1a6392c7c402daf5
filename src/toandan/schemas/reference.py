"""Reference pages made from the declarations: text out, nothing read, nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toandan.schemas.table import Column, Guard, Register, Role, Table

GENERATED = "<!-- made from the declarations in src/toandan/schemas; change those, then run `make docs` -->"
ROLES = {
    Role.LINKED: "A closing needs it; its people are linked with those of the other register that a closing needs.",
    Role.GOAL: "A closing compares what it counts with it.",
    Role.FACT: "It tells facts of the law: where a closing has an extract of such a register, the law is asked about every resident.",
    Role.EVENT: "A closing that has an extract of it follows what happened into the other registers. It makes nobody a participant or a covered resident.",
    Role.PRINTED: "No closing reads it.",
}
GUARDS = {
    Guard.OPEN: "",
    Guard.KEYED: "keyed hash only",
    Guard.SEALED: "encrypted file apart",
}


def cell(text: str) -> str:
    """The text as it may stand in a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the cells are escaped."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell(text) for text in line)} |" for line in lines)


def _one(column: Column) -> tuple[str, ...]:
    allowed = f" ({', '.join(f'`{value}`' for value in column.allowed)})" if column.allowed else ""
    return (
        f"`{column.name}`",
        column.kind.value,
        "yes" if column.required else "",
        column.unit,
        column.meaning + allowed,
        column.meaning_vi,
        GUARDS[column.guard],
    )


def table_text(table: Table, *, level: int = 2) -> str:
    """One table: its grain in both languages, key, columns and the equations that hold in every row."""
    parts = [
        f"{'#' * level} `{table.name}`",
        f"{table.grain[:1].upper()}{table.grain[1:]}. *{table.grain_vi[:1].upper()}{table.grain_vi[1:]}.*",
        f"Key and order of rows: {', '.join(f'`{name}`' for name in table.key)}.",
        markdown_table(
            ("column", "type", "required", "unit", "meaning", "tiếng Việt", "how it is kept"),
            (_one(column) for column in table.columns),
        ),
    ]
    if table.identities:
        parts.append("In every row: " + "; ".join(f"`{identity}`" for identity in table.identities) + ".")
    if table.note:
        parts.append(table.note)
    return "\n\n".join(parts)


def register_page(register: Register) -> str:
    """The page of one register: what its files carry, what the lake keeps of them."""
    parts = [
        GENERATED,
        f"# {register.title} — {register.title_vi}",
        f"`toandan intake {register.name}`. Legal basis: {register.legal_basis}.",
        "## What its files carry",
        "CSV in UTF-8 with these headings, or Parquet with these columns. Dates are `yyyy-mm-dd`; codes are text.",
        table_text(register.received, level=3),
        "## What the lake keeps",
        table_text(register.stored, level=3),
    ]
    if register.sealed is not None:
        parts += ["Encrypted, in a file of its own:", table_text(register.sealed, level=3)]
    parts += ["## In a closing", ROLES[register.role] + _feeds(register)]
    if register.keeps_history:
        parts.append(
            "An extract also tells earlier days: a month that has no extract of its own is read back from the nearest later one."
        )
    return "\n\n".join(parts) + "\n"


def _feeds(register: Register) -> str:
    names = ", ".join(f"`{table.name}`" for table in register.feeds)
    return f" Made from it: {names}." if names else ""


def closing_page(
    out_tables: Sequence[Table],
    kept_inputs: Sequence[Table],
    core_tables: Sequence[Table],
    told_tables: Sequence[Table],
) -> str:
    """The page of the tables a closing writes."""
    parts = [
        GENERATED,
        "# Tables of a closing — Các bảng của một kỳ chốt số liệu",
        "`toandan close` writes them under `out/` and `core/` of the lake. Equal inputs give equal bytes of what is published, and equal rows of persons.",
        "## Published: no person in them",
        *(table_text(table, level=3) for table in out_tables),
        "## Kept with it: the law and the map it was counted with, no person in them",
        *(table_text(table, level=3) for table in kept_inputs),
        "## Core: persons and their spells, ids keyed; a table made in parts is several files, `.000` and so on",
        *(table_text(table, level=3) for table in core_tables),
        "## Told of every person when asked, from the core tables; not stored",
        *(table_text(table, level=3) for table in told_tables),
    ]
    return "\n\n".join(parts) + "\n"
