"""The root command: quick help, known names, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from toandan.cli import app
from toandan.errors import BadInput, Busy, IdentityBroken, NotAllowed, ToanDanError, Usage

HEAVY = {
    "ibis",
    "duckdb",
    "pyarrow",
    "hamilton",
    "numpy",
    "pandas",
    "yaml",
    "rich",
    "toandan.places",
    "cryptography",
}
HELP = f"""
import sys
sys.argv = ["toandan", "--help"]
import toandan.cli
try:
    toandan.cli.main()
finally:
    print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)
"""


def run(*words: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TOANDAN_")}
    if home is not None:
        environment["TOANDAN_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-m", "toandan", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    assert "who is covered in a month, place by place" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("name", sorted(app.COMMANDS))
def test_every_command_listed_exists_and_tells_what_it_does(name: str) -> None:
    found = CliRunner().invoke(app.root, [name, "--help"])
    assert found.exit_code == 0
    assert f"{name} [" in found.output
    command = (
        app.root.get_command(click.Context(app.root), name) if isinstance(app.root, click.Group) else None
    )
    assert command is not None
    assert command.help


def test_an_unknown_command_is_a_usage_error() -> None:
    done = run("acounts")
    assert done.returncode == 2
    assert "No such command 'acounts'" in done.stderr
    assert done.stdout == ""


def test_the_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "toandan,")


@pytest.mark.parametrize(
    ("problem", "code"),
    [(BadInput, 1), (NotAllowed, 1), (Usage, 2), (IdentityBroken, 3), (Busy, 4)],
)
def test_a_known_failure_ends_with_its_code_and_no_traceback(
    problem: type[ToanDanError],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    @click.command("fails")
    def fails() -> None:
        raise problem(what="it did not work", do="try something else")

    monkeypatch.setattr(app, "root", fails)
    monkeypatch.setattr(sys, "argv", ["toandan"])
    with pytest.raises(SystemExit) as ended:
        app.main()
    printed = capsys.readouterr()
    assert ended.value.code == code
    assert printed.err == "toandan: it did not work\n  do: try something else\n"
    assert printed.out == ""


def test_stopping_with_the_keyboard(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command("waits")
    def waits() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "root", waits)
    monkeypatch.setattr(sys, "argv", ["toandan"])
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err.strip() == "stopped"


def test_a_bad_answer_from_a_real_command() -> None:
    done = run("places", "99999")
    assert done.returncode == 1
    assert done.stderr.startswith("toandan: ")
    assert "Traceback" not in done.stderr
