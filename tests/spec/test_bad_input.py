"""Bad input at the counter, one test each, through the command line: the exit code, and what, where, why and what to do
in both languages. What is no error but must be said (a wage below the floor, a missing fact, money that does not split)
stands in the answer."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from toandan.cli.app import run
from toandan.lawbook.version import LAW

DAY = "2026-07-01"
LABELS = {"en": ("where", "why", "do"), "vi": ("ở đâu", "vì sao", "cách xử lý")}
PLAIN = "birth_date: 1986-03-10, permanent: true, ethnic_minority: false, never_covered: true"
PROPOSAL = (
    (LAW / "reforms" / "students-70-and-farm-95.yaml")
    .read_text("utf-8")
    .partition("changes:")[0]
    .replace("students-70-and-farm-95", "try")
)


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, what it printed, what went wrong."""

    code: int
    out: str
    err: str


def ran(*words: str) -> Ran:
    """The command as the installed program runs it."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(words)
    return Ran(code, out.getvalue(), err.getvalue())


def written(folder: Path, text: str, name: str = "h.yaml") -> str:
    """A file with this text."""
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def households(*homes: tuple[str, ...]) -> str:
    """A file of households, each of these members."""
    listed = (
        f"  - id: H{n}\n    members:\n" + "".join(f"      - {{{member}}}\n" for member in members)
        for n, members in enumerate(homes, 1)
    )
    return "households:\n" + "".join(listed)


def refused(words: tuple[str, ...], said: dict[str, tuple[str, str, str, str]]) -> None:
    """The command ends with 1, prints nothing, and says the four parts in each language."""
    for lang, parts in said.items():
        found = ran(*words, "--lang", lang)
        assert (found.code, found.out) == (1, "")
        what, *rest = found.err.removesuffix("\n").split("\n  ")
        labelled = dict(part.split(": ", 1) for part in rest)
        assert parts[0] in what
        assert what.startswith("toandan: ")
        assert tuple(labelled) == LABELS[lang]
        for part, shown in zip(parts[1:], labelled.values(), strict=True):
            assert part in shown
        assert "Traceback" not in found.err


def test_a_household_with_two_heads(tmp_path: Path) -> None:
    file = written(tmp_path, households(("id: M1, head: true", "id: M2, head: true")))
    refused(
        ("quote", file, "--at", DAY),
        {
            "en": ("more than one head", "h.yaml: H1", "M1, M2 are all marked", "mark one member"),
            "vi": ("nhiều hơn một chủ hộ", "h.yaml: H1", "M1, M2 đều được ghi", "chỉ ghi một thành viên"),
        },
    )


def test_a_member_of_two_households(tmp_path: Path) -> None:
    file = written(tmp_path, households(("id: M1",), ("id: M2", "id: M1")))
    refused(
        ("quote", file, "--at", DAY),
        {
            "en": ("M1 belongs to two households", "H1, H2", "one household of the fiscal year", "leave the"),
            "vi": ("M1 thuộc hai hộ", "H1, H2", "một hộ của năm tài chính", "nơi cư trú"),
        },
    )


def test_a_date_before_the_law(tmp_path: Path) -> None:
    file = written(tmp_path, households(("id: M1",)))
    refused(
        ("quote", file, "--at", "2018-06-30"),
        {
            "en": ("the law of 2018-06-30 is not kept", "base_salary", "begins on 2018-07-01", "a later day"),
            "vi": ("pháp luật của ngày 30/06/2018", "base_salary", "từ 01/07/2018", "từ 01/07/2018 trở đi"),
        },
    )


def test_a_card_code_that_did_not_exist_yet(tmp_path: Path) -> None:
    file = written(tmp_path, households(("id: M1, choose: AK",)))
    refused(
        ("quote", file, "--at", "2023-12-02"),
        {
            "en": ("AK did not exist on 2023-12-02", "H1/M1", "from 2023-12-03", "leave the choice out"),
            "vi": ("AK chưa có", "H1/M1", "từ 03/12/2023", "bỏ trống lựa chọn"),
        },
    )


def test_a_proposal_that_leaves_a_gap(tmp_path: Path) -> None:
    gap = "changes:\n  - {what: parameter, parameter: support_student, start: 2027-09-01}\n"
    file = written(tmp_path, PROPOSAL + gap, "try.yaml")
    refused(
        ("law", "reform", file, "--facts", "none.parquet"),
        {
            "en": ("proposal try cannot be applied", "reforms/try", "not there on every day", "mend the"),
            "vi": ("không áp dụng được đề xuất try", "reforms/try", "không có đủ mọi ngày", "sửa đề xuất"),
        },
    )


def test_a_proposal_that_contradicts_itself(tmp_path: Path) -> None:
    twice = "".join(
        f"  - {{what: parameter, parameter: support_student, start: 2027-09-01, value: {value}}}\n"
        for value in (70, 80)
    )
    file = written(tmp_path, PROPOSAL + "changes:\n" + twice, "try.yaml")
    refused(
        ("law", "diff", "2027-08-31", "2027-09-01", "--reform", file),
        {
            "en": ("proposal try cannot be applied", "reforms/try", "twice for the same days", "mend the"),
            "vi": ("không áp dụng được đề xuất try", "reforms/try", "hai lần trong cùng", "sửa đề xuất"),
        },
    )


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    """One file with a wage below the floor, a wage nobody stated and one that does not split, quoted in both languages."""
    home = households(
        (f"id: LOW, {PLAIN}, titles: [employee], wage: 1000000",),
        (f"id: NONE, {PLAIN}, titles: [employee]",),
        (f"id: ODD, {PLAIN}, titles: [employee], wage: 10000034",),
    )
    file = written(tmp_path_factory.mktemp("quoted"), home)
    return {lang: ran("quote", file, "--at", DAY, "--lang", lang) for lang in ("en", "vi")}


def part(found: Ran, label: str) -> str:
    """What is printed about one member and the household's total."""
    assert (found.code, found.err) == (0, "")
    return found.out.partition(f"/ {label}")[2].partition("\n\n\n")[0].partition(f"\nH{label}")[0]


def test_a_wage_below_the_floor(answers: dict[str, Ran]) -> None:
    for lang, floor, money in (
        ("en", "lowest wage base", "113,850 đồng a month"),
        ("vi", "mức lương tối thiểu làm căn cứ đóng", "113.850 đồng/tháng"),
    ):
        said = part(answers[lang], "LOW")
        assert floor in said
        assert money in said
    assert "Law on Social Insurance Art 31.1.đ" in part(answers["en"], "LOW")


def test_a_missing_fact(answers: dict[str, Ran]) -> None:
    for lang, unsure, left_out in (
        ("en", "cannot tell the premium, because the wage is not known", "not counted, no amount: NONE"),
        ("vi", "chưa tính được mức đóng, vì chưa biết tiền lương", "chưa tính được, không cộng: NONE"),
    ):
        said = part(answers[lang], "NONE")
        assert unsure in said
        assert left_out in said


def test_money_that_does_not_split_into_whole_dong(answers: dict[str, Ran]) -> None:
    """450,002 đồng cannot be cut in thirds: the employer's part is rounded, the worker pays the rest, nothing is lost."""
    for lang, month in (("en", r"([\d,]+) đồng a month"), ("vi", r"([\d.]+) đồng/tháng")):
        amounts = [re.sub(r"\D", "", text) for text in re.findall(month, part(answers[lang], "ODD"))]
        premium, *parts = map(int, amounts)
        assert (premium, sum(parts)) == (450_002, 450_002)
        assert parts[:2] == [300_001, 150_001]
