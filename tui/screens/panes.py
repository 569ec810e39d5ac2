"""The three panes of the home screen: side by side, folded or stacked as there is room, and the ways between them."""

from textual.app import ComposeResult
from textual.containers import Container

from store.library import Library
from tui.screens.claims import ClaimDesk
from tui.widgets.claims import ClaimList, StoryClaims
from tui.widgets.stories import StoryList

PANES = ("stories", "claims", "answers")
BESIDE = 72  # cells from which claims and answers stand side by side
WIDE = 108  # cells from which the stories stand beside them


class PaneDesk(ClaimDesk):
    """Stories, a story's claims, and what answers the chosen one."""

    AUTO_FOCUS = None  # the pane that one left has the focus, not the first

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (BESIDE, "-narrow"), (WIDE, "-wide"), (170, "-huge")]

    def compose_body(self) -> ComposeResult:
        """Yield the three panes."""
        with Container(id="desk"):
            yield StoryList(self.library, id="stories", empty="No stories yet")
            yield StoryClaims(self.library, id="claims", empty="Nothing here")
            yield ClaimList(id="answers", empty="")

    @property
    def stories(self) -> StoryList:
        """The first pane."""
        return self.query_one("#stories", StoryList)

    @property
    def claims(self) -> StoryClaims:
        """The second pane."""
        return self.query_one("#claims", StoryClaims)

    @property
    def answer_list(self) -> ClaimList:
        """The third pane."""
        return self.query_one("#answers", ClaimList)

    def action_pane_1(self) -> None:
        """Go to the stories."""
        self.set_focus(self.stories)

    def action_pane_2(self) -> None:
        """Go to the claims."""
        self.set_focus(self.claims)

    def action_pane_3(self) -> None:
        """Go to the answers."""
        self.set_focus(self.answer_list)

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self._go(1)

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self._go(-1)

    def _go(self, step: int) -> None:
        at = PANES.index(self.focused.id) if self.focused and self.focused.id in PANES else 0
        self.set_focus(self.query_one(f"#{PANES[(at + step) % len(PANES)]}"))
