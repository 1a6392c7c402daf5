"""The engine a closing is computed on: the embedded one, or a cluster where the settings name one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from toandan.engine.engine import Engine
from toandan.engine.session import Settings, open_engine


@contextmanager
def open_chosen(settings: Settings | None = None) -> Iterator[Engine]:
    """A session of the engine the settings, or else the environment, choose.

    Raises what ``engine.spark.open_cluster`` raises where a cluster is named.
    """
    chosen = settings or Settings.from_environment(os.environ)
    if chosen.cluster is None:
        with open_engine(chosen) as engine:
            yield engine
        return
    from toandan.engine.spark import open_cluster  # noqa: PLC0415  (its client is there only where it is installed)

    with open_cluster(chosen) as cluster:
        yield cluster
