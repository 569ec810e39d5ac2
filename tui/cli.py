"""The command line: its verbs and options."""

import importlib
from pathlib import Path

import click

# Where each verb's command lives. A verb's module, and what it imports, is loaded only when that verb is called, so
# that the app's first frame and the fast verbs do not pay for the others.
VERBS = {
    "add": "tui.verbs.collecting",
    "claims": "tui.verbs.stages",
    "clean": "tui.verbs.stages",
    "config": "tui.verbs.upkeep",
    "decisions": "tui.verbs.listings",
    "demo": "tui.verbs.demo",
    "doctor": "tui.verbs.upkeep",
    "export": "tui.verbs.listings",
    "feeds": "tui.verbs.feeds",
    "pairs": "tui.verbs.stages",
    "rebuild": "tui.verbs.collecting",
    "refresh": "tui.verbs.collecting",
    "search": "tui.verbs.listings",
    "stories": "tui.verbs.listings",
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


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--db", type=click.Path(path_type=Path), envvar="NEWSDIFF_DB", help="The library's file (also NEWSDIFF_DB)."
)
@click.option("--config", type=click.Path(path_type=Path), help="The settings' file.")
@click.option("--theme", help="The app's colours for this time: dark, light, contrast, ansi-dark, ansi-light.")
@click.version_option(package_name="newsdiff", prog_name="newsdiff")
@click.pass_context
def main(ctx: click.Context, db: Path | None, config: Path | None, theme: str | None) -> None:
    """Read contested news: every accusation beside the denials that answer it. Without a verb, opens the app."""
    if ctx.invoked_subcommand in ("claims", "clean", "pairs"):  # they touch neither library nor settings
        return
    from tui.opening import Chosen

    if config is None:
        from tui.paths import config_path

        config = config_path()
    ctx.obj = Chosen(db, config, theme)
    if ctx.invoked_subcommand is None:
        from tui.opening import open_app

        open_app(ctx.obj, ctx.obj.library)
