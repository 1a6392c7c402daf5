"""Committing: versions, cards that must describe what is staged, closings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow.parquet as pq
import pytest
from tests.unit.lake.samples import (
    AS_OF,
    OUT_TABLE,
    PLAIN_FILES,
    SCOPE,
    card,
    closing_card,
    commit,
    commit_closing,
    commit_plain,
    fill,
)

from toandan.errors import BadInput, IdentityBroken
from toandan.lake.card import Card
from toandan.lake.closing import ClosingCard
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.snapshot import SnapshotId
from toandan.lake.verify import verify


def test_a_later_version_stands_beside_the_earlier(home: Home, keyring: Keyring) -> None:
    first, second = commit(home, keyring, rows=2), commit(home, keyring, rows=3)
    lake = Lake.open(home)
    assert [str(found.id) for found in lake.snapshots()] == [
        "population/15@2025-07-01/2025-10-31/v001",
        "population/15@2025-07-01/2025-10-31/v002",
    ]
    assert lake.newest("population", SCOPE, AS_OF) == second
    assert lake.snapshot(str(first.id)) == first
    assert pq.read_metadata(first.rows).num_rows == 2
    assert lake.newest("participation", SCOPE, AS_OF) is None


def test_history_is_the_newest_version_of_every_day(home: Home, keyring: Keyring) -> None:
    earlier = commit_plain(home, keyring, as_of=date(2024, 10, 31))
    commit_plain(home, keyring)
    newest = commit_plain(home, keyring)
    commit_plain(home, keyring, register="plan")
    assert Lake.open(home).history("population") == (earlier, newest)
    assert len(Lake.open(home).snapshots()) == 4


def test_a_snapshot_that_is_not_there(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    with pytest.raises(BadInput, match=r"no snapshot plan/15@2025-07-01/2025-10-31/v001"):
        Lake.open(home).snapshot(SnapshotId("plan", SCOPE, AS_OF, 1))


def test_equal_cards_are_equal_bytes(home: Home, keyring: Keyring) -> None:
    found = commit(home, keyring)
    assert Card.from_json(found.card.to_json()) == found.card
    assert (found.folder / "card.json").read_bytes() == found.card.to_json()


def test_a_card_that_loses_rows_is_refused(home: Home, keyring: Keyring) -> None:
    found = commit_plain(home, keyring)
    with pytest.raises(IdentityBroken, match="received 3 rows, but accepted 2 and quarantined 0"):
        replace(found.card, received_n=3)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"files": {}}, "name different files: quarantine.parquet, rows.parquet, sealed.parquet"),
        ({"files": dict.fromkeys(PLAIN_FILES, "ab" * 32)}, r"the hash of .* is another one"),
        ({"id": "population/15@2025-07-01/2025-10-31/v002"}, "its version is not the next one"),
    ],
)
def test_a_card_that_does_not_describe_what_is_staged_is_refused(
    home: Home, keyring: Keyring, change: dict[str, object], why: str
) -> None:
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="intake", keyring=keyring) as writer, writer.staging("intake") as folder:
        fill(folder, PLAIN_FILES)
        described = card(folder, SnapshotId("population", SCOPE, AS_OF, 1), 2, {})
        with pytest.raises(IdentityBroken, match=why):
            writer.commit_snapshot(folder, replace(described, **change))  # type: ignore[arg-type]
    assert list(home.lake.rglob("*.parquet")) == []


def test_the_newest_closing_of_a_month_comes_last(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    first = commit_closing(home)
    other = commit_closing(home, month="2024-10")
    lake = Lake.open(home)
    assert lake.closings() == (first, other)
    assert lake.closings("2025-10") == (first,)
    assert first.table(OUT_TABLE).read_bytes() == b"cells"
    assert ClosingCard.from_json(first.card.to_json()) == first.card
    with pytest.raises(BadInput, match="has no table out_nothing"):
        first.table("out_nothing")


def test_closing_again_keeps_the_committed_one(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    first = commit_closing(home)
    before = first.table(OUT_TABLE).stat().st_ino
    assert commit_closing(home) == first
    assert first.table(OUT_TABLE).stat().st_ino == before
    with pytest.raises(IdentityBroken, match="came out otherwise than before"):
        commit_closing(home, content=b"other cells")
    assert Lake.open(home).closings() == (first,)
    assert verify(Lake.open(home)) == ()


def test_a_closing_is_named_by_its_inputs_alone() -> None:
    plain = closing_card("2025-10", ())
    assert plain.id == replace(plain, findings={"a": 1}).id
    assert len({plain.id, closing_card("2025-09", ()).id, closing_card("2025-10", (), law="m").id}) == 3
