"""The one door to the query engine."""

from toandan.engine.chosen import open_chosen
from toandan.engine.engine import Engine
from toandan.engine.session import Embedded, open_engine

__all__ = ["Embedded", "Engine", "open_chosen", "open_engine"]
