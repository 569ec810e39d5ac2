"""`newsdiff`: the command line; no verb opens the app."""

import importlib
from pathlib import Path

import click

# Where each verb's command lives. A verb's module, and what it imports, is loaded only when that verb is called, so that
# the app's first frame and the fast verbs do not pay for the others.
VERBS = {
    "clean": "tui.verbs.stages",
    "claims": "tui.verbs.stages",
    "pairs": "tui.verbs.stages",
}


class LazyGroup(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs' names."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb's command, or None where there is no such verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(importlib.import_module(VERBS[cmd_name]), cmd_name)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option("--db", type=click.Path(path_type=Path), envvar="NEWSDIFF_DB", help="The library's file.")
@click.option("--config", type=click.Path(path_type=Path), help="The settings' file.")
@click.version_option(package_name="newsdiff", prog_name="newsdiff")
@click.pass_context
def main(ctx: click.Context, db: Path | None, config: Path | None) -> None:
    """Read contested news: every accusation beside the denials that answer it. Without a verb, opens the app."""


if __name__ == "__main__":
    main()
