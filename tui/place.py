"""Where the reader left the home screen, as it is kept in the library."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from store.model import Filters


class Place(NamedTuple):
    """What brings the home screen back as it was; each part holds by itself where another is gone."""

    pane: str = ""
    story: int = 0
    at: int = 0  # how many stories stand before `around`
    around: Sequence[int] = ()  # the stories near the chosen one: what the first frame shows
    stories_from_top: int = 0  # lines between the upper edge and the chosen story
    claim: str = ""
    answer: str = ""
    from_tops: Sequence[int | None] = (None, None)  # the same of claim and answer
    filters: Filters = Filters()
    flipped: bool = False
    why: bool = False

    def written(self) -> str:
        """Return the place as JSON."""
        return json.dumps({**self._asdict(), "filters": self.filters._asdict()})

    @classmethod
    def read(cls, text: str | None) -> "Place":
        """Return the place of `written`; what this version does not know is left out, None is the beginning."""
        kept: dict[str, Any] = json.loads(text or "{}")
        filters = {name: value for name, value in kept.pop("filters", {}).items() if name in Filters._fields}
        return cls(**{name: value for name, value in kept.items() if name in cls._fields}, filters=Filters(**filters))
