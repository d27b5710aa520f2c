"""A draft -> its sentences, each with a verdict where it can be checked and with its quotations, one at a time.

"It", "they", "the bank" or "he" at the beginning of a sentence is checked as what the sentences before leave it to mean
(`referents.in_full`), and as it stands where that is not clear.

A sentence that stands twice in a draft ("The talks go on.") is judged once: what it is checked as decides, not where it
stands, so "He resigned" after two different people is two claims.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from assistant.claims.checkable import checkable, review_sentences
from assistant.claims.judgement import ReviewedSentence, ReviewStep, Verdict
from assistant.errors import AssistantError
from assistant.language.referents import in_full, refers_back
from assistant.questions.question import readable
from assistant.quotations.draft_quotes import draft_quotes
from assistant.quotations.quotation import QuoteCheck
from assistant.types import Question, Turn

REMEMBERED_SENTENCES = 5
"""How far back in a draft the name is looked for that "he" or "the troops" in a later sentence refers to."""

Stated = tuple[Question, ...]
"""A claim, and its parts when it has any."""
Understand = Callable[[str, Sequence[Turn], tuple[str, ...]], Stated]
"""A sentence, the turns before it, and the sentences before it where they leave open what it begins with."""
CheckQuote = Callable[[str, str | None], QuoteCheck]


def review_steps(
    text: str,
    understand: Understand,
    check: Callable[[Stated], Verdict],
    check_quote: CheckQuote,
    reached: Sequence[ReviewedSentence] = (),
) -> Iterator[ReviewStep]:
    """Each sentence of the draft in order after those that were reached before, with how many are done and how many
    there are. Raises `AssistantError` when those reached are not the first ones of the draft."""
    sentences = list(review_sentences(readable(text)))
    spans = [(span.start, span.end) for span, _, _ in sentences]
    if [(sentence.start, sentence.end) for sentence in reached] != spans[: len(reached)]:
        raise AssistantError(
            "the review cannot go on where it ended: it was made of another text, or by a version that divides texts"
            " otherwise; review the draft again"
        )
    quotes = deque(draft_quotes(readable(text)))
    verdicts: dict[Stated, Verdict] = {}
    checked: dict[tuple[str, str | None], QuoteCheck] = {}
    before: deque[Turn] = deque(maxlen=REMEMBERED_SENTENCES)
    told: deque[str] = deque(maxlen=REMEMBERED_SENTENCES)
    for done, (span, worth_checking, reason) in enumerate(sentences, 1):
        sentence = span.of(text)
        earlier = tuple(told)
        whole = in_full(sentence, earlier)
        told.append(whole)
        if whole != sentence:
            worth_checking, reason = checkable(whole)
        if done <= len(reached):
            while quotes and quotes[0].span.start < span.end:
                quotes.popleft()
            before.append(Turn(sentence))
            continue
        verdict = None
        if worth_checking:
            left_open = earlier if whole == sentence and refers_back(sentence) else ()
            claim = understand(whole, list(before), left_open)
            verdict = verdicts.get(claim) or verdicts.setdefault(claim, check(claim))
        here = []
        while quotes and quotes[0].span.start < span.end:
            quote = quotes.popleft()
            said = (quote.text, quote.speaker)
            here.append(checked.get(said) or checked.setdefault(said, check_quote(*said)))
        before.append(Turn(sentence))
        reviewed = ReviewedSentence(
            start=span.start,
            end=span.end,
            text=sentence,
            checkable=worth_checking,
            reason=reason,
            checked_as=whole if verdict and whole != sentence else None,
            verdict=verdict,
            quotes=tuple(here),
        )
        yield ReviewStep(sentence=reviewed, done=done, of=len(sentences))
