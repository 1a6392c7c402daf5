"""Works: what their card is a function of, committing, refusing, reading, verifying, destroying."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.unit.lake.samples import (
    USED,
    WORK_FILES,
    commit_closing,
    commit_plain,
    commit_work,
    stage_work,
    work_card,
    work_input,
)

from toandan.errors import BadInput, IdentityBroken
from toandan.lake.closing import Closing
from toandan.lake.destruction import of_works
from toandan.lake.event import EXPIRED, FORGOTTEN, WORK, Event
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.manifest import MANIFEST
from toandan.lake.verify import Finding, verify
from toandan.lake.work import WorkCard, WorkInput

AT = "2025-12-01T00:00:00+00:00"
SAID = Event(what=FORGOTTEN, id="", at=AT, reason="asked", by="an officer")
OUT, CORE, SEALED = (name.removesuffix(".parquet") for name in WORK_FILES)
PLAIN = {f"{OUT}.parquet": b"cells"}


@pytest.fixture
def lake(home: Home, keyring: Keyring) -> Home:
    """A lake with one snapshot and a closing of it."""
    commit_plain(home, keyring)
    commit_closing(home)
    return home


def test_a_card_is_named_by_what_it_is_a_function_of() -> None:
    one, other = WorkInput("snapshot", "a", "1"), WorkInput("work", "b/c", "2")
    card = work_card("spine", (one, other))
    outcomes: list[dict[str, Any]] = [
        {"tables": {}},
        {"findings": {}},
        {"synthetic": False},
        {"outlives_inputs": True},
    ]
    for outcome in outcomes:
        assert replace(card, **outcome).id == card.id
    assert replace(card, inputs=(other, one)) == card
    others: list[dict[str, Any]] = [
        {"kind": "outlook"},
        {"inputs": (one,)},
        {"inputs": (one, replace(other, use="before"))},
        {"versions": {"code": "2"}},
        {"parameters": {"window": 6}},
    ]
    assert len({card.id, *(replace(card, **change).id for change in others)}) == 6
    assert WorkCard.from_json(card.to_json()) == card
    assert json.loads(card.to_json())["schema"] == "toandan/work/1"
    assert json.loads(card.to_json())["id"] == card.id


@pytest.mark.parametrize("kind", ["closing", "Spine", "2025-10", "../spine", "", "_spine"])
def test_a_kind_that_cannot_be_a_folder_is_refused(kind: str) -> None:
    with pytest.raises(BadInput, match="is not a kind of work"):
        work_card(kind, ())


def test_a_work_is_committed_with_its_three_kinds_of_tables(lake: Home) -> None:
    work = commit_work(lake, "spine", USED, at=AT, by="an officer")
    opened = Lake.open(lake)
    assert opened.work(work.name) == work
    assert (opened.works("spine"), opened.works("outlook")) == ((work,), ())
    assert work.table(OUT) == lake.lake / "out" / work.name / f"{OUT}.parquet"
    assert work.table(CORE).parent == work.table(SEALED).parent == lake.lake / "core" / work.name
    assert work.files(CORE) == (work.table(CORE),)
    assert opened.log()[-1] == Event(
        what=WORK, id=work.name, at=AT, by="an officer", counts={"snapshots_n": 1}, synthetic=True
    )
    assert verify(opened) == ()
    with pytest.raises(BadInput, match=f"work {work.name} has no table out_nothing"):
        work.table("out_nothing")
    with pytest.raises(BadInput, match="there is no work spine/0") as told:
        opened.work("spine/0")
    assert "không có sản phẩm dữ liệu" in told.value.text("vi")


def test_who_asked_and_when_is_not_in_the_card(lake: Home) -> None:
    first = commit_work(lake, "spine", USED, at=AT, by="an officer")
    content = (first.out / "card.json").read_bytes()
    assert b"officer" not in content
    assert AT.encode() not in content
    assert commit_work(lake, "spine", USED, at="2026-01-01T00:00:00+00:00", by="somebody else") == first
    assert [event.by for event in Lake.open(lake).log() if event.what == WORK] == ["an officer"]


NUMBER = "010190000007"


@pytest.mark.parametrize(
    "parameters",
    [
        {"asked": f"of {NUMBER}"},
        {"pairs": [["a", {"row": f"GD4{NUMBER}"}]]},
        {f"x{NUMBER}": 1},
    ],
)
def test_parameters_with_a_long_number_in_a_text_are_refused(lake: Home, parameters: dict[str, Any]) -> None:
    """Cards are printed."""
    with pytest.raises(BadInput, match="its parameters hold a long number") as told:
        commit_work(lake, "spine", USED, parameters=parameters)
    assert NUMBER not in told.value.text("en") + told.value.text("vi")
    assert Lake.open(lake).works() == ()
    commit_work(lake, "spine", USED, parameters={"since": "2025-10-31", "rows_n": 123_456_789_012})


def test_no_entry_of_the_log_says_who_or_why_by_a_number(lake: Home) -> None:
    before, closing = Lake.open(lake).log(), Lake.open(lake).closings()[0]
    other = commit_closing(lake, content=b"corrected cells", law="m", release=False)
    with Lake.open(lake).writer(purpose="test", keyring=None) as writer:
        with pytest.raises(BadInput, match="--by is no place for a number"):
            writer.release(other.name, by=NUMBER)
        going = replace(SAID, id=closing.name)
        for wrong in (replace(going, by=NUMBER), replace(going, reason=f"asked by {NUMBER}")):
            with pytest.raises(BadInput, match="is no place for a number"):
                writer.commit_destruction([wrong])
    with pytest.raises(BadInput, match="--by is no place for a number"):
        commit_work(lake, "spine", USED, by=NUMBER)
    assert Lake.open(lake).log()[:-1] == before
    assert verify(Lake.open(lake)) == ()


def test_a_work_without_persons_has_no_core_folder(lake: Home) -> None:
    work = commit_work(lake, "outlook", USED, files=PLAIN)
    assert not work.core.exists()
    assert verify(Lake.open(lake)) == ()


def test_making_again_keeps_the_committed_one(lake: Home) -> None:
    """Two encryptions of the same rows have other bytes; their keyed digests are what is compared."""
    first = commit_work(lake, "spine", USED)
    again = {**WORK_FILES, f"{SEALED}.parquet": WORK_FILES[f"{SEALED}.parquet"] + b" once more"}
    commit_work(lake, "spine", USED, files=again)
    assert Lake.open(lake).works() == (first,)
    with pytest.raises(IdentityBroken, match=f"work {first.name} came out otherwise") as told:
        commit_work(lake, "spine", USED, files={**WORK_FILES, f"{CORE}.parquet": b"other persons"})
    assert "cho kết quả khác lần trước" in told.value.text("vi")
    with pytest.raises(IdentityBroken, match="came out otherwise"):
        commit_work(lake, "spine", USED, digests={SEALED: "another"})
    assert verify(Lake.open(lake)) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tables": {}, "digests": {}}, "name different files"),
        ({"digests": {}}, "name different files"),
        ({"digests": {SEALED: "d", CORE: "d"}}, f"{CORE}.parquet is not encrypted"),
        ({"digests": {SEALED: "d", "nothing": "d"}}, "digests of no table: nothing"),
    ],
)
def test_a_card_that_does_not_describe_what_is_staged_is_refused(
    lake: Home, change: dict[str, Any], why: str
) -> None:
    with pytest.raises(IdentityBroken, match=why):
        commit_work(lake, "spine", USED, **change)
    assert Lake.open(lake).works() == ()
    assert not (lake.lake / "core" / "spine").exists()


def test_persons_may_not_lie_among_the_published_tables(lake: Home) -> None:
    with (
        Lake.open(lake).writer(purpose="work", keyring=None) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
    ):
        _, _, card = stage_work(lake, "spine", [USED], (core, out))
        shutil.copytree(core, out, dirs_exist_ok=True)
        with pytest.raises(IdentityBroken, match="holds persons and no folder for such tables was staged"):
            writer.commit_work(None, out, card)


def test_what_a_work_was_made_from_must_stand_in_this_lake(lake: Home) -> None:
    known = work_input(lake)
    for one, told in (
        (
            replace(known, id="plan/15@2025-07-01/2025-10-31/v001"),
            "snapshot .* is not committed in this lake",
        ),
        (replace(known, kind="work"), "work .* is not committed in this lake"),
        (replace(known, kind="letter"), "letter .* is not committed in this lake"),
        (replace(known, card_sha256="ab" * 32), "snapshot .* has another card in this lake"),
    ):
        with pytest.raises(BadInput, match=told) as refused:
            commit_work(lake, "spine", inputs=(one,))
        assert "không thể ghi nhận" in refused.value.text("vi")
    destroy(lake, Event(what=EXPIRED, id=USED, at=AT))
    with pytest.raises(BadInput, match=r"snapshot .* was destroyed"):
        commit_work(lake, "spine", inputs=(known,))
    assert verify(Lake.open(lake)) == ()


def test_a_closing_of_another_lake_is_refused(lake: Home) -> None:
    with pytest.raises(BadInput, match=r"closing .* has another card in this lake"):
        commit_closing(lake, law="m", used="cd" * 32)
    assert len(Lake.open(lake).closings()) == 1


def test_works_are_made_from_closings_and_works(lake: Home) -> None:
    closing = Lake.open(lake).closings()[0]
    assert isinstance(closing, Closing)
    spine = commit_work(lake, "spine", USED)
    outlook = commit_work(lake, "outlook", closing.name, spine.name)
    assert [(one.kind, one.id) for one in outlook.card.inputs] == [
        ("closing", closing.name),
        ("work", spine.name),
    ]
    assert Lake.open(lake).made() == (closing, spine, outlook)


def destroy(lake: Home, *events: Event) -> None:
    """Destroy in one commit."""
    with Lake.open(lake).writer(purpose="retain", keyring=None) as writer:
        writer.commit_destruction(events)


def followed(lake: Home, *destroyed: str) -> list[str]:
    """The closings and works that lose their tables of persons with what is destroyed."""
    return [event.id for event in of_works(Lake.open(lake).made(), destroyed, SAID)]


def test_what_was_made_from_a_destroyed_snapshot_is_followed(lake: Home, keyring: Keyring) -> None:
    closing = Lake.open(lake).closings()[0]
    spine = commit_work(lake, "spine", USED, outlives_inputs=True)
    later_spine = commit_work(lake, "spine", spine.name, outlives_inputs=True)
    through_closing = commit_work(lake, "claims", closing.name)
    through_both = commit_work(lake, "missing", through_closing.name, later_spine.name)
    counts = commit_work(lake, "outlook", through_closing.name, files=PLAIN)
    commit_work(lake, "budget", counts.name)
    commit_plain(lake, keyring, as_of=date(2025, 11, 30))
    commit_work(lake, "other", "population/15@2025-07-01/2025-11-30/v001")
    assert followed(lake, USED) == [closing.name, through_closing.name, through_both.name]
    assert followed(lake, later_spine.name) == [through_both.name]


def test_destroyed_works_keep_card_and_published_tables(lake: Home) -> None:
    spine = commit_work(lake, "spine", USED)
    destroy(lake, replace(SAID, id=spine.name, instead="spine/other"))
    left = Lake.open(lake).work(spine.name)
    assert not left.core.exists()
    assert left.table(OUT).read_bytes() == b"cells"
    assert list(left.standing) == [OUT]
    for name in (CORE, SEALED):
        with pytest.raises(
            BadInput, match=rf"(?s){name} of work {spine.name} was destroyed.*use spine/other"
        ):
            left.table(name)
    assert verify(Lake.open(lake)) == ()
    with pytest.raises(BadInput, match=f"work {spine.name} was destroyed and cannot be committed again"):
        commit_work(lake, "spine", USED)
    with pytest.raises(BadInput, match="the work it was made from was destroyed"):
        commit_work(lake, "outlook", spine.name)


def test_damage_to_works_is_found(lake: Home) -> None:
    spine, outlook = commit_work(lake, "spine", USED), commit_work(lake, "outlook", USED)
    spine.table(SEALED).unlink()
    spine.table(CORE).write_bytes(b"other")
    (spine.core / "copy.parquet").write_bytes(b"")
    (outlook.out / "card.json").write_bytes(b"{}")
    assert verify(Lake.open(lake)) == (
        Finding("card", f"out/{outlook.name}/card.json", "a committed card was changed"),
        Finding("changed", f"core/{spine.name}/{CORE}.parquet", "the content is not what was committed"),
        Finding("extra", f"core/{spine.name}/copy.parquet", "was not there when the folder was committed"),
        Finding("missing", f"core/{spine.name}/{SEALED}.parquet", "the file is missing"),
    )


def test_folders_beside_works(lake: Home) -> None:
    """One named as a work is what a crash left; any other belongs to somebody else."""
    spine = commit_work(lake, "spine", USED)
    left, strange = spine.out.with_name("0" * 16), spine.out.with_name("notes")
    left.mkdir()
    strange.mkdir()
    assert [finding.code for finding in verify(Lake.open(lake))] == ["orphan", "stranger"]
    commit_work(lake, "outlook", USED)
    assert (left.exists(), strange.exists()) == (False, True)


@pytest.mark.parametrize("version", [1, 2])
def test_a_lake_of_before_is_read_and_written_on(lake: Home, keyring: Keyring, version: int) -> None:
    """The newest closing of each month was the one that was read; it counts as released."""
    first, path = Lake.open(lake).closings()[0], lake.lake / MANIFEST
    newest = commit_closing(lake, content=b"corrected cells", law="m")
    other = commit_closing(lake, month="2024-10")
    content = json.loads(path.read_bytes())
    kept = ["keys", "snapshots", "closings", "announced", *(["log"] if version == 2 else [])]
    old = {"schema": f"toandan/lake/{version}", **{name: content[name] for name in kept}}
    path.write_text(json.dumps(old), "utf-8")
    opened = Lake.open(lake)
    assert opened.closings() == (first, newest, other)
    assert (opened.released_closing("2025-10"), opened.released_closing("2024-10")) == (newest, other)
    assert opened.works() == ()
    assert verify(opened) == ()
    commit_plain(lake, keyring, register="plan")
    written = json.loads(path.read_bytes())
    assert written["schema"] == "toandan/lake/3"
    assert written["released"] == [
        {"month": "2024-10", "closing": other.card.id, "by": "", "at": ""},
        {"month": "2025-10", "closing": newest.card.id, "by": "", "at": ""},
    ]
    assert Lake.open(lake).closings() == opened.closings()


def test_a_manifest_that_releases_what_is_not_there_is_told(lake: Home) -> None:
    path = lake.lake / MANIFEST
    content = json.loads(path.read_bytes())
    content["released"][0]["closing"] = "0" * 16
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(BadInput, match="manifest cannot be read"):
        Lake.open(lake)


def test_a_new_closing_is_released_and_an_earlier_one_can_be_again(lake: Home) -> None:
    first = Lake.open(lake).closings()[0]
    second = commit_closing(lake, content=b"corrected cells", law="m")
    assert Lake.open(lake).released_closing("2025-10") == second
    commit_closing(lake)
    assert Lake.open(lake).released_closing("2025-10") == second, "closing again does not move it"
    with Lake.open(lake).writer(purpose="release", keyring=None) as writer:
        writer.release(first.name, by="an officer", at=AT)
        writer.release(first.name, by="somebody else", at=AT)
        with pytest.raises(BadInput, match="there is no closing 2025-10/0"):
            writer.release("2025-10/0", by="an officer", at=AT)
    opened = Lake.open(lake)
    assert opened.released_closing("2025-10") == first
    assert (opened.log()[-1].previous, opened.log()[-1].by) == (second.name, "an officer")
    assert (opened.log()[-2].previous, opened.log()[-2].released) == (first.name, True)


def test_a_closing_waits_and_a_destroyed_one_is_not_released(lake: Home) -> None:
    released = Lake.open(lake).closings()[0]
    waiting = commit_closing(lake, content=b"corrected cells", law="m", release=False)
    assert Lake.open(lake).released_closing("2025-10") == released
    destroy(lake, *(replace(SAID, id=name) for name in (waiting.name, released.name)))
    with (
        Lake.open(lake).writer(purpose="release", keyring=None) as writer,
        pytest.raises(BadInput, match=r"(?s)cannot be released.*close the month again") as told,
    ):
        writer.release(waiting.name, by="an officer", at=AT)
    assert "không thể phát hành" in told.value.text("vi")
    left = Lake.open(lake).released_closing("2025-10")
    assert left is not None
    assert left.table("out_participants__month_cell").read_bytes() == b"cells"
