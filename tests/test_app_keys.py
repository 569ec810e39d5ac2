"""Keys, settings and looks: declared once, kept apart, told in one sentence."""

import re
from pathlib import Path

import pytest
from app_helpers import library, owners, press, reading, seen
from rich.color import Color as Sent
from rich.color import ColorSystem
from textual.binding import Binding
from textual.color import Color

from tui import config, keys
from tui.app import NewsdiffApp
from tui.config import Config, ConfigError, load
from tui.themes import suited, themes

SWALLOWED = ("ctrl+enter", "shift+up", "shift+down", "shift+left", "shift+right", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+m", "ctrl+i",
             "ctrl+h", "ctrl+j", *(f"f{n}" for n in range(1, 25)))  # fmt: skip


def test_ids_are_unique_and_every_key_says_what_it_does() -> None:
    ids = [key.id for key in keys.every()]
    assert len(ids) == len(set(ids))
    for key in keys.every():
        assert key.label and key.help.endswith(".") and key.help[0].isupper(), key.id


def test_no_default_key_is_one_that_terminals_swallow() -> None:
    for key in keys.every():
        assert not set(keys.names(key.keys)) & set(SWALLOWED), key.id


def test_no_two_keys_that_live_together_are_the_same() -> None:
    for group in keys.TOGETHER:
        taken: dict[str, str] = {}
        for context in group:
            for key in keys.CONTEXTS[context]:
                for name in keys.names(key.keys):
                    other = taken.setdefault(name, key.id)
                    assert other == key.id or (other, key.id) in keys.MEANT, (name, other, key.id)


def test_every_context_is_looked_at_for_clashes() -> None:
    assert {context for group in keys.TOGETHER for context in group} == set(keys.CONTEXTS)


def test_every_key_has_its_action() -> None:
    """Each context belongs to a class whose `action_…` methods are just its keys."""
    owned = owners()
    assert owned.keys() == keys.CONTEXTS.keys()
    for context, owner in owned.items():
        bound = {b.id for b in owner.BINDINGS if isinstance(b, Binding)}
        for key in keys.CONTEXTS[context]:
            assert callable(getattr(owner, f"action_{key.action}", None)), key.id
            assert key.id in bound, key.id


def test_keys_are_shown_as_one_types_them() -> None:
    assert [keys.shown(name) for name in keys.names("? / ctrl+r enter * G j")] == [
        "?",
        "/",
        "Ctrl-r",
        "Enter",
        "*",
        "G",
        "j",
    ]


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_settings_are_read(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        'theme = "light"\n[keys]\n"compare.save" = "S A"\ncompare.why = "W"\n"app.saved" = "B"\n[limits]\nper_host = 2\n',
    )
    read = load(file)
    assert read.theme == "light" and read.limits.per_host == 2
    assert read.keys == {"compare.save": "S A", "compare.why": "W", "app.saved": "B"}
    assert load(tmp_path / "none.toml") == Config(path=tmp_path / "none.toml")
    assert load(None) == Config()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("theme = ", "cannot be read as TOML"),
        ('theme = "pink"', "there are dark, light, contrast, ansi-dark, ansi-light"),
        ('colour = "red"', "“colour” is no setting"),
        ('[keys]\n"compare.fly" = "z"', "names “compare.fly”"),
        ('[keys]\n"compare.save" = "x"', "gives “x” to both compare.save and compare.reject"),
        ('[keys]\n"compare.save" = "?"', "gives “?” to both"),
        ('[keys]\n"compare.save" = ""', "without a key"),
        ('[keys]\n"compare.save" = 3', "a key is text"),
        ("[limits]\nspeed = 3", "names “speed”"),
        ('[limits]\nper_host = "two"', "must be a number above zero"),
        ("[limits]\nper_host = 0", "must be a number above zero"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_the_way_out(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text))
    assert says in str(caught.value) and "\n" not in str(caught.value).replace("\n", "", 0).splitlines()[0]


