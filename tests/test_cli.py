"""The command line as a program sees it: JSON shapes, exit codes, one sentence for what failed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from library_material import mill

from store.arrival import arrive
from store.database.connection import connect
from store.library import Library
from store.model import Kind, State

DUMP = """Mill dumped dye, former staff say
The Tamsin Courier
1 March 2026 08:00 GMT+1

    Former staff have accused Orrel Mill of dumping dye into the Tamsin river for six years.

    Orrel Mill rejected the accusation. “Not one litre of dye has left this site,” its manager, Ada Quill, said on Sunday.

    The town council said that it was looking forward to the spring fair, which opens next week on the green.

Share  Save  Print
mills, dye, Tamsin
"""
CLAIM = {
    "file", "kind", "content", "content_start", "content_end", "source", "source_start", "source_end", "speaker", "cue",
    "cue_start", "cue_end", "target", "quote", "anonymous", "hedges", "confidence",
}  # fmt: skip


class Ran:
    def __init__(self, done: "subprocess.CompletedProcess[bytes]") -> None:
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def rows(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def newsdiff(tmp_path: Path):
    def run(*arguments: str, stdin: bytes = b"", **env: str) -> Ran:
        environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), **env}
        command = [sys.executable, "-m", "tui", *arguments]
        return Ran(subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False))

    return run


@pytest.fixture
def dump(tmp_path: Path) -> str:
    file = tmp_path / "mill.txt"
    file.write_text(DUMP, encoding="utf-8")
    return str(file)


@pytest.fixture
def judged(tmp_path: Path) -> str:
    path = tmp_path / "judged.db"
    con = connect(path)
    stored = arrive(con, *mill())
    con.close()
    library = Library(path)
    accusation = library.cards(stored.story, Kind.ACCUSATION)[0].claim.key
    denial = library.cards(stored.story, Kind.DENIAL)[0].claim.key
    library.decide(accusation, denial, State.SAVED, "=HYPERLINK(1)", ["dye"])
    library.close()
    return str(path)


def test_clean_prints_the_article(newsdiff, dump: str) -> None:
    (row,) = newsdiff("clean", "--json", dump).rows
    assert list(row) == ["file", "title", "outlet", "byline", "published", "language", "tags", "url", "text"]
    assert row["file"] == dump
    assert row["published"] == "2026-03-01T08:00:00+01:00"
    assert row["text"].startswith("Former staff")
    assert "Share" not in row["text"]


def test_claims_have_offsets_into_the_clean_text(newsdiff, dump: str) -> None:
    text = newsdiff("clean", "--json", dump).rows[0]["text"]
    rows = newsdiff("claims", "--json", dump).rows
    assert {row["kind"] for row in rows} >= {"accusation", "denial"}
    for row in rows:
        assert set(row) == CLAIM
        assert text[row["content_start"] : row["content_end"]] == row["content"]
        for part in ("source", "cue"):
            if row[part] is not None:
                assert text[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]


def test_claims_of_clean_text_keep_its_offsets(newsdiff, tmp_path: Path) -> None:
    text = "\u200b\r\nOrrel Mill denied\x07 dumping dye into the river.\r\nThat is all."
    file = tmp_path / "clean.txt"
    file.write_bytes(text.encode())
    rows = newsdiff("claims", "--json", "--text", str(file)).rows
    assert rows
    for row in rows:
        assert text[row["content_start"] : row["content_end"]] == row["content"]
    assert "\x07" not in newsdiff("claims", "--text", str(file)).out


def test_claims_can_be_explained(newsdiff, dump: str) -> None:
    assert all(row["rule"] for row in newsdiff("claims", "--json", "--explain", dump).rows)
    assert "confidence" in newsdiff("claims", "--explain", dump).out


def test_another_language_is_said_to_be_unread(newsdiff, tmp_path: Path) -> None:
    file = tmp_path / "muehle.txt"
    text = "Die Firma wies die Vorwürfe zurück. Der Sprecher sagte, dass kein Farbstoff in den Fluss gelangt sei."
    file.write_text(" ".join([text] * 4), encoding="utf-8")
    done = newsdiff("claims", "--json", "--text", str(file))
    assert (done.code, done.out) == (0, "")
    assert "does not read" in done.err
    assert "does not read" in newsdiff("--db", str(tmp_path / "l.db"), "add", str(file)).out


def test_pairs_pairs(newsdiff, dump: str) -> None:
    rows = newsdiff("pairs", "--json", dump).rows
    assert rows
    for row in rows:
        assert set(row) == {"accusation", "denial", "score", "strength", "reasons"}
        assert set(row["accusation"]) == set(row["denial"]) == CLAIM
        assert 0 <= row["score"] <= 100
        assert row["strength"] in ("specific", "general")
        assert all(reason["name"] for reason in row["reasons"])


def test_what_cannot_be_read_costs_one_line_each_and_the_others_are_stored(newsdiff, dump: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "menu.html").write_text("<html><body><nav><a href=/>Home</a></nav></body></html>")
    db = str(tmp_path / "l.db")
    bad = [str(tmp_path / n) for n in ("missing.txt", "empty.txt", "binary.html", "menu.html")]
    bad += [str(tmp_path), "http://127.0.0.1:9/nobody"]
    done = newsdiff("--db", db, "add", *bad, dump)
    assert done.code == 1
    lines = done.err.splitlines()
    assert len(lines) == len(bad)
    for name in bad:
        assert sum(name in line for line in lines) == 1 or name == str(tmp_path)
    assert "Traceback" not in done.err
    assert "Mill dumped dye" in done.out
    assert newsdiff("--db", db, "stories", "--json").rows[0]["articles"] == 1


def test_standard_input_is_read_once(newsdiff, tmp_path: Path) -> None:
    db = str(tmp_path / "l.db")
    assert newsdiff("--db", db, "add", "-", stdin=DUMP.encode()).out.startswith("stored")
    assert newsdiff("--db", db, "add", "-", stdin=DUMP.encode()).out.startswith("same")


def test_a_library_is_rebuilt_without_its_files(newsdiff, dump: str) -> None:
    newsdiff("add", dump)
    before = newsdiff("stories", "--json").rows
    Path(dump).unlink()
    done = newsdiff("rebuild")
    assert (done.code, done.err) == (0, "")
    assert newsdiff("stories", "--json").rows == before


def test_stories_and_decisions_as_json(newsdiff, judged: str) -> None:
    (story,) = newsdiff("--db", judged, "stories", "--json").rows
    assert list(story) == ["story", "title", "articles", "accusations", "denials", "answered", "latest"]
    (decision,) = newsdiff("decisions", "--json", NEWSDIFF_DB=judged).rows
    assert {"state", "accusation", "denial", "note", "decided"} <= set(decision)
    assert decision["state"] == "saved"
    assert set(decision["accusation"]) >= CLAIM


@pytest.mark.parametrize("name", ["jsonl", "csv", "markdown", "html", "claimreview"])
def test_exports(newsdiff, judged: str, name: str, tmp_path: Path) -> None:
    out = newsdiff("--db", judged, "export", "--format", name).out
    assert "dumping dye into the Tamsin river" in out
    story = newsdiff("--db", judged, "export", "--format", name, "--story", "1", "-o", str(tmp_path / "out"))
    assert (story.code, story.out) == (0, "")
    assert "poured it out at night" in (tmp_path / "out").read_text()
    if name == "csv":
        assert "'=HYPERLINK" in out
    if name in ("jsonl", "claimreview"):
        json.loads(out)


def test_search(newsdiff, judged: str) -> None:
    rows = newsdiff("--db", judged, "search", "--json", "tamsin").rows
    assert rows[0]["claim"]
    assert rows[0]["matches"]


def test_wrong_usage_is_two_and_failure_is_one(newsdiff, judged: str, tmp_path: Path) -> None:
    assert newsdiff("nonsense").code == 2
    assert newsdiff("claims").code == 2
    assert newsdiff("--db", judged, "export", "--story", "77").code == 1
    done = newsdiff("--db", str(tmp_path), "stories")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    config = tmp_path / "c.toml"
    config.write_text("colour = 1")
    done = newsdiff("--config", str(config), "--db", judged, "add", "x")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "colour" in done.err
    assert newsdiff("--db", judged).code == 1  # no terminal to open the app on


def test_doctor_and_config(newsdiff, judged: str) -> None:
    assert newsdiff("--db", judged, "doctor").code == 0
    assert all(row["well"] for row in newsdiff("--db", judged, "doctor", "--json").rows)
    assert newsdiff("config", "--json").rows[0]["theme"]
