"""An answer from a model's draft: asked where it is worth it, cited, checked, and mended from the archive's own words.

What does not hold, or is no sentence, is replaced by the sentence it was made from where that answers, else dropped; a
part of the question that the model left out is answered by quotes, and so is the question beside a small model that did
not draw on the likeliest sentence; when nothing is left, the whole answer is made of quotes.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from assistant.answers import compose
from assistant.answers.answering import Found, Heard, abstained, from_quotes, heard_of, unanswered
from assistant.answers.cite import CitedStatement, cite, uncited
from assistant.answers.confidence import DECISIVE, WRONG_KIND
from assistant.answers.disagreement import Side
from assistant.answers.quote import Candidate, choose
from assistant.checks.verify import Verifier, holds
from assistant.claims.stance_model import StanceModel
from assistant.drafting.excerpts import only_sentences, whole_passages
from assistant.drafting.generate import stream_draft
from assistant.drafting.said_back import is_sentence, says_back
from assistant.drafting.statement_checks import statement_checks
from assistant.questions.answer_fit import fit
from assistant.questions.expectation import expectation
from assistant.types import Answer, Check, Draft, Evidence, Mode, Outcome, Question, TextPiece

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SPEAKS_OF_IT = 0.25
"""Share of the question's weighted words that a cited sentence and its surroundings must hold, or the model answered
something else. A paraphrase may hold few of them; what passes every check and holds none is another subject. Of the
sentences that hold a gold answer, .9 % on `realtimeqa` and 2.8 % on `clapnq` hold less."""

SURE_OF_A_QUOTE = 0.8
"""From this confidence on, a sentence is shown although the model says that nothing answers: small models give up early
(SmolLM2 did on a question whose answer was the first sentence of the first passage)."""

Checked = tuple[CitedStatement, tuple[Check, ...]]


def worth_asking(found: Found, mode: Mode) -> bool:
    """Whether a model of this mode is asked at all. A small one seldom says that nothing answers, so where no sentence
    looks like an answer it is not asked: it then refuses whatever quotes refuse, and at once. Nor is it asked several
    questions in one."""
    if mode is Mode.LOCAL:
        return not found.parts and bool(choose(found.question, found.ranked, found.threshold))
    return mode is Mode.API


def from_model(
    found: Found,
    model: BaseChatModel,
    verifier: Verifier,
    *,
    mode: Mode,
    passages: int,
    most_statements: int,
    timeout: float,
    reader: StanceModel | None = None,
) -> Generator[TextPiece, None, Answer]:
    """A model's draft, cited, checked and mended. `reader` reads each statement that passes the checks of its words.

    Raises `ModelError`.
    """
    with found.timed("quote"):
        ranked, heard = found.ranked, found.heard
    small = mode is Mode.LOCAL
    quoted = (*heard.chosen, *heard.denials)
    given = only_sentences(quoted, found.evidence) if small else whole_passages(found.evidence, passages)
    with found.timed("generate"):
        pieces = stream_draft(
            found.question, given.shown, model, max_statements=most_statements, timeout=timeout, brief=small
        )
        draft = yield from _as_events(pieces)
    with found.timed("verify"):
        if draft.abstained and ranked and ranked[0].answerable >= SURE_OF_A_QUOTE:
            found.notes.append("The model found no answer in the passages; these sentences of theirs look like one.")
            return from_quotes(found)
        if draft.abstained:
            return abstained(found, ranked, mode, draft.model)
        statements = [given.located(cited) for cited in cite(draft, given.shown)]
        checked = [(cited, statement_checks(cited, found.evidence, verifier, reader)) for cited in statements]
        kept = [(cited, checks) for cited, checks in checked if holds(checks) and is_sentence(cited.text)]
        told = [cited for cited, _ in kept]
        failed = [cited for cited in statements if cited not in told]
        mended = _quoted_for(failed, kept, heard.chosen) if kept else []
    if not kept:
        found.notes.append("Nothing the model wrote could be verified; these are quotes from the archive.")
        return from_quotes(found)
    if dropped := len(uncited(draft, given.shown)) + len(failed):
        found.notes.append(_dropped(dropped, len(draft.statements), len(mended)))
    asked = [(found.question, ranked), *found.ranked_parts]
    if not any(_answers(question, cited, order, found.evidence) for question, order in asked for cited, _ in kept):
        found.notes.append("What the model wrote does not answer this question; these are quotes from the archive.")
        return from_quotes(found)
    if heard.sides and (missed := _side_missed(heard, kept, found.evidence)):
        found.notes.append(missed)
        return from_quotes(found)
    left_out = [*_uncited(heard.chosen[:1] if small else (), kept, found.evidence), *_parts_left_out(found, kept)]
    composed = compose.of_statements(kept, found.evidence, _each_once([*mended, *left_out, *heard.denials]))
    return found.answer(
        Outcome.CONTESTED if heard.disputed else Outcome.ANSWERED,
        composed,
        text=composed.text,
        best=next(iter(ranked), None),
        mode=mode,
        model=draft.model,
        disagreement=heard.disagreement(found.evidence, composed.citations),
    )


def _dropped(dropped: int, written: int, mended: int) -> str:
    were = "was" if dropped == 1 else "were"
    what = f"{dropped} of the model's {written} statements did not follow from what it cites and {were} dropped"
    if not mended:
        return f"{what}."
    return f"{what}; the archive's own sentence stands in the place of {mended}."


def _quoted_for(
    failed: Sequence[CitedStatement], kept: Sequence[Checked], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences that answer from which statements were made that do not hold; none of a passage that another
    statement has told rightly."""
    told = {quote.evidence for cited, _ in kept for quote in cited.quotes}
    return [
        candidate
        for candidate in chosen
        if candidate.index not in told
        and any(_is(candidate, quote.evidence, quote.text) for cited in failed for quote in cited.quotes)
    ]


