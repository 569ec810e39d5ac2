"""Export: decisions, or a story's pairings, into a file."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from store.errors import StoreError
from store.library import Library
from store.model import State, Story
from tui import wording
from tui.screens.dialog import Dialog, text
from tui.widgets.options import Choice, Options

FORMATS = (("markdown", "Markdown", "md"), ("html", "HTML page", "html"), ("csv", "CSV", "csv"), ("jsonl", "JSON Lines", "jsonl"),
           ("claimreview", "ClaimReview, JSON-LD", "json"))  # fmt: skip
STORY = "story"


class ExportScreen(Dialog):
    """Asks what, in which form, and where to."""

    ENDS = "{options.previous} {options.next} choose · Tab goes on · Enter in the field writes · Esc closes"

    def __init__(self, library: Library, story: Story | None) -> None:
        super().__init__("Export")
        self.library = library
        self.story = story
        self.asked = ""  # the file that the reader was warned of

    def compose_body(self) -> ComposeResult:
        """Yield the choices and the file's name."""
        what = [
            ("", "all decisions"),
            *((s, wording.STATE_WORDS[s]) for s in (State.SAVED, State.MADE, State.REJECTED)),
        ]
        if self.story:
            what.append((STORY, f"this story, unanswered too: {self.story.title}"))
        yield Options(
            [Choice("what", "What", what), Choice("form", "Form", [(f, words) for f, words, _ in FORMATS])], id="what"
        )
        yield Input(self._path("md"), id="file")
        yield text("", classes="error")

    @staticmethod
    def _path(ending: str) -> str:
        return f"~/newsdiff.{ending}"

    @on(Options.Chosen)
    def _chosen(self, event: Options.Chosen) -> None:
        file = self.query_one(Input)
        if event.choice.name == "form":
            ending = next(ending for form, _, ending in FORMATS if form == event.choice.value)
            file.value = str(Path(file.value).with_suffix(f".{ending}"))

    @on(Input.Submitted)
    def _write(self, event: Input.Submitted) -> None:
        path = Path(event.value.strip()).expanduser()
        if path.exists() and self.asked != str(path):
            self.asked = str(path)
            self.query_one(".error").update(f"{path} is there already; Enter again writes over it")  # type: ignore[attr-defined]
            return
        try:
            number = self._export(path)
        except (StoreError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.query_one(".error").update(f"{path} cannot be written: {reason}")  # type: ignore[attr-defined]
            return
        self.dismiss()
        self.desk_app.say(f"{wording.plural(number, 'row')} written to {path}")

    def _export(self, path: Path) -> int:
        from store import export

        what, form = (choice.value for choice in self.query_one(Options).choices)
        if what == STORY and self.story:
            rows = list(export.story_rows(self.library, self.story.id))
        else:
            rows = list(export.decided_rows(self.library.decisions(State(what) if what else None)))
        path.write_text(export.FORMATS[form](rows), encoding="utf-8")
        return len(rows)
