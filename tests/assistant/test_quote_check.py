"""A quotation against the archive: what it is, where it stands, who said it. Every finding is held to its offsets."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, InvalidQuestion, QuoteCheck, QuoteOutcome
from assistant.quotations.quote_words import words_of
from assistant.quotations.spoken import spoken_at
from corpus import Span
from tests.assistant.conftest import quoting, write

Over = Callable[..., Assistant]

BRIDGE = {
    "text": "The old bridge closed on Monday.\n"
    "“The bridge will stay shut until every cable has been tested by our engineers,” Mayor Anna Lindqvist told"
    " reporters. “Nobody will be asked to risk a crossing before that.”\n"
    "Opposition leader Peter Holm disagreed. “This council has ignored three warnings about those rusty cables,”"
    " he said.",
    "outlet": "Harbour Chronicle",
    "published": "2016-03-01",
}


def held(assistant: Assistant, check: QuoteCheck) -> QuoteCheck:
    """The check, when each of its offsets names the words it gives."""
    for finding in check.findings:
        citation = finding.citation
        text = assistant.article(citation.article_id).text
        assert text[citation.start : citation.end] == citation.quote
        for change in finding.alterations:
            assert text[change.start : change.end] == change.archived
            assert check.quote[change.quote_start : change.quote_end] == change.quoted
    return check


def test_marks_dashes_case_and_white_space_make_no_other_quotation(over: Over) -> None:
    assistant = over({"text": 'He said: "It\'s a well-known\nfact – the “Baltic  fleet” left in 2014."'})
    check = held(assistant, assistant.check_quote("it’s  a well–known fact - the 'Baltic fleet' LEFT in 2014"))
    assert check.outcome is QuoteOutcome.EXACT


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("Greta Holm", QuoteOutcome.EXACT),
        ("Osk Pilots", QuoteOutcome.EXACT),
        ("Lear", QuoteOutcome.MISATTRIBUTED),
        ("Vane", QuoteOutcome.MISATTRIBUTED),
        ("Lotte", QuoteOutcome.MISATTRIBUTED),
    ],
)
def test_somebody_named_beside_the_speaker_is_not_introduced_as_the_speaker(
    over: Over, asked: str, outcome: QuoteOutcome
) -> None:
    assistant = over(
        {
            "text": "“No pilot of this harbour will ever sail without a second radio,” said"
            " Osk Pilots chief Greta Holm.\n"
            "Sigrid Vane gave Holm some credit. Holm, Lear and the council met on Monday. Her mother is Lotte Holm.\n"
            "“We should have bought the radios two winters ago,” Lear said."
        }
    )
    quote = "No pilot of this harbour will ever sail without a second radio"
    assert assistant.check_quote(quote, asked).outcome is outcome


@pytest.mark.parametrize(
    "quote",
    [
        "The bridge will stay shut ... tested by our engineers",
        "The bridge will stay shut […] tested by our engineers",
        "[It] will stay shut until every cable has been tested",
        "every cable has been tested by our engineers. Nobody will be asked to risk a crossing",
    ],
)
def test_what_an_editor_owns_up_to_and_a_reporters_he_said_alter_nothing(over: Over, quote: str) -> None:
    assistant = over(BRIDGE)
    check = held(assistant, assistant.check_quote(quote, "Lindqvist"))
    assert (check.outcome, check.said_by) == (QuoteOutcome.EXACT, ("Mayor Anna Lindqvist",))


def test_what_an_ellipsis_leaves_out_is_told(over: Over) -> None:
    assistant = over({"text": "“I do not deny that we were late, and I am sorry,” Minister Olga Brandt said."})
    check = held(assistant, assistant.check_quote("I do ... deny that we were late"))
    assert check.outcome is QuoteOutcome.EXACT and check.findings[0].left_out == ("not",)
    assert any("“not”" in note for note in check.notes)


def test_a_changed_word_is_told_with_its_place(over: Over) -> None:
    assistant = over(BRIDGE)
    check = held(assistant, assistant.check_quote("The bridge will stay open until every cable has been tested"))
    assert check.outcome is QuoteOutcome.ALTERED
    assert [(c.archived, c.quoted) for c in check.findings[0].alterations] == [("shut", "open")]


@pytest.mark.parametrize(
    ("quote", "changes"),
    [
        ("This council has ignored warnings about those rusty cables", [("three", "")]),
        ("This council has ignored three clear warnings about those rusty cables", [("", "clear")]),
        ("This council has ignored three warnings about those rusty brakes", [("cables", "brakes")]),
        ("That council has ignored three warnings about those rusty cables", [("This", "That")]),
    ],
)
def test_words_left_out_put_in_or_exchanged_are_alterations(
    over: Over, quote: str, changes: list[tuple[str, str]]
) -> None:
    assistant = over(BRIDGE)
    check = held(assistant, assistant.check_quote(quote))
    assert check.outcome is QuoteOutcome.ALTERED
    assert [(c.archived, c.quoted) for c in check.findings[0].alterations] == changes


def test_a_figure_that_differs_is_an_alteration(over: Over) -> None:
    assistant = over({"text": "“We withdrew 17,600 servicemen from the region,” the ministry said."})
    assert assistant.check_quote("We withdrew 17 600 servicemen").outcome is QuoteOutcome.ALTERED
    assert assistant.check_quote("We withdrew 17600 servicemen from the region").outcome is QuoteOutcome.EXACT
    assert assistant.check_quote("We withdrew 16,600 servicemen from the region").outcome is QuoteOutcome.ALTERED


def test_a_quotation_of_two_places_names_each(over: Over) -> None:
    assistant = over(BRIDGE, {"text": "“The ferry takes forty cars an hour,” Captain Jon Voss said.", "outlet": "Two"})
    quote = "The bridge will stay shut until the ferry takes forty cars an hour"
    check = held(assistant, assistant.check_quote(quote))
    assert check.outcome is QuoteOutcome.SPLICED and check.earliest is None
    assert [f.citation.source.outlet for f in check.findings] == ["Harbour Chronicle", "Two"]
    assert [quote[f.quote_start : f.quote_end] for f in check.findings] == [
        "The bridge will stay shut until",
        "the ferry takes forty cars an hour",
    ]
    assert len(check.said_by) == 2


def test_sentences_of_one_speech_joined_without_an_ellipsis_are_spliced(over: Over) -> None:
    middle = "The engineers have worked through four nights and they found eleven broken strands in the main cable."
    assistant = over({"text": f"“We will reopen the crossing next spring. {middle} Every driver must use the ferry.”"})
    joined = "We will reopen the crossing next spring. Every driver must use the ferry."
    assert assistant.check_quote(joined).outcome is QuoteOutcome.SPLICED
    owned_up = "We will reopen the crossing next spring. ... Every driver must use the ferry."
    assert assistant.check_quote(owned_up).outcome is QuoteOutcome.EXACT


def test_words_of_somebody_else_are_misattributed_and_say_whose_they_are(over: Over) -> None:
    assistant = over(BRIDGE)
    quote = "This council has ignored three warnings about those rusty cables"
    for somebody_else in ("Anna Lindqvist", "Jon Voss"):
        check = held(assistant, assistant.check_quote(quote, somebody_else))
        assert check.outcome is QuoteOutcome.MISATTRIBUTED and "Peter Holm" in check.said_by[0]
    shut = "The bridge will stay shut until every cable has been tested"
    assert assistant.check_quote(shut, "Peter Holm").outcome is QuoteOutcome.MISATTRIBUTED
    assert assistant.check_quote(shut.replace("tested", "painted"), "Holm").outcome is QuoteOutcome.MISATTRIBUTED


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        ("Stefan Ulme, the lander manager, told reporters that it had lifted off again.", QuoteOutcome.MISATTRIBUTED),
        ("Stefan Ulme stood beside Andrea Corvo. It had lifted off again.", QuoteOutcome.EXACT),
        ("The crowd applauded Stefan Ulme.", QuoteOutcome.EXACT),
    ],
)
def test_he_said_is_proof_only_after_a_sentence_about_one_person(
    over: Over, before: str, outcome: QuoteOutcome
) -> None:
    assistant = over(
        {
            "text": "“We cannot be happier than we are,” said Andrea Corvo, who leads the flight.\n"
            f"{before} “Maybe today we did not just land once, we landed twice,” he said."
        }
    )
    check = held(assistant, assistant.check_quote("Maybe today we did not just land once", "Andrea Corvo"))
    assert check.outcome is outcome
    assert (outcome is QuoteOutcome.EXACT) == any("does not settle" in n for n in check.notes)


def test_a_speaker_may_be_given_by_office_or_organisation(seed: Assistant) -> None:
    quote = "Recently we are seeing Russian troops moving closer to the border with Ukraine"
    for speaker in ("Stoltenberg", "Jens Stoltenberg", "NATO"):
        check = held(seed, seed.check_quote(quote, speaker))
        assert (check.outcome, check.said_by) == (QuoteOutcome.EXACT, ("Jens Stoltenberg",))
    assert seed.check_quote(quote, "Sergei Shoigu").outcome is QuoteOutcome.MISATTRIBUTED


def test_what_no_article_quotes_is_said_to_be_its_own_words(seed: Assistant) -> None:
    check = held(seed, seed.check_quote("Russia has repeatedly denied any such involvement in the Ukrainian conflict"))
    assert check.outcome is QuoteOutcome.EXACT and not check.findings[0].direct
    assert any("between quotation marks" in note for note in check.notes)


def test_copies_of_a_report_count_once_and_every_outlet_is_named_the_earliest_first(over: Over) -> None:
    body = " ".join(f"Sentence {n} of the long report tells of pier {n * 7} and of ship {n * 13}." for n in range(12))
    quote = "We shall never rent that pier to a foreign navy"
    report = f"“{quote},” Minister Olga Brandt said. {body}"
    other = {
        "text": f"Last year Olga Brandt said: “{quote}.” Times changed.",
        "outlet": "Late",
        "published": "2017-01-01",
    }
    assistant = over(
        {"text": report, "outlet": "One", "published": "2016-03-02"},
        {"text": f"{report} More follows.", "outlet": "Two", "published": "2016-03-01"},
        other,
        {"text": f"“{quote},” Olga Brandt said again.", "outlet": "Undated"},
    )
    check = held(assistant, assistant.check_quote(quote, "Olga Brandt"))
    assert check.outcome is QuoteOutcome.EXACT
    assert check.earliest and check.earliest.source.outlet == "Two"
    assert [source.outlet for source in check.earliest.copies] == ["One"]
    assert [f.citation.source.outlet for f in check.findings] == ["Two", "Late", "Undated"]
    assert check.outlets == ("Two", "One", "Late", "Undated")


def test_filters_hold_for_quotations(over: Over) -> None:
    assistant = over(BRIDGE)
    quote = "The bridge will stay shut until every cable has been tested"
    assert assistant.check_quote(quote, as_of="2016-02-01").outcome is QuoteOutcome.NOT_FOUND
    assert assistant.check_quote(quote, outlets=["Elsewhere"]).outcome is QuoteOutcome.NOT_FOUND
    assert assistant.check_quote(quote, outlets=["harbour chronicle"]).outcome is QuoteOutcome.EXACT


@pytest.mark.parametrize("quote", ["we will win", "it was", "people are saying", "Yes!", "the the the the"])
def test_a_few_common_words_are_too_short_to_check(over: Over, quote: str) -> None:
    assert over(BRIDGE).check_quote(quote).outcome is QuoteOutcome.TOO_SHORT


def test_what_nobody_said_is_not_found_with_the_closest_passages(over: Over) -> None:
    check = over(BRIDGE).check_quote("The bridge was painted green by a family of seven friendly giants")
    assert check.outcome is QuoteOutcome.NOT_FOUND and not check.findings and check.closest


@pytest.mark.parametrize("quote", ["", "   ", "?!… “”", "word " * 10_000], ids=["empty", "blank", "marks", "long"])
def test_a_quotation_without_words_or_with_too_many_is_refused_in_one_line(over: Over, quote: str) -> None:
    with pytest.raises(InvalidQuestion) as refused:
        over(BRIDGE).check_quote(quote)
    assert "\n" not in str(refused.value) and "quotation" in str(refused.value)


@pytest.mark.parametrize(
    "quote",
    [
        "قال الوزير إن الجسر سيبقى مغلقا حتى الربيع المقبل",
        "\u202eThe bridge will stay shut\u202c until every cable",
        "... ... ... [they] [x] ... and “” so ... on ... it goes",
        "大臣は橋が春まで閉鎖されると述べた",
        "\ud800 The bridge will stay shut until",
        "the " * 700,
        "bridge cable " * 300,
    ],
    ids=["arabic", "rtl override", "gaps", "japanese", "surrogate", "stop words", "repeated"],
)
def test_any_text_gets_an_outcome(over: Over, quote: str) -> None:
    assistant = over(
        BRIDGE, {"text": "قال الوزير إن الجسر سيبقى مغلقا حتى الربيع المقبل. 大臣は橋が春まで閉鎖されると述べた。"}
    )
    check = held(assistant, assistant.check_quote(quote))
    assert check.to_dict()["outcome"] in QuoteOutcome.__members__


def test_a_quotation_in_another_script_is_found(over: Over) -> None:
    assistant = over({"text": "قال الوزير إن الجسر سيبقى مغلقا حتى الربيع المقبل."})
    assert assistant.check_quote("الجسر سيبقى مغلقا حتى الربيع المقبل").outcome is QuoteOutcome.EXACT


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Over 150 of the real news articles."""
    with gzip.open(shared_data / "realtimeqa" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chosen = random.Random(3).sample(articles, 150)
    return quoting(write(tmp_path_factory.mktemp("real"), *chosen))


def test_quotations_of_real_articles_are_recognised_in_each_way(real: Assistant) -> None:
    chance = random.Random(5)
    ids = list(real._archive.store.article_ids())
    said: list[tuple[str, str]] = []
    for article_id in chance.sample(ids, len(ids)):
        words = words_of(real.article(article_id).text)
        for q in words.quoted:
            quote = words.text[q.start + 1 : q.end - 1]
            spoken = spoken_at(words, Span(q.start + 1, q.end - 1))
            if 8 <= len(quote.split()) <= 40 and spoken.speaker and spoken.sure and "[" not in quote:
                said.append((" ".join(quote.split()), spoken.speaker))
                break
        if len(said) == 25:
            break
    right = {outcome: 0 for outcome in QuoteOutcome}
    for (quote, speaker), (other, someone) in zip(said, [*said[1:], said[0]], strict=True):
        words, others = quote.split(), other.split()
        changed = " ".join([*words[:3], "umbrella", *words[4:]])
        joined = " ".join([*words[: max(5, len(words) // 2)], *others[-max(5, len(others) // 2) :]])
        for outcome, text, who in (
            (QuoteOutcome.EXACT, quote, speaker),
            (QuoteOutcome.ALTERED, changed, speaker),
            (QuoteOutcome.SPLICED, joined, None),
            (QuoteOutcome.MISATTRIBUTED, quote, someone),
        ):
            right[outcome] += held(real, real.check_quote(text, who)).outcome is outcome
    assert right[QuoteOutcome.EXACT] >= 24
    assert right[QuoteOutcome.ALTERED] >= 22
    assert right[QuoteOutcome.SPLICED] >= 20
    assert right[QuoteOutcome.MISATTRIBUTED] >= 22


def test_sentences_of_other_articles_are_not_found(real: Assistant, shared_data: Path) -> None:
    with gzip.open(shared_data / "realtimeqa" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chosen = {a["id"] for a in random.Random(3).sample(articles, 150)}
    unknown = [a for a in articles if a["id"] not in chosen]
    quotes = [
        " ".join(words.text[q.start + 1 : q.end - 1].split())
        for a in random.Random(4).sample(unknown, 60)
        for words in [words_of(a["text"])]
        for q in words.quoted[:1]
        if 8 <= len(words.text[q.start : q.end].split()) <= 40
    ]
    outcomes = [real.check_quote(quote).outcome for quote in quotes]
    assert len(quotes) >= 15
    assert outcomes.count(QuoteOutcome.NOT_FOUND) >= 0.93 * len(quotes)
