"""Copying: by OSC 52 through the terminal, which works over ssh and in tmux, and by the system's own program where there is one."""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable

from store.text import safe

LIMIT = 74_000  # bytes of base64 that common terminals take
PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)  # the variable that must be set, the command


def sequence(text: str) -> str | None:
    """Return the OSC 52 sequence that copies `text`, wrapped for tmux and screen; None where it is too long for terminals.

    Only base64 stands inside it, so nothing in the text can end the sequence or begin another.
    """
    encoded = base64.b64encode(safe(text).encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LIMIT:
        return None
    osc = f"\x1b]52;c;{encoded}\x07"
    if os.environ.get("TMUX"):
        return osc + f"\x1bPtmux;\x1b{osc}\x1b\\"
    return osc


def copy(text: str, write: Callable[[str], None]) -> bool:
    """Copy `text`; `write` sends to the terminal. Return whether any way was open."""
    sent = sequence(text)
    if sent:
        write(sent)
    return _by_program(safe(text)) or sent is not None


def _by_program(text: str) -> bool:
    for variable, command in PROGRAMS:
        if (not variable or os.environ.get(variable)) and (program := shutil.which(command[0])):
            try:
                subprocess.run(
                    [program, *command[1:]], input=text.encode("utf-8", "replace"), check=True, timeout=2,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip
            except (OSError, subprocess.SubprocessError):
                continue
            return True
    return False
