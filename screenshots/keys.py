"""Write the README's table of keys from `tui/keys.py`.

python screenshots/keys.py
"""

from pathlib import Path

from tui.keys import CONTEXTS, names, shown

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- keys: written by screenshots/keys.py -->", "<!-- /keys -->"


def table() -> str:
    """Return the keys of every context as a Markdown table."""
    lines = ["| where | keys | what they do | name in `config.toml` |", "|---|---|---|---|"]
    for context, keys in CONTEXTS.items():
        for number, key in enumerate(keys):
            typed = " ".join(f"`{shown(name)}`" for name in names(key.keys)).replace("|", "\\|")
            lines.append(f"| {context if number == 0 else ''} | {typed} | {key.help} | `{key.id}` |")
    return "\n".join(lines)


def written(readme: str) -> str:
    """Return the README with its table of keys as it should be."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
