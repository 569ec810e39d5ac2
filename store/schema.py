"""The library's tables, as numbered migrations. The only DDL.

Two kinds of tables share the file. What is *derived* (articles, revisions, claims, pairings, stories, terms, the search
index, kept counts) is made from `snapshots` and may be made again at any time. What is the *reader's* (decisions and
their log, stars, notes, marks, corrections, story edits, sources, memory) names what it speaks of by stable keys, never
by a row number, so that no rebuild can take it away: hence no foreign key points from the reader's tables to derived ones.

A migration adds; it never drops what is the reader's, but may carry it over whole into another table. SCHEMA_VERSION is the number of migrations and stands
in the file's `user_version`, so that opening a current library needs no migration library.
"""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Utils

APPLICATION_ID = 0x6E64_6966  # "ndif": tells a library from another program's SQLite file
SCHEMA_VERSION = 3

_SNAPSHOTS = """
-- The bytes as they came, zlib-compressed, each version once. Everything derived can be read from here again.
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,               -- address, absolute path or "-"
    sha TEXT NOT NULL,               -- SHA-256 of the bytes
    fetched TEXT NOT NULL,           -- ISO 8601, UTC
    content_type TEXT NOT NULL, charset TEXT NOT NULL,
    etag TEXT NOT NULL, last_modified TEXT NOT NULL,
    hints TEXT NOT NULL,             -- JSON object: what a feed said of it
    body BLOB NOT NULL,
    UNIQUE (url, sha)
);
"""

