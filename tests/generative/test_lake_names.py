"""One spelling for each snapshot, and nothing else is one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toandan.lake.scope import Scope
from toandan.lake.snapshot import SnapshotId, is_snapshot_id

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SCOPES = st.builds(Scope, DAYS, st.from_regex(r"[0-9]{1,9}|VN", fullmatch=True))
IDS = st.builds(
    SnapshotId,
    st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True),
    SCOPES,
    DAYS,
    st.integers(1, 999_999),
)
NEARLY = st.text(st.sampled_from("pl/@.-v0123456789VN "), max_size=40)


@given(IDS)
def test_what_is_written_is_read_back(found: SnapshotId) -> None:
    assert SnapshotId.parse(str(found)) == found
    assert Scope.parse(str(found.scope)) == found.scope


@given(st.one_of(NEARLY, IDS.map(str), st.tuples(IDS.map(str), NEARLY).map("".join)))
def test_what_is_read_is_written_the_same_and_stays_below_its_folder(text: str) -> None:
    if is_snapshot_id(text):
        assert str(SnapshotId.parse(text)) == text
        assert ".." not in text.split("/")
