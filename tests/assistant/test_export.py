"""A review as HTML: every sentence in it, nothing in it alive."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant import Assistant, InvalidQuestion
from assistant.presentation.export import review_html

DRAFT = (
    "Vladimir Putin ordered 7,600 servicemen out of the Rostov Region. Will they return?"
    " <script>alert(1)</script> & <img src=x onerror=alert(1)> cost 5 million euros in 2014."
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_review_shows_each_sentence_with_its_verdict_and_quotes_and_no_markup_of_the_draft(
    assistant: Assistant,
) -> None:
    review = assistant.review(DRAFT)
    page = Tags()
    page.feed(review_html(review))
    assert not page.seen & {"script", "img", "iframe", "link", "form", "a"}
    assert not {name for name in page.attributes if name.startswith("on") or name in ("src", "href")}
    assert all(sentence.text in page.text for sentence in review.sentences)
    assert "refuted" in page.text and "17,600" in page.text and "not checked: a question" in page.text


def test_the_command_line_writes_the_file_and_says_where_it_cannot(sample_archive: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    command = [sys.executable, "-m", "assistant", "review", str(draft), "--archive", str(sample_archive), "--html"]
    done = subprocess.run([*command, str(tmp_path / "out.html")], capture_output=True, text=True, check=True)
    assert done.stderr == "" and "refuted" in (tmp_path / "out.html").read_text(encoding="utf-8")
    failed = subprocess.run([*command, str(tmp_path / "no" / "out.html")], capture_output=True, text=True, check=False)
    assert failed.returncode == 1 and failed.stdout == "" and failed.stderr.count("\n") == 1


def test_an_empty_draft_is_refused(assistant: Assistant) -> None:
    with pytest.raises(InvalidQuestion):
        assistant.review("  \n")
