"""Writes docs/reference and the schemas of the law's files: run `python -m tools.docs.reference`; with --check it only says what is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from toandan.schemas.closing import PERSON_VIEWS
from toandan.schemas.kept_inputs import KEPT_INPUTS
from toandan.schemas.linked import KEYED_TABLES
from toandan.schemas.published import PUBLISHED
from toandan.schemas.reference import GENERATED, closing_page, markdown_table, register_page
from toandan.schemas.registers import REGISTERS
from tools.docs.accounts import accounts_page
from tools.docs.commands import commands_page
from tools.docs.facts import facts_page
from tools.docs.law import law_pages
from tools.docs.law_schemas import schema_files
from tools.docs.lists import groups_page, quarantine_page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"
SCHEMAS = ROOT / "src" / "toandan" / "law" / "schemas"
Pages = dict[str, str]


def register_pages() -> Pages:
    """One page per register."""
    return {
        f"registers/{name.replace('_', '-')}.md": register_page(register)
        for name, register in REGISTERS.items()
    }


def index_page(others: Pages) -> str:
    """The list of all pages by their headings."""
    rows = []
    for path, text in sorted(others.items()):
        heading = next(line[2:] for line in text.splitlines() if line.startswith("# "))
        rows.append((f"[{heading}]({path})", path))
    return "\n\n".join([GENERATED, "# Reference", markdown_table(("page", "file"), rows)]) + "\n"


def pages() -> Pages:
    """Every page by its path below docs/reference."""
    made = (
        register_pages()
        | law_pages()
        | {
            "closing.md": closing_page(PUBLISHED, KEPT_INPUTS, KEYED_TABLES, PERSON_VIEWS),
            "accounts-json.md": accounts_page(),
            "commands.md": commands_page(),
            "quarantine-codes.md": quarantine_page(),
            "groups.md": groups_page(),
            "facts.md": facts_page(),
        }
    )
    return {"README.md": index_page(made), **made}


def differences(wanted: Pages, folder: Path, ending: str = "md") -> list[str]:
    """What a reader of the folder would see wrong: missing, changed and left-over pages."""
    there = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob(f"*.{ending}"))
    }
    missing = [f"missing: {path}" for path in sorted(wanted.keys() - there.keys())]
    left = [f"left over: {path}" for path in sorted(there.keys() - wanted.keys())]
    changed = [
        f"out of date: {path}" for path in sorted(wanted) if path in there and there[path] != wanted[path]
    ]
    return missing + changed + left


def write(wanted: Pages, folder: Path, ending: str = "md") -> None:
    """Make the folder hold exactly these pages."""
    for path in folder.rglob(f"*.{ending}"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for name, text in wanted.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def main(arguments: list[str]) -> int:
    """Write the pages and schemas, or with --check name the ones that differ; the exit code."""
    if arguments != ["--check"]:
        write(schema_files(), SCHEMAS, "json")
        write(pages(), FOLDER)
        return 0
    found = [f"docs/reference: {line}" for line in differences(pages(), FOLDER)]
    found += [f"law/schemas: {line}" for line in differences(schema_files(), SCHEMAS, "json")]
    for line in found:
        print(f"{line} (run `make docs`)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
