"""Draw the README's pictures: newsdiff itself, on the demo library, typed at in a terminal and looked at.

python screenshots/take.py [NAME…]
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from svg import svg
from terminal import Terminal

FOLDER = Path(__file__).parent
NEWSDIFF = Path(sys.executable).parent / "newsdiff"
# a story of five outlets, and in it an accusation and the denial that takes up its words
CHOSEN = ("to:Aquilune plant", "2", "to:midnight top-up")


@dataclass(frozen=True)
class Picture:
    """What is typed, and how large and in which theme; with `walk`, each step is a screen of its own.

    "to:words" presses j until the selected row has these words, "see:words" waits for them, all else is a key.
    """

    columns: int
    rows: int
    theme: str
    steps: tuple[str, ...]
    walk: bool = False


TOLD = "see:S Saved"  # what a key did is no longer told in the place of other keys
PICTURES = {
    "compare": Picture(120, 36, "dark", (*CHOSEN, "s", "w", TOLD)),
    "compare-80x24": Picture(80, 24, "light", CHOSEN),
    "reader": Picture(110, 32, "dark", (*CHOSEN, "Enter")),
    "split": Picture(130, 32, "light", (*CHOSEN, "b")),
    "matrix": Picture(110, 24, "dark", ("to:Aquilune plant", "M", "j")),
    "search": Picture(110, 28, "light", ("/", *"denied", "see:hits")),
    "walk": Picture(110, 30, "dark", (*CHOSEN, "w", "s", "Enter", "Escape", "M"), walk=True),
}  # fmt: skip


def chosen(screen: str) -> str:
    """Return the words of the selected row of the focused pane: its lines have a bar before them."""
    return " ".join(line.strip() for line in re.findall("▌(.*?)[│┃▁-█]", screen))


def take(name: str, picture: Picture, demo: Path, home: Path) -> None:
    """Draw one picture from a copy of the demo library."""
    library = home / f"{name}.db"
    shutil.copy(demo, library)
    command = (str(NEWSDIFF), "--db", str(library), "--theme", picture.theme)
    with Terminal(home, command, picture.columns, picture.rows, environment(home)) as terminal:
        terminal.wait_for("? Help")
        screens = [terminal.drawn()]
        for step in picture.steps:
            walk(terminal, step)
            screens.append(terminal.drawn())
    shown = screens if picture.walk else screens[-1:]
    (FOLDER / f"{name}.svg").write_text(svg(shown, picture.columns, picture.rows), encoding="utf-8")


def walk(terminal: Terminal, step: str) -> None:
    """Do one step."""
    verb, _, words = step.partition(":")
    if verb == "see" and words:
        terminal.wait_for(words)
    elif verb == "to" and words:
        screen = terminal.text()
        while words not in chosen(screen):
            screen = terminal.press("j")
    else:
        terminal.press(step)


def environment(home: Path) -> dict[str, str]:
    """Return what makes a picture the same everywhere: a home of its own, one clock, all colours."""
    return {"HOME": str(home), "TZ": "UTC", "LANG": "C.UTF-8", "COLORTERM": "truecolor"}


def main(names: list[str]) -> None:
    """Draw the named pictures, or all."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        demo = home / "demo.db"
        subprocess.run([NEWSDIFF, "--db", demo, "demo", "--no-open"], check=True, stdout=subprocess.DEVNULL)
        for name in names or PICTURES:
            take(name, PICTURES[name], demo, home)


if __name__ == "__main__":
    main(sys.argv[1:])
