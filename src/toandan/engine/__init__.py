"""The one door to the query engine."""

from toandan.engine.session import Engine, open_engine

__all__ = ["Engine", "open_engine"]
