"""How one version of an extract differs from another, in numbers of rows."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Rows accepted in this version against those of the version ``to``.

    ``same_n`` rows are equal in every column, ``changed_n`` have the same key and another value
    somewhere; ``columns`` counts the changed rows by column. ``added_n`` and ``gone_n`` have no
    partner; ``without_key_n`` of these two carry no number to find a partner by.
    """

    to: str
    same_n: int
    added_n: int
    gone_n: int
    changed_n: int
    without_key_n: int = 0
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def before_n(self) -> int:
        """Rows of the version compared with."""
        return self.same_n + self.changed_n + self.gone_n

    @property
    def after_n(self) -> int:
        """Rows of this version."""
        return self.same_n + self.changed_n + self.added_n

    @property
    def counts(self) -> dict[str, int]:
        """The numbers a log shows."""
        return {"added_n": self.added_n, "gone_n": self.gone_n, "changed_n": self.changed_n}