_DERIVED = """
CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    -- kept counts, so that a list never counts
    articles INTEGER NOT NULL DEFAULT 0, outlets INTEGER NOT NULL DEFAULT 0,
    accusations INTEGER NOT NULL DEFAULT 0, denials INTEGER NOT NULL DEFAULT 0, answered INTEGER NOT NULL DEFAULT 0,
    latest TEXT NOT NULL DEFAULT '',        -- as its latest article gives it
    latest_utc INTEGER NOT NULL DEFAULT 0,  -- seconds; what stories are ordered by
    generation INTEGER NOT NULL DEFAULT 0   -- the rebuild that last shaped it
);
CREATE INDEX stories_by_time ON stories (latest_utc DESC, id DESC);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    story_id INTEGER NOT NULL REFERENCES stories (id),
    snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
    outlet TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL,
    published TEXT NOT NULL, published_utc INTEGER NOT NULL,
    language TEXT NOT NULL, tags TEXT NOT NULL,
    revision TEXT NOT NULL,
    signature TEXT NOT NULL,         -- JSON: what stories are told apart by
    generation INTEGER NOT NULL DEFAULT 0,
    seen TEXT NOT NULL,              -- ISO 8601, UTC: when this revision came
    text TEXT NOT NULL
);
CREATE INDEX articles_by_story ON articles (story_id, published_utc);
CREATE INDEX articles_by_snapshot ON articles (snapshot_id);
CREATE INDEX articles_by_title ON articles (title, outlet);

-- The earlier texts of articles that changed; the latest stands in `articles`.
CREATE TABLE revisions (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision TEXT NOT NULL,
    snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
    seen TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (article_id, revision)
) WITHOUT ROWID;

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    story_id INTEGER NOT NULL REFERENCES stories (id),
    kind TEXT NOT NULL,
    content TEXT NOT NULL, content_start INTEGER NOT NULL, content_end INTEGER NOT NULL,
    source TEXT, source_start INTEGER, source_end INTEGER,
    speaker TEXT, party TEXT,
    cue TEXT, cue_start INTEGER, cue_end INTEGER,
    target TEXT, quote TEXT NOT NULL, anonymous INTEGER NOT NULL, hedges TEXT NOT NULL,
    general INTEGER NOT NULL, confidence REAL NOT NULL, rule TEXT NOT NULL,
    fold INTEGER,                    -- the first of the near-verbatim copies that this is one of
    answers INTEGER NOT NULL DEFAULT 0,  -- other ends of its pairings that the reader has not rejected
    came TEXT NOT NULL DEFAULT '',   -- the revision that brought it, where that is not the first
    gone TEXT NOT NULL DEFAULT ''    -- the last revision that had it, where that is not the latest
);
CREATE INDEX claims_by_story ON claims (story_id, kind);
CREATE INDEX claims_by_article ON claims (article_id);
CREATE INDEX claims_by_fold ON claims (fold) WHERE fold IS NOT NULL;
CREATE INDEX claims_by_target ON claims (kind, target, speaker);

CREATE TABLE pairings (
    accusation_id INTEGER NOT NULL REFERENCES claims (id),
    denial_id INTEGER NOT NULL REFERENCES claims (id),
    story_id INTEGER NOT NULL,
    score INTEGER NOT NULL, strength TEXT NOT NULL, reasons TEXT NOT NULL,
    PRIMARY KEY (accusation_id, denial_id)
) WITHOUT ROWID;
CREATE INDEX pairings_by_denial ON pairings (denial_id);
CREATE INDEX pairings_by_story ON pairings (story_id);

-- The inverted index that finds an article's story: its rarest stems, and in how many articles each stem stands.
CREATE TABLE terms (
    stem TEXT NOT NULL, article_id INTEGER NOT NULL,
    PRIMARY KEY (stem, article_id)
) WITHOUT ROWID;
CREATE INDEX terms_by_article ON terms (article_id);
CREATE TABLE stems (stem TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE totals (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO totals VALUES ('articles', 0), ('stories', 0), ('accusations', 0), ('denials', 0), ('pairings', 0),
    ('generation', 0),
    ('reached', 0);  -- articles that this generation has

CREATE VIRTUAL TABLE articles_search USING fts5 (
    title, text, content='articles', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claims_search USING fts5 (
    content, speaker, target, content='claims', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
    INSERT INTO articles_search (rowid, title, text) VALUES (new.id, new.title, new.text);
    UPDATE totals SET n = n + 1 WHERE name = 'articles';
END;
CREATE TRIGGER articles_up AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_search (articles_search, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO articles_search (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER claims_in AFTER INSERT ON claims BEGIN
    INSERT INTO claims_search (rowid, content, speaker, target) VALUES (new.id, new.content, new.speaker, new.target);
    UPDATE totals SET n = n + 1 WHERE name = new.kind || 's';
END;
CREATE TRIGGER claims_out AFTER DELETE ON claims BEGIN
    INSERT INTO claims_search (claims_search, rowid, content, speaker, target)
        VALUES ('delete', old.id, old.content, old.speaker, old.target);
    UPDATE totals SET n = n - 1 WHERE name = old.kind || 's';
END;
CREATE TRIGGER claims_up AFTER UPDATE OF content, speaker, target, kind ON claims BEGIN
    INSERT INTO claims_search (claims_search, rowid, content, speaker, target)
        VALUES ('delete', old.id, old.content, old.speaker, old.target);
    INSERT INTO claims_search (rowid, content, speaker, target) VALUES (new.id, new.content, new.speaker, new.target);
    UPDATE totals SET n = n - 1 WHERE name = old.kind || 's';
    UPDATE totals SET n = n + 1 WHERE name = new.kind || 's';
END;
CREATE TRIGGER stories_in AFTER INSERT ON stories BEGIN UPDATE totals SET n = n + 1 WHERE name = 'stories'; END;
CREATE TRIGGER stories_out AFTER DELETE ON stories BEGIN UPDATE totals SET n = n - 1 WHERE name = 'stories'; END;
CREATE TRIGGER pairings_in AFTER INSERT ON pairings BEGIN UPDATE totals SET n = n + 1 WHERE name = 'pairings'; END;
CREATE TRIGGER pairings_out AFTER DELETE ON pairings BEGIN UPDATE totals SET n = n - 1 WHERE name = 'pairings'; END;
"""

