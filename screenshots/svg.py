"""From a terminal's screens to an SVG that needs no font of ours: a picture, or a walk through several.

Every piece of text is given its place and its length in cells, and lines and blocks are drawn as shapes, so that columns
are straight in whatever monospaced font there is.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

WIDE, HIGH = 8.4, 18  # of a cell, in the picture's units
SIZE = 14  # of the font: its monospaced letters are about 0.6 of this wide
EDGE = 10
FONTS = "ui-monospace, SFMono-Regular, Menlo, 'Cascadia Mono', 'DejaVu Sans Mono', Consolas, monospace"

# Where a block's ink is in its cell, in eighths: left, top, width, height.
BLOCKS = {
    **{chr(0x2581 + n): (0, 7 - n, 8, n + 1) for n in range(8)},  # ▁ to █
    **{chr(0x2589 + n): (0, 0, 7 - n, 8) for n in range(7)},  # ▉ to ▏
    "▐": (4, 0, 4, 8), "▀": (0, 0, 8, 4), "▔": (0, 0, 8, 1), "▕": (7, 0, 1, 8),
}  # fmt: skip
# Lines as paths in a cell of 2 by 2, whose middle is (1, 1).
LINES = {
    "─": "M0 1H2", "│": "M1 0V2", "╭": "M1 2Q1 1 2 1", "╮": "M1 2Q1 1 0 1", "╰": "M1 0Q1 1 2 1", "╯": "M1 0Q1 1 0 1",
    "┌": "M1 2V1H2", "┐": "M1 2V1H0", "└": "M1 0V1H2", "┘": "M1 0V1H0", "├": "M1 0V2M1 1H2", "┤": "M1 0V2M1 1H0",
    "┬": "M0 1H2M1 1V2", "┴": "M0 1H2M1 1V0", "┼": "M0 1H2M1 0V2", "━": "M0 1H2", "┃": "M1 0V2", "┊": "M1 0V.3M1 .7V1.3M1 1.7V2",
}  # fmt: skip
HEAVY = "━┃"
_NAMES = {line: f"l{number}" for number, line in enumerate(LINES)}
SHAPES = re.compile(f"([{''.join([*BLOCKS, *LINES])}])")


def svg(screens: Sequence[str], columns: int, rows: int, seconds: float = 2.5) -> str:
    """Return one picture of the screens, given with their escapes: each is shown for `seconds`, one alone for good."""
    styles: dict[str, str] = {}
    lines = [_rows(screen, rows) for screen in screens]
    wide, high = columns * WIDE + 2 * EDGE, rows * HIGH + 2 * EDGE
    page = _colours(lines[0][0][0][1])[1]
    drawn, spans = [], set[tuple[int, int]]()
    for y in range(rows):
        at = 0
        for line, same in groupby(line[y] for line in lines):
            span = (at, at + len(list(same)))
            at = span[1]
            drawn.append(_line(line, y, page, styles, _name(span) if span != (0, len(screens)) else ""))
            spans.add(span)
    css = [f".{name} {{ {rule} }}" for rule, name in styles.items()]
    if len(screens) > 1:
        css += [_showing(span, len(screens), seconds) for span in sorted(spans - {(0, len(screens))})]
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">',
        f"<style>\ntext {{ font: {SIZE}px {FONTS}; }}\nrect {{ shape-rendering: crispEdges; }}",
        *css, "</style>", "<defs>", *(_shape(line) for line in LINES if f"#{_NAMES[line]}\"" in "".join(drawn)), "</defs>",
        f'<rect width="{wide:g}" height="{high:g}" rx="8" fill="{page}"/>',
        f'<g transform="translate({EDGE} {EDGE})">', *drawn, "</g>", "</svg>\n",
    ))  # fmt: skip


def _shape(line: str) -> str:
    """Return a line's shape as it fills a cell, to be used in any colour."""
    return (
        f'<path id="{_NAMES[line]}" d="{LINES[line]}" transform="scale({WIDE / 2:g} {HIGH / 2:g})" fill="none" '
        f'stroke-width="{2.4 if line in HEAVY else 1.2}" vector-effect="non-scaling-stroke"/>'
    )


