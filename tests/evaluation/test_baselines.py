"""The yardstick works as the tutorials have it, over the archive's own words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.evaluation.baseline import Baseline
from assistant.evaluation.bm25 import Bm25
from assistant.evaluation.cases import ClaimCase, QuestionCase
from assistant.evaluation.chunks import chunks_key, chunks_of, spans
from assistant.evaluation.naive import Naive
from corpus import Archive
from corpus.ingest import ingest
from tests.evaluation.builders import TROOPS, TURNOUT, an_article, lines

LONG = "\n\n".join(f"Paragraph {number} tells of the harbour. " + "The ships wait. " * 12 for number in range(30))
TROOPS_QUESTION = QuestionCase(id="q", question="How many troops had moved near Rostov?", answerable=True)
CLAIM = ClaimCase(id="c", claim="Turnout in the referendum was 84.6 percent.", label="SUPPORTED")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("baselines")
    articles = [an_article(), an_article("a2", TURNOUT), an_article("a3", LONG), an_article("a4", TURNOUT)]
    ingest([lines(folder / "articles.jsonl", articles)], folder / "archive")
    return folder / "archive"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(params=[Bm25, Naive], ids=["bm25", "naive"])
def kind(request: pytest.FixtureRequest) -> type[Bm25] | type[Naive]:
    return request.param


@pytest.fixture
def baseline(kind: type[Bm25] | type[Naive], archive: Path, cache: Path) -> Iterator[Baseline]:
    opened = kind.open(archive, cache)
    yield opened
    opened.close()


def speaking(*replies: str) -> Any:
    return GenericFakeChatModel(messages=iter([AIMessage(reply) for reply in replies]))


def test_chunks_are_a_thousand_characters_that_overlap_and_stand_where_they_say() -> None:
    found = spans(LONG)
    assert found[0][0] == 0 and found[-1][1] == len(LONG.rstrip())
    assert all(0 < end - start <= 1000 for start, end in found)
    steps = list(pairwise(found))
    assert all(before < after for (before, _), (after, _) in steps)
    assert all(end - after <= 200 for (_, end), (after, _) in steps)
    assert spans("") == [] and spans("One.") == [(0, 4)]


@pytest.mark.parametrize(
    "text", ["ab " * 2000, "x" * 3000, "é\n\n" * 900, "same words. " * 500, " \n " + TROOPS + "  "]
)
def test_chunks_of_odd_texts_stand_where_they_say(text: str) -> None:
    found = spans(text)
    assert found and all(text[start:end].strip() == text[start:end] for start, end in found)


def test_chunks_name_the_dataset_s_article_and_its_copies(archive: Path) -> None:
    opened = Archive.open(archive)
    found = {chunk.article_id: (chunk, text) for chunk, text in chunks_of(opened)}
    assert list(found) == ["a1", "a2", "a3", "a4"]
    assert {name: chunk.copies for name, (chunk, _) in found.items() if chunk.copies} == {"a2": ("a4",), "a4": ("a2",)}
    for chunk, text in found.values():
        assert opened.store.article(chunk.archive_id).text[chunk.start : chunk.end] == text
    assert chunks_key(opened, "x") != chunks_key(opened, "y")
    opened.close()


def test_without_a_model_the_answer_is_the_best_chunk_word_for_word(baseline: Baseline, archive: Path) -> None:
    output = baseline.answer(TROOPS_QUESTION, None)
    (said,), (cited,) = output.statements, output.citations
    assert (output.outcome, output.quotes_mode, output.confidence) == ("ANSWERED", True, None)
    assert (said.text, said.citations, said.verbatim) == (TROOPS, (1,), True)
    assert (cited.article_id, cited.start, cited.quote, cited.found) == ("a1", 0, TROOPS, TROOPS)
    opened = Archive.open(archive)
    assert opened.store.article(cited.archive_id).text[cited.start : cited.end] == cited.quote
    opened.close()
    scores = [passage.score for passage in output.ranked]
    assert output.ranked[0].article_id == "a1" and scores == sorted(scores, reverse=True)
    assert 1 <= len(output.ranked) <= 10 and set(output.seconds) == {"retrieve"}


def test_without_a_model_a_claim_gets_passages_and_no_verdict(baseline: Baseline) -> None:
    output = baseline.verdict(CLAIM, None)
    assert output.label is None and output.citations == ()
    assert {output.ranked[0].article_id, *output.ranked[0].copies} == {"a2", "a4"}


def test_words_that_are_nowhere_find_nothing_by_bm25(archive: Path, cache: Path) -> None:
    baseline = Bm25.open(archive, cache)
    for words in ("zebra xylophone", "is it the", "?!"):
        output = baseline.answer(QuestionCase(id="q", question=words, answerable=False), None)
        assert (output.outcome, output.statements, output.ranked) == ("NOT_IN_ARCHIVE", (), ())
    baseline.close()


def test_a_model_s_answer_cites_the_five_chunks_it_was_shown(
    kind: type[Bm25] | type[Naive], archive: Path, cache: Path
) -> None:
    baseline = kind.open(archive, cache, chat_model=speaking("300 troops.", "I don't know.", ""))
    question = QuestionCase(id="q", question="Which harbour ships wait near Rostov troops?", answerable=True)
    output = baseline.answer(question, None)
    assert (output.outcome, output.text, output.quotes_mode) == ("ANSWERED", "300 troops.", False)
    assert [(said.text, said.citations, said.verbatim) for said in output.statements] == [
        ("300 troops.", (1, 2, 3, 4, 5), False)
    ]
    assert [cited.number for cited in output.citations] == [1, 2, 3, 4, 5]
    assert set(output.seconds) == {"retrieve", "generate"}
    for _ in range(2):
        refused = baseline.answer(question, None)
        assert (refused.outcome, refused.statements, refused.citations) == ("NOT_SUPPORTED", (), ())
        assert refused.ranked
    baseline.close()


@pytest.mark.parametrize(
    ("reply", "label"),
    [
        ("SUPPORTED", "SUPPORTED"),
        ("Refuted.", "REFUTED"),
        ("not enough evidence", "NOT_ENOUGH_EVIDENCE"),
        ("It is not supported.", "NOT_ENOUGH_EVIDENCE"),
        ("SUPPORTED or REFUTED", "NOT_ENOUGH_EVIDENCE"),
        ("Perhaps", "NOT_ENOUGH_EVIDENCE"),
    ],
)
def test_a_model_s_verdict_is_one_word_or_not_enough(archive: Path, cache: Path, reply: str, label: str) -> None:
    baseline = Bm25.open(archive, cache, chat_model=speaking(reply))
    output = baseline.verdict(CLAIM, None)
    assert output.label == label
    assert bool(output.supporting) == (label == "SUPPORTED") and bool(output.refuting) == (label == "REFUTED")
    baseline.close()


def test_an_index_is_made_once_and_anew_for_another_archive(
    kind: type[Bm25] | type[Naive], archive: Path, cache: Path, tmp_path: Path
) -> None:
    kind.open(archive, cache).close()
    seen: list[str] = []
    kind.open(archive, cache, lambda what, done, total: seen.append(what)).close()
    assert seen == []
    ingest([lines(tmp_path / "articles.jsonl", [an_article("b1", "Ranieri won the league.")])], tmp_path / "archive")
    other = kind.open(tmp_path / "archive", cache, lambda what, done, total: seen.append(what))
    assert other.answer(QuestionCase(id="q", question="Who won the league?", answerable=True), None).text == (
        "Ranieri won the league."
    )
    assert seen
    other.close()


def test_a_naive_index_that_was_stopped_is_gone_on_with_from_its_vectors(archive: Path, tmp_path: Path) -> None:
    def stop(what: str, done: int, total: int | None) -> None:
        if "filling" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Naive.open(archive, tmp_path, stop)
    (folder,) = tmp_path.glob("naive-*/")
    vectors = {file: file.stat().st_mtime_ns for file in (folder / "vectors").iterdir()}
    assert vectors and not (folder / "complete.json").exists()
    baseline = Naive.open(archive, tmp_path)
    assert baseline.answer(TROOPS_QUESTION, None).text == TROOPS
    assert {file: file.stat().st_mtime_ns for file in (folder / "vectors").iterdir()} == vectors
    baseline.close()
