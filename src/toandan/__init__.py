"""Toàn Dân: universal health insurance for a province or a country."""

from importlib.metadata import version

__all__ = ["software_version"]


def software_version() -> str:
    """The version of this software, as it enters a closing."""
    return version("toandan")
