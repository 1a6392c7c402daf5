"""What the long fault tests found, as lines of docs/proof/faults.md."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "proof" / "faults.md"
GIB = 1 << 30


def record(what: str, found: str) -> None:
    """Put the result of a proof into its line of the page, with the day and the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB"
    line = f"| {what} | {found} | {datetime.now(UTC):%Y-%m-%d} | {machine} |"
    page = PAGE.read_text("utf-8")
    known = re.compile(rf"^\| {re.escape(what)} \|.*$", re.MULTILINE)
    page = known.sub(lambda _: line, page) if known.search(page) else page.rstrip("\n") + f"\n{line}\n"
    PAGE.write_text(page, "utf-8")
