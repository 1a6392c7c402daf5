"""What is stated about the province: plan, targets, population figures."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from toandan.samples.arrays import Flags, Floats, Ints, whole_parts
from toandan.samples.calibration import Calibration
from toandan.samples.ground import Ground
from toandan.schemas.plan import PLAN
from toandan.schemas.population_figure import POPULATION_FIGURE
from toandan.values.month import Month

COMMUNE_DOCUMENT = "tổng hợp: chỉ tiêu của tỉnh chia theo số dân"


def commune_plans(ground: Ground, calibration: Calibration, residents: Ints) -> Ints:
    """Per present commune: a plan in proportion to its residents; they sum to the province's plan."""
    codes = [unit.code for unit in ground.communes]
    inside = np.array([calibration.area is not None and code in calibration.area.codes for code in codes])
    weight = residents + 1e-9
    if calibration.area is None or inside.all():
        return whole_parts(calibration.plan_n, weight)
    plans = np.zeros(len(codes), dtype=np.int64)
    for part, total in (
        (inside, calibration.area.plan_n),
        (~inside, calibration.plan_n - calibration.area.plan_n),
    ):
        plans[part] = _shared(total, weight, part)
    return plans


def _shared(total: int, weight: Floats, part: Flags) -> Ints:
    return whole_parts(total, weight[part])


def plan_table(ground: Ground, calibration: Calibration, plans: Ints, month: Month) -> pa.Table:
    """The plan register's file: province, communes, targets."""
    year = str(month.year)
    found = [_plan(calibration.province, year, calibration.plan_n, calibration.plan_document)]
    found += [
        _plan(unit.code, year, int(plan), COMMUNE_DOCUMENT)
        for unit, plan in zip(ground.communes, plans, strict=True)
    ]
    found += [
        _row(calibration.province, target.period, "target", target.share, "share_of_population")
        | {"comparison": target.comparison, "document": target.document}
        for target in calibration.targets
    ]
    return _table(found, PLAN.received.names)


def figure_table(calibration: Calibration) -> pa.Table:
    """The population-figure register's file; without rows where nobody stated a figure."""
    found: list[dict[str, str | None]] = [
        {
            "place": calibration.province,
            "date": figure.day.isoformat(),
            "kind": figure.kind,
            "value": str(figure.value),
            "source": figure.source,
            "origin": figure.origin,
        }
        for figure in calibration.figures
    ]
    return _table(found, POPULATION_FIGURE.received.names)


def _plan(place: str, period: str, people: int, document: str) -> dict[str, str | None]:
    return _row(place, period, "plan", str(people), "people") | {
        "comparison": "at_least",
        "document": document,
    }


def _row(place: str, period: str, kind: str, value: str, unit: str) -> dict[str, str | None]:
    return {
        "subject_kind": "place",
        "subject": place,
        "insurance": "health",
        "group_code": None,
        "period": period,
        "kind": kind,
        "value": value,
        "unit": unit,
    }


def _table(found: list[dict[str, str | None]], names: tuple[str, ...]) -> pa.Table:
    schema = pa.schema([(name, pa.string()) for name in names])
    return pa.Table.from_pylist(found, schema=schema)
