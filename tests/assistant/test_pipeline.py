"""The assistant as a whole: steps in order, any number of threads, archives that grow, and errors of one kind."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import Answer, ArchiveUnavailable, Assistant, EvidenceFound, Filters, InvalidQuestion, Mode, Outcome
from tests.assistant.builders import awaited
from tests.assistant.conftest import Archived, quoting

ORDER = "Who ordered the Rostov troop withdrawal?"
TOLL = "How many miners died at Soma?"
RAIN = {
    "text": "It rained in Paris on Monday, and 17 cellars were flooded.",
    "published": "2014-05-01",
    "outlet": "One",
}


def test_without_a_model_the_stream_is_the_evidence_and_then_the_answer(assistant: Assistant) -> None:
    first, *rest = assistant.stream(ORDER)
    assert isinstance(first, EvidenceFound) and [type(event) for event in rest] == [Answer]
    assert rest[0].evidence == first.evidence
    assert len(first.evidence) <= assistant.settings.evidence
    assert assistant.mode is Mode.QUOTES is rest[0].mode


def test_ask_says_how_long_each_step_took(assistant: Assistant) -> None:
    assert set(assistant.ask(ORDER).seconds) == {"retrieve", "quote"}


def test_an_outlet_that_is_not_there_means_that_nothing_was_searched(assistant: Assistant) -> None:
    answer = assistant.ask(ORDER, outlets=["The Daily Planet"])
    assert answer.outcome is Outcome.NOT_IN_ARCHIVE and answer.evidence == ()
    assert "nothing was searched" in answer.text and answer.coverage.articles == 0
    assert answer.coverage.articles_in_archive == 24
    assert answer.coverage.filters == Filters(outlets=("The Daily Planet",))


def test_coverage_can_be_asked_for_by_itself(assistant: Assistant) -> None:
    assert assistant.coverage().articles == 24 and len(assistant.coverage().outlets) > 5
    assert assistant.coverage(Filters(outlets=("nobody",))).articles == 0


def test_dates_the_wrong_way_round_reach_the_caller_as_an_invalid_question(assistant: Assistant) -> None:
    with pytest.raises(InvalidQuestion, match="wrong way round"):
        assistant.ask(ORDER, published_from="2015-01-01", published_to="2014-01-01")


def test_an_unknown_article_is_an_error_of_ours(assistant: Assistant) -> None:
    with pytest.raises(ArchiveUnavailable):
        assistant.article("no such article")


def test_an_archive_that_is_missing_or_a_file_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(ArchiveUnavailable) as error:
            quoting(path)
        assert "\n" not in str(error.value)


def test_aask_answers_inside_an_event_loop(assistant: Assistant) -> None:
    async def both() -> list[Answer]:
        return list(await asyncio.gather(assistant.aask(ORDER), assistant.aask(TOLL, asked_on="2014-05-20")))

    one, two = awaited(both())
    assert "Putin" in one.text and "301" in two.text


def test_threads_that_ask_at_once_get_their_own_answers(assistant: Assistant) -> None:
    asked = [(ORDER, "Putin"), (TOLL, "miners"), ("When did NATO suspend cooperation with Russia?", "April")] * 8
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda pair: assistant.ask(pair[0], asked_on="2014-11-05"), asked))
    assert all(word in answer.text for answer, (_, word) in zip(answers, asked, strict=True))
    assert len({answer.text for answer in answers}) == 3


def test_articles_ingested_after_opening_are_found_and_counted(archived: Archived) -> None:
    with quoting(archived(RAIN)) as assistant:
        question = "How many sheep did the farmers of Wales shear?"
        before = assistant.ask(question)
        assert before.coverage.articles == 1 and before.outcome is Outcome.NOT_IN_ARCHIVE
        archived({"text": "The farmers of Wales sheared 900 sheep.", "published": "2014-06-01", "outlet": "Two"})
        after = assistant.ask(question)
        assert after.outcome is Outcome.ANSWERED and "900" in after.text
        assert after.coverage.articles == 2 and after.coverage.outlets == ("One", "Two")
        assert assistant.article(after.citations[0].article_id).text.startswith("The farmers")


def test_an_archive_without_articles_answers_that_nothing_was_searched(tmp_path: Path) -> None:
    from corpus.ingest import ingest

    ingest([], tmp_path / "archive")
    with quoting(tmp_path / "archive") as assistant:
        assert assistant.ask(ORDER).outcome is Outcome.NOT_IN_ARCHIVE
        assert assistant.suggestions() == [] and assistant.search("Rostov") == []


def test_an_article_changed_after_the_as_of_day_is_pointed_out(assistant: Assistant) -> None:
    question = "How far from Earth did the black holes merge?"
    corrected = [found.passage.source for found in assistant.search(question) if found.passage.source.modified]
    assert corrected  # or the samples no longer hold one
    day = corrected[0].published
    notes = assistant.ask(question, as_of=day, outlets=[corrected[0].outlet or ""]).notes
    changed = corrected[0].modified is not None and day is not None and corrected[0].modified > day
    assert any("after the as-of day" in note for note in notes) == changed


@pytest.mark.parametrize(
    "question",
    [
        "\ud83d Who ordered it?",
        "Who ordered " + "(" * 50 + "?",
        'field:"a" AND NOT (b OR *',
        "a" * 4_000,
        "🚀 who?",
        "ß",
    ],
)
def test_any_text_is_a_question(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).to_dict()
    assert assistant.check(question).to_dict()
    assert assistant.review(question).to_dict()


def test_an_article_of_the_year_9999_breaks_no_answer(over: Callable[..., Assistant]) -> None:
    text = "The mayor said the bridge would open tomorrow, next year, or on October 12."
    assistant = over({"text": text, "published": "9999-12-31"}, {"text": text + " He left.", "published": "0001-01-01"})
    assert assistant.ask("When will the bridge open?", asked_on="9999-12-30").to_dict()


def test_eight_threads_ask_while_an_ingest_runs(archived: Archived, tmp_path: Path) -> None:
    from corpus.ingest import ingest

    archive = archived(RAIN)
    more = tmp_path / "more.jsonl"
    lines = [
        json.dumps(
            {"text": f"Storm number {n} flooded {n} cellars in Lyon.", "published": "2014-05-02", "outlet": "Two"}
        )
        for n in range(2, 400)
    ]
    more.write_text("\n".join(lines), encoding="utf-8")
    done = threading.Event()
    wrong: list[str] = []
    asked: list[int] = []

    def ask(assistant: Assistant, number: int) -> None:
        count = 0
        while not done.is_set() or count < 3:
            answer = assistant.ask("How many cellars were flooded in Paris on Monday?", asked_on="2014-05-03")
            found = assistant.search(f"Storm number {number + 2} in Lyon", k=5)
            count += 1
            if "17" not in answer.text:
                wrong.append(answer.text)
            for item in found:
                article = assistant.article(item.passage.article_id)
                if article.text[item.passage.start : item.passage.end] != item.passage.text:
                    wrong.append(item.passage.text)
        asked.append(count)

    with quoting(archive) as assistant, ThreadPoolExecutor(8) as threads:
        running = [threads.submit(ask, assistant, number) for number in range(8)]
        try:
            report = ingest([more], archive)
        finally:
            done.set()
        for thread in running:
            thread.result()
        assert report.stored == len(lines) and not wrong and len(asked) == 8
        assert (
            "399" in assistant.ask("How many cellars did storm number 399 flood in Lyon?", asked_on="2014-05-03").text
        )
        assert assistant.coverage().articles == len(lines) + 1
