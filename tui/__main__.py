"""`newsdiff`: without arguments the app, at once; with any, the command line."""

import sys


def main() -> None:
    """Run newsdiff."""
    if len(sys.argv) == 1:  # the common case need not wait for the command line's library
        from tui.opening import chosen_by_default, open_app

        chosen = chosen_by_default()
        open_app(chosen, chosen.library)
    else:
        from tui.cli import main as command_line

        command_line()


if __name__ == "__main__":
    main()
