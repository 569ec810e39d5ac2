"""How things look: each look a style made from the theme's variables, lying upon whatever ground is beneath it.

Our widgets draw line by line and take their looks from here. Textual's component classes would give the same, but are
matched against every rule for each widget at each change of focus: a third of the time to the first frame.
"""

from collections.abc import Mapping
from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color

# look -> (theme variable of its colour, of its ground, attributes)
_LOOKS: Mapping[str, tuple[str, str, str]] = {
    "": ("", "", ""),
    "title": ("foreground", "", ""),
    "strong": ("", "", "bold"),
    "faint": ("faint", "", ""),
    "bar": ("accent", "", "bold"),
    "key": ("accent", "", "bold"),
    "chip": ("", "", "reverse"),
    "picked": ("", "", "reverse bold"),
    "cursor": ("", "cursor", ""),
    "cursor-away": ("", "cursor-away", ""),
    "match": ("match", "", "underline"),
    "good": ("success", "", "bold"),
    "bad": ("warning", "", "bold"),
    "error": ("error", "", "reverse bold"),
    "bad-faint": ("warning", "", ""),
    "added": ("success", "", "bold underline"),
    "removed": ("error", "", "strike"),
    # Who speaks, on a card and in the margin, and the words themselves in an article: told apart without colour too.
    "accusation-name": ("accusation", "", ""),
    "denial-name": ("denial", "", ""),
    "accusation-words": ("accusation", "", "underline"),
    "denial-words": ("denial", "", "italic"),
    "current": ("", "cursor", "bold"),
    "selected": ("", "", "reverse"),
}
_made: dict[str, Mapping[str, Style]] = {}  # by theme


def looks(app: App[Any]) -> Mapping[str, Style]:
    """Return every look in the app's theme."""
    if app.theme not in _made:
        variables = app.theme_variables
        _made[app.theme] = {
            name: Style.from_color(_color(variables, color), _color(variables, ground)) + Style.parse(attributes)
            for name, (color, ground, attributes) in _LOOKS.items()
        }
    return _made[app.theme]


def _color(variables: Mapping[str, str], name: str) -> Any:
    return Color.parse(variables[name]).rich_color if name else None
