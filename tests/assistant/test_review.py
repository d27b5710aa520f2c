"""Drafts in every format, their quotations, progress, and the sign-off that is kept with a saved review."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from assistant import Assistant, AssistantError, Finding, InvalidQuestion, Label, QuoteOutcome, Review
from assistant.__main__ import main
from assistant.claims.drafts import read_draft
from assistant.presentation.terminal import review_lines
from assistant.quotations.draft_quotes import draft_quotes
from assistant.saved.desk import Desk
from assistant.saved.stored_review import review_from
from tests.assistant.conftest import Archived

Over = Callable[..., Assistant]

SOURCE = {
    "text": "“The bridge will stay shut until every cable has been tested by our engineers,” Mayor Anna Lindqvist told"
    " reporters on Monday. The repair of the Carlisle bridge cost 300 million crowns.",
    "outlet": "Harbour Chronicle",
    "published": "2016-03-01",
}
SAID = "The bridge will stay open until every cable has been tested"
DRAFT = (
    f"The mayor was clear. “{SAID},” Anna Lindqvist said. The repair of the Carlisle bridge cost 400 million crowns."
)


def test_a_misquotation_in_a_draft_is_found_where_it_stands(over: Over) -> None:
    review = over(SOURCE).review(DRAFT)
    [(sentence, quote)] = [(s, quote) for s in review.sentences for quote in s.quotes]
    assert SAID in sentence.text and quote.quote == f"{SAID},"
    assert (quote.outcome, quote.speaker) == (QuoteOutcome.ALTERED, "Anna Lindqvist")
    assert [(c.archived, c.quoted) for c in quote.findings[0].alterations] == [("shut", "open")]
    assert review.to_dict()["summary"]["quotes"] == {"ALTERED": 1}


def test_a_quotation_given_to_somebody_else_in_a_draft_is_found(over: Over) -> None:
    review = over(SOURCE).review(DRAFT.replace("open", "shut").replace("Anna Lindqvist", "Peter Holm"))
    assert [q.outcome for s in review.sentences for q in s.quotes] == [QuoteOutcome.MISATTRIBUTED]


def test_a_wrong_quotation_decides_about_its_sentence_whatever_the_verdict(over: Over) -> None:
    opinion = (
        "“The bridge will stay open until every cable has been tested,” Anna Lindqvist said, and we should thank her."
    )
    review = over(SOURCE).review(f"{opinion} {DRAFT}")
    findings = [sentence.finding for sentence in review.sentences]
    assert findings == [Finding.MISQUOTED, Finding.NOT_CHECKED, Finding.REFUTED, Finding.REFUTED]
    assert review.sentences[0].verdict is None
    document = review.to_dict()
    assert [s["finding"] for s in document["sentences"]] == [finding.value for finding in findings]
    assert document["summary"]["findings"]["MISQUOTED"] == 1 and document["summary"]["REFUTED"] == 2


def test_an_exact_quotation_and_one_not_found_are_no_misquotations(over: Over) -> None:
    exact = over(SOURCE).review(DRAFT.replace("open", "shut")).sentences
    assert not any(sentence.finding is Finding.MISQUOTED for sentence in exact)
    made_up = (
        over(SOURCE).review("I think “the ferry must never sail on a holy Sunday again” is what he said.").sentences
    )
    assert [sentence.finding for sentence in made_up] == [Finding.NOT_ENOUGH_EVIDENCE]


def test_a_review_that_is_stopped_keeps_what_was_checked_and_says_what_was_not(over: Over) -> None:
    steps = over(SOURCE).review_steps(DRAFT)
    review = Review.of(DRAFT, [next(steps), next(steps)])
    whole = over(SOURCE).review(DRAFT).to_dict()
    assert review.to_dict()["sentences"] == whole["sentences"][:2] and review.not_reached == 1
    assert review.to_dict()["summary"]["not_reached"] == 1
    assert "stopped before the last 1" in review_lines(review)[-1]
    with pytest.raises(InvalidQuestion):
        over(SOURCE).review_steps(" ")


def test_a_review_that_ended_early_goes_on_behind_what_it_has(over: Over) -> None:
    assistant = over(SOURCE)
    whole = assistant.review(DRAFT)
    steps = assistant.review_steps(DRAFT)
    begun = review_from(Review.of(DRAFT, [next(steps)]).to_dict())  # as it is saved
    rest = list(assistant.review_steps(DRAFT, reached=begun.sentences))
    assert [(step.done, step.of) for step in rest] == [(2, 3), (3, 3)], "the first is not checked again"
    assert Review.of(DRAFT, [*begun.steps, *rest]).to_dict() == whole.to_dict()
    assert list(assistant.review_steps(DRAFT, reached=whole.sentences)) == []
    with pytest.raises(AssistantError, match="cannot go on"):
        next(assistant.review_steps(f"It rained. {DRAFT}", reached=begun.sentences))


def test_a_sentence_that_stands_twice_is_judged_once(over: Over) -> None:
    cost = "The repair of the Carlisle bridge cost 400 million crowns."
    review = over(SOURCE).review(f"{cost} It rained. {cost}")
    first, _, second = review.sentences
    assert first.verdict is second.verdict and first.verdict is not None and first.start != second.start


def test_the_command_shows_what_was_checked_when_it_is_stopped(archived: Archived, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(" ".join(f"The repair of bridge number {n} cost {n + 300} million crowns." for n in range(4_000)))
    command = [sys.executable, "-m", "assistant", "review", str(draft), "--archive", str(archived(SOURCE)), "--json"]
    # A shell that starts it in the background has it ignore Ctrl-C, and so would its children.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}
    screen, terminal = pty.openpty()
    with (tmp_path / "out.json").open("w") as out:
        running = subprocess.Popen(command, stdout=out, stderr=terminal, **heard)  # type: ignore[call-overload]
    os.close(terminal)
    told = until(screen, lambda told: " of 4,000 sentences" in told)
    running.send_signal(signal.SIGINT)
    told += until(screen, lambda _: False)
    os.close(screen)
    assert running.wait(timeout=60) == 0
    summary = json.loads((tmp_path / "out.json").read_text())["summary"]
    assert 0 < summary["sentences"] and summary["sentences"] + summary["not_reached"] == 4_000
    assert f"stopped after {summary['sentences']:,} of 4,000 sentences" in told


def until(screen: int, seen: Callable[[str], bool]) -> str:
    """What a terminal shows from now on, until it is what is waited for or its writer has ended."""
    told = ""
    while not seen(told) and select.select([screen], [], [], 120)[0]:
        try:
            told += os.read(screen, 4096).decode()
        except OSError:  # Linux: nobody holds the terminal's other end any more
            break
    return told


def test_progress_counts_every_sentence(over: Over) -> None:
    seen: list[tuple[int, int]] = []
    over(SOURCE).review(DRAFT, progress=lambda done, all_: seen.append((done, all_)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_draft_that_is_too_long_is_refused(over: Over) -> None:
    with pytest.raises(InvalidQuestion, match="at most"):
        over(SOURCE).review("word " * 250_000)


def a_word_file(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph(DRAFT)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cost", "400 million"
    document.add_paragraph("The end.")
    document.save(str(path))
    return path


def test_a_word_file_gives_its_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    assert read_draft(str(a_word_file(tmp_path / "draft.docx"))) == f"{DRAFT}\nCost\t400 million\nThe end."


def test_a_page_gives_its_article_and_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    body = "".join(f"<p>{DRAFT} This is paragraph {n} of the page.</p>" for n in range(8))
    (tmp_path / "a.html").write_text(f"<html><body><nav>Menu</nav><article>{body}</article></body></html>")
    text = read_draft(str(tmp_path / "a.html"))
    assert SAID in text and "<p>" not in text
    written = f"# Title\r\n\r\n{DRAFT}\n* 5 < 6\n"
    (tmp_path / "a.md").write_bytes(written.encode())
    assert read_draft(str(tmp_path / "a.md")) == written


def test_what_is_no_draft_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    with zipfile.ZipFile(tmp_path / "c.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 210_000_000)
    for name in ("a.docx", "b.pdf", "c.docx", "missing.docx", "missing.html"):
        with pytest.raises(InvalidQuestion) as refused:
            read_draft(str(tmp_path / name))
        assert "\n" not in str(refused.value) and name in str(refused.value)


def test_a_saved_review_is_signed_sentence_by_sentence(
    archived: Archived, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = ("--archive", str(archived(SOURCE)))

    def run(*arguments: str) -> str:
        assert main([*arguments, *archive]) == 0
        return capsys.readouterr().out

    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    assert "saved as review 1" in run("review", str(tmp_path / "draft.txt"), "--save")
    run("reviews", "sign", "1", "3", "--by", "M. Okafor", "--comment", "asked the council: 300")
    run("reviews", "sign", "1", "3", "--by", "J. Lee")
    [row] = json.loads(run("reviews", "list", "--json"))["reviews"]
    assert (row["number"], row["signed"], row["draft"]) == (1, 1, str(tmp_path / "draft.txt"))
    shown = json.loads(run("reviews", "show", "1", "--json"))
    assert [(s["sentence"], s["checked_by"], s["comment"]) for s in shown["signatures"]] == [
        (3, "M. Okafor", "asked the council: 300"),
        (3, "J. Lee", ""),
    ]
    assert shown["review"]["sentences"][2]["verdict"]["label"] == Label.REFUTED
    assert "checked by M. Okafor" in run("reviews", "show", "1")
    for wrong in (["9", "1", "--by", "x"], ["1", "4", "--by", "x"], ["1", "1", "--by", " "]):
        assert main(["reviews", "sign", *wrong, *archive]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_saved_work_of_another_format_or_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="no archive"):
        Desk(tmp_path / "missing")
    (tmp_path / "desk.sqlite").write_bytes(b"this is no database, but long enough to be read as one" * 40)
    with pytest.raises(AssistantError, match="cannot use"):
        Desk(tmp_path)


def test_the_quotations_of_a_draft_as_long_as_a_book_are_found_in_time_that_grows_with_its_length() -> None:
    def seconds(times: int) -> float:
        draft = " ".join(f"{DRAFT} Number {n} of many.\n" for n in range(times))
        started = time.process_time()
        assert len(list(draft_quotes(draft))) == times
        return time.process_time() - started

    few, many = seconds(100), seconds(1_000)
    assert many < 40 * few + 1


PORT = {
    "text": "OSK, March 1 — Osk's port authority fined Vane Shipping on Monday. The company denied any wrongdoing. Holm"
    " Group, which was fined in May, paid at once. Karl Holm, its owner, resigned as mayor of Osk.",
    "outlet": "Harbour Chronicle",
    "published": "2016-03-01",
}


def test_it_is_checked_as_what_the_sentence_before_begins_with(over: Over) -> None:
    review = over(PORT).review("Holm Group was fined in May. It paid at once.")
    assert [sentence.checked_as for sentence in review.sentences] == [None, "Holm Group paid at once."]
    assert review_from(review.to_dict()).to_dict() == review.to_dict()
    assert "       checked as: Holm Group paid at once." in review_lines(review)


def test_a_sentence_about_nobody_that_a_draft_names_does_not_support_its_she(over: Over) -> None:
    draft = "Anna Lind met Berta Vane in Osk. She resigned as mayor of Osk."
    sentence = over(PORT).review(draft).sentences[1]
    assert sentence.checked_as is None and sentence.finding is not Finding.SUPPORTED
    clear = over(PORT).review("Karl Holm spoke in Osk. He resigned as mayor of Osk.").sentences[1]
    assert clear.checked_as == "Karl Holm resigned as mayor of Osk." and clear.finding is Finding.SUPPORTED
