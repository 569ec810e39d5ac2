"""What list and article have in common: they scroll down alone, by a bar of one cell that keeps its place."""

from textual.scroll_view import ScrollView


class Scroller(ScrollView, inherit_bindings=False):
    """A view of lines drawn where in sight, with the app's own scroll bar and keys."""

    DEFAULT_CSS = """
    Scroller {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $border-blurred;
        scrollbar-color-hover: $border;
        scrollbar-color-active: $border;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        background: $background;
    }
    """
