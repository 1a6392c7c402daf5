"""Where the lake, the settings and the keys of an office lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from platformdirs import user_config_path, user_data_path

from toandan.errors import BadInput, NotAllowed

APPLICATION = "toandan"


@dataclass(frozen=True, slots=True)
class Home:
    """One office's folder."""

    root: Path

    @property
    def lake(self) -> Path:
        """The lake."""
        return self.root / "lake"

    @property
    def settings(self) -> Path:
        """The settings file (YAML); it may be missing."""
        return self.root / "settings.yaml"


def find_home(explicit: Path | None, environ: Mapping[str, str]) -> Home:
    """The home that was named, else TOANDAN_HOME, else the user's data folder."""
    named = explicit or (Path(environ["TOANDAN_HOME"]) if environ.get("TOANDAN_HOME") else None)
    return Home((named or user_data_path(APPLICATION)).expanduser().absolute())


def keys_path(home: Home, environ: Mapping[str, str]) -> Path:
    """The key file: TOANDAN_KEYS, else the settings' ``keys``, else the user's config folder; never inside the lake."""
    named = environ.get("TOANDAN_KEYS") or _settings(home).get("keys")
    path = home.root / Path(named).expanduser() if named else user_config_path(APPLICATION) / "keys.json"
    if path.resolve().is_relative_to(home.lake.resolve()):
        raise NotAllowed(
            what="the keys may not lie inside the lake",
            where=str(path),
            why="whoever copies the lake would have its keys",
            do="move the key file elsewhere and name it with TOANDAN_KEYS",
        )
    return path


def _settings(home: Home) -> dict[str, str]:
    try:
        content = yaml.safe_load(home.settings.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise BadInput(
            what="the settings cannot be read", where=str(home.settings), do="correct the YAML"
        ) from problem
    if content is not None and not isinstance(content, dict):
        raise BadInput(
            what="the settings are not a list of names and values",
            where=str(home.settings),
            do="write `name: value` lines",
        )
    return {str(name): str(value) for name, value in (content or {}).items()}
