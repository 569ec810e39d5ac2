"""What exists is documented, and what is documented exists."""

import re
from pathlib import Path

import click

from store.export import FORMATS
from store.limits import Limits
from tui.cli import VERBS, main
from tui.config import THEMES
from tui.keys import every

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += commands(inner, (*path, name))
    return found


def test_every_verb_is_in_the_readme_and_the_reverse() -> None:
    table = README.partition("## Verbs")[2].partition("## ")[0]
    named = set(re.findall(r"^\| `newsdiff ([a-z]+)", table, re.M))
    assert named == set(VERBS)


def test_every_command_and_option_says_what_it_does() -> None:
    for path, command in commands(main):
        assert command.get_short_help_str(200), path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.name == "version", (path, parameter.name)


def test_options_named_in_the_readme_exist() -> None:
    known = {option for _, command in commands(main) for p in command.params for option in p.opts} | {"--help"}
    own = re.sub(r"```sh.*?```", "", README, flags=re.S)
    assert set(re.findall(r"(--[a-z][a-z-]+)", own)) <= known


def test_the_table_of_keys_is_as_the_keys_are() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("keys", ROOT / "screenshots" / "keys.py")
    assert spec is not None and spec.loader is not None
    keys = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(keys)
    assert keys.written(README) == README, "run `python screenshots/keys.py`"
    assert all(key.help.endswith(".") and key.label for key in every())


def test_settings_are_documented() -> None:
    for theme in THEMES:
        assert theme in README
    for limit in Limits._fields:
        assert f"`{limit}`" in README
    for name in FORMATS:
        assert name in README


def test_pictures_that_the_readme_shows_are_there() -> None:
    for picture in re.findall(r"\]\((screenshots/[^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
