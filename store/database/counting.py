"""The kept counts: how many ends answer a claim, how many of a story's accusations are answered."""

import sqlite3


def count_answers(con: sqlite3.Connection, story: int) -> None:
    """Count again, for each claim of the story, the other ends that the reader has not rejected."""
    _count_answers(con, "story_id = ?1", story)


def count_answers_of(con: sqlite3.Connection, accusation: str, denial: str) -> None:
    """Count again, for these two claims alone, the other ends that the reader has not rejected."""
    _count_answers(con, "key IN (?1, ?2)", accusation, denial)


def _count_answers(con: sqlite3.Connection, which: str, *of: int | str) -> None:
    con.execute(
        f"""
        WITH these AS (SELECT id, key FROM claims WHERE {which}), decided AS (
            SELECT t.key, d.denial_key AS other, d.state FROM these t JOIN decisions d ON d.accusation_key = t.key
            UNION ALL
            SELECT t.key, d.accusation_key, d.state FROM these t JOIN decisions d ON d.denial_key = t.key
        ), ends AS (
            SELECT t.key, y.key FROM these t JOIN pairings p ON p.accusation_id = t.id JOIN claims y ON y.id = p.denial_id
            UNION
            SELECT t.key, x.key FROM these t JOIN pairings p ON p.denial_id = t.id JOIN claims x ON x.id = p.accusation_id
            UNION
            SELECT key, other FROM decided
            EXCEPT
            SELECT key, other FROM decided WHERE state = 'rejected'
        ), counted AS (SELECT key, count(*) AS n FROM ends GROUP BY key)
        UPDATE claims SET answers = coalesce((SELECT n FROM counted WHERE counted.key = claims.key), 0) WHERE {which}
        """,
        of,
    )


def count_story(con: sqlite3.Connection, story: int) -> None:
    """Bring a story's counts of claims up to date; copies count once: an agency's text in five papers is one accusation."""
    con.execute(
        """
        UPDATE stories SET (accusations, denials, answered) = (
            SELECT count(*) FILTER (WHERE kind = 'accusation'), count(*) FILTER (WHERE kind = 'denial'),
                count(*) FILTER (WHERE kind = 'accusation' AND answers > 0)
            FROM (SELECT kind, max(answers) AS answers FROM claims WHERE story_id = ?1 GROUP BY kind, coalesce(fold, id))
        ) WHERE id = ?1
        """,
        (story,),
    )
