"""The README's pictures: made from a terminal's screens, with straight columns and nothing from a network."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from svg import WIDE, svg
from take import FOLDER, PICTURES

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
SCREEN = "\x1b[48;2;22;24;29m│\x1b[38;2;229;160;110mab  漢字\x1b[39m│ é́ <&\x1b[0m"


def test_every_piece_of_text_stands_in_its_cell() -> None:
    drawn = ElementTree.fromstring(svg([SCREEN], 16, 2))
    pieces = {e.text: (float(e.get("x") or 0), float(e.get("textLength") or 0)) for e in drawn.iter(f"{SVG}text")}
    cells = {"ab": (1, 2), "漢字": (5, 4), "é́": (11, 1)}
    for text, (x, length) in cells.items():
        found = next(piece for piece in pieces if piece and text in piece)
        at = x + (0 if found.startswith(text) else 1)
        assert pieces[found][0] == pytest.approx(at * WIDE), found
        if found == text:
            assert pieces[found][1] == pytest.approx(length * WIDE)
    assert [float(e.get("x") or 0) for e in drawn.iter(f"{SVG}use")] == [0, pytest.approx(9 * WIDE)]
    (ground,) = {e.get("fill") for e in drawn.iter(f"{SVG}rect")}
    assert ground == "#16181d"


def test_a_walk_shows_each_row_while_it_stands() -> None:
    walk = svg(["same\none", "same\ntwo", "same\ntwo"], 4, 2)
    drawn = ElementTree.fromstring(walk)
    shown = {e[0].text: e.get("class") for e in drawn.iter(f"{SVG}g") if e.get("transform") is None}
    assert shown == {"same": None, "one": "f0-1", "two": "f1-3"}
    assert "33.3333% { visibility: hidden }" in walk


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_whole_shown_and_need_no_network(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    ElementTree.fromstring(text)
    assert not re.search(r"url\(|https?://(?!www\.w3\.org/2000/svg)", text)
    assert f"](screenshots/{name}.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
