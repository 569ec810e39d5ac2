"""The reader's browser, where one opens beside the terminal."""

import webbrowser


def has_browser() -> bool:
    """Return whether there is a browser with a window of its own; over ssh there may be one that takes the terminal over."""
    try:
        return type(webbrowser.get()) is not webbrowser.GenericBrowser
    except webbrowser.Error:
        return False
