"""Every key of the app, declared once: what footer, palette, help, documentation and the reader's own keymap are made of."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key


class Key(NamedTuple):
    """One thing that a key does."""

    id: str  # "where.what"; the name in config.toml's [keys]
    keys: str  # the default keys as they are typed, with spaces between: "j down"
    label: str  # in the footer and the palette
    help: str  # one sentence
    footer: bool = True
    priority: bool = False  # before any other binding of the key

    @property
    def action(self) -> str:
        """The name of the action that a screen or widget defines as `action_…`."""
        return self.id.partition(".")[2]


APP = (
    Key("app.back", "escape", "Back", "Close what is open and come back to the same place."),
    Key("app.search", "/", "Search", "Search articles, claims and stories as you type."),
    Key(
        "app.undo", "u", "Undo", "Take back what you did last: a judgement, note, star, mark, correction or story edit."
    ),
    Key("app.redo", "ctrl+r", "Redo", "Do again what you took back last.", False),
    Key("app.palette", ": ctrl+p", "Menu", "Find any command by its name.", False),
    Key("app.add", "a", "Add", "Add pages, files or addresses to the library."),
    Key("app.refresh_all", "R", "Refresh all", "Fetch what is new from every source.", False),
    Key("app.cancel", "ctrl+c", "Cancel", "Stop the job that is running; what it stored stays.", False, True),
    Key("app.failures", "!", "What failed", "List what the last job could not read, with the reasons.", False),
    Key("app.saved", "S", "Saved", "Open all decisions, with notes, tags and export."),
    Key("app.matrix", "M", "Who accuses whom", "Open the matrix of accusers and targets.", False),
    Key("app.timeline", "T", "Timeline", "Open the story's accusations and denials by outlet and day.", False),
    Key("app.sources", "I", "Sources", "Open the feeds and sites that you follow.", False),
    Key("app.export", "e", "Export", "Write decisions to a file.", False),
    Key("app.settings", ",", "Settings", "Choose theme, keys and limits.", False),
    Key("app.help", "?", "Help", "Show every key, those of the focused pane first."),
    Key("app.redraw", "ctrl+l", "Redraw", "Draw the screen anew, where something else wrote over it.", False),
    Key("app.quit", "q", "Quit", "Leave newsdiff; it opens again where you are now."),
)

LIST = (
    Key("list.down", "j down", "Down", "Go to the next row.", False),
    Key("list.up", "k up", "Up", "Go to the previous row.", False),
    Key("list.top", "g home", "Top", "Go to the first row.", False),
    Key("list.bottom", "G end", "Bottom", "Go to the last row.", False),
    Key("list.half_down", "ctrl+d", "Half a page down", "Go half a page down.", False),
    Key("list.half_up", "ctrl+u", "Half a page up", "Go half a page up.", False),
    Key("list.page_down", "pagedown space", "Page down", "Go a page down.", False),
    Key("list.page_up", "pageup", "Page up", "Go a page up.", False),
    Key("list.open", "enter", "Open", "Open what is selected at its place in the article."),
)

CLAIM = (
    Key("claim.star", "*", "Star", "Star the claim, or take its star away.", False),
    Key("claim.note", "t", "Note", "Write a note and tags on the pairing, or a note on the claim.", False),
    Key("claim.copy", "y", "Copy", "Copy the quotation.", False),
    Key("claim.cite", "Y", "Cite", "Copy the quotation with who, outlet, date and address.", False),
    Key("claim.browse", "o", "Browser", "Open the article in the browser.", False),
    Key("claim.revisions", "v", "Revisions", "Show what changed between an article's revisions.", False),
    Key("claim.correct", "c", "Correct", "Correct the claim's kind, speaker or target.", False),
)

COMPARE = (
    Key("compare.save", "s", "Save", "Save the pairing: this denial answers this accusation."),
    Key("compare.reject", "x", "Reject", "Reject the pairing, or unpair one made by hand."),
    Key("compare.next_answer", "]", "Next answer", "Go to the next candidate without leaving the claim.", False),
    Key("compare.previous_answer", "[", "Previous answer", "Go to the previous candidate.", False),
    Key("compare.why", "w", "Why", "Show in plain words why the two are paired."),
    Key("compare.split", "b", "Both", "Open both articles side by side.", False),
    Key("compare.mark", "m", "Mark", "Mark a claim that was missed: opens the article to select its sentence.", False),
    Key("compare.pair", "p", "Pair", "Pair the claim by hand with one of your choice."),
    Key("compare.flip", "f", "Flip", "Start from the denials and see what they answer, or the reverse."),
    Key("compare.unanswered", "U", "Unanswered", "Show only what nobody answered, or everything."),
    Key("compare.filter", "F", "Filter", "Choose which claims to show, and in what order.", False),
    Key("compare.clear", "backspace", "Clear filter", "Take the last filter away.", False),
    Key("compare.order", "O", "Order", "Sort by time (the first or the last told first), score or outlet.", False),
    Key("compare.refresh_story", "r", "Refresh", "Fetch what is new from the sources that tell this story.", False),
    Key("compare.story", "E", "Edit story", "Rename the story, merge it with another, or split it.", False),
    Key("compare.pane_1", "1", "Stories", "Go to the stories.", False),
    Key("compare.pane_2", "2", "Claims", "Go to the claims of the story.", False),
    Key("compare.pane_3", "3", "Answers", "Go to what answers the claim.", False),
    Key("compare.next_pane", "tab l right", "Next pane", "Go to the next pane.", False),
    Key("compare.previous_pane", "shift+tab h left", "Previous pane", "Go to the previous pane.", False),
)

PROSE = (
    Key("prose.down", "j down", "Down", "Scroll a line down.", False),
    Key("prose.up", "k up", "Up", "Scroll a line up.", False),
    Key("prose.top", "g home", "Top", "Go to the beginning.", False),
    Key("prose.bottom", "G end", "Bottom", "Go to the end.", False),
    Key("prose.half_down", "ctrl+d", "Half a page down", "Scroll half a page down.", False),
    Key("prose.half_up", "ctrl+u", "Half a page up", "Scroll half a page up.", False),
    Key("prose.page_down", "pagedown space", "Page down", "Scroll a page down.", False),
    Key("prose.page_up", "pageup", "Page up", "Scroll a page up.", False),
    Key("prose.next_claim", "n", "Next claim", "Go to the next claim in the article."),
    Key("prose.previous_claim", "p N", "Previous claim", "Go to the previous claim in the article.", False),
    Key("prose.next_sentence", ")", "Next sentence", "Select the next sentence."),
    Key("prose.previous_sentence", "(", "Previous sentence", "Select the previous sentence.", False),
    Key("prose.extend", "+", "Extend", "Extend the selection by a sentence.", False),
)

READER = (
    Key("reader.mark", "m", "Mark", "Mark the selected sentence, or the claim, as accusation or denial."),
    Key("reader.pair", "P", "Pair", "Pair the claim by hand with one of your choice."),
)

SPLIT = (
    Key("split.side", "tab h l left right", "Other side", "Go to the other article."),
    Key("split.pane_1", "1", "Accusation", "Go to the accusation's article.", False),
    Key("split.pane_2", "2", "Denial", "Go to the denial's article.", False),
    Key("split.save", "s", "Save", "Save the pairing of the two current claims, or pair them by hand."),
    Key("split.reject", "x", "Reject", "Reject the pairing of the two current claims."),
    Key("split.together", "z", "Together", "Scroll the two articles together, or apart."),
)

SEARCH = (
    Key("search.down", "down ctrl+n", "Down", "Go to the next hit while typing.", False),
    Key("search.up", "up", "Up", "Go to the previous hit while typing.", False),
    Key("search.list", "tab", "Hits", "Go from the field to the hits, or back."),
    Key("search.next_hit", "n", "Next hit", "Go to the next hit, out of the field.", False),
    Key("search.previous_hit", "N", "Previous hit", "Go to the previous hit, out of the field.", False),
)

SAVED = (
    Key("saved.remove", "x", "Take back", "Take the decision back."),
    Key("saved.note", "t", "Note", "Write a note and tags on the decision."),
    Key("saved.state", "F", "Filter", "Show only the saved, the rejected or those made by hand."),
    Key("saved.copy", "y", "Copy", "Copy the accusation and its denial.", False),
)

MATRIX = (
    Key("matrix.left", "h left", "Left", "Go to the target on the left.", False),
    Key("matrix.right", "l right", "Right", "Go to the target on the right.", False),
    Key("matrix.scope", "tab", "All stories", "Show this story alone, or all stories."),
)

TIMELINE = (
    Key("timeline.left", "h left", "Earlier", "Go to the day before."),
    Key("timeline.right", "l right", "Later", "Go to the day after."),
)

SOURCES = (
    Key("sources.add_source", "a", "Add source", "Follow a feed or a site."),
    Key("sources.edit", "c", "Edit", "Change the source's address, title or tags."),
    Key("sources.pause", "p", "Pause", "Stop fetching the source, or start again."),
    Key("sources.remove", "x", "Remove", "Follow the source no more; its articles stay."),
    Key("sources.refresh_one", "r", "Refresh", "Fetch what is new from this source."),
    Key("sources.load", "i", "Import", "Import sources from an OPML file or newsboat's urls."),
)

REVISIONS = (
    Key("revisions.earlier", "[ h left", "Earlier", "Show the change before."),
    Key("revisions.later", "] l right", "Later", "Show the change after."),
)

STORY = (
    Key("story.split", "x", "Split off", "Make a new story of the marked articles."),
    Key("story.join", "J", "Join", "Bring another story's articles into this one."),
)

SETTINGS = (
    Key("settings.pane", "tab shift+tab", "Other part", "Go to the keys, or back to theme and limits."),
    Key("settings.pane_1", "1", "Theme and limits", "Go to theme and limits.", False),
    Key("settings.pane_2", "2", "Keys", "Go to the keys.", False),
)

WELCOME = (Key("welcome.demo", "d", "Demo", "Open the demo library, kept apart from your own."),)

OPTIONS = (
    Key("options.next", "l right space", "Next", "Choose the next value.", False),
    Key("options.previous", "h left", "Previous", "Choose the previous value.", False),
    Key("options.any", "backspace", "Any", "Take this choice away.", False),
)

CONTEXTS: Mapping[str, tuple[Key, ...]] = {
    "app": APP,
    "list": LIST,
    "claim": CLAIM,
    "compare": COMPARE,
    "prose": PROSE,
    "reader": READER,
    "split": SPLIT,
    "search": SEARCH,
    "saved": SAVED,
    "matrix": MATRIX,
    "timeline": TIMELINE,
    "sources": SOURCES,
    "revisions": REVISIONS,
    "story": STORY,
    "settings": SETTINGS,
    "welcome": WELCOME,
    "options": OPTIONS,
}

# Which contexts are alive at the same time: two of their keys may not be the same, but where the inner one (named
# first) is meant to win over the outer one.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("list", "claim", "compare", "app"),
    ("prose", "claim", "reader", "app"),
    ("prose", "claim", "reader", "split", "app"),
    ("search", "app"),
    ("list", "saved", "app"),
    ("list", "matrix", "app"),
    ("list", "timeline", "app"),
    ("list", "sources", "app"),
    ("list", "revisions", "app"),
    ("list", "story"),
    ("options", "list", "settings", "app"),
    ("welcome", "app"),
)
MEANT = frozenset({
    ("sources.add_source", "app.add"),  # in the sources screen, `a` adds a source
    ("options.next", "list.page_down"),  # all choices are in sight, so that the space bar can change one
})  # fmt: skip


def every() -> Iterator[Key]:
    """Yield every key, by context."""
    for keys in CONTEXTS.values():
        yield from keys


def names(keys: str) -> list[str]:
    """Return Textual's names of keys written as they are typed: "? ctrl+p" -> ["question_mark", "ctrl+p"]."""
    return [_character_to_key(key) if len(key) == 1 else key.lower() for key in keys.split()]


