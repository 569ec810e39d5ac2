"""Every key on every screen where it lives: pressed as a reader would, it reaches its action, whatever has the focus."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from app_helpers import library, owners, press, reading
from library_material import MILL, mill

from store.arrival import arrive
from store.database.connection import connect
from store.library import Library
from store.model import Source
from tui.keys import CONTEXTS, MEANT, names

# context -> keys that lead to where its keys work; a context without a place of its own is tried on each that has it
PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "app": {"stories": ("1",), "claims": ("2",), "answers": ("3",), "reader": ("2", "enter"), "split": ("2", "b"), "saved": ("S",),
            "matrix": ("M",), "timeline": ("T",), "sources": ("I",), "settings": ("comma",), "revisions": ("2", "v"),
            "hits": ("slash", "type:dam", "tab")},
    "list": {"stories": ("1",), "claims": ("2",), "answers": ("3",), "saved": ("2", "s", "S"), "matrix": ("M",), "timeline": ("T",),
             "sources": ("I",), "hits": ("slash", "type:dam", "tab"), "keys": ("comma", "tab")},
    "claim": {"claims": ("2",), "answers": ("3",), "reader": ("2", "enter"), "split": ("2", "b")},
    "compare": {"stories": ("1",), "claims": ("2",), "answers": ("3",)},
    "prose": {"reader": ("2", "enter"), "split": ("2", "b")},
    "reader": {"reader": ("2", "enter"), "split": ("2", "b")},
    "split": {"split": ("2", "b")},
    "search": {"field": ("slash", "type:dam"), "hits": ("slash", "type:dam", "tab")},
    "saved": {"saved": ("2", "s", "S")},
    "matrix": {"matrix": ("M",)},
    "timeline": {"timeline": ("T",)},
    "sources": {"sources": ("I",)},
    "revisions": {"revisions": ("2", "v")},
    "story": {"articles": ("E", "tab")},
    "settings": {"choices": ("comma",), "keys": ("comma", "tab")},
    "options": {"filter": ("2", "F"), "choices": ("comma",)},
}  # fmt: skip
TYPED = {"field": {"n", "N"}}  # letters, while one types
SAME = {("list.down", "search.down"), ("list.up", "search.up")}  # the list itself does it where it has the focus
ELSEWHERE = {
    "app.cancel",
    "app.back",
}  # only while a job runs, only where there is somewhere to go back to: tested there


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library in which every screen has something to show: a source, an article with two revisions."""
    made = library(tmp_path_factory.mktemp("every"))
    opened = Library(made)
    opened.add_source(Source("https://herald.example/feed"))
    opened.close()
    con = connect(made)
    for word in ("It", "They"):
        snapshot, read = mill(text=f"{MILL} {word} stank.", published="2027-03-01T08:00:00+01:00")
        arrive(con, snapshot, read)
    con.close()
    return made


@pytest.mark.parametrize(("context", "place"), [(c, place) for c, places in PLACES.items() for place in places])
async def test_every_key_reaches_its_action(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, context: str, place: str
) -> None:
    copy = Path(shutil.copy(path, tmp_path / "library.db"))
    async with reading(copy, *PLACES[context][place]) as (app, pilot):
        done: list[str] = []

        def note(what: str) -> Callable[..., None]:
            return lambda *_, **__: done.append(what)

        for name, owner in owners().items():
            for key in CONTEXTS[name]:
                monkeypatch.setattr(owner, f"action_{key.action}", note(key.id))
        for key in CONTEXTS[context]:
            for name in names(key.keys):
                inner = {one for one, other in MEANT | SAME if other == key.id}
                if key.id in ELSEWHERE or key.keys in TYPED.get(place, ()):
                    continue
                done.clear()
                await press(pilot, name)
                assert done == [key.id] or set(done) & inner, (key.id, name, done, app.focused)


def test_every_context_has_a_place() -> None:
    assert PLACES.keys() | {"welcome"} == CONTEXTS.keys()