_READERS = """
CREATE TABLE decisions (
    accusation_key TEXT NOT NULL, denial_key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('saved', 'rejected', 'made')),
    note TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]',
    decided TEXT NOT NULL,           -- ISO 8601, UTC
    accusation TEXT NOT NULL, denial TEXT NOT NULL,  -- JSON anchors: each claim as it was when decided
    pairing TEXT NOT NULL DEFAULT '',                -- JSON: score and reasons as they were, to learn from
    PRIMARY KEY (accusation_key, denial_key)
) WITHOUT ROWID;
CREATE INDEX decisions_by_denial ON decisions (denial_key);
CREATE INDEX decisions_by_time ON decisions (decided);

-- What each decision changed, for undo and redo: whole rows of `decisions` as JSON, empty where there was none.
CREATE TABLE decision_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    accusation_key TEXT NOT NULL, denial_key TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE stars (claim_key TEXT PRIMARY KEY, starred TEXT NOT NULL, anchor TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE notes (claim_key TEXT PRIMARY KEY, note TEXT NOT NULL, noted TEXT NOT NULL, anchor TEXT NOT NULL) WITHOUT ROWID;

-- Claims that the reader marked by hand, and corrections to the engine's: JSON anchors, put back after each reading.
CREATE TABLE marks (
    claim_key TEXT PRIMARY KEY, url TEXT NOT NULL, made TEXT NOT NULL, anchor TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX marks_by_url ON marks (url);
CREATE TABLE corrections (
    claim_key TEXT PRIMARY KEY,      -- of the claim as the engine finds it
    result_key TEXT NOT NULL,        -- of the claim as corrected: the kind is part of a key
    url TEXT NOT NULL,
    kind TEXT, speaker TEXT, target TEXT,   -- NULL: as found
    corrected TEXT NOT NULL, anchor TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX corrections_by_result ON corrections (result_key);
CREATE INDEX corrections_by_url ON corrections (url);

-- Which articles the reader put together or apart, and the names they gave: by article, since stories are derived.
CREATE TABLE story_links (
    url TEXT NOT NULL, other TEXT NOT NULL, together INTEGER NOT NULL, linked TEXT NOT NULL,
    PRIMARY KEY (url, other)
) WITHOUT ROWID;
CREATE INDEX story_links_by_other ON story_links (other);
CREATE TABLE story_names (url TEXT PRIMARY KEY, title TEXT NOT NULL, named TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources (
    url TEXT PRIMARY KEY,
    title TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]', paused INTEGER NOT NULL DEFAULT 0,
    added TEXT NOT NULL,
    -- how its last fetch went
    etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', last_success TEXT NOT NULL DEFAULT '',
    next_due TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', failures INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Addresses that were fetched, so that a feed's entry is fetched once and a young page is looked at again.
CREATE TABLE fetches (
    url TEXT PRIMARY KEY,
    source TEXT NOT NULL DEFAULT '', fetched TEXT NOT NULL, status TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
    checks INTEGER NOT NULL DEFAULT 0, next_due TEXT NOT NULL DEFAULT ''  -- empty: never again
) WITHOUT ROWID;
CREATE INDEX fetches_by_due ON fetches (next_due) WHERE next_due > '';

CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_VIEWS = """
-- For Datasette, sqlite3 and friends.
CREATE VIEW accusations AS
    SELECT c.key, c.content, c.speaker, c.target, c.cue, c.quote, c.anonymous, c.answers, a.outlet, a.published, a.url,
        a.title, c.story_id
    FROM claims c JOIN articles a ON a.id = c.article_id WHERE c.kind = 'accusation';
CREATE VIEW denials AS
    SELECT c.key, c.content, c.speaker, c.party, c.cue, c.quote, c.anonymous, c.answers, a.outlet, a.published, a.url,
        a.title, c.story_id
    FROM claims c JOIN articles a ON a.id = c.article_id WHERE c.kind = 'denial';
