"""The app's looks: dark, light and high contrast in our own colours, two in the terminal's."""

from textual.theme import BUILTIN_THEMES, Theme

# `accusation`, `denial` and `match` are what the screens' styles name; everything else is Textual's vocabulary.
DARK = Theme(
    name="dark",
    primary="#7aa2c8",
    secondary="#8f9bb3",
    accent="#7aa2c8",
    warning="#e0af68",
    error="#e06c75",
    success="#7fb685",
    foreground="#d5d8de",
    background="#16181d",
    surface="#16181d",
    panel="#23262e",
    variables={
        "accusation": "#e5a06e",
        "denial": "#7fc0b4",
        "match": "#f0d98c",
        "faint": "#868d9b",
        "cursor": "#292d35",
        "cursor-away": "#1d2027",
        "border": "#7aa2c8",
        "border-blurred": "#343945",
    },
)
LIGHT = Theme(
    name="light",
    primary="#2b5f8f",
    secondary="#5a6475",
    accent="#2b5f8f",
    warning="#8a5a00",
    error="#b3261e",
    success="#2e6b3a",
    foreground="#1f2328",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#eae9e6",
    dark=False,
    variables={
        "accusation": "#9a4a12",
        "denial": "#0f6a62",
        "match": "#7a4b00",
        "faint": "#636a75",
        "cursor": "#e0e3e7",
        "cursor-away": "#f0efee",
        "border": "#2b5f8f",
        "border-blurred": "#cfcbc1",
    },
)
CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffb000",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables={
        "accusation": "#ffb000",
        "denial": "#66ffff",
        "match": "#ffff00",
        "faint": "#d8d8d8",
        "cursor": "#003c8f",
        "cursor-away": "#2a2a2a",
        "border": "#ffff00",
        "border-blurred": "#ffffff",
    },
)
_ANSI = {"accusation": "ansi_red", "denial": "ansi_cyan", "match": "ansi_yellow", "faint": "ansi_default"}


def _ansi(name: str, extra: dict[str, str]) -> Theme:
    """Return Textual's theme in the terminal's own sixteen colours, with our names in it."""
    base = BUILTIN_THEMES[name]
    variables = {**base.variables, **_ANSI, "cursor": "ansi_default", "cursor-away": "ansi_default", **extra}
    return Theme(**{
        field: getattr(base, field)
        for field in ("primary", "secondary", "warning", "error", "success", "accent", "foreground", "background",
                      "surface", "panel", "boost", "dark", "ansi")
    }, name=name, variables=variables)  # fmt: skip


def suited(theme: str, colours: str | None) -> str:
    """Return the theme to show on a terminal with these colours, as rich names them.

    One with sixteen would draw all of our greys as one; it gets its own colours.
    """
    if colours != "standard" or theme.startswith("ansi"):
        return theme
    return "ansi-light" if theme == "light" else "ansi-dark"


def themes() -> list[Theme]:
    """Return the five themes, in the order of `config.THEMES`."""
    return [DARK, LIGHT, CONTRAST, _ansi("ansi-dark", {"border-blurred": "ansi_bright_black"}), _ansi("ansi-light", {})]
