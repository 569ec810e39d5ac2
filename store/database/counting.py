"""The kept counts: how many ends answer a claim, how many of a story's accusations are answered."""

import sqlite3


def count_answers(con: sqlite3.Connection, story: int) -> None:
    """Count again, for each claim of the story, the other ends that the reader has not rejected."""
    con.execute(
        """
        WITH ends AS (
            SELECT x.key AS accusation, y.key AS denial
            FROM pairings p JOIN claims x ON x.id = p.accusation_id JOIN claims y ON y.id = p.denial_id
            WHERE p.story_id = ?1
            UNION
            SELECT d.accusation_key, d.denial_key FROM decisions d JOIN claims x ON x.key = d.accusation_key
            WHERE x.story_id = ?1
        ), standing AS (
            SELECT e.accusation, e.denial FROM ends e LEFT JOIN decisions d
                ON d.accusation_key = e.accusation AND d.denial_key = e.denial
            WHERE coalesce(d.state, '') <> 'rejected'
        ), counted AS (
            SELECT accusation AS key, count(*) AS n FROM standing GROUP BY 1
            UNION ALL SELECT denial, count(*) FROM standing GROUP BY 1
        )
        UPDATE claims SET answers = coalesce((SELECT n FROM counted WHERE counted.key = claims.key), 0) WHERE story_id = ?1
        """,
        (story,),
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
