"""Is the gold answer in what was answered? Answerable questions only; to refuse one of them, or to fail, is 0.

`contained` is the mildest and can be had by saying a lot, `exact-match` and `token-f1` punish every further word; read
them together.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.evaluation.cases import QuestionCase
from assistant.evaluation.metrics.relevance import carriers
from assistant.evaluation.metrics.sentences import holds
from assistant.evaluation.metrics.squad import contains, exact, normalise, token_f1
from assistant.evaluation.outputs import FAILED, AnswerOutput, CitedQuote
from assistant.evaluation.scores import Metric, Score

Of = Callable[[QuestionCase, AnswerOutput], Score | None]


def _not_answered(output: AnswerOutput) -> Score | None:
    """The score of an answerable question that got no answer; None when it got one."""
    if output.outcome == FAILED:
        return Score(0.0, "the system failed")
    return Score(0.0, f"refused: {output.outcome}") if output.refused else None


def _answers(case: QuestionCase) -> list[str]:
    """The gold answers that a text can hold: of "The" nothing is left to look for."""
    return [answer for answer in case.answers if normalise(answer)]


def _best_of_answers(measure: Callable[[str, str], float]) -> Of:
    """The measure of all statements, as one text, against the gold answer that they fit best."""

    def of(case: QuestionCase, output: AnswerOutput) -> Score | None:
        if not case.answerable or not _answers(case):
            return None
        said = " ".join(statement.text for statement in output.statements)
        value, answer = max(((float(measure(said, a)), a) for a in _answers(case)), key=lambda pair: pair[0])
        return _not_answered(output) or Score(value, f"best fit: {answer!r}")

    return of


contained = _best_of_answers(contains)


def _in_cited(most: int | None) -> Of:
    """Whether a gold answer stands in one of the cited quotes, or of the first `most` of them.

    Does not apply to an answer of a system that writes its own words and cites nothing.
    """

    def of(case: QuestionCase, output: AnswerOutput) -> Score | None:
        if not case.answerable or not _answers(case):
            return None
        if (missed := _not_answered(output)) is not None:
            return missed
        if not output.citations and not output.quotes_mode:
            return None
        looked_at = output.citations[:most]
        for cited in looked_at:
            for answer in _answers(case):
                if contains(cited.quote, answer):
                    return Score(1.0, f"[{cited.number}] holds {answer!r}")
        return Score(0.0, f"in none of {len(looked_at)} quotes")

    return of


def cites_gold_sentence(case: QuestionCase, output: AnswerOutput) -> Score | None:
    """Whether a cited quote is a gold sentence, or holds one, in the article where the dataset has it."""
    if not case.answerable or not any(gold.quotes for gold in case.gold):
        return None
    if (missed := _not_answered(output)) is not None:
        return missed
    for cited in output.citations:
        if _is_gold(cited, case):
            return Score(1.0, f"[{cited.number}] is a gold sentence")
    return Score(0.0, f"none of {len(output.citations)} quotes is a gold sentence")


def words(case: QuestionCase, output: AnswerOutput) -> Score | None:
    """How many words of an answer there are to read: a long quote may well hold what was asked for, somewhere."""
    if not output.statements:
        return None
    return Score(sum(len(said.text.split()) for said in output.statements), f"in {len(output.statements)} statements")


def _is_gold(cited: CitedQuote, case: QuestionCase) -> bool:
    return any(
        holds(cited.quote, quote)
        for gold in case.gold
        if gold.article_id is None or gold.article_id in carriers(cited)
        for quote in gold.quotes
    )


METRICS = (
    Metric("answers/contained", contained),
    Metric("answers/exact-match", _best_of_answers(exact)),
    Metric("answers/token-f1", _best_of_answers(token_f1)),
    Metric("answers/contained-in-cited", _in_cited(None)),
    Metric("answers/contained-in-two-cited", _in_cited(2)),
    Metric("answers/cites-gold-sentence", cites_gold_sentence),
)
LENGTH = Metric("length/words", words, higher_is_better=False)