_SHOWN = {"enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift-Tab", "backspace": "Backspace", "space": "Space",
          "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "pageup": "PgUp",
          "pagedown": "PgDn"}  # fmt: skip

_TYPED = {_character_to_key(character): character for character in map(chr, range(33, 127))}


def shown(key: str) -> str:
    """Return one of Textual's names as keyboards and readers know it: "question_mark" -> "?", "ctrl+r" -> "Ctrl-r"."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return f"Ctrl-{shown(key[5:])}"
    return _TYPED.get(key, key)


def bindings(*contexts: str) -> list[BindingType]:
    """Return the bindings of these contexts, for a class's BINDINGS."""
    return [
        Binding(",".join(names(key.keys)), key.action, key.label, show=key.footer, tooltip=key.help, id=key.id,
                priority=key.priority)
        for context in contexts
        for key in CONTEXTS[context]
    ]  # fmt: skip


_KEYED = re.compile(r"\{([a-z]+\.[a-z_0-9]+)\}")


def keyed(text: str, chosen: Mapping[str, str]) -> str:
    """Return a text of ours with each "{id}" in it as the first key that does it now: "{app.help} shows every key"."""
    known = {key.id: key.keys for key in every()}
    return _KEYED.sub(lambda found: shown(names(chosen.get(found[1], known[found[1]]))[0]), text)


def keymap(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return Textual's keymap for the reader's choices; raise ValueError, one sentence, for what cannot be."""
    known = {key.id: key for key in every()}
    for id_ in chosen:
        if id_ not in known:
            raise ValueError(f"[keys] names “{id_}”, which no key has; `newsdiff config` lists them")
        if not chosen[id_].split():
            raise ValueError(f"[keys] leaves “{id_}” without a key; give it one, or take the line away")
    for group in TOGETHER:
        _no_clash([(key.id, chosen.get(key.id, key.keys)) for context in group for key in CONTEXTS[context]], chosen)
    return {id_: ",".join(names(keys)) for id_, keys in chosen.items()}


def _no_clash(group: list[tuple[str, str]], chosen: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for id_, keys in group:
        for key, name in zip(keys.split(), names(keys), strict=True):
            other = taken.setdefault(name, id_)
            if other != id_ and (other, id_) not in MEANT and (id_ in chosen or other in chosen):
                raise ValueError(f"[keys] gives “{key}” to both {other} and {id_}; choose another key for one of them")
