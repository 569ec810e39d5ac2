"""How a story is shown: by its clearest headline, with copies of one text folded."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from zlib import crc32

from store import words
from store.model import Claim, normalise

_LIVE = re.compile(
    r"\b(?:live|as it happened|latest|updates?|minute by minute|blog|in pictures|video|watch|opinion)\b", re.I
)


def clearest_title(titles: Sequence[str]) -> str:
    """Return the headline that says most plainly what an affair is about; the first one where several do.

    Best has six to sixteen words and names the parties that the other headlines name; live-blog marks, capitals
    throughout, questions and a label before a colon count against it.
    """
    named = Counter(w for title in titles for w in set(words.WORD.findall(title)) if w[0].isupper())

    def clarity(title: str) -> float:
        parts = words.WORD.findall(title)
        capitals = sum(w.isupper() and len(w) > 3 for w in parts)
        known = sum(min(named[w], 4) - 1 for w in set(parts) if w[0].isupper())
        return float(
            min(len(parts), 10)
            - max(0, len(parts) - 16)
            + min(known, 8) / 2
            - 4 * bool(_LIVE.search(title))
            - 2 * capitals
            - 3 * title.rstrip().endswith("?")
            - 2 * (":" in title)
            - 2 * any(mark in title for mark in '‘’“”"')
        )

    return max(titles, key=clarity, default="")


def same_text(a: Claim, b: Claim) -> bool:
    """Whether two claims of different articles are copies of one text, as agencies' customers print them."""
    from rapidfuzz.fuzz import ratio

    if a.article == b.article or a.kind is not b.kind:
        return False
    one, other = normalise(a.content), normalise(b.content)
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or _negations(one) != _negations(other):
        return False
    if min(one.count(" "), other.count(" ")) < 4:  # "the allegations" is a copy only from the same mouth
        return one == other and bool(a.speaker) and a.speaker == b.speaker
    return ratio(one, other) >= 90


def _negations(text: str) -> int:
    return len(re.findall(r"\b(?:not|no|never|nobody|none|nothing|without|\w+n t)\b", text))


def same_text_groups(claims: Sequence[Claim]) -> list[list[int]]:
    """Return the positions of `claims` grouped into near-verbatim copies, every claim in one group, in order.

    A claim is compared only with the newest groups that share one of its four least shingles (A. Broder, "On the
    resemblance and containment of documents", 1997), so that the work is linear in the claims.
    """
    groups: list[list[int]] = []
    by_shingle: dict[int, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        keys = _shingles(normalise(claim.content).split())
        near = dict.fromkeys(g for key in keys for g in by_shingle[key][-8:])
        home = next((g for g in near if same_text(claims[groups[g][0]], claim)), None)
        if home is None:
            home = len(groups)
            groups.append([])
            for key in keys:
                by_shingle[key].append(home)
        groups[home].append(i)
    return groups


def _shingles(parts: list[str]) -> list[int]:
    runs = {" ".join(parts[i : i + 3]) for i in range(max(1, len(parts) - 2))}
    return sorted(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)[:4]
