"""Settings: theme, limits and keys; each change holds at once and is written to config.toml."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from store.limits import Limits
from tui import config
from tui.keys import Key, bindings, every, keymap
from tui.screens.desk import Desk, told
from tui.widgets.listing import Listing
from tui.widgets.options import Choice, Options
from tui.widgets.paint import wrap
from tui.widgets.rows import Row, RowList, faint

# Each limit with its words and the values offered; another value that stands in config.toml is offered too.
LIMITS: tuple[tuple[str, str, tuple[float, ...], str], ...] = (
    ("requests", "Requests at once", (4, 8, 16, 32), ""),
    ("per_host", "Of these to one host", (1, 2, 4, 8), ""),
    ("deadline", "Time for a page", (10.0, 30.0, 60.0), " s"),
    ("reading", "Time to read it", (5.0, 10.0, 30.0), " s"),
    ("bytes", "Largest page", (5_000_000, 20_000_000, 50_000_000), " B"),
    ("workers", "Reading processes", (1, 2, 4), ""),
)
COLUMN = 26
TYPED = 16  # cells for the keys
READABLE = 24  # cells that a sentence needs beside them


class KeyList(RowList[tuple[Key, str]]):
    """Every key with the keys that do it now."""

    def rows(self, item: tuple[Key, str], width: int) -> list[Row]:
        """Return a key's lines; what it does stands beside the keys, or beneath them where there is no room."""
        key, now = item
        left = key.id.ljust(COLUMN) + now.ljust(TYPED)
        look = "strong" if now != key.keys else "bar"
        marks = ((0, COLUMN, "faint"), (COLUMN, len(left), look))
        if width < COLUMN + TYPED + READABLE:
            return [Row(left, 0, len(left), marks), *faint(f"  {key.help}", width)]
        rows = [f"{' ' * len(left) if a else left} {key.help[a:b]}" for a, b in wrap(key.help, width - len(left) - 1)]
        return [Row(text, 0, len(text), () if number else marks) for number, text in enumerate(rows)]


class SettingsScreen(Desk):
    """Choices above, keys below."""

    CSS_PATH = "settings.tcss"
    PLACE = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")

    def compose_body(self) -> ComposeResult:
        """Yield choices and keys."""
        with Container(id="settings"):
            yield Options(self._choices(), id="choices")
            yield KeyList(id="keys")

    def _choices(self) -> list[Choice]:
        settings = self.desk_app.config
        themes = [(name, name) for name in config.THEMES]
        at = config.THEMES.index(self.app.theme) if self.app.theme in config.THEMES else 0
        choices = [Choice("theme", "Theme", themes, at)]
        for name, label, offered, unit in LIMITS:
            now = getattr(settings.limits, name)
            standard = getattr(Limits(), name)
            values = sorted({*offered, now, standard})
            usual = values.index(standard)
            choices.append(Choice(name, label, [(v, f"{v:,}{unit}") for v in values], values.index(now), usual))
        return choices

    def on_mount(self) -> None:
        """Show what holds."""
        self.query_one("#choices").border_title = "Theme and limits"
        keys = self.query_one(KeyList)
        keys.border_title = "Keys · Enter changes one"
        self._show_keys()
        self.query_one(Options).focus()
        path = self.desk_app.config.path
        self.place(f"Settings · {path}" if path else "Settings · for this session")

    def _show_keys(self) -> None:
        keys = self.query_one(KeyList)
        chosen = self.desk_app.config.keys
        keys.show_items([(key, chosen.get(key.id, key.keys)) for key in every()], keys.selected, from_top=keys.from_top)

    @on(Options.Chosen)
    @told
    def _chosen(self, event: Options.Chosen) -> None:
        settings, name, value = self.desk_app.config, event.choice.name, event.choice.value
        if name == "theme":
            self._hold(settings._replace(theme=value))
            self.app.theme = value
        else:
            self._hold(settings._replace(limits=settings.limits._replace(**{name: value})))

    @on(Listing.Opened, "#keys")
    def _rebind(self) -> None:
        current = self.query_one(KeyList).current
        if current:
            from tui.screens.ask import Ask

            key, now = current
            hint = f"{key.help} Keys as typed, with blanks between; nothing for the default, {key.keys}"
            self.app.push_screen(
                Ask(f"Keys for {key.label}", lambda line: self._set_key(key, line), now, hint=hint, empty=True)
            )

    def _set_key(self, key: Key, line: str) -> None:
        keys = {**self.desk_app.config.keys, key.id: line}
        if not line or line == key.keys:
            del keys[key.id]
        try:
            mapped = keymap(keys)
        except ValueError as error:
            raise config.ConfigError(str(error)) from error
        self._hold(self.desk_app.config._replace(keys=keys))
        self.app.set_keymap(mapped)
        self._show_keys()

    def _hold(self, settings: config.Config) -> None:
        config.write(settings)
        self.desk_app.config = settings

    def action_pane(self) -> None:
        """Go to the other part."""
        options, keys = self.query_one(Options), self.query_one(KeyList)
        self.set_focus(keys if options.has_focus else options)

    def action_pane_1(self) -> None:
        """Go to theme and limits."""
        self.set_focus(self.query_one(Options))

    def action_pane_2(self) -> None:
        """Go to the keys."""
        self.set_focus(self.query_one(KeyList))
