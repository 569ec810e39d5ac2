"""NewsdiffApp: the library on screens, its keys and its looks."""

import asyncio
import gc
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Key, Resize
from textual.filter import Monochrome, NoColor

from store.errors import StoreError
from store.library import Library
from store.model import Card, Deed, Story
from store.text import safe_line
from tui import wording
from tui.aside import Work
from tui.config import Config
from tui.driver import Thrift, thrifty
from tui.jobs import Job, Jobs
from tui.keys import bindings, keyed, keymap, shown
from tui.screens.desk import Desk, told
from tui.themes import themes
from tui.widgets.bars import TitleBar
from tui.widgets.keybar import KeyBar

POLL = 1.0  # seconds between looks at whether another process changed the library


class NewsdiffApp(App[None]):
    """The reader's desk over one library."""

    # The home screen's styles are read with the app's: read later, they cost a second pass before the first frame.
    CSS_PATH = "screens/compare.tcss"
    TITLE = "newsdiff"
    DEFAULT_MODE = "home 0"
    ENABLE_COMMAND_PALETTE = False  # ours is opened by our own keys, with our own commands
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")

    def __init__(self, db: Path, config: Config | None = None, theme: str | None = None) -> None:
        """Open the library at `db`, made on first use; `theme` is for this time, in the place of the one in `config`."""
        super().__init__()
        self.library = Library(db)
        self.config = config or Config()
        self.jobs = Jobs(self)
        self.changes = 0  # counts what changed in the library, here or in another process
        self._version = self.library.version()
        self._homes = 0  # counts the home screens: each is the ground of a stack of its own
        self.add_mode("home 0", self._home)
        for ours in themes():
            self.register_theme(ours)
        self._dress(theme or self.config.theme)
        if self.no_color:  # no colour at all: greys would be black on black where a terminal has few
            self._filters = [*(f for f in self._filters if not isinstance(f, Monochrome)), NoColor()]
        if self.config.keys:
            self.set_keymap(keymap(self.config.keys))

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver, made to send little."""
        return thrifty(super().get_driver_class())

    def _dress(self, theme: str) -> None:
        """Put the theme on before anything is parsed, so that no style is parsed twice before the first frame."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        if self.current_theme.ansi:
            self._refresh_truecolor_filter(self.ansi_theme)

    def _home(self) -> Desk:
        if self.library.counts()["stories"]:
            from tui.screens.compare import CompareScreen

            home: Desk = CompareScreen(self.library)
        else:
            from tui.screens.welcome import WelcomeScreen

            home = WelcomeScreen(self.library)
        home._css_update_count = self._css_update_count  # its styles are read; Textual would parse all of them again
        return home

    def go_home(self) -> None:
        """Put the right home screen in the place of the one that is there, and say there what was said here."""
        old, bar = self.current_mode, self._bar()
        self._homes += 1
        self.add_mode(f"home {self._homes}", self._home)
        self.switch_mode(f"home {self._homes}")
        self.remove_mode(old)
        self.call_after_refresh(lambda: self._bar().tell(bar.told, closes=bar.closes))

    def open_library(self, path: Path) -> None:
        """Leave the open library for the one at `path`."""
        old, library = self.library, Library(path)
        self.remember_place()
        self.library = library
        self._version = library.version()
        self.go_home()
        self.call_after_refresh(old.close)  # when no screen reads it any more

    def open_demo(self) -> None:
        """Open the demo library, made on first use from the packaged pages by the real pipeline."""
        from tui.jobs import demo_pages
        from tui.paths import demo_path

        path, pages = demo_path(), demo_pages()
        self.jobs.start(
            "Reading the demo", Work("ingest", (path, pages, self.config.limits)), lambda: self.open_library(path)
        )

    def on_mount(self) -> None:
        """Begin to look for what other processes change, and for the end of the terminal."""
        self.set_interval(POLL, self._poll)
        if not self.is_headless:
            for sign in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(sign, self._leave)
        self.call_after_refresh(_collect)

    @told
    def _poll(self) -> None:
        version = self.library.version()
        if version != self._version:
            self.changed()

    # Saying what happened

    def changed(self) -> None:
        """Show what is true now: something in the library changed."""
        self._version = self.library.version()
        self.changes += 1
        screen = self.screen
        if isinstance(screen, Desk):
            screen.seen = self.changes
            screen.reload()
            self.show_state(screen)

    def show_state(self, screen: Desk) -> None:
        """Write into a screen's title bar what the library holds."""
        counts = self.library.counts()
        words = {"articles": "article", "accusations": "accusation", "denials": "denial", "decisions": "decision"}
        holds = [wording.plural(counts[name], word) for name, word in words.items()]
        screen.query_one(TitleBar).say(holds=holds, doing=self.jobs.progress())

    def keyed(self, text: str) -> str:
        """Return a text of ours with each "{id}" in it as the key that does it now."""
        return keyed(text, self.config.keys)

    def say(self, text: str) -> None:
        """Say what was done, for a while."""
        self._bar().tell(safe_line(text))

    def complain(self, error: StoreError | str) -> None:
        """Say in one sentence what went wrong, until the reader closes it."""
        self._bar().tell(safe_line(str(error)), closes=self.keyed("{app.back}"))
        self.screen.refresh_bindings()

    def _bar(self) -> KeyBar:
        """Return where messages are shown: in the lowest line of what one reads, be it under a dialog."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Desk)).query_one(KeyBar)

    async def run_action(self, *args: object, **kwargs: object) -> bool:
        """Run an action; an expected failure of the library becomes a sentence."""
        try:
            return await super().run_action(*args, **kwargs)  # type: ignore[arg-type]
        except StoreError as error:
            self.complain(error)
            return True

    # Long jobs

    def on_job_stepped(self, message: Job.Stepped) -> None:
        """Show how far the job is."""
        self.jobs.stepped(message)

    @told
    def on_job_ended(self, message: Job.Ended) -> None:
        """Say what came of the job, and show it."""
        self.jobs.ended(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to stop a job only while one runs, and to go back only where there is somewhere to go."""
        if action == "cancel":
            return self.jobs.running is not None
        return len(self.screen_stack) > 1 or bool(self._bar().closes) if action == "back" else True

    def on_key(self, event: Key) -> None:
        """Tell who presses the keys that end other programs which one ends this."""
        if event.key == "ctrl+c":
            self.say(self.keyed("{app.quit} quits"))

    def on_resize(self, event: Resize) -> None:
        """Draw all anew in a terminal that had other sizes meanwhile: in one that has another, Textual does."""
        if event.size == self.size:
            self.action_redraw()

    def action_redraw(self) -> None:
        """Draw the whole screen anew."""
        if isinstance(self._driver, Thrift):
            self._driver.redraw()

    def action_cancel(self) -> None:
        """Stop the running job."""
        self.jobs.cancel()

    # Leaving newsdiff

    async def action_quit(self) -> None:
        """Remember where one is and leave."""
        self._leave()

    def _leave(self) -> None:
        """Leave, by `q` or since the terminal was closed. The job that runs stops meanwhile: nobody waits for both."""
        self.action_cancel()
        self.remember_place()
        self.exit()

    def on_unmount(self) -> None:
        """Stop the job that runs, however the app ends."""
        self.action_cancel()

    def remember_place(self) -> None:
        """Keep where the reader is, for the next time."""
        from tui.screens.compare import CompareScreen

        for screen in self.screen_stack:
            if isinstance(screen, CompareScreen):
                screen.leave()

    def read(self, card: Card) -> None:
        """Open the article at the claim."""
        self.read_at(card.claim.article, claim=card.claim.key)

    def read_at(self, url: str, *, claim: str = "", words: str = "", marking: bool = False) -> None:
        """Open the article at the claim with this key, or at these words; to mark a sentence there."""
        from tui.screens.reader import ReaderScreen

        self.library.article(url)  # one that is not there any more is said here, before a screen opens on nothing
        self.push_screen(ReaderScreen(self.library, url, claim, words, marking=marking))

    def go_to_story(self, story: int, claim: str = "") -> None:
        """Go to the home screen with this story chosen."""
        from tui.screens.compare import CompareScreen

        while not isinstance(self.screen, CompareScreen) and len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, CompareScreen):
            self.screen.go_to(story, claim)

    async def action_back(self) -> None:
        """Close the error that is told, or else the screen on top, if it is not the home screen."""
        if self._bar().closes:
            self._bar().hush()
            self.screen.refresh_bindings()
        elif len(self.screen_stack) > 1:
            await self.pop_screen()

    def copy(self, text: str, what: str) -> None:
        """Copy outside text, made safe."""
        from tui.clipboard import copy

        driver = self._driver
        done = copy(text, driver.write if driver else lambda _: None)
        self.say(f"Copied {what}" if done else "This is too long for the terminal's clipboard")

    def browse(self, url: str) -> None:
        """Open a web address, and nothing else, in the browser; where there is none, copy it."""
        if not url.startswith(("https://", "http://")):
            self.say("This article came from a file and has no address to open")
            return
        from tui.browser import has_browser

        if has_browser():
            self.open_url(url)
        else:
            self.copy(url, "the address: there is no browser here")

    def action_help(self) -> None:
        """Show every key that works here."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        """Find a command by its name."""
        from textual.command import CommandPalette

        from tui.commands import KeyCommands

        self.push_screen(CommandPalette(providers=[KeyCommands], placeholder="What do you want to do?"))

    def action_failures(self) -> None:
        """List what the running job, or the last, could not do."""
        from tui.screens.failures import FailuresScreen

        self.push_screen(FailuresScreen((self.jobs.running or self.jobs).failures))

    def action_search(self) -> None:
        """Search as one types."""
        from tui.screens.search import SearchScreen

        self.push_screen(SearchScreen(self.library))

    def action_saved(self) -> None:
        """Open all decisions."""
        from tui.screens.saved import SavedScreen

        self.push_screen(SavedScreen(self.library))

    def action_matrix(self) -> None:
        """Open the matrix of accusers and targets."""
        from tui.screens.matrix import MatrixScreen

        self.push_screen(MatrixScreen(self.library, self.story()))

    def action_timeline(self) -> None:
        """Open the story's timeline."""
        from tui.screens.timeline import TimelineScreen

        if story := self.story():
            self.push_screen(TimelineScreen(self.library, story))

    def action_sources(self) -> None:
        """Open what one follows."""
        from tui.screens.sources import SourcesScreen

        self.push_screen(SourcesScreen(self.library))

    def action_settings(self) -> None:
        """Choose theme, keys and limits."""
        from tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.library))

    def action_add(self) -> None:
        """Ask what to add and add it."""
        from tui.screens.ask import Ask

        hint = "Addresses, or paths of saved pages and text files, with blanks between; “quote” a path with blanks"
        self.push_screen(Ask("Add to the library", self._add, hint=hint))

    def _add(self, line: str) -> None:
        from tui.typed import inputs

        self.jobs.start("Adding", Work("ingest", (self.library.path, inputs(line), self.config.limits)))

    def action_refresh_all(self) -> None:
        """Fetch what is new from every source."""
        self.refresh_sources(None)

    def refresh_sources(self, urls: Sequence[str] | None) -> None:
        """Fetch what is new from these sources, or from all."""
        if not self.library.sources():
            self.say(self.keyed("You follow no sources yet; {app.sources} opens the screen to add some"))
            return
        self.jobs.start("Refreshing", Work("refresh", (self.library.path, urls, self.config.limits)))

    def action_export(self) -> None:
        """Ask for a file and write decisions or a story to it."""
        from tui.screens.export import ExportScreen

        self.push_screen(ExportScreen(self.library, self.story()))

    def story(self) -> Story | None:
        """Return the story that the home screen shows."""
        from tui.screens.compare import CompareScreen

        return next((screen.story for screen in self.screen_stack if isinstance(screen, CompareScreen)), None)

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._turned(self.library.undo(), "Undone", "Nothing to undo")

    def action_redo(self) -> None:
        """Make the last undone decision again."""
        self._turned(self.library.redo(), "Done again", "Nothing to redo")

    def _turned(self, deed: Deed | None, done: str, nothing: str) -> None:
        if deed:
            self.changed()
        self.say(f"{done}: {wording.DEEDS[deed]}" if deed else nothing)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as keyboards name it."""
        return shown(binding.key)


def _collect() -> None:
    """Begin to collect garbage, where `newsdiff` started without: until the first frame there is none.

    What there is by then stays, and is never looked through again: a whole collection holds a key for 7 ms, not for 20.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
