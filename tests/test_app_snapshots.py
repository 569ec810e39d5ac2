"""How the screens look, at the sizes and in the themes that matter: a picture says what no assertion does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_helpers import library, press
from textual.pilot import Pilot

from tui.app import NewsdiffApp
from tui.config import Config

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("name", "size", "theme", "keys"),
    [
        ("compare", (80, 24), "dark", ("2", "s")),
        ("compare", (120, 40), "light", ("2", "w")),
        ("compare", (200, 50), "dark", ("2", "f", "w")),
        ("reader", (120, 40), "dark", ("2", "j", "enter", "right_parenthesis")),
        ("split", (80, 24), "light", ("2", "b")),
    ],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) and isinstance(value[0], int) else None,
)
def test_it_looks_as_it_should(
    tmp_path: Path, snap_compare: Compare, name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    async def drive(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await press(pilot, *keys)
        for bar in pilot.app.screen.query("TitleBar"):
            bar.tell("")  # type: ignore[attr-defined]  # it would go by itself, at some moment
        await pilot.pause()

    app = NewsdiffApp(library(tmp_path), Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=drive)
