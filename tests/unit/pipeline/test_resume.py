"""An intake that was stopped goes on, and comes to the same end as one that was not."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from toandan.engine.session import Settings
from toandan.errors import BadInput
from toandan.lake import durable
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.steps import FOLDER
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import Receipt, take_in
from toandan.progress import Progress

KEYS = (b"i" * 32, b"f" * 32, b"d" * 32)
ROWS_N, STOPPED = 40_000, 9
HEADING = "national_id,full_name,birth_date,sex,commune,residence_kind,phone\n"
# Each block of the file is a part of its own: three of them.
STEPS = ["read", "read", "read", "compare", "rows", "apart"]


def people(folder: Path) -> Path:
    """Three megabytes of rows; some are refused, some repeat another, one line is broken."""
    path = folder / "people.csv"
    rows = (
        f"{n % 39_000:012d},Nguyễn Văn {n % 39_000},1990-01-05,{'male' if n % 1000 else 'Lê Thị C'},02923,"
        f"permanent,09{n:08d}\n"
        for n in range(ROWS_N)
    )
    path.write_text(HEADING + "a broken line\n" + "".join(rows), encoding="utf-8")
    return path


def taken(home: Home, path: Path, said: Callable[[str], None] = lambda _: None) -> Receipt:
    """The file taken in, every block of it a step."""
    return take_in(
        law=shipped(),
        home=home,
        keyring=Keyring(*KEYS),
        register="population",
        files=[path],
        scope="15",
        as_of=date(2025, 10, 31),
        received_at=datetime(2025, 11, 3, tzinfo=UTC),
        synthetic=True,
        progress=Progress(say=said, advance=lambda *_: None),
        settings=Settings(threads=2),
        part_rows=1,
    )


def is_kept(name: str) -> bool:
    """Whether a durable write makes a step count."""
    return name.startswith("renamed ") and name.removeprefix("renamed ").partition("-")[0] in STEPS


def stopped(home: Home, path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the file in and stop when so many steps are kept."""
    kept: list[str] = []

    def hook(name: str) -> None:
        kept.extend([name] if is_kept(name) else [])
        if len(kept) == number:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", hook)
        with pytest.raises(KeyboardInterrupt):
            taken(home, path)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Receipt]:
    """The file, and what becomes of it without a stop."""
    folder = tmp_path_factory.mktemp("undisturbed")
    path = people(folder)
    return path, taken(Home(folder / "home"), path)


def assert_same(receipt: Receipt, other: Receipt) -> None:
    """Equal bytes, equal digests, equal counts."""
    one, two = receipt.snapshot.card, other.snapshot.card
    assert one.files["rows.parquet"] == two.files["rows.parquet"]
    assert (one.digests, one.quarantine_codes, one.sources) == (
        two.digests,
        two.quarantine_codes,
        two.sources,
    )
    assert one.received_n == ROWS_N + 1


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_stopped_after_any_step_it_goes_on_to_the_same_end(
    number: int, undisturbed: tuple[Path, Receipt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, expected = undisturbed
    home = Home(tmp_path / "home")
    stopped(home, path, number, monkeypatch)
    assert len(list((home.lake / FOLDER).glob("*/*"))) == number
    said: list[str] = []
    made: list[str] = []
    monkeypatch.setattr(durable, "step", made.append)
    receipt = taken(home, path, said.append)
    assert_same(receipt, expected)
    assert sum(is_kept(name) for name in made) == len(STEPS) - number
    assert len([sentence for sentence in said if sentence.startswith("continuing: ")]) == 1
    assert verify(Lake.open(home)) == ()
    assert not (home.lake / FOLDER).exists()


def test_it_tells_how_much_was_read_before(
    undisturbed: tuple[Path, Receipt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    stopped(home, undisturbed[0], 3, monkeypatch)
    said: list[str] = []
    taken(home, undisturbed[0], said.append)
    assert f"continuing: {ROWS_N + 1:,} rows were read before" in said


def _killed(root: Path, path: Path) -> None:
    """In a process of its own: it ends without a word while the second part is being written."""
    seen: list[str] = []

    def hook(name: str) -> None:
        seen.append(name)
        if seen.count("fsync part.parquet") == 2:
            os._exit(STOPPED)

    durable.step = hook
    taken(Home(root), path)


def test_killed_in_the_middle_of_a_step(undisturbed: tuple[Path, Receipt], tmp_path: Path) -> None:
    path, expected = undisturbed
    home = Home(tmp_path / "home")
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(home.root, path))
    process.start()
    process.join()
    assert process.exitcode == STOPPED
    assert len(list(home.lake.glob(f"{FOLDER}/*/.part/*"))) == 2
    assert_same(taken(home, path), expected)
    assert not (home.lake / FOLDER).exists()


def test_nothing_open_lies_in_the_kept_steps(
    undisturbed: tuple[Path, Receipt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Among the refused rows a name stands where the sex belongs.
    home = Home(tmp_path / "home")
    stopped(home, undisturbed[0], len(STEPS), monkeypatch)
    kept = b"".join(path.read_bytes() for path in (home.lake / FOLDER).rglob("*") if path.is_file())
    for personal in ("Nguyễn Văn", "Lê Thị C", "000000000007", "0900000007", "a broken line"):
        assert personal.encode() not in kept


def test_a_refused_extract_keeps_no_step(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADING + "a broken line\n", encoding="utf-8")
    home = Home(tmp_path / "home")
    with pytest.raises(BadInput, match="none of the 1 rows"):
        taken(home, path)
    assert not (home.lake / FOLDER).exists()


def test_nothing_is_kept_of_a_file_that_was_written_to_meanwhile(
    undisturbed: tuple[Path, Receipt], tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    content = undisturbed[0].read_bytes()
    path.write_bytes(content)
    status = path.stat()

    def change_and_change_back(sentence: str) -> None:
        if sentence.startswith("reading and checking"):
            path.write_bytes(content.replace(b"male", b"other", 1))
            path.write_bytes(content)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    home = Home(tmp_path / "home")
    with pytest.raises(BadInput, match="changed while it was being read"):
        taken(home, path, change_and_change_back)
    assert not (home.lake / FOLDER).exists()
