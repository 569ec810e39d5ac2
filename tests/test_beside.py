"""Work beside the screen: what it brings, what it raises, and that the app's end does not wait for it."""

import asyncio
import subprocess
import sys

import pytest

from tui.beside import beside

LEAVES = """
import asyncio, threading
from tui.beside import beside
async def leave():
    began = threading.Event()
    def work():
        began.set()
        threading.Event().wait()
    task = asyncio.create_task(beside(work))
    while not began.is_set():
        await asyncio.sleep(0)
asyncio.run(leave())
print("left")
"""


async def test_it_brings_what_the_work_returns_or_raises() -> None:
    def fail() -> None:
        raise ValueError("no")

    assert await beside(lambda: 3) == 3
    with pytest.raises(ValueError, match="no"):
        await beside(fail)
    assert await asyncio.gather(*(beside(lambda n=n: n) for n in range(5))) == list(range(5))  # type: ignore[misc]


def test_nobody_waits_for_it_at_the_end() -> None:
    done = subprocess.run([sys.executable, "-c", LEAVES], capture_output=True, text=True, timeout=60, check=True)
    assert (done.stdout, done.stderr) == ("left\n", "")
