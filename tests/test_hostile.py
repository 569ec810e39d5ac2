"""Text from outside reaches the terminal as text alone, and a killed job loses nothing that was stored."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.library import Library
from store.model import Kind
from store.text import safe, safe_line

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
TRICKS = "\u202eevil\u2066 \x1b[31mred\x1b[0m \x9b2J [bold red]markup[/] [@click=app.quit]press[/] &#27;]0;title&#7; \U000e0041"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mill {TRICKS} dumped dye</title>
<meta property="og:site_name" content="Courier {TRICKS}"></head><body><article><h1>Mill {TRICKS} dumped dye</h1>
<p>Former staff have accused Orrel Mill of dumping {TRICKS} dye into the Tamsin river for six years, the paper reports.</p>
<p>Orrel Mill denied dumping {TRICKS} dye into the river. “Not one litre of dye has left this site,” its manager, Ada
{TRICKS} Quill, said on Sunday in a statement that was sent to every newspaper in the valley.</p>
<p>The town council said that it was looking forward to the spring fair, which opens next week on the green.</p>
</article></body></html>"""


def numbered(number: int) -> str:
    return PAGE.replace("Mill", f"Mill{number}").replace("Tamsin", f"Tamsin{number}")


def newsdiff(db: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "tui", "--db", str(db), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "HOME": str(db.parent)})
    return done.stdout.decode() + done.stderr.decode()


@given(st.text())
def test_safe_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    assert not UNSAFE.search(safe(text))
    assert "\n" not in safe_line(text)
    assert safe(safe(text)) == safe(text)


def test_nothing_hostile_in_a_page_reaches_any_output(tmp_path: Path) -> None:
    page = tmp_path / "page \x1b[31m\u202e.html"
    page.write_text(PAGE, encoding="utf-8")
    db = tmp_path / "l.db"
    printed = newsdiff(db, "add", str(page), str(tmp_path / "missing\x1b[2J"))
    assert "stored" in printed
    for verb in (["stories"], ["stories", "--json"], ["search", "dye"], ["search", "--json", "dye"]):
        printed += newsdiff(db, *verb)
    for name in ("jsonl", "csv", "markdown", "html", "claimreview"):
        printed += newsdiff(db, "export", "--story", "1", "--format", name)
    for verb in ("clean", "claims", "pairs"):
        printed += newsdiff(db, verb, str(page))
    assert "dye" in printed
    assert not UNSAFE.search(printed)


async def test_nothing_hostile_in_a_page_reaches_the_screen(tmp_path: Path) -> None:
    from tui.app import NewsdiffApp
    from tui.config import Config

    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    db = tmp_path / "l.db"
    newsdiff(db, "add", str(page))
    library = Library(db)
    assert library.cards(1, Kind.ACCUSATION)
    library.close()
    app = NewsdiffApp(db, Config())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for key in ("tab", "enter"):
            shown = "\n".join(
                "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
            )
            assert "[bold" in shown or "Orrel" in shown
            assert not UNSAFE.search(shown)
            await pilot.press(key)
            await pilot.pause()


def test_a_job_killed_midway_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    files = []
    for number in range(40):
        file = tmp_path / f"{number}.html"
        file.write_text(numbered(number), encoding="utf-8")
        files.append(str(file))
    db = tmp_path / "l.db"
    command = [sys.executable, "-u", "-m", "tui", "--db", str(db), "add", "--json", *files]
    job = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "HOME": str(tmp_path)})
    assert job.stdout is not None
    reported = [job.stdout.readline() for _ in range(5)]
    os.kill(job.pid, signal.SIGKILL)
    job.wait()
    reported += job.stdout.readlines()
    job.stdout.close()
    stored = sum(line.endswith(b"}\n") and b'"stored"' in line for line in reported)
    library = Library(db)
    assert library.check() == []
    assert stored <= library.counts()["articles"] < len(files)
    library.close()
    newsdiff(db, "add", *files)
    library = Library(db)
    assert library.counts()["articles"] == len(files)
    library.close()


@pytest.mark.slow
def test_two_jobs_at_once_store_everything(tmp_path: Path) -> None:
    db = tmp_path / "l.db"
    Library(db).close()
    jobs = []
    for job in range(2):
        files = []
        for number in range(15):
            file = tmp_path / f"{job}-{number}.html"
            file.write_text(numbered(100 * job + number), encoding="utf-8")
            files.append(str(file))
        command = [sys.executable, "-m", "tui", "--db", str(db), "add", *files]
        jobs.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "HOME": str(tmp_path)}))
    began = time.monotonic()
    assert [job.wait(timeout=120) for job in jobs] == [0, 0], time.monotonic() - began
    library = Library(db)
    assert library.counts()["articles"] == 30
    assert library.check() == []
    library.close()
