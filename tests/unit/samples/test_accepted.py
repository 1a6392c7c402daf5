"""What intake makes of a sample: every clean row accepted, every faulty one quarantined for its own reason."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.key_file import create_keyring
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import take_in
from toandan.samples.calibration import Calibration
from toandan.samples.province import make_sample
from toandan.values.month import Month

RECEIVED = datetime(2025, 11, 3, tzinfo=UTC)


def test_intake_accepts_the_clean_rows_and_no_other(calibration: Calibration, tmp_path: Path) -> None:
    made = make_sample(
        calibration=calibration,
        province="15",
        people=2_000,
        start=Month(2024, 10),
        end=Month(2025, 10),
        out=tmp_path / "out",
        seed=3,
    )
    home, keyring = Home(tmp_path / "home"), create_keyring(tmp_path / "keys.json")
    for call in made.calls:
        receipt = take_in(
            law=shipped(),
            home=home,
            keyring=keyring,
            register=call.register,
            files=[made.folder / call.file.name],
            scope=call.scope,
            as_of=call.as_of,
            complete_since=call.complete_since,
            received_at=RECEIVED,
            synthetic=False,
        )
        card = receipt.snapshot.card
        assert (call.complete_since is not None) == (call.register == "participation")
        assert card.accepted_n == call.file.clean_n, call.file.name
        assert card.quarantine_codes == {fault.kind: fault.rows_n for fault in call.file.faults}
        assert card.synthetic, "the marker beside the file tells"


def test_intake_refuses_the_truth(tmp_path: Path) -> None:
    out = tmp_path / "out"
    make_sample(
        calibration=None,
        province="15",
        people=300,
        start=Month(2024, 10),
        end=Month(2025, 10),
        out=out,
        seed=3,
    )
    with pytest.raises(BadInput, match="TOANDAN-TRUTH"):
        take_in(
            law=shipped(),
            home=Home(tmp_path / "home"),
            keyring=create_keyring(tmp_path / "keys.json"),
            register="population",
            files=[out / "truth" / "communes.csv"],
            scope="15",
            as_of=date(2025, 10, 31),
            received_at=RECEIVED,
            synthetic=True,
        )
