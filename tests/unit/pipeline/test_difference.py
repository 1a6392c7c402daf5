"""A corrected extract: what its card, `toandan lake diff` and `toandan intake` say of the difference."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.pipeline.test_intake import HEADING, KEYRING, file, taken

from toandan.cli.app import root
from toandan.errors import BadInput, Usage
from toandan.lake.difference import Difference
from toandan.lake.home import Home
from toandan.lake.key_file import KeyFile, create_key_file
from toandan.lake.lake import Lake
from toandan.pipeline.difference import difference_between

BEFORE = """\
010190000001,Nguyễn Văn A,1990-01-05,male,02923,permanent,0912345678
010190000002,Trần Văn B,1991,male,02926,temporary,
010190000003,Lê Thị C,1992,female,02926,permanent,
010190000004,Lê Thị D,1993,female,02926,permanent,
,Giàng A E,1994,male,02926,permanent,
"""
# A stays; B moved; C has another name and a phone; D is gone; E without a number is put right; F came.
AFTER = """\
010190000006,Phan Văn F,1999,male,02926,permanent,
010190000003,Lê Thị Cúc,1992,female,02926,permanent,0987654321
010190000002,Trần Văn B,1991,male,02923,temporary,
010190000001,Nguyễn Văn A,1990-01-05,male,02923,permanent,0912345678
,Giàng A E,1995,male,02926,permanent,
"""
FIRST, SECOND = (f"population/15@2025-07-01/2025-10-31/v00{n}" for n in (1, 2))
EXPECTED = Difference(
    to=FIRST,
    same_n=1,
    changed_n=2,
    added_n=2,
    gone_n=2,
    without_key_n=2,
    columns={"commune_code": 1, "full_name": 1, "phone": 1},
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with its keys and two versions of an extract."""
    home = Home(tmp_path / "home")
    taken(home, file(tmp_path, HEADING + BEFORE))
    taken(home, file(tmp_path, HEADING + AFTER))
    create_key_file(home.root / "keys.json", KeyFile(keyring=KEYRING))
    home.settings.write_text("keys: keys.json\n", "utf-8")
    return home


def test_the_card_keeps_the_difference_to_the_version_before(home: Home) -> None:
    cards = [found.card for found in Lake.open(home).snapshots()]
    assert (cards[0].difference, cards[1].difference) == (None, EXPECTED)
    assert Lake.open(home).log()[1].previous == FIRST


def test_on_demand_and_the_other_way_round(home: Home) -> None:
    assert difference_between(home=home, keyring=KEYRING, old=SECOND)[2] == EXPECTED
    back = difference_between(home=home, keyring=KEYRING, old=SECOND, new=FIRST)[2]
    assert (back.added_n, back.gone_n, back.columns) == (2, 2, EXPECTED.columns)
    with pytest.raises(Usage, match="there is no version before"):
        difference_between(home=home, keyring=KEYRING, old=FIRST)
    with pytest.raises(BadInput, match="there is no snapshot"):
        difference_between(home=home, keyring=KEYRING, old=FIRST, new=SECOND.replace("v002", "v009"))


def test_a_damaged_encrypted_file_is_told(home: Home) -> None:
    sealed = Lake.open(home).snapshot(FIRST).sealed
    sealed.write_bytes(sealed.read_bytes()[:200])
    with pytest.raises(BadInput, match="an encrypted file cannot be read"):
        difference_between(home=home, keyring=KEYRING, old=SECOND)


def test_it_is_shown_as_numbers_and_never_as_values(home: Home, tmp_path: Path) -> None:
    shown = run(home, "lake", "diff", FIRST, SECOND)
    assert shown.splitlines() == [
        SECOND,
        f"  against {FIRST}",
        "  the same                1",
        "  changed                 2",
        "             1  commune_code",
        "             1  full_name",
        "             1  phone",
        "  added                   2",
        "  gone                    2",
        "             2  of the last two have no number to pair them by",
    ]
    told = json.loads(run(home, "lake", "diff", SECOND, "--json"))
    expected = {"schema": "toandan/lake-diff/1", "snapshot": SECOND, "synthetic": False, **asdict(EXPECTED)}
    assert told == expected
    again = file(tmp_path, HEADING + BEFORE)
    asked = ("intake", "population", str(again), "--scope", "15", "--as-of", "2025-10-31")
    assert f"  against {SECOND}\n" in run(home, *asked)
    known = json.loads(run(home, *asked, "--json"))
    assert (known["known_already"], known["difference"]["to"]) == (True, SECOND)


def run(home: Home, *words: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(root, ["--home", str(home.root), *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout
