"""Where things are kept: the platform's folders, unless the reader says otherwise."""

from pathlib import Path

import platformdirs

APP = "newsdiff"


def library_path() -> Path:
    """Return the reader's own library: one SQLite file under the platform's data folder."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "library.db"


def demo_path() -> Path:
    """Return the demo library, beside the reader's and apart from it."""
    return library_path().with_name("demo.db")


def config_path() -> Path:
    """Return the settings' file."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"