def _uncited(found: Sequence[Candidate], kept: Sequence[Checked], evidence: Sequence[Evidence]) -> list[Candidate]:
    """Those sentences that no statement cites."""
    cited = {(quote.article_id, quote.start) for statement, _ in kept for quote in statement.quotes}
    passages = [evidence[candidate.index].passage for candidate in found]
    return [
        candidate
        for candidate, passage in zip(found, passages, strict=True)
        if (passage.article_id, passage.start + candidate.span.start) not in cited
    ]


def _each_once(found: Sequence[Candidate]) -> list[Candidate]:
    return list({(candidate.index, candidate.span.start): candidate for candidate in found}.values())


def _parts_left_out(found: Found, kept: Sequence[Checked]) -> list[Candidate]:
    """Quotes for the parts of the question that no statement answers; a part without any is named in the notes."""
    quotes: list[Candidate] = []
    for part, order in found.ranked_parts:
        chosen = heard_of(found, order, part).chosen
        # Of two elections each sentence is nearly as good an answer to the other question: the best one must be told.
        if any(_answers(part, cited, chosen[:1] or order, found.evidence) for cited, _ in kept):
            continue
        quotes += _uncited(chosen, kept, found.evidence)
        if not chosen:
            found.notes.append(unanswered(part))
    return quotes


def _side_missed(heard: Heard, kept: Sequence[Checked], evidence: Sequence[Evidence]) -> str:
    """What a model's statements leave out of a disagreement, or ""."""
    cited = {quote.article_id for statement, _ in kept for quote in statement.quotes}
    beside = {evidence[denial.index].passage.article_id for denial in heard.denials}

    def told(side: Side) -> bool:
        return any(evidence[c.index].passage.article_id in cited | beside for c in side.taken_by)

    if heard.updated and evidence[heard.chosen[0].index].passage.article_id not in cited:
        return "The model gave an earlier figure; these are quotes from the archive, the latest first."
    if heard.disputed and not all(told(side) for side in heard.sides):
        return "Sources disagree and the model gave one side only; these are quotes of each."
    return ""


def _answers(
    question: Question, cited: CitedStatement, ranked: Sequence[Candidate], evidence: Sequence[Evidence]
) -> bool:
    """Whether a statement that holds also answers: it rests on a sentence about this, has the kind asked for, and does
    not only say the question back."""
    if says_back(cited.text, question.standalone):
        return False
    wanted = expectation(question.text)
    quoted = [(quote, evidence[quote.evidence].passage) for quote in cited.quotes]
    about = any(
        candidate.features.coverage >= SPEAKS_OF_IT
        for candidate in ranked
        for quote, _ in quoted
        if _is(candidate, quote.evidence, quote.text)
    )
    if wanted.kind not in DECISIVE:
        return about
    texts = [(cited.text, quoted[0][1]), *((quote.text, passage) for quote, passage in quoted)]
    return about and any(fit(wanted, text, passage.source.published) > WRONG_KIND for text, passage in texts)


def _is(candidate: Candidate, index: int, quote: str) -> bool:
    """Whether a sentence found and a quote are the same one; a candidate may lack the dateline."""
    return candidate.index == index and (candidate.text in quote or quote in candidate.text)


def _as_events(pieces: Generator[str, None, Draft]) -> Generator[TextPiece, None, Draft]:
    try:
        while True:
            yield TextPiece(next(pieces))
    except StopIteration as done:
        draft: Draft = done.value
        return draft
    finally:
        pieces.close()
