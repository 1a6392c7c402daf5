"""Random numbers: one stream per question, so that a new question changes no other answer."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from toandan.samples.arrays import Random


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of one seed."""

    seed: int

    def of(self, name: str) -> Random:
        """The stream of that name, from its beginning."""
        entropy = np.random.SeedSequence([self.seed, crc32(name.encode())])
        return np.random.Generator(np.random.PCG64(entropy))