def test_settings_are_written_and_comments_stay(tmp_path: Path) -> None:
    file = write(tmp_path, "# mine\ntheme = 'dark' # night\n[keys]\ncompare.save = 'A'\n")
    settings = load(file)
    config.write(settings._replace(theme="contrast"))
    assert load(file) == settings._replace(theme="contrast")
    assert "# mine" in file.read_text(encoding="utf-8") and "compare.save = 'A'" in file.read_text(encoding="utf-8")


def test_our_texts_name_keys_that_exist() -> None:
    known = {key.id for key in keys.every()}
    code = "".join(file.read_text(encoding="utf-8") for file in (Path(keys.__file__).parent).rglob("*.py"))
    contexts = "|".join(keys.CONTEXTS.keys() - {"claim", "story"})  # those two are also what code calls its values
    named = set(re.findall(rf"\{{((?:{contexts})\.[a-z_0-9]+)\}}", code))
    assert named <= known and len(named) > 12
    assert keys.keyed("{app.help} and {app.undo}", {"app.undo": "Z u"}) == "? and Z"


async def test_the_readers_own_keys_are_named_in_texts(tmp_path: Path) -> None:
    app = NewsdiffApp(tmp_path / "empty.db", Config(keys={"app.add": "A", "app.help": "H"}))
    async with app.run_test() as pilot:
        assert "A  add pages" in seen(app) and "H  shows every key" in seen(app)
        await press(pilot, "A")
        assert "Add to the library" in seen(app)


async def test_the_readers_own_keys_work_and_are_shown(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "Z", config=Config(keys={"compare.save": "Z"})) as (app, _):
        assert "● saved" in seen(app, "#answers") and "Z Save" in seen(app, "KeyBar")


@pytest.mark.parametrize("theme", config.THEMES)
async def test_every_theme_draws_every_look(tmp_path: Path, theme: str) -> None:
    from tui.looks import _LOOKS, looks

    async with reading(library(tmp_path), "2", config=Config(theme=theme)) as (app, _):
        assert looks(app).keys() == _LOOKS.keys()
        assert "Two engineers" in seen(app)


def test_a_terminal_of_sixteen_colours_is_shown_its_own() -> None:
    assert [suited(theme, "standard") for theme in config.THEMES] == [
        "ansi-dark", "ansi-light", "ansi-dark", "ansi-dark", "ansi-light"
    ]  # fmt: skip
    assert [suited("dark", colours) for colours in ("truecolor", "eight_bit", None)] == ["dark"] * 3


async def test_a_theme_for_this_time_is_not_written_with_other_settings(tmp_path: Path) -> None:
    file = write(tmp_path, 'theme = "dark"\n')
    app = NewsdiffApp(library(tmp_path), load(file), "light")
    async with app.run_test() as pilot:
        await press(pilot, "comma", "j", "l")
        assert app.theme == "light"
    assert load(file).theme == "dark" and load(file).limits != Config().limits


def test_the_themes_are_those_that_settings_name() -> None:
    assert tuple(theme.name for theme in themes()) == config.THEMES


async def test_without_colour_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(library(tmp_path), "2", "s", "enter") as (app, _):
        shown = seen(app)
        assert "▲█" in shown and "▼┊" in shown
        for strip in app.screen._compositor.render_strips():
            for line_filter in app._filters:
                strip = strip.apply_filter(line_filter, Color(0, 0, 0))  # noqa: PLW2901
            for segment in strip:
                assert segment.style is None or all(
                    c is None or c.is_default for c in (segment.style.color, segment.style.bgcolor)
                )


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_grounds_stay_themselves_in_256_colours(theme: str) -> None:
    made = next(one for one in themes() if one.name == theme)
    grounds = {name: made.variables[name] for name in ("cursor", "cursor-away", "border-blurred")}
    for name, ground in {**grounds, "background": made.background, "panel": made.panel}.items():
        wanted = Sent.parse(ground or "").get_truecolor()
        given = Sent.parse(ground or "").downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        assert max(abs(a - b) for a, b in zip(wanted, given, strict=True)) <= 16, (name, wanted, given)
