"""Making outside text safe to show: the one cleaning function, used where text enters the store and where it leaves."""

import re

# C0 but for tab and newline, DEL and C1; zero-width and bidi controls and isolates; line and paragraph separators;
# interlinear annotation; byte-order mark; lone surrogates; tag characters (they spell invisible ASCII).
# ZERO WIDTH JOINER and NON-JOINER stay: scripts and emoji need them, and they cannot move other text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")


def safe(text: str) -> str:
    """Return `text` without any character that a terminal or a bidi renderer would obey; tabs and newlines stay.

    Carriage returns become newlines, so that no line can overwrite another one.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub("", text)


def safe_line(text: str) -> str:
    """Return `text` made safe and on one line, white space squeezed to single spaces."""
    return _SPACE.sub(" ", safe(text)).strip()
