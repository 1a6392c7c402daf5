"""Registers made directly in the layout the lake keeps, of any number of provinces, in bounded memory.

Ids are as scattered as keyed hashes (128 bits, rows not sorted by id). One person in fifty holds
the card in the next province, one in twenty an earlier card beside the present one, one in ten
no card; two in a hundred stand in the population register without a personal id and three in a
hundred cards carry none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toandan.lake.card import Card, Source
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.scope import Scope
from toandan.lake.snapshot import ROWS, Snapshot, SnapshotId
from toandan.lake.text import sha256_of
from toandan.places.load import atlas
from toandan.registers.columns import arrow_schema
from toandan.schemas.registers import REGISTERS

NEW, AS_OF = date(2025, 7, 1), date(2025, 10, 31)
EPOCH = date(1970, 1, 1)
SEED = 20251031
AWAY, SECOND, WITHOUT_CARD = 50, 0.05, 0.10
NATIONAL, INSURANCE = 1, 2
GROUPS = ("TE", "HS", "DN", "GD", "HT", "CN", "HN", "DT", "BT", "CB", "SV", "HC")
GROUP_ROWS = 122_880
READ = {
    "population": "national_id, birth_date, sex, vintage, commune_code, residence_kind, residence_from, died_on",
    "participation": "insurance_no, national_id, birth_date, sex, group_code, vintage, commune_code, cover_start, cover_end, paid_on",
}


@dataclass(frozen=True)
class Ground:
    """A province with its people, numbered from ``first`` in the country."""

    code: str
    first: int
    people_n: int

    @property
    def scope(self) -> Scope:
        """Where its extracts are of."""
        return Scope(NEW, self.code)

    @cached_property
    def communes(self) -> list[str]:
        """The codes of its communes."""
        return [unit.code for unit in atlas(NEW).communes_under(self.code)]

    @cached_property
    def people(self) -> People:
        """Its people, drawn from its own stream."""
        return People.drawn(self)


@dataclass(frozen=True)
class People:
    """The people of a province, as arrays of one length."""

    number: np.ndarray
    birth: np.ndarray
    home: np.ndarray
    sex: np.ndarray

    @classmethod
    def drawn(cls, ground: Ground) -> People:
        """Drawn the same whenever the same province is asked for."""
        draw = np.random.default_rng([SEED, int(ground.code)])
        n = ground.people_n
        return cls(
            np.arange(ground.first, ground.first + n),
            draw.integers(-14_000, 20_000, n).astype("int32"),
            draw.integers(0, len(ground.communes), n).astype("int32"),
            draw.integers(0, 2, n).astype("int8"),
        )

    def take(self, chosen: np.ndarray) -> People:
        """Some of them."""
        return People(self.number[chosen], self.birth[chosen], self.home[chosen], self.sex[chosen])


def grounds(people_n: int, codes: Sequence[str]) -> list[Ground]:
    """So many people spread over the provinces in proportion to their communes."""
    weights = np.array([len(Ground(code, 0, 0).communes) for code in codes], dtype="float64")
    ends = np.round(np.cumsum(weights) / weights.sum() * people_n).astype("int64")
    starts = np.concatenate([[0], ends[:-1]])
    return [
        Ground(code, int(start), int(end - start))
        for code, start, end in zip(codes, starts, ends, strict=True)
    ]


def days(values: np.ndarray, gaps: np.ndarray | None = None) -> pa.Array:
    """Days since 1970 as dates; missing where ``gaps``."""
    return pa.array(values.astype("int32"), pa.int32(), mask=gaps).cast(pa.date32())


def _mixed(values: np.ndarray) -> np.ndarray:
    """SplitMix64: every bit of the result depends on every bit of the number."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def ids(values: np.ndarray, kind: int, gaps: np.ndarray) -> pa.Array:
    """A 16-byte id per number, as scattered as a keyed hash; missing where ``gaps``."""
    left = _mixed(values.astype("uint64") + np.uint64(kind << 40))
    right = _mixed(left ^ np.uint64(0x5851F42D4C957F2D))
    raw = pa.Array.from_buffers(
        pa.binary(16), len(values), [None, pa.py_buffer(np.stack([left, right], 1).tobytes())]
    )
    kept = pc.if_else(pa.array(gaps), pa.scalar(None, raw.type), raw)
    return pa.ExtensionArray.from_storage(pa.uuid(), kept)


def picked(names: Sequence[str], index: np.ndarray) -> pa.Array:
    """The names at the positions."""
    return pa.DictionaryArray.from_arrays(pa.array(index.astype("int32")), list(names)).cast(pa.string())


