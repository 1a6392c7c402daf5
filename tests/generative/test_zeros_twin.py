"""Which columns get their zeros back: the fast counting and a slow plain reading agree."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.intake_twin import Row, with_zeros

from toandan.registers.zeros.watch import Watch

COLUMNS = ("national_id", "birth_date", "sex", "insurance_no", "commune", "payer_code")
MEN, WOMEN = "0", "1"


@st.composite
def people(draw: st.DrawFn) -> Row:
    """A person whose numbers may have lost their zeros; now and then one does not fit."""
    year, sex = draw(st.sampled_from([("90", "male"), ("85", "female")]))
    place = draw(st.sampled_from(["010", "010", "001", "079"]))
    national = f"{place}{MEN if sex == 'male' else WOMEN}{year}{draw(st.integers(1, 999_999)):06d}"
    return {
        "national_id": _spoiled(draw, national),
        "birth_date": draw(st.sampled_from([f"19{year}", f"19{year}", f"19{year}-02-03", None, "1970"])),
        "sex": draw(st.sampled_from([sex, sex, "unknown"])),
        "insurance_no": _spoiled(draw, draw(st.sampled_from(["0123456789", "1234567890", national]))),
        "commune": _spoiled(draw, draw(st.sampled_from(["02923", "26740", "00004"]))),
        "payer_code": _spoiled(draw, "0100109106"),
    }


def _spoiled(draw: st.DrawFn, number: str) -> str | None:
    bare = number.lstrip("0")
    power = f"{bare[0]}.{bare[1:]}E+{len(bare) - 1}"
    ways = [number, bare, f"{bare}.0", power, None]
    wrong = ["-", "012", f"{bare[:3]} {bare[3:]}", "không có", number[1:], f"{number}0", "1.5E+10"]
    return draw(st.sampled_from(wrong if draw(st.integers(0, 60)) == 0 else ways))


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(people(), min_size=1, max_size=12), size=st.integers(1, 12))
def test_both_pad_the_same_values(rows: list[Row], size: int) -> None:
    table = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS})
    watch = Watch(COLUMNS, {})
    for batch in table.to_batches(max_chunksize=size):
        watch.see(batch)
    told = watch.padding.apply(table.combine_chunks().to_batches()[0]).to_pylist()
    assert told == with_zeros(rows)
    for one in watch.padding.columns:
        before = [row[one.column] for row in rows]
        after = [row[one.column] for row in told]
        assert one.padded_n == sum(old != new for old, new in zip(before, after, strict=True))
        assert one.filled_n == sum(text is not None for text in before)
        assert {len(text) for text in after if text is not None and text.isdigit()} <= {one.kind.digits}
