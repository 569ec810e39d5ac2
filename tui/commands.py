"""The command palette: every key of the place one is at, by the name of what it does."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import shown
from tui.widgets.keybar import MOTIONS

LEFT_OUT = (*MOTIONS, "app.palette")  # what one does by key or not at all


class KeyCommands(Provider):
    """Offers the live bindings as commands."""

    def _commands(self) -> Iterator[tuple[str, str, str]]:
        """Yield (title, help, key) of each thing that a key does here, once: first what the footer shows."""
        found: dict[str, tuple[bool, str, str, str]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.id and active.enabled and not binding.id.startswith(LEFT_OUT):
                command = (not binding.show, f"{binding.description}  ({shown(key)})", binding.tooltip, key)
                found.setdefault(binding.id, command)
        for _, title, tooltip, key in sorted(found.values(), key=lambda command: command[0]):
            yield title, tooltip, key

    async def discover(self) -> Hits:
        """Offer everything before one types."""
        for title, tooltip, key in self._commands():
            yield DiscoveryHit(title, partial(self.app.simulate_key, key), help=tooltip)

    async def search(self, query: str) -> Hits:
        """Offer what fits."""
        matcher = self.matcher(query)
        for title, tooltip, key in self._commands():
            if (score := max(matcher.match(title), matcher.match(tooltip) / 2)) > 0:
                yield Hit(score, matcher.highlight(title), partial(self.app.simulate_key, key), help=tooltip)
