"""`newsdiff doctor` and `config`: whether all is well, and what is set."""

import json
import os
import platform
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from store.errors import StoreError
from store.library import Library
from tui.config import load
from tui.verbs.context import Chosen, pass_chosen, plainly
from tui.verbs.output import print_json, say

Finding = tuple[str, str, bool]  # what was looked at, what was found, whether that is well


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_chosen
def doctor(chosen: Chosen, as_json: bool) -> None:
    """Check the library, the settings and this computer; exit 1 when something is wrong."""
    findings = [*_computer(), *_settings(chosen), *_library(chosen.library)]
    if as_json:
        print_json({"check": what, "found": found, "well": well} for what, found, well in findings)
    else:
        for what, found, well in findings:
            say(f"{'ok ' if well else 'BAD'}  {what:<10}  {found}")
    sys.exit(0 if all(well for _, _, well in findings) else 1)


def _computer() -> Iterator[Finding]:
    yield "python", f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}", sys.version_info >= (3, 11)
    terminal = f"{os.environ.get('TERM', 'no TERM')}, colours {os.environ.get('COLORTERM', 'as TERM says')}"
    yield "terminal", terminal + (", NO_COLOR" if os.environ.get("NO_COLOR") else ""), True


def _settings(chosen: Chosen) -> Iterator[Finding]:
    try:
        load(chosen.config)
    except StoreError as error:
        yield "settings", str(error), False
    else:
        yield "settings", f"{chosen.config}{'' if chosen.config.exists() else ' (not there; defaults)'}", True


def _library(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield "library", f"{path} is not there yet; the first `newsdiff add` makes it", True
        return
    try:
        library = Library(path)
    except StoreError as error:
        yield "library", str(error), False
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    private = not mode & 0o077
    size = path.stat().st_size / 1_000_000
    yield (
        "library",
        f"{path}, {size:.1f} MB, mode {mode:04o}{'' if private else '; `chmod 600` makes it private'}",
        private,
    )
    problems = library.check()
    yield "integrity", "; ".join(problems) or "sound", not problems
    yield "holds", ", ".join(f"{n} {name}" for name, n in library.counts().items()), True
    for line in library.learned():
        yield "ranking", line, True
    library.close()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_chosen
def config(chosen: Chosen, as_json: bool) -> None:
    """Show the settings in force, and where they and the libraries are kept."""
    from tui.keys import every
    from tui.paths import demo_path

    with plainly():
        settings = load(chosen.config)
    shown = {
        "config": str(chosen.config),
        "library": str(chosen.library),
        "demo": str(demo_path()),
        "theme": settings.theme,
        "keys": {key.id: settings.keys.get(key.id, key.keys) for key in every()},
        "limits": settings.limits._asdict(),
    }
    if as_json:
        print_json([shown])
    else:
        for name, value in shown.items():
            if isinstance(value, dict):
                say(f"[{name}]")
                for entry, setting in value.items():
                    say(f"{entry} = {json.dumps(setting, ensure_ascii=False)}")
            else:
                say(f"{name:<8}  {value}")
