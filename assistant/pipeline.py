"""The assistant: the order of the steps from a question to a checked answer, and nothing else.

    ask     understand -> retrieve -> (quote | draft -> cite -> verify) -> Answer
    check   understand -> retrieve -> the stance of each sentence -> Verdict
    review  sentences -> the checkable ones -> check each -> Review

A model that fails, or writes nothing that survives the checks, costs a note: the answer is then made of quotes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.answers.answering import from_quotes
from assistant.answers.confidence import Calibrations
from assistant.archive.archive_reading import ArchiveReading
from assistant.archive.archivist import Archivist
from assistant.archive_errors import archive_errors
from assistant.batch import in_their_order
from assistant.checks.verify import LexicalVerifier
from assistant.claims import drafts
from assistant.claims.claim_check import ClaimCheck
from assistant.claims.judgement import Review, ReviewedSentence, ReviewStep, Verdict
from assistant.claims.pasted import asserted
from assistant.claims.reviewing import review_steps
from assistant.claims.stance_weights import StanceWeights
from assistant.configured import Configured, configured
from assistant.drafting.drafted import from_model, worth_asking
from assistant.drafting.rewrite import made_whole
from assistant.engines import Engines
from assistant.errors import InvalidQuestion, InvalidSettings, ModelError
from assistant.finding import Finder
from assistant.language.conjuncts import parts
from assistant.llm.writers import Writer, writers
from assistant.questions.question import Asked, turns, understand
from assistant.questions.suggest import suggestions
from assistant.quotations.quotation import QuoteCheck
from assistant.quotations.quote_check import check_quote, refuse_unusable
from assistant.retrieval.neighbours import AMONG
from assistant.settings import Settings
from assistant.strictness import Strictness, answering, judging
from assistant.types import (
    Answer,
    Check,
    Coverage,
    Event,
    Evidence,
    EvidenceFound,
    Mode,
    Question,
    Turn,
)
from corpus import Archive

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.answers.quote import Candidate
    from assistant.claims.stance_model import StanceModel

Day = date | str | None


class Assistant(ArchiveReading):
    """Answers from one archive. Threads may share it; close it, or use it in a `with` block."""

    def __init__(self, settings: Settings, archive: Archive, engines: Engines) -> None:
        self.settings = settings
        super().__init__(archive)
        self._engines = engines
        self._writer = engines
        self._writers: dict[Writer, Engines] = {}
        self.archivist = Archivist(settings, archive)
        """What is in the archive, browsing it, adding to it, checking it."""
        self._verifier = LexicalVerifier()
        self._stances = judging(StanceWeights.load(settings.stances), settings.strictness)
        self._calibrations = answering(Calibrations.load(settings.calibration), settings.strictness)

    @classmethod
    def open(cls, settings: Settings | None = None, **overrides: Any) -> Self:
        """Open an assistant with these settings, or with keyword arguments over the environment and `.env`.

        Raises `InvalidSettings` when they cannot work, `ArchiveUnavailable` when the archive cannot be read.
        """
        if settings is not None and overrides:
            raise InvalidSettings(f"give settings or keyword arguments ({', '.join(overrides)}), not both")
        settings = settings or Settings.load(**overrides)
        engines = Engines(settings)
        with archive_errors():
            return cls(settings, Archive.open(settings.archive), engines)

    @property
    def mode(self) -> Mode:
        """Who writes the answers, with `auto` resolved."""
        return self._writer.mode

    def writers(self) -> tuple[Writer, ...]:
        """Who can write the answers, with what is configured."""
        return writers(self.settings)

    def adjusted(
        self, *, writer: Writer | None = None, strictness: Strictness | None = None, evidence: int | None = None
    ) -> Self:
        """The same assistant set otherwise for somebody: it shares the archive, the indexes and every model.

        Nothing has to be closed of it, and the one it is made of stays as it is. Raises `InvalidSettings` for a writer
        that is not among `writers()`.
        """
        settings = writer.over(self.settings) if writer else self.settings
        if writer and writer not in self.writers():
            raise InvalidSettings(f"{writer.model or writer.mode.value} cannot write answers here any more")
        wanted = {"strictness": strictness, "evidence": evidence}
        other = copy(self)
        other.settings = settings.model_copy(update={name: value for name, value in wanted.items() if value})
        if writer and (writer.mode is not self.mode or settings != self.settings):
            other._writer = self._writers.setdefault(writer, Engines(settings))
        other._stances = judging(StanceWeights.load(settings.stances), other.settings.strictness)
        other._calibrations = answering(Calibrations.load(settings.calibration), other.settings.strictness)
        return other

    def configured(self) -> tuple[Configured, ...]:
        """What is configured and what is not, without anything secret."""
        with archive_errors():
            vectors = self._archive.store.embedding_models()
        return configured(self.settings, vectors=bool(vectors), closed=self.archivist.closed())

    def ask(
        self,
        question: str,
        *,
        asked_on: Day = None,
        as_of: Day = None,
        published_from: Day = None,
        published_to: Day = None,
        outlets: Sequence[str] = (),
        history: Sequence[Turn | tuple[str, str] | Mapping[str, str] | str] = (),
    ) -> Answer:
        """A checked answer. Dates are `date` or YYYY-MM-DD; `history` holds the earlier turns, oldest first.

        A turn is a `Turn`, (question, answer), {"question": ..., "answer": ...}, or a question alone.
        Raises `InvalidQuestion` for a question or filter that cannot be used, `ArchiveUnavailable` when the archive
        cannot be read. A model that fails does not raise: see `answer.notes`.
        """
        *_, answer = self.stream(
            question,
            asked_on=asked_on,
            as_of=as_of,
            published_from=published_from,
            published_to=published_to,
            outlets=outlets,
            history=history,
        )
        assert isinstance(answer, Answer)
        return answer

    async def aask(self, question: str, **options: Any) -> Answer:
        """`ask` in a thread, with the same options."""
        return await asyncio.to_thread(self.ask, question, **options)

    def batch(self, questions: Iterable[Asked], *, workers: int = 2, **options: Any) -> list[Answer]:
        """`ask` for many, `workers` at a time, in their order; `options` are for all of them.

        A question may be a mapping with "question" and options of its own. All are understood before the first is
        asked: `InvalidQuestion` says which one cannot be, and nothing was lost. `as_runnable().batch` has LangChain's
        `return_exceptions`.
        """
        return in_their_order(self.ask, _understood, questions, options, workers)

    def as_runnable(self) -> Runnable[Asked, Answer]:
        """`ask` as a step of a LangChain chain: a question, or a mapping with its options, gives an `Answer`."""
        from assistant.langchain_runnable import AssistantRunnable

        return AssistantRunnable(self)

    def stream(self, question: str, **options: Any) -> Iterator[Event]:
        """`ask` in steps, with the same options: the evidence, pieces of unchecked model text, the `Answer`.

        Closing the iterator stops a model at work. Pieces without text come while one is silent, also
        before the evidence while one completes a follow-up, so that it can be closed then too.
        """
        asked = _understood(question, options)
        if self.mode is not Mode.QUOTES:
            asked = yield from made_whole(
                asked, turns(options.get("history", ())), self._writer, self.settings.model_timeout
            )
        found = self._finder.find(asked)
        yield EvidenceFound(found.shown)
        mode = self.mode
        if found.evidence and worth_asking(found, mode):
            try:
                answer = yield from from_model(
                    found,
                    self._writer.chat_model(),
                    self._verifier,
                    mode=mode,
                    passages=self.settings.draft_passages,
                    most_statements=self.settings.max_statements,
                    timeout=self.settings.model_timeout,
                    reader=self._stance_model(),
                )
            except ModelError as error:
                found.notes.append(f"The model could not be used ({error}); these are quotes from the archive.")
            else:
                yield answer
                return
        yield from_quotes(found)

    def search(self, query: str, k: int = 10, **options: Any) -> list[Evidence]:
        """The `k` best passages for a query, best first, copies folded and neighbours joined.

        Options: the dates, outlets and history of `ask`. Of a question in parts, each part's best come first.
        """
        return self.search_with_coverage(query, k, **options)[0]

    def search_with_coverage(self, query: str, k: int = 10, **options: Any) -> tuple[list[Evidence], Coverage]:
        """The same with what was searched, which tells a filter that lets nothing through from words found nowhere."""
        if k < 1:
            raise InvalidQuestion(f"k must be at least 1, not {k}")
        # Joining neighbours makes of `AMONG` passages fewer.
        found = self._finder.find(_understood(query, options, "query"), k + AMONG, shown=k)
        return list(found.shown), found.coverage

    def sentences(self, question: str, **options: Any) -> list[Candidate]:
        """Every sentence found as a possible answer, best first, with what speaks for it: why an answer is what it is.

        Options: those of `ask`.
        """
        return self._finder.find(_understood(question, options)).ranked

    def check(self, claim: str, **options: Any) -> Verdict:
        """What the archive says about a claim, and about each part of one that states several things.

        Options: those of `ask`. A model that fails costs its grades, never the verdict.
        """
        return self._claims.verdict(_stated(claim, options))

    def review(self, text: str, *, progress: Callable[[int, int], None] | None = None, **options: Any) -> Review:
        """Every sentence of a draft with its offsets, a verdict on each that can be checked, and its quotations.

        Options: the dates and outlets of `ask`. `progress` is called after each sentence with how many are done and
        how many there are. Raises `InvalidQuestion` when the text is empty or longer than `drafts.MOST_CHARACTERS`.
        """
        steps = []
        for step in self.review_steps(text, **options):
            steps.append(step)
            if progress:
                progress(step.done, step.of)
        return Review.of(text, steps)

    def review_steps(
        self, text: str, *, reached: Sequence[ReviewedSentence] = (), **options: Any
    ) -> Iterator[ReviewStep]:
        """`review` sentence by sentence, with the same options. `Review.of` makes a review of the steps so far.

        Closing the iterator stops it; a sentence takes a fraction of a second. With the sentences that a review of the
        same text has `reached` it goes on behind them; the steps before are `Review.steps`. Raises `AssistantError`
        when they are not the first sentences of the text.
        """
        drafts.refuse_unusable(text)
        return review_steps(
            text,
            lambda sentence, before, goes_on: _stated(sentence, {**options, "history": before}, goes_on),
            self._claims.verdict,
            lambda quote, speaker: self.check_quote(quote, speaker, **options),
            reached,
        )

    def check_quote(self, quote: str, speaker: str | None = None, **options: Any) -> QuoteCheck:
        """Whether somebody's words stand in the archive, exactly or otherwise, and who said them.

        Options: the dates and outlets of `ask`. Raises `InvalidQuestion` when there are no words, or too many.
        """
        refuse_unusable(quote)
        question = _understood(quote, options)
        with archive_errors():
            checked = check_quote(self._archive, question, (speaker or "").strip() or None)
        return replace(checked, notes=(*checked.coverage.notes, *checked.notes))

    def verify(self, statement: str, quotes: Sequence[str]) -> tuple[Check, ...]:
        """What speaks for and against a statement following from these quotes alone: it does when every check is ok."""
        return self._verifier.verify(statement, list(quotes), ())

    def suggestions(self, most: int = 4) -> list[str]:
        """Questions that this archive answers, to start from. By words: many are tried before a page is drawn."""

        def ask(asked: str) -> Answer:
            return from_quotes(self._finder.find(_understood(asked, {}), by_words=True))

        with archive_errors():
            return suggestions(self._archive, ask, most)

    def warm_up(self) -> None:
        """Load what answers will need. Questions asked meanwhile do not wait for it."""
        self._engines.warm_up(self._archive)

    def close(self) -> None:
        """Stop what was started and close the archive."""
        for engines in (self._engines, *self._writers.values()):
            engines.close()
        self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def _finder(self) -> Finder:
        return Finder(self._archive, self._engines, self.settings, self._calibrations)

    @property
    def _claims(self) -> ClaimCheck:
        return ClaimCheck(self._archive, self._finder, self._verifier, self._stances, self._stance_model)

    def _stance_model(self) -> StanceModel | None:
        """What grades claims. One that is loaded for it is the same whoever writes."""
        return (self._engines if self.settings.nli else self._writer).stance_model()


def _stated(claim: str, options: dict[str, Any], goes_on: tuple[str, ...] = ()) -> tuple[Question, ...]:
    """A claim and, where it states several things, each of them. `goes_on` as in `Question`."""
    said = asserted(claim)
    stated = _understood(said.text, options, "claim")
    each = (stated, *(_understood(piece, options) for piece in parts(stated.text)))
    return tuple(replace(question, filed=said.filed, told_by=said.told_by, goes_on=goes_on) for question in each)


def _understood(text: str, options: dict[str, Any], called: str = "question") -> Question:
    return understand(text, today=date.today(), called=called, **options)
