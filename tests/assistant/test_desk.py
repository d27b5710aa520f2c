"""What a desk keeps: each person's own, in the file of today and in one of yesterday."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant, AssistantError, Desk, Review
from assistant.saved.desk import FILE_NAME
from assistant.saved.stored_review import review_from

DOCUMENT = {"text": "It rained.", "sentences": [{"text": "It rained."}], "summary": {"sentences": 1}}
FORMAT_1 = """
CREATE TABLE saved (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, asked TEXT NOT NULL, options TEXT NOT NULL, snapshot TEXT NOT NULL, document TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
CREATE TABLE signatures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    saved INTEGER NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    sentence INTEGER NOT NULL, checked_by TEXT NOT NULL, comment TEXT NOT NULL, signed_at TEXT NOT NULL
) STRICT;
PRAGMA user_version = 1;
"""


def review_of(desk: Desk, name: str = "draft.txt") -> int:
    return desk.save("review", name, {"outlets": ["One"]}, DOCUMENT, "1-abc")


def test_what_somebody_saved_is_theirs_until_they_share_it_and_nobody_else_can_change_it(tmp_path: Path) -> None:
    ada, ben = Desk(tmp_path, "https://id ada"), Desk(tmp_path, "https://id ben")
    number = review_of(ada)
    ada.sign(number, 1, "Ada Brandt")
    link = ada.one(number).link
    assert [entry.link for entry in ada.listed("review", 5)] == [link]
    assert ben.saved() == ben.listed("review", 5) == ben.signatures(number) == []
    for attempt in (lambda: ben.linked(link, "review"), lambda: ben.one(number), lambda: ben.sign(number, 1, "Ben")):
        with pytest.raises(AssistantError):
            attempt()

    ada.share(number, True)
    shared = ben.linked(link, "review")
    assert not shared.own and shared.shared and shared.document == DOCUMENT
    assert [signature.checked_by for signature in ben.signatures(number)] == ["Ada Brandt"]
    assert ben.listed("review", 5) == []
    for change in (
        lambda: ben.sign(number, 1, "Ben"),
        lambda: ben.delete(number),
        lambda: ben.share(number, False),
        lambda: ben.renew(number, {}, ""),
    ):
        with pytest.raises(AssistantError):
            change()
    assert ada.linked(link, "review").document == DOCUMENT

    ada.share(number, False)
    with pytest.raises(AssistantError, match="no such review"):
        ben.linked(link, "review")


def test_whoever_looks_after_the_machine_sees_everything(tmp_path: Path) -> None:
    review_of(Desk(tmp_path, "ada"), "ada.txt")
    review_of(Desk(tmp_path), "command-line.txt")
    assert [item.asked for item in Desk(tmp_path).saved("review")] == ["ada.txt", "command-line.txt"]
    assert [item.asked for item in Desk(tmp_path, "").saved("review")] == ["command-line.txt"]


def test_a_deleted_review_is_gone_from_the_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "")
    number = review_of(desk, "Quellmark scoop")
    desk.sign(number, 1, "Ada Brandt", "rang the waterworks")
    assert b"Quellmark scoop" in (tmp_path / FILE_NAME).read_bytes()
    desk.delete(number)
    assert desk.saved() == desk.signatures(number) == []
    left = (tmp_path / FILE_NAME).read_bytes()
    assert b"Quellmark scoop" not in left and b"waterworks" not in left


def test_reviews_of_one_text_are_told_apart_in_the_list(tmp_path: Path) -> None:
    ada = Desk(tmp_path, "ada")
    first, second = review_of(ada), review_of(ada)
    review_of(ada, "other.txt")
    review_of(Desk(tmp_path, "ben"))
    ada.save("verdict", "draft.txt", {}, {}, "1-abc")
    for _ in range(2):
        ada.sign(first, 1, "Ada Brandt")
    told = [(e.asked, e.version, e.versions, e.signed, e.sentences) for e in ada.listed("review", 5)]
    assert told == [("other.txt", 1, 1, 0, 1), ("draft.txt", 2, 2, 0, 1), ("draft.txt", 1, 2, 1, 1)]
    assert [e.link for e in ada.listed("review", 2)][1:] == [ada.one(second).link], "the last saved come first"
    assert len(Desk(tmp_path).listed("review", 9)) == 4


def test_another_text_that_begins_alike_is_no_version_of_a_review(tmp_path: Path) -> None:
    ada = Desk(tmp_path, "ada")
    opening = "The council met on Monday."
    toll = f"{opening} Nine houses were lost to the flood. The river fell by dawn."
    for text in (toll, f"{opening} It voted to close the bridge. Work begins in May.", f"{toll} Schools stay shut."):
        ada.save("review", opening, {}, {**DOCUMENT, "text": text}, "1-abc")
    assert [(entry.version, entry.versions) for entry in ada.listed("review", 5)] == [(2, 2), (1, 1), (1, 2)]


def test_a_review_that_grew_is_listed_with_all_of_its_sentences(tmp_path: Path) -> None:
    ada = Desk(tmp_path, "ada")
    number = review_of(ada)
    sentences = [*DOCUMENT["sentences"], *DOCUMENT["sentences"]]
    ada.renew(number, {**DOCUMENT, "sentences": sentences}, "1-abc")
    assert [entry.sentences for entry in ada.listed("review", 5)] == [2]
    with pytest.raises(AssistantError, match="no saved item"):
        Desk(tmp_path, "ben").renew(number, DOCUMENT, "1-abc")


def test_a_list_is_made_without_reading_what_was_found(tmp_path: Path) -> None:
    ada = Desk(tmp_path, "ada")
    for _ in range(3):
        review_of(ada)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        db.execute("UPDATE saved SET document = '{broken'")
        db.commit()
        plan = db.execute(
            "EXPLAIN QUERY PLAN SELECT id, link, asked, saved_at, sentences FROM saved WHERE kind = 'review'"
            " AND (:owner IS NULL OR owner = :owner)",
            {"owner": "ada"},
        ).fetchall()
    assert len(ada.listed("review", 5)) == 3
    assert "COVERING INDEX saved_listed" in plan[0][-1]


def test_no_file_is_made_before_something_is_saved_and_then_it_is_its_users_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "ada")
    assert desk.saved() == [] and not (tmp_path / FILE_NAME).exists()
    review_of(desk)
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_desk_of_the_first_format_keeps_all_it_holds(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        db.executescript(FORMAT_1)
        row = (json.dumps({"as_of": "2015-01-01"}), json.dumps(DOCUMENT))
        for name in ("one.txt", "two.txt"):
            db.execute("INSERT INTO saved VALUES (NULL, 'review', ?, ?, 's', ?, '2026-01-02T03:04:05')", (name, *row))
        db.execute("INSERT INTO signatures VALUES (NULL, 2, 1, 'M. Okafor', 'paid', '2026-01-03T00:00:00')")
        db.commit()
    ready = threading.Barrier(4)

    def open_it() -> None:
        ready.wait()
        Desk(tmp_path, "")

    together = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    desk = Desk(tmp_path, "")
    one, two = desk.saved()
    assert (one.asked, two.asked) == ("one.txt", "two.txt") and one.document == DOCUMENT
    assert one.options == {"as_of": "2015-01-01"} and one.saved_at == "2026-01-02T03:04:05"
    assert [(entry.sentences, entry.signed) for entry in desk.listed("review", 5)] == [(1, 1), (1, 0)]
    assert one.own and not one.shared and one.link != two.link and len(one.link) == 22
    assert [signature.checked_by for signature in desk.signatures(2)] == ["M. Okafor"]
    assert Desk(tmp_path, "ada").saved() == [], "what was kept before sign-in belongs to nobody who signs in"


def test_a_stored_review_is_read_back_as_it_was(assistant: Assistant) -> None:
    draft = (
        "Vladimir Putin ordered 7,600 servicemen to leave the Rostov Region in October 2014 and David Reitze announced"
        " the detection of gravitational waves in February 2016. I think that was wise.\n\nDavid Reitze said: “We have"
        " detected gravity waves.” Kip Thorne said: “No such words were ever printed in this place.”"
    )
    steps = list(assistant.review_steps(draft, asked_on="2016-03-01", as_of="2016-12-31"))
    for review in (Review.of(draft, steps), Review.of(draft, steps[:2])):
        stored = json.loads(json.dumps(review.to_dict()))
        assert review_from(stored).to_dict() == review.to_dict()
    assert any(step.sentence.verdict and step.sentence.verdict.parts for step in steps)


@pytest.mark.parametrize("document", [{}, {"text": "x"}, {"text": "x", "sentences": [{}], "summary": {}}, DOCUMENT])
def test_what_is_no_stored_review_is_told(document: dict[str, object]) -> None:
    with pytest.raises(AssistantError, match="no stored review"):
        review_from(document)