def table(register: str, rows_n: int, columns: dict[str, pa.Array]) -> pa.Table:
    """The columns in the stored layout; what is not given is empty."""
    schema = arrow_schema(REGISTERS[register].stored)
    made = {
        field.name: columns.get(field.name, pa.nulls(rows_n, field.type))
        for field in schema
        if field.name != "row_n"
    }
    return pa.table({"row_n": pa.array(np.arange(1, rows_n + 1)), **made}, schema=schema)


def _group_of(birth: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Groups as ages have them: infants, pupils, workers, households, pensioners, and a few of every kind."""
    age = ((AS_OF - EPOCH).days - birth) // 365
    usual = np.select([age < 6, age < 18, age < 60], [0, 1, np.where(chance < 0.5, 2, 3)], 4)
    return np.where(chance > 0.9, 5 + (chance * 1_000).astype("int64") % (len(GROUPS) - 5), usual)


def population(ground: Ground) -> pa.Table:
    """The population extract of a province."""
    people, n = ground.people, ground.people_n
    draw = np.random.default_rng([SEED, int(ground.code), 1])
    return table(
        "population",
        n,
        {
            "national_id": ids(people.number, NATIONAL, draw.random(n) < 0.02),
            "birth_date": days(people.birth),
            "birth_precision": picked(["day"], np.zeros(n)),
            "sex": picked(["male", "female"], people.sex),
            "vintage": days(np.full(n, (NEW - EPOCH).days)),
            "commune_code": picked(ground.communes, people.home),
            "residence_kind": picked(["permanent", "temporary"], draw.random(n) < 0.05),
        },
    )


def participation(ground: Ground, neighbour: Ground) -> pa.Table:
    """The participation extract of a province: its people's cards, and those of people of ``neighbour`` held here."""
    draw = np.random.default_rng([SEED, int(ground.code), 2])
    own = ground.people.take(np.flatnonzero(ground.people.number % AWAY != 0))
    guests = neighbour.people.take(np.flatnonzero(neighbour.people.number % AWAY == 0))
    kept = np.flatnonzero(draw.random(len(own.number)) >= WITHOUT_CARD)
    holders = [own.take(kept), guests]
    number, birth, sex = (
        np.concatenate([getattr(some, name) for some in holders]) for name in ("number", "birth", "sex")
    )
    home = np.concatenate([own.home[kept], draw.integers(0, len(ground.communes), len(guests.number))])
    first_n = len(number)
    again = np.flatnonzero(draw.random(first_n) < SECOND)
    order = draw.permutation(first_n + len(again))
    holder = np.concatenate([np.arange(first_n), again])[order]
    is_first = (np.arange(first_n + len(again)) < first_n)[order]
    n = len(holder)
    groups = _group_of(birth[holder], draw.random(n))
    start = (date(2025, 1, 1) - EPOCH).days + (holder * 7919) % 300 - np.where(is_first, 0, 365)
    return table(
        "participation",
        n,
        {
            "insurance_no": ids(number[holder], INSURANCE, np.zeros(n, bool)),
            "national_id": ids(number[holder], NATIONAL, draw.random(n) < 0.03),
            "birth_date": days(birth[holder]),
            "birth_precision": picked(["day"], np.zeros(n)),
            "sex": picked(["male", "female"], sex[holder]),
            "group_code": picked(GROUPS, groups),
            "benefit_digit": picked(["4"], np.zeros(n)),
            "vintage": days(np.full(n, (NEW - EPOCH).days)),
            "commune_code": picked(ground.communes, home[holder]),
            "cover_start": days(start),
            "cover_end": days(start + 365),
            "paid_on": days(start - 5),
        },
    )


def commit(home: Home, register: str, scope: Scope, rows: pa.Table, as_of: date = AS_OF) -> Snapshot:
    """The rows as a committed snapshot, marked synthetic."""
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="bench", keyring=None) as writer, writer.staging("bench") as folder:
        pq.write_table(rows, folder / ROWS, compression="zstd", row_group_size=GROUP_ROWS)
        name = SnapshotId(register, scope, as_of, writer.next_version(register, scope, as_of))
        card = Card(
            id=str(name),
            origin="made by bench/made.py",
            sources=(Source("none", 0, "0" * 64, rows.num_rows),),
            received_at="2025-11-01T00:00:00+00:00",
            received_n=rows.num_rows,
            accepted_n=rows.num_rows,
            quarantined_n=0,
            files={ROWS: sha256_of(folder / ROWS)},
            legal_basis="none: synthetic",
            synthetic=True,
            layout=f"{register}/1",
            places_version="bench",
            software_version="bench",
        )
        return writer.commit_snapshot(folder, card)
