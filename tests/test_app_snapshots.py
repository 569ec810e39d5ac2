"""How the screens look, at the sizes and in the themes that matter: a picture says what no assertion does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_helpers import library, press
from textual.pilot import Pilot

from tui.app import NewsdiffApp
from tui.config import Config

Compare = Callable[..., bool]


SMALL, USUAL, LARGE = (80, 24), (120, 40), (200, 50)
MARKED = ("2", "j", "enter", "right_parenthesis")


SHOTS = [
    *(("compare", size, theme, ("2", "s", "w")) for size in (SMALL, USUAL, LARGE) for theme in ("dark", "light")),
    ("flipped", LARGE, "dark", ("2", "f")),
    ("filtered", SMALL, "dark", ("2", "U", "O")),
    *(("reader", size, theme, MARKED) for size, theme in ((SMALL, "light"), (USUAL, "dark"), (LARGE, "light"))),
    *(("split", size, theme, ("2", "b")) for size, theme in ((SMALL, "light"), (USUAL, "light"), (LARGE, "dark"))),
    ("search", SMALL, "light", ("slash", "type:dam")),
    ("matrix", USUAL, "dark", ("M", "tab")),
    ("timeline", SMALL, "dark", ("T",)),
    ("saved", USUAL, "light", ("2", "s", "j", "x", "S")),
    ("help", SMALL, "dark", ("2", "question_mark")),
    ("filter", USUAL, "dark", ("2", "F", "l")),
    ("correct", SMALL, "light", ("2", "c")),
    ("contrast", USUAL, "contrast", ("2", "x")),
]


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [shot[1:] for shot in SHOTS],
    ids=[f"{name}-{width}x{height}-{theme}" for name, (width, height), theme, _ in SHOTS],
)
def test_it_looks_as_it_should(
    tmp_path: Path,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    theme: str,
    keys: tuple[str, ...],
) -> None:
    monkeypatch.setattr("store.database.judging.now", lambda: "2026-03-06T09:00:00+00:00")

    async def drive(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await press(pilot, *keys)
        for bar in pilot.app.screen.query("KeyBar"):
            bar.tell("")  # type: ignore[attr-defined]  # it would go by itself, at some moment
        await pilot.pause()

    app = NewsdiffApp(library(tmp_path), Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=drive)
