"""The temp folder of a session: what a killed one leaves is removed, what a running one uses is not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from toandan.engine import open_engine
from toandan.engine.own_folder import OWN_FOLDER, own_folder, remove_abandoned
from toandan.engine.session import Settings

SPILLS = """
import sys
from pathlib import Path
from toandan.engine import open_engine
from toandan.engine.session import Settings
with open_engine(Settings(threads=1, memory_limit="40MB", temp_parent=Path(sys.argv[1]))) as engine:
    engine.backend.con.execute(
        "CREATE TEMP TABLE wide AS SELECT n, 'NGUYEN-THI-MARKER-' || n || repeat(md5(n::text), 3) AS name"
        " FROM range(600_000) numbers(n)"
    ).fetchall()
    print("spilled", flush=True)
    sys.stdin.read()
"""


def spilling(folder: Path) -> subprocess.Popen[str]:
    """A session in another process that has spilled and waits."""
    other = subprocess.Popen(
        [sys.executable, "-c", SPILLS, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "spilled\n"
    return other


def killed(other: subprocess.Popen[str]) -> int:
    """End it without a word."""
    other.kill()
    other.communicate()
    return other.returncode


def spilled(folder: Path) -> list[Path]:
    """The files of the sessions in the folder."""
    return [path for path in folder.glob(f"{OWN_FOLDER}*/**/*") if path.is_file()]


def test_what_a_killed_session_spilled_is_unreadable_and_removed_by_the_next(tmp_path: Path) -> None:
    other = spilling(tmp_path)
    with open_engine(Settings(temp_parent=tmp_path)):
        assert len(list(tmp_path.iterdir())) == 2, "a running session keeps its folder"
    assert killed(other) == -signal.SIGKILL
    left = spilled(tmp_path)
    assert sum(path.stat().st_size for path in left) > 1_000_000
    assert not [path.name for path in left if b"-THI-MARKER-" in path.read_bytes()]
    with open_engine(Settings(temp_parent=tmp_path)):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_only_folders_of_sessions_are_removed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").touch()
    (tmp_path / f"{OWN_FOLDER}link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / f"{OWN_FOLDER}file").touch()
    (tmp_path / f"{OWN_FOLDER}left").mkdir()
    with own_folder(tmp_path) as folder:
        (folder / "spill").touch()
        remove_abandoned(tmp_path)
        assert (folder / "spill").exists()
        assert folder.stat().st_mode & 0o777 == 0o700
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["elsewhere", f"{OWN_FOLDER}file", f"{OWN_FOLDER}link"]
    assert (tmp_path / "elsewhere" / "file").exists()