def _rows(screen: str, rows: int) -> list[tuple[tuple[str, Style], ...]]:
    """Return each row's runs of text with their styles."""
    text = Text.from_ansi(screen.rstrip("\n"), end="")
    lines = [tuple(_runs(line)) for line in text.split("\n", allow_blank=True)]
    return (lines + [((" ", Style()),)] * rows)[:rows]


def _runs(line: Text) -> list[tuple[str, Style]]:
    at = [Style() for _ in line.plain]
    for span in line.spans:
        for i in range(span.start, min(span.end, len(at))):
            at[i] = at[i] + (span.style if isinstance(span.style, Style) else Style.parse(span.style))
    runs = [
        (style, "".join(c for c, _ in same))
        for style, same in groupby(zip(line.plain, at, strict=True), key=lambda p: p[1])
    ]
    return [(text, style) for style, text in runs] or [(" ", Style())]


def _line(runs: Sequence[tuple[str, Style]], y: int, page: str, styles: dict[str, str], shown: str) -> str:
    """Return a row: first its grounds, then its ink."""
    grounds, ink, x = [], [], 0
    for text, style in runs:
        colour, ground = _colours(style)
        cells = cell_len(text)
        if ground not in ("", page):
            grounds.append(
                f'<rect x="{x * WIDE:g}" y="{y * HIGH}" width="{cells * WIDE:g}" height="{HIGH}" fill="{ground}"/>'
            )
        rule = f"fill: {colour};" + (" font-weight: bold;" if style.bold else "") + (
            " font-style: italic;" if style.italic else ""
        ) + (" text-decoration: underline;" if style.underline else "") + (
            " text-decoration: line-through;" if style.strike else ""
        )  # fmt: skip
        ink += _ink(text, x, y, colour, rule, styles)
        x += cells
    group = f'<g class="{shown}">' if shown else "<g>"
    return f"{group}{''.join(grounds)}{''.join(ink)}</g>"


def _ink(text: str, x: int, y: int, colour: str, rule: str, styles: dict[str, str]) -> list[str]:
    ink = []
    for piece in SHAPES.split(text):
        if piece in BLOCKS:
            left, top, wide, high = (n / 8 for n in BLOCKS[piece])
            ink.append(
                f'<rect x="{(x + left) * WIDE:g}" y="{(y + top) * HIGH:g}" width="{wide * WIDE:g}" '
                f'height="{high * HIGH:g}" fill="{colour}"/>'
            )
        elif piece in LINES:
            ink.append(f'<use href="#{_NAMES[piece]}" x="{x * WIDE:g}" y="{y * HIGH}" stroke="{colour}"/>')
        else:
            for word in re.finditer(r"\S+(?: \S+)*", piece):
                at, cells = x + cell_len(piece[: word.start()]), cell_len(word[0])
                name = styles.setdefault(rule, f"s{len(styles)}")
                ink.append(
                    f'<text class="{name}" x="{at * WIDE:g}" y="{y * HIGH + 13.5:g}" textLength="{cells * WIDE:g}">'
                    f"{escape(word[0])}</text>"
                )
        x += cell_len(piece)
    return ink


def _colours(style: Style) -> tuple[str, str]:
    """Return the colours of text and ground; the ground is empty where it is the terminal's own."""
    theme = SVG_EXPORT_THEME
    colour = style.color.get_truecolor(theme).hex if style.color else theme.foreground_color.hex
    plain = style.bgcolor is None or style.bgcolor.type is ColorType.DEFAULT
    ground = "" if plain else style.bgcolor.get_truecolor(theme, foreground=False).hex  # type: ignore[union-attr]
    return (ground or theme.background_color.hex, colour) if style.reverse else (colour, ground)


def _name(span: tuple[int, int]) -> str:
    return f"f{span[0]}-{span[1]}"


def _showing(span: tuple[int, int], screens: int, seconds: float) -> str:
    """Return the rule that shows a row from one screen to another, again and again."""
    first, end = (100 * n / screens for n in span)
    name = _name(span)
    hidden = "visibility: hidden"
    before = f"0% {{ {hidden} }} " if span[0] else ""
    after = f" {end:g}% {{ {hidden} }}" if span[1] < screens else ""
    return (
        f"@keyframes {name} {{ {before}{first:g}% {{ visibility: visible }}{after} }}\n"
        f".{name} {{ animation: {name} {screens * seconds:g}s step-end infinite; }}"
    )