CREATE VIEW pairs AS
    SELECT p.score, p.strength, coalesce(d.state, 'suggested') AS state, x.speaker AS accuser, x.target, x.content AS accusation,
        y.speaker AS denier, y.content AS denial, p.story_id, d.note
    FROM pairings p JOIN claims x ON x.id = p.accusation_id JOIN claims y ON y.id = p.denial_id
        LEFT JOIN decisions d ON d.accusation_key = x.key AND d.denial_key = y.key;
"""

_DEEDS = """
-- All that the reader did of late, for undo and redo, in the place of decision_log, which knew decisions alone.
CREATE TABLE deeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deed TEXT NOT NULL,
    changes TEXT NOT NULL,           -- JSON: [table, row before, row after], rows as objects or null, in order
    stories TEXT NOT NULL,           -- JSON: the [story, [url, …]] groups before and after, where articles were moved
    undone INTEGER NOT NULL DEFAULT 0
);
INSERT INTO deeds (id, deed, changes, stories, undone)
    SELECT id, 'take back',
        json_array(json_array('decisions', json(before), json(after))), '[[],[]]', undone
    FROM (SELECT id, undone, {before} AS before, {after} AS after FROM decision_log) ORDER BY id;
UPDATE deeds SET deed = CASE json_extract(changes, '$[0][2].state')
    WHEN 'saved' THEN 'save' WHEN 'rejected' THEN 'reject' WHEN 'made' THEN 'pair' ELSE 'take back' END;
DROP TABLE decision_log;

-- Counts every change of a decision: while it stands still, there is nothing new to learn.
INSERT INTO totals VALUES ('judged', 0);
CREATE TRIGGER decisions_in AFTER INSERT ON decisions BEGIN UPDATE totals SET n = n + 1 WHERE name = 'judged'; END;
CREATE TRIGGER decisions_out AFTER DELETE ON decisions BEGIN UPDATE totals SET n = n + 1 WHERE name = 'judged'; END;

-- Whether a story's suggestions were ranked before the latest decision in it.
ALTER TABLE stories ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX stories_judged ON stories (id) WHERE judged = 1;
"""

# Answers alone which decisions are of one state, the latest first: else every anchor of ten thousand is read for that.
_BY_STATE = "CREATE INDEX decisions_by_state ON decisions (state, decided DESC)"
_LOGGED = ("accusation_key", "denial_key", "state", "note", "tags", "decided", "accusation", "denial", "pairing")


def _logged(column: str) -> str:
    """Return the SQL that gives a row of `decisions` in `decision_log`, a JSON array, as an object."""
    pairs = ", ".join(f"'{name}', json_extract({column}, '$[{i}]')" for i, name in enumerate(_LOGGED))
    return f"CASE {column} WHEN '' THEN 'null' ELSE json_object({pairs}) END"


def migrate(con: sqlite3.Connection) -> None:
    """Bring the library open on `con` (in autocommit mode) to SCHEMA_VERSION, each migration a transaction of its own."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("newsdiff")

    @migrations(name="0001 first tables")
    def first(db: "Utils") -> None:
        for script in (_SNAPSHOTS, _DERIVED, _READERS, _VIEWS):
            _run(db.conn, script)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute("PRAGMA user_version = 1")

    @migrations(name="0002 the log of all deeds")
    def second(db: "Utils") -> None:
        _run(db.conn, _DEEDS.format(before=_logged("before"), after=_logged("after")))
        db.conn.execute("PRAGMA user_version = 2")

    @migrations(name="0003 decisions by their state")
    def third(db: "Utils") -> None:
        db.conn.execute(_BY_STATE)
        db.conn.execute("PRAGMA user_version = 3")

    migrations.apply(Database(con))


def _run(con: sqlite3.Connection, script: str) -> None:
    """Execute each statement of `script`; unlike `executescript`, without committing what is open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            con.execute(statement)
            statement = ""
