"""`newsdiff add`, `refresh` and `rebuild`: what brings articles into a library, reported a line each."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

import click

from store.model import Outcome, Step
from store.stages import is_readable
from store.text import safe_line
from tui.verbs.context import Chosen, pass_chosen, plainly
from tui.verbs.output import complain, print_json, say, step_row


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|URL|-...")
@pass_chosen
def add(chosen: Chosen, inputs: tuple[str, ...], as_json: bool) -> None:
    """Store pages, text dumps and web addresses; `-` is standard input. One that fails stops no other."""
    from store.ingest import ingest

    limits = chosen.settings().limits
    sys.exit(run_steps(ingest(chosen.library, inputs, limits), as_json=as_json))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_chosen
def rebuild(chosen: Chosen, as_json: bool) -> None:
    """Read every stored page again, without a network; what you decided stays."""
    from store.ingest import rebuild as rebuild_library

    limits = chosen.settings().limits
    sys.exit(run_steps(rebuild_library(chosen.library, limits), as_json=as_json, quiet=not as_json))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("sources", nargs=-1)
@pass_chosen
def refresh(chosen: Chosen, sources: tuple[str, ...], as_json: bool) -> None:
    """Fetch what is new from your sources (or only from SOURCES); exit 1 when a source failed."""
    from store.ingest import refresh as refresh_library

    limits = chosen.settings().limits
    steps = refresh_library(chosen.library, sources or None, limits)
    sys.exit(run_steps(steps, as_json=as_json, counts=lambda step: step.source is not None))


def run_steps(
    steps: AsyncGenerator[Step, None],
    *,
    as_json: bool = False,
    quiet: bool = False,
    counts: Callable[[Step], bool] = lambda step: True,
) -> int:
    """Report each step as it is done; return 1 where one that `counts` failed, else 0.

    With `quiet`, only what failed is reported, and how many there were.

    On a terminal the count runs along on stderr; Ctrl-C stops the job, and what it stored stays.
    """
    counting = sys.stderr.isatty()

    async def run() -> int:
        failed = total = 0
        async with aclosing(steps):
            async for step in steps:
                total += 1
                failed += step.outcome is Outcome.FAILED and counts(step)
                if counting:
                    sys.stderr.write("\r\x1b[K")
                if as_json:
                    print_json([step_row(step)])
                else:
                    _report(step, quiet)
                if counting and step.total > 1:
                    sys.stderr.write(progress(step.done, step.total))
                    sys.stderr.flush()
        if counting:
            sys.stderr.write("\r\x1b[K")
        if quiet and not as_json:
            say(f"{total - failed} of {total} read" if failed else f"{total} read")
        return 1 if failed else 0

    with plainly():
        try:
            return asyncio.run(run())
        except KeyboardInterrupt:
            complain("stopped; what was stored so far stays")
            return 1
    return 1


def progress(done: int, total: int, width: int = 30) -> str:
    """Return a bar with counts, for one terminal line."""
    full = width * done // max(total, 1)
    return f"[{'#' * full}{'.' * (width - full)}] {done}/{total}"


def _report(step: Step, quiet: bool) -> None:
    if step.outcome is Outcome.FAILED:
        complain(step.message)
    elif step.article is None:
        if step.message and not quiet:
            say(step.message)
    elif not quiet:
        title = safe_line(step.article.title) or "(no headline)"
        place = ", ".join(part for part in (safe_line(step.article.outlet), step.article.published[:10]) if part)
        say(
            f"{step.outcome:<7}  {title} ({place or 'no outlet or date'}): {_n(step.accusations, 'accusation')}, "
            f"{_n(step.denials, 'denial')}, {_n(step.pairings, 'pairing')}"
            + ("" if is_readable(step.article) else "; in a language that newsdiff does not read")
        )


def _n(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
