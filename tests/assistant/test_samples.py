"""What must hold for every answer, over the archive that ships with the project, and how good the answers are."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from assistant import Answer, Assistant, Label, Outcome
from corpus.split import sentences
from tests.assistant.conftest import EVALUATION, records

QUESTIONS = records("questions")
CLAIMS = records("claims")
SUGGESTED = json.loads((EVALUATION / "suggested.json").read_text(encoding="utf-8"))
ABSTENTIONS = (Outcome.NOT_IN_ARCHIVE, Outcome.NOT_SUPPORTED)


def ask(assistant: Assistant, record: dict[str, Any], **options: Any) -> Answer:
    return assistant.ask(record["question"], asked_on=record["asked_on"], **options)


def days(document: Any) -> list[str]:
    """Everything in a JSON document that a key calls a day."""
    if isinstance(document, list):
        return [day for item in document for day in days(item)]
    if not isinstance(document, dict):
        return []
    named = {"published", "modified", "asked_on", "published_first", "published_last", "as_of"}
    own = [value for key, value in document.items() if key in named and isinstance(value, str)]
    return own + [day for value in document.values() for day in days(value)]


@pytest.mark.parametrize("record", QUESTIONS, ids=lambda r: r["id"])
def test_every_quote_is_its_articles_text_and_every_statement_is_cited(
    assistant: Assistant, record: dict[str, Any]
) -> None:
    answer = ask(assistant, record)
    for citation in answer.citations:
        assert assistant.article(citation.article_id).text[citation.start : citation.end] == citation.quote
        assert citation.attribution and citation.quote in answer.text
    assert all(statement.citations for statement in answer.statements)
    used = [number for statement in answer.statements for number in statement.citations]
    assert (
        list(dict.fromkeys(used)) == [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    )
    assert bool(answer.statements) == (answer.outcome not in ABSTENTIONS)
    for found in answer.evidence:
        passage = found.passage
        assert assistant.article(passage.article_id).text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("record", QUESTIONS, ids=lambda r: r["id"])
def test_an_answer_as_json_has_iso_dates_and_scores_between_0_and_1(
    assistant: Assistant, record: dict[str, Any]
) -> None:
    answer = ask(assistant, record)
    document = answer.to_dict()
    assert json.loads(json.dumps(document)) == document
    assert all(date.fromisoformat(day) for day in days(document))
    scores = [answer.confidence, *(found.score for found in answer.evidence)]
    scores += [value for found in answer.evidence for value in found.signals.values()]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert [found.score for found in answer.evidence] == sorted((f.score for f in answer.evidence), reverse=True)


def test_as_of_shows_nothing_published_later_whatever_is_asked(assistant: Assistant) -> None:
    first, last = assistant.coverage().published_first, assistant.coverage().published_last
    assert first and last
    cuts = [
        first - timedelta(days=1),
        date(2014, 9, 20),
        date(2014, 10, 12),
        date(2014, 11, 11),
        date(2016, 2, 11),
        last,
    ]
    for cut in cuts:
        for record in QUESTIONS:
            answer = ask(assistant, record, as_of=cut)
            sources = [found.passage.source for found in answer.evidence]
            sources += [copy for found in answer.evidence for copy in found.copies]
            sources += [source for citation in answer.citations for source in (citation.source, *citation.copies)]
            assert all(source.known_by and source.known_by <= cut for source in sources)
            assert answer.coverage.published_last is None or answer.coverage.published_last <= cut


def test_a_question_of_the_samples_is_answered_or_refused_rightly_at_least_this_often(assistant: Assistant) -> None:
    """A floor, not a target: 33 of 40 when it was set. Raise it when answers get better; never lower it."""
    right = 0
    for record in QUESTIONS:
        answer = ask(assistant, record)
        quoted = " ".join(citation.quote for citation in answer.citations).casefold()
        if record["answerable"]:
            right += any(wanted.casefold() in quoted for wanted in record["answers"])
        else:
            right += answer.outcome in ABSTENTIONS
    assert right >= 33


@pytest.mark.parametrize("record", SUGGESTED, ids=lambda r: r["question"])
def test_the_questions_of_the_demonstration_are_answered_with_the_words_that_matter(
    assistant: Assistant, record: dict[str, Any]
) -> None:
    answer = ask(assistant, record)
    assert answer.outcome in (Outcome.ANSWERED, Outcome.CONTESTED)
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert any(word in quoted for source in record["answered_by"] for word in source["words"])


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2014 FIFA World Cup?",
        "Which country won the World Cup in 2014?",
        "Which team became football world champion in 2014?",
        "Who lifted the World Cup trophy in Brazil?",
        "How many tanks did NATO count?",
        "What number of tanks has NATO seen?",
        "How many tanks were counted by NATO?",
        "How many Russian tanks did Stoltenberg see near the border?",
    ],
)
@pytest.mark.parametrize("archive", ["assistant", "seed"])
def test_what_the_archive_does_not_say_is_not_answered(
    question: str, archive: str, request: pytest.FixtureRequest
) -> None:
    answer = request.getfixturevalue(archive).ask(question)
    assert answer.outcome in ABSTENTIONS and answer.statements == () and answer.citations == ()
    assert "Searched" in answer.text and answer.coverage.articles > 0


def test_a_claim_of_the_samples_is_judged_rightly_at_least_this_often_and_seldom_wrongly(assistant: Assistant) -> None:
    """A floor: 14 of 30 when it was set, after claims with one decisive word changed had been called SUPPORTED.

    The others are NOT_ENOUGH_EVIDENCE: unsure is no error, wrong is.
    """
    verdicts = [(record["label"], assistant.check(record["claim"], asked_on=record["claim_date"])) for record in CLAIMS]
    assert sum(label == verdict.label for label, verdict in verdicts) >= 14
    assert [v.claim.text for label, v in verdicts if v.label not in (label, Label.NOT_ENOUGH_EVIDENCE)] == []


def test_a_verdict_is_cited_and_json_serialisable(assistant: Assistant) -> None:
    for record in CLAIMS:
        verdict = assistant.check(record["claim"], asked_on=record["claim_date"])
        document = verdict.to_dict()
        assert json.loads(json.dumps(document)) == document
        assert all(date.fromisoformat(day) for day in days(document))
        assert 0.0 <= verdict.confidence <= 1.0
        both = (*verdict.supporting, *verdict.refuting)
        assert [citation.number for citation in both] == list(range(1, len(both) + 1))
        for citation in both:
            assert assistant.article(citation.article_id).text[citation.start : citation.end] == citation.quote
            assert citation.quote in verdict.justification


_FIGURE = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d,.]*\d|(?<![\w.,])\d(?=\s)")


def _changed(figure: re.Match[str]) -> str:
    """Another number of the same look: the first digit becomes the next one."""
    return f"{int(figure[0][0]) % 9 + 1}{figure[0][1:]}"


def test_no_sentence_supports_itself_with_another_figure(assistant: Assistant) -> None:
    tried = count()
    for article_id in assistant._archive.store.article_ids():
        article = assistant.article(article_id)
        for span in sentences(article.text):
            sentence = span.of(article.text)
            for figure in _FIGURE.finditer(sentence):
                next(tried)
                claim = sentence[: figure.start()] + _changed(figure) + sentence[figure.end() :]
                verdict = assistant.check(claim, asked_on=article.source.published)
                assert verdict.label is not Label.SUPPORTED, (figure[0], claim)
    assert next(tried) > 60


def test_the_suggested_questions_are_all_answered(assistant: Assistant) -> None:
    suggested = assistant.suggestions(8)
    assert len(suggested) >= 4 and len(set(suggested)) == len(suggested)
    assert [assistant.ask(question).outcome for question in suggested] == [Outcome.ANSWERED] * len(suggested)
    assert assistant.suggestions(2) == suggested[:2]
