"""One step of a benchmark in a process of its own, so that its memory is its own."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

KIB_IN_GIB = 1024**2


@dataclass(frozen=True, slots=True)
class Used:
    """What a stretch of work took; ``peak_gib`` is the largest memory of its process so far, Python included."""

    seconds: float
    cpu: float
    peak_gib: float


class Stopwatch:
    """Counts from when it was made."""

    def __init__(self) -> None:
        self._seconds, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> Used:
        """What was used since."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_GIB
        return Used(time.perf_counter() - self._seconds, time.process_time() - self._cpu, peak)


def apart[**P, T](step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a function of a module gives, computed in a fresh process that ends with it."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(step, *args, **kwargs).result()


def say(text: str) -> None:
    """How far it is, on stderr."""
    print(f"  {text}", file=sys.stderr, flush=True)
