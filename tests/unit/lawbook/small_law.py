"""A law small enough to read at a glance, and with one thing changed in it."""

from __future__ import annotations

from pathlib import Path

from toandan.lawbook.law import Law, read_law

FILES = {
    "sources.yaml": """\
sources:
  - {id: law, title: A law, title_vi: Luật, number: "1", issuer: NA, issued: 2018-01-01, in_force: null, read: whole, confidence: A}
  - {id: hearsay, title: Hearsay, title_vi: Nghe nói, number: "", issuer: x, issued: null, in_force: null, read: "no", confidence: C}
""",
    "parameters/base/base_salary.yaml": """\
name: Base salary
name_vi: Lương cơ sở
unit: vnd_month
carries: the reference level
carries_vi: mức tham chiếu
values:
  - {start: 2020-01-01, value: 1000000, article: Art 1, sources: [law], confidence: A, verified: true}
  - {start: 2022-01-01, value: 2000000, article: Art 2, sources: [law], confidence: A, verified: true}
""",
    "parameters/base/contribution_rate.yaml": """\
name: Rate
name_vi: Mức đóng
unit: percent
carries: share of the base
carries_vi: tỷ lệ
values:
  - {start: 2020-01-01, value: 4.5, article: Art 3, sources: [law], confidence: A, verified: true}
""",
    "parameters/base/contribution_ceiling.yaml": """\
name: Ceiling
name_vi: Mức tối đa
unit: percent
carries: highest rate
carries_vi: mức cao nhất
values:
  - {start: 2020-01-01, value: 6, article: Art 3, sources: [law], confidence: A, verified: true}
""",
    "parameters/support/support_near_poor.yaml": """\
name: Support
name_vi: Hỗ trợ
unit: percent
carries: least support
carries_vi: hỗ trợ tối thiểu
values:
  - {start: 2020-01-01, value: 70, article: Art 4, sources: [law], confidence: A, verified: true}
""",
    "parameters/base/money_rounding.yaml": """\
name: Rounding
name_vi: Làm tròn
unit: word
carries: how money is rounded
carries_vi: cách làm tròn
values:
  - {start: 2020-01-01, word: half_up, article: none, sources: [hearsay], confidence: D, verified: false}
""",
    "categories/clause-4.yaml": """\
clause: 4
name: Supported
name_vi: Được hỗ trợ
categories:
  - slug: near_poor
    point: a
    article: Law on Health Insurance Art 12.4.a
    name: Near-poor
    name_vi: Cận nghèo
    start: 2020-01-01
    start_verified: true
    confidence: A
    verified: true
    sources: [law]
    terms:
      - {start: 2020-01-01, payer: state_and_person, base: base_salary, support: support_near_poor, months: [3, 6, 12], cover_from: payment, on_change: silent, article: Art 5, sources: [law], confidence: A, verified: true}
    benefits:
      - {start: 2020-01-01, level: 95, article: Art 6, sources: [law], confidence: A, verified: true}
      - {start: 2023-01-01, level: 100, article: Art 7, sources: [law], confidence: A, verified: true}
""",
    "categories/clause-5.yaml": """\
clause: 5
name: Alone
name_vi: Tự đóng
categories:
  - slug: household
    point: a
    article: Law on Health Insurance Art 12.5.a
    name: Household
    name_vi: Hộ gia đình
    start: 2020-01-01
    start_verified: true
    confidence: A
    verified: true
    sources: [law]
    terms:
      - {start: 2020-01-01, payer: person, base: base_salary, months: [3, 6, 12], cover_from: payment, on_change: no_change, article: Art 5, sources: [law], confidence: A, verified: true}
    benefits:
      - {start: 2020-01-01, level: 80, article: Art 6, sources: [law], confidence: A, verified: true}
""",
    "groups/clause-4.yaml": """\
clause: 4
name: Supported
name_vi: Được hỗ trợ
groups:
  - code: CN
    order: 4010
    category: near_poor
    point: a
    article: Art 12.4.a
    name: Near-poor
    name_vi: Cận nghèo
    start: null
    end: null
    is_meaning_known: true
    verified: true
    confidence: A
    sources: [law]
    benefits:
      - {start: null, digit: 3, verified: true, source: law}
      - {start: 2023-01-01, digit: 2, verified: true, source: law}
""",
    "local/lao-cai-1.yaml": """\
id: lao-cai-1
province: "15"
name: Lào Cai
name_vi: Lào Cai
source: law
start: 2021-01-01
end: 2026-01-01
stacking: highest
total_at_most: 100
items:
  - {id: lao-cai-1-near-poor, name: Near-poor, name_vi: Cận nghèo, who: {categories: [near_poor]}, gives: {add: 30}, article: Art 1, confidence: A, verified: true}
  - {id: lao-cai-1-elders, name: Elders, name_vi: Cao tuổi, who: {age_from: 60, age_to: 75, unsupported: true}, gives: {level: 50}, article: Art 1, confidence: A, verified: true, start: 2022-01-01}
""",
}


def write(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """The small law as files, with one text in one file replaced."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name == file:
            assert old in text, old
        path.write_text(text.replace(old, new, 1) if name == file else text, "utf-8")
    return folder


def small_law(folder: Path, file: str = "", old: str = "", new: str = "") -> Law:
    """The small law read."""
    return read_law(write(folder, file, old, new))
