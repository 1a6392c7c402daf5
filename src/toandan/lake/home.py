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
    """The key file: TOANDAN_KEYS, else ``keys`` of the settings, else the user's config folder.

    The settings' path starts at the home. Raises NotAllowed for a place inside the lake.
    """
    path = _named_keys(home, environ)
    if path.resolve().is_relative_to(home.lake.resolve()):
        raise NotAllowed(
            what="the keys may not lie inside the lake",
            where=str(path),
            why="whoever copies the lake would have its keys",
            do="move the key file elsewhere and name it with TOANDAN_KEYS",
        )
    return path


def _named_keys(home: Home, environ: Mapping[str, str]) -> Path:
    if environ.get("TOANDAN_KEYS"):
        return Path(environ["TOANDAN_KEYS"]).expanduser().absolute()
    named = settings_of(home).get("keys")
    if named is None:
        return user_config_path(APPLICATION) / "keys.json"
    if not isinstance(named, str):
        raise BadInput(
            what="the settings name no key file", where=f"{home.settings}, keys", do="write `keys: PATH`"
        )
    return home.root / Path(named).expanduser()


def settings_of(home: Home) -> dict[str, object]:
    """The settings by name; none without a file. Raises BadInput for a file that holds none."""
    try:
        content = yaml.safe_load(home.settings.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as problem:
        raise BadInput(
            what="the settings cannot be read",
            where=str(home.settings),
            why="the file is no YAML that this user may read",
            do="correct it, or move it away",
        ) from problem
    if content is not None and not isinstance(content, dict):
        raise BadInput(
            what="the settings are not a list of names and values",
            where=str(home.settings),
            do="write `name: value` lines",
        )
    return {str(name): value for name, value in (content or {}).items()}
