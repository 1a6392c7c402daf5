"""YAML read strictly: what people write is what comes out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from toandan.errors import BadInput
from toandan.lawbook import yaml_text
from toandan.lawbook.fields import Fields
from toandan.lawbook.version import LAW
from toandan.lawbook.yaml_text import parse, read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("94", 94),
        ("-57418", -57418),
        ("94.0", Decimal("94.0")),
        ("96.50", Decimal("96.50")),
        ("02746", "02746"),
        ("086", "086"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("true", True),
        ("null", None),
        ("2025-10-31", "2025-10-31"),
        ("1_000", "1_000"),
        ("'15'", "15"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
    ],
)
def test_values(written: str, value: object) -> None:
    found = Fields.of(parse(f"x: {written}", "f.yaml"), "f.yaml").data["x"]
    assert (found, str(found), type(found)) == (value, str(value), type(value))


def test_a_broken_line_is_told_by_number() -> None:
    with pytest.raises(BadInput) as caught:
        parse("a: 1\nb: [1,\nc: 2\n", "f.yaml")
    assert caught.value.where.startswith("f.yaml, line ")


def test_codes_keep_their_digits_and_days_are_days() -> None:
    fields = Fields.of(parse("a: 15\nb: 02905\nc: 2025-10-31\nd: [15, '01']", "f"), "f")
    assert (fields.code("a"), fields.code("b"), fields.codes("d")) == ("15", "02905", ("15", "01"))
    assert fields.day("c") == date(2025, 10, 31)


@pytest.mark.parametrize("text", ["a: true", "a: []", "a: {b: 1}", "a: 1.5", "a: ''"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(BadInput):
        Fields.of(parse(text, "f"), "f").code("a")


@pytest.mark.parametrize("text", ["a: []", "a: x", "a: {b: 1}"])
def test_what_is_no_list(text: str) -> None:
    with pytest.raises(BadInput, match="a list is expected"):
        Fields.of(parse(text, "f"), "f").items("a")


@pytest.mark.parametrize("text", ["a: 1\tb", "a: [so? much]", "a: 1\n\ufeff", "a: &x 1\nb: *x", "a: 1\na: 2"])
def test_what_is_refused(text: str) -> None:
    """Also where libyaml, which reads most files here, would let it stand."""
    with pytest.raises(BadInput):
        parse(text, "f")


def test_both_readers_read_the_law_alike() -> None:
    """Also the order of the fields and the places of decimals."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(LAW.rglob("*.yaml"))]
    assert len(texts) > 100
    for text in texts:
        quick, plain = (yaml.load(text, Loader=reader) for reader in (yaml_text._Quick, yaml_text._Strict))  # noqa: S506
        assert repr(quick) == repr(plain)


def test_a_file_that_cannot_be_read_is_told_in_vietnamese_alone(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "large.yaml").write_bytes(b" " * 4_000_001)
    (tmp_path / "deep.yaml").write_bytes(b"[" * 5000)
    for name, why in (
        ("none.yaml", "tệp không có ở đó"),
        ("odd.yaml", "không phải văn bản UTF-8"),
        ("large.yaml", "lớn hơn 4.000.000 byte"),
        ("deep.yaml", "lồng nhau quá sâu"),
    ):
        with pytest.raises(BadInput) as refused:
            read(tmp_path / name)
        assert refused.value.vi is not None
        assert why in refused.value.vi.why
