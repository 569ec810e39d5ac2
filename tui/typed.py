"""What a reader types where inputs are asked for: addresses and paths, as people write them."""

import re
import shlex
from pathlib import Path

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PAGE = re.compile(r"(www\.[\w-]+(\.[\w-]+)+|[\w-]+(\.[\w-]+)+/)", re.IGNORECASE)  # a file may be called "page.html"


def address(text: str) -> str:
    """Return the address that was typed, with https:// before one without a scheme."""
    text = text.strip()
    return text if _SCHEME.match(text) else f"https://{text}"


def inputs(line: str) -> list[str]:
    """Return the inputs that a typed line names: blanks part them, quotation marks hold them together, ~ is home.

    What looks like an address and is no file gets its https://.
    """
    try:
        parts = shlex.split(line.replace("“", '"').replace("”", '"'))
    except ValueError:
        parts = line.split()
    paths = [str(Path(part).expanduser()) if part.startswith("~") else part for part in parts]
    return [address(path) if _PAGE.match(path) and not Path(path).exists() else path for path in paths]
