"""`newsdiff stories`, `decisions`, `search` and `export`: what a library holds, for people and programs."""

from pathlib import Path

import click

from store import export as exporting
from store.errors import StoreError
from store.library import Library
from store.model import State
from tui.verbs.context import Chosen, opened, pass_chosen
from tui.verbs.output import decision_row, hit_row, print_json, say, story_row, write_out

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.command()
@JSON
@click.option("--find", "text", default="", help="Only stories whose title, outlets or speakers are like TEXT.")
@pass_chosen
def stories(chosen: Chosen, as_json: bool, text: str) -> None:
    """List the stories, newest first."""
    with opened(chosen) as library:
        found = library.stories(library.story_ids(text)) if text else library.all_stories()
        if as_json:
            print_json(story_row(story) for story in found)
            return
        for story in found:
            say(
                f"{story.id:>6}  {story.latest[:10]:<10}  {story.articles:>3} articles  {story.accusations:>3} accusations, "
                f"{story.answered} answered  {story.title}"
            )


@click.command()
@JSON
@click.option("--state", type=click.Choice([s.value for s in State if s is not State.SUGGESTED]), help="Only these.")
@pass_chosen
def decisions(chosen: Chosen, as_json: bool, state: str | None) -> None:
    """List your decisions, the latest first; an orphaned one is kept though its claim is found no more."""
    with opened(chosen) as library:
        found = library.decisions(State(state) if state else None)
        if as_json:
            print_json(decision_row(decision) for decision in found)
            return
        for d in found:
            orphan = "  (orphaned)" if d.orphaned else ""
            say(f"{d.decided[:16]}  {d.state:<8}  {d.accusation.claim.content}{orphan}")
            say(f"{'':28}<- {d.denial.claim.content}")
            if d.note:
                say(f"{'':28}note: {d.note}")


@click.command()
@JSON
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many of each kind.")
@click.argument("text", nargs=-1, required=True)
@pass_chosen
def search(chosen: Chosen, as_json: bool, limit: int, text: tuple[str, ...]) -> None:
    """Find claims and articles that hold every word of TEXT; the last word may be unfinished."""
    with opened(chosen) as library:
        hits = library.search(" ".join(text), limit)
        if as_json:
            print_json(hit_row(hit) for hit in hits)
            return
        for hit in hits:
            say(f"{hit.published[:10]:<10}  {hit.outlet}: {hit.title}")
            say(f"{'':12}{hit.snippet}")


@click.command()
@click.option(
    "--format",
    "name",
    type=click.Choice(sorted(exporting.FORMATS)),
    default="jsonl",
    show_default=True,
    help="Which form.",
)
@click.option("--story", type=int, help="All standing pairings of this story, and what is unanswered.")
@click.option(
    "--state", type=click.Choice([s.value for s in State if s is not State.SUGGESTED]), help="Only these decisions."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of standard output."
)
@pass_chosen
def export(chosen: Chosen, name: str, story: int | None, state: str | None, output: Path | None) -> None:
    """Write your decisions, or a whole story's pairings, for others to use."""
    with opened(chosen) as library:
        write_out(exporting.FORMATS[name](_rows(library, story, state)), output)


def _rows(library: Library, story: int | None, state: str | None) -> list[exporting.Row]:
    if story is None:
        return list(exporting.decided_rows(library.decisions(State(state) if state else None)))
    if not library.stories([story]):
        raise StoreError(f"There is no story {story}; `newsdiff stories` lists them")
    rows = exporting.story_rows(library, story)
    return [row for row in rows if state is None or row.state == state]
