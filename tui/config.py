"""config.toml: theme, keys and limits as one frozen value."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from store.errors import StoreError
from store.limits import Limits

THEMES = ("dark", "light", "contrast", "ansi-dark", "ansi-light")


class ConfigError(StoreError):
    """config.toml cannot be used; the message is one sentence with the way out."""


class Config(NamedTuple):
    """What the reader chose."""

    theme: str = THEMES[0]
    keys: Mapping[str, str] = MappingProxyType({})  # a key's id -> keys as typed, with spaces between
    limits: Limits = Limits()
    path: Path | None = None  # where the settings screen writes; None keeps changes for the session


def load(path: Path | None) -> Config:
    """Read the file at `path`; one that is not there gives the defaults. Raises `ConfigError`."""
    if path is None or not path.exists():
        return Config(path=path)
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML ({error}); mend it, or move it away") from error
    try:
        return _config(table, path)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error


def _config(table: Mapping[str, Any], path: Path) -> Config:
    unknown = table.keys() - {"theme", "keys", "limits"}
    if unknown:
        raise ValueError(f"“{min(unknown)}” is no setting; there are theme, [keys] and [limits]")
    theme = table.get("theme", THEMES[0])
    if theme not in THEMES:
        raise ValueError(f"theme is “{theme}”, but there are {', '.join(THEMES)}")
    return Config(theme=theme, keys=_keys(table.get("keys", {})), limits=_limits(table.get("limits", {})), path=path)


def _keys(table: Mapping[str, Any]) -> dict[str, str]:
    chosen = dict(_flat_table(table))  # `compare.save = "s"` under [keys] is a table in a table
    for name, value in chosen.items():
        if not isinstance(value, str):
            raise ValueError(f'[keys] {name} is {value!r}, but a key is text, such as "s" or "j down"')
    if chosen:
        from tui.keys import keymap

        keymap(chosen)  # raises for unknown ids and clashes
    return chosen


def _limits(table: Mapping[str, Any]) -> Limits:
    known = {name: type(value) for name, value in Limits()._asdict().items()}
    for name, value in table.items():
        if name not in known:
            raise ValueError(f"[limits] names “{name}”, but there are {', '.join(known)}")
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise ValueError(f"[limits] {name} is {value!r}, but it must be a number above zero")
    return Limits(**{name: known[name](value) for name, value in table.items()})


def write(config: Config) -> None:
    """Write the settings into config.path; comments and order there stay as they are."""
    if config.path is None:
        return
    import tomlkit

    config.path.parent.mkdir(parents=True, exist_ok=True)
    document = tomlkit.parse(config.path.read_text(encoding="utf-8")) if config.path.exists() else tomlkit.document()
    document["theme"] = config.theme
    standard = Limits()._asdict()
    limits = {name: value for name, value in config.limits._asdict().items() if value != standard[name]}
    _put(document, "limits", limits)
    _put(document, "keys", config.keys)
    config.path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _put(document: Any, name: str, wanted: Mapping[str, Any]) -> None:
    """Make a table hold just what is wanted, touching only the lines that differ."""
    had = dict(_flat_table(document.get(name, {})))
    if had == dict(wanted):
        return
    document[name] = dict(wanted)


def _flat_table(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        found += _flat_table(value, f"{prefix}{name}.") if isinstance(value, Mapping) else [(prefix + name, value)]
    return found
