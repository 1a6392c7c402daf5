"""The command line: `toandan …`."""

from toandan.cli.app import main

__all__ = ["main"]
