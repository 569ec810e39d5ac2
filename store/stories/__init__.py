"""Which articles tell the same affair, found as they arrive: an article is compared with candidates, never with all.

What the library stores, and how it asks (`store.arrival` and `store.database` do this; all here is pure):

1. `signature(article)` once an article, stored as its JSON (`Signature.to_json`, about 1.5 kB) beside it.
2. Inverted index: one row (stem, article) for each of `Signature.keys`, the 24 most telling stems, and a kept count of
   articles a stem. A revision replaces its article's rows.
3. On arrival, before the article's own rows are written:
   `counts = {stem: articles}` for the signature's keys (one query, at most 24 stems);
   `rarity = store.words.library_rarity(counts, number of articles)`;
   `postings = {stem: article ids}` for `lookups(signature, counts, articles)`, each the newest `POSTINGS` = 200 ids;
   `ids = shortlist(postings, rarity)`, at most `SHORTLIST` = 40;
   `Candidate`s for these ids, and for every article that the reader's links put together with or apart from this one;
   `choose(signature, candidates, rarity)` gives the story, none for a new one, and the stories to be joined with it: the
   smaller is moved into the larger, unless it has more than `MOVED` articles or the reader put the two apart.
4. `clearest_title(titles)` names a story; `same_text_groups(claims)` folds near-verbatim copies into cards.
"""

from store.stories.choosing import MOVED, POSTINGS, SHORTLIST, Candidate, Rarity, choose, lookups, shortlist
from store.stories.signature import KEYS, TERMS, Signature, signature
from store.stories.telling import clearest_title, same_text, same_text_groups

__all__ = [
    "KEYS",
    "MOVED",
    "POSTINGS",
    "SHORTLIST",
    "TERMS",
    "Candidate",
    "Rarity",
    "Signature",
    "choose",
    "clearest_title",
    "lookups",
    "same_text",
    "same_text_groups",
    "shortlist",
    "signature",
]
