"""A program in a terminal of its own: a tmux pane of fixed size, typed into and read from."""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

PATIENCE = 30.0  # seconds until what is waited for counts as missing
PAUSE = 0.05  # seconds between two looks

SETTINGS = """
set -g status off
set -g default-terminal tmux-256color
set -g remain-on-exit on
set -s escape-time 0
"""


class Terminal:
    """A tmux server with one pane, on a socket in `folder`; it ends with the `with` block, and so does the program."""

    def __init__(
        self, folder: Path, command: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]
    ) -> None:
        if not shutil.which("tmux"):
            raise SystemExit("tmux is needed to take pictures; install it and try again")
        self.socket = folder / "tmux"
        (folder / "tmux.conf").write_text(SETTINGS, encoding="utf-8")
        given = [word for name, value in environment.items() for word in ("-e", f"{name}={value}")]
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux("-f", str(folder / "tmux.conf"), "new-session", "-d", *size, *given, *command)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server")

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self.socket), *arguments], check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout

    def text(self) -> str:
        """Return the screen as plain lines."""
        return self._tmux("capture-pane", "-p")

    def drawn(self) -> str:
        """Return the screen with the escapes that colour it."""
        return self._tmux("capture-pane", "-p", "-e", "-N")

    def wait(self, wanted: Callable[[str], bool], what: str) -> str:
        """Look until the screen is as `wanted` and stands still; return it. Raises `TimeoutError` with the screen."""
        end, before = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            now = self.text()
            if now == before and wanted(now):
                return now
            before = now
            time.sleep(PAUSE)
        raise TimeoutError(f"{what} never came:\n{before}")

    def wait_for(self, words: str) -> str:
        """Look until the words are on the screen."""
        return self.wait(lambda screen: words in screen, f"“{words}”")

    def press(self, key: str) -> str:
        """Type a key by tmux's name for it, look until that changed the screen, and return the screen."""
        before = self.text()
        self._tmux("send-keys", key)
        return self.wait(lambda screen: screen != before, f"what “{key}” does")
