"""The law that ships: nothing wrong in it, and the files are what their published schemas say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from tests.repo.tree import PACKAGE

from toandan.lawbook.checks.run import CHECKS, findings
from toandan.lawbook.law import shipped
from toandan.lawbook.parameter import column_of
from toandan.lawbook.version import LAW
from toandan.places.load import atlas_at
from toandan.places.unit import Level

KIND_OF = {
    "parameters": "parameter",
    "categories": "category",
    "groups": "group",
    "local": "local",
    "reforms": "reform",
    "sources.yaml": "sources",
    "not-coded.yaml": "not-coded",
    "cases": "cases",
    "easy-to-miss.yaml": "easy-to-miss",
}
FILES = sorted(LAW.rglob("*.yaml"))


def kind_of(path: Path) -> str | None:
    """The schema of a file by the folder it lies in."""
    return KIND_OF.get(path.relative_to(LAW).parts[0])


def as_json(path: Path) -> Any:
    """The file as any YAML reader gives it, days as text."""
    loader = yaml.SafeLoader
    return json.loads(json.dumps(yaml.load(path.read_text("utf-8"), Loader=loader), default=str))  # noqa: S506


def test_nothing_is_wrong_in_the_law_that_ships() -> None:
    assert findings(shipped()) == []


def test_the_checks_are_a_list_of_named_functions() -> None:
    assert len(CHECKS) == len({check.__name__ for check in CHECKS})
    assert all(check.__doc__ for check in CHECKS)


@pytest.mark.parametrize(
    "path", [path for path in FILES if kind_of(path)], ids=lambda path: path.relative_to(LAW).as_posix()
)
def test_a_file_is_what_its_schema_says(path: Path) -> None:
    schema = json.loads((LAW / "schemas" / f"{kind_of(path)}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(as_json(path))
    named = path.read_text("utf-8").splitlines()[0]
    assert named.startswith("# yaml-language-server: $schema=")
    assert (path.parent / named.split("=")[1]).resolve() == LAW / "schemas" / f"{kind_of(path)}.json"


def test_reading_the_law_opens_no_table_library() -> None:
    asked = "import sys, toandan.lawbook.law as law; law.shipped(); print('pyarrow' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_every_source_is_cited() -> None:
    law = shipped()
    cited = {name for one in law.parameters.values() for value in one.values for name in value.sources}
    for category in law.categories.values():
        cited |= {name for terms in category.terms for name in terms.sources}
        cited |= {name for benefit in category.benefits for name in benefit.sources}
        cited |= set(category.sources)
    cited |= {name for group in law.groups for name in group.sources}
    cited |= {one.source for group in law.groups for one in group.benefits}
    cited |= {policy.source for policy in law.local.values()}
    cited |= {name for point in law.open_points for name in point.sources}
    assert set(law.sources) - cited == set()


def test_a_local_policy_belongs_to_a_province_of_the_present_map() -> None:
    for policy in shipped().local.values():
        assert atlas_at(policy.start).unit(policy.province, Level.PROVINCE).level is Level.PROVINCE


def test_a_figure_no_rule_computes_with_is_said_to_be_so() -> None:
    """Figures that are only kept and shown stand in not-coded.yaml, and no others do."""
    law = shipped()
    text = "".join(path.read_text("utf-8") for path in (PACKAGE / "rules").glob("*.py"))
    supports = {terms.support for one in law.categories.values() for terms in one.terms}
    spelt = ("ladder_", "share_")  # the rules spell these out of their parts
    unread = {
        name
        for name, figure in law.parameters.items()
        if not re.search(rf"\b{column_of(name, figure.unit)}\b", text)
        and name not in supports
        and not name.startswith(spelt)
    }
    assert unread == {name for point in law.open_points for name in point.figures}


def test_an_open_point_stands_once_and_names_what_is_done() -> None:
    points = shipped().open_points
    assert len({one.id for one in points}) == len(points)
    assert [one.id for one in points if one.what == one.what_vi or one.because == one.because_vi] == []
