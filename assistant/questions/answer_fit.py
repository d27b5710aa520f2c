"""Whether a sentence holds the kind of answer that a question asks for. Pure.

A "who" needs somebody whom the question does not name already, a "when" needs a date, "what did X say" words of X.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.language.new_names import NAME, new_names, only_origins
from assistant.language.speaker import SPEECH_VERBS, speaker
from assistant.language.when import date_mentions
from assistant.questions.counted import FIGURE, NEAR_WORDS, number_fit
from assistant.questions.expectation import YEAR, Expectation, Kind
from assistant.questions.particulars import says_bound, says_deed, says_rank
from assistant.questions.persons_asked import denies, described, says_leaver, says_relative, says_successor
from corpus.stemming import stems

_OFFICES = frozenset(
    """chief minister president spokesman spokeswoman spokesperson secretary director leader official officials
    head""".split()
)
_PLACE_CUE = re.compile(
    rf"\b(?:in|at|to|from|near|outside|into|across|inside|off|of|around)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,2}}{NAME}"
)
_STRONG_REASON = re.compile(
    r"\b(?:because|due to|owing to|in order to|so that|as part of|to participate|in response|aimed at|intended to"
    r"|reasons?|caused by|blamed|citing)\b",
    re.IGNORECASE,
)
_WEAK_REASON = re.compile(
    r"\b(?:to (?:protest|avoid|prevent|protect|support|help|mark|allow|ensure|make|take part)|after|over|amid|following"
    r"|since|for)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(rf"\b(?:{'|'.join(SPEECH_VERBS)}|according to)\b|[\"“]", re.IGNORECASE)

MOST_OF_WHAT_WAS_SAID = 0.7
"""A quotation that is asked about from memory has a word or two otherwise."""


def fit(wanted: Expectation, sentence: str, published: date | None) -> float:
    """How well a sentence holds the kind of answer that is wanted: 1 yes, 0 no, between where it cannot be told."""
    match wanted.kind:
        case Kind.NUMBER:
            return number_fit(wanted, sentence, published)
        case Kind.DATE:
            if wanted.bound and not says_bound(sentence):
                return 0.1
            return 1.0 if date_mentions(sentence, published) or YEAR.search(sentence) else 0.15
        case Kind.PERSON:
            if wanted.described:
                return described(wanted.described, sentence)
            if wanted.office and not holds_office(wanted, sentence):
                return 0.1
            if wanted.succeeds and not says_successor(sentence):
                return 0.1
            if wanted.leaves and not says_leaver(sentence):
                return 0.1
            if denies(wanted.done, sentence):
                return 0.1
            if wanted.deed and not says_deed(wanted.deed, sentence):
                return 0.1
            found = new_names(sentence, wanted.names)
            return (0.6 if only_origins(found) else 1.0) if found else 0.1
        case Kind.PLACE:
            return 1.0 if _PLACE_CUE.search(sentence) and new_names(sentence, wanted.names) else 0.2
        case Kind.REASON:
            return 1.0 if _STRONG_REASON.search(sentence) else 0.6 if _WEAK_REASON.search(sentence) else 0.1
        case Kind.SPEECH:
            return 1.0 if _SPEECH.search(sentence) else 0.2
        case Kind.OTHER:
            return 0.7 if new_names(sentence, wanted.names) or FIGURE.search(sentence) else 0.5


def fit_in_passage(
    wanted: Expectation, before: Sequence[str], passage: Sequence[str], place: int, published: date | None
) -> float:
    """The fit of the sentence at `place` of a passage; for a statement, who spoke before counts.

    `before` are the sentences of the article that were found before this passage.
    """
    text = passage[place]
    if wanted.said and not _beside_what_was_said(wanted, passage[max(0, place - 2) : place + 2]):
        return 0.1  # a name, but of somebody who said something else
    if wanted.rank and not any(says_rank(wanted.rank, near) for near in passage[max(0, place - 1) : place + 1]):
        return 0.1  # a name, but nothing says that it is a general's
    if wanted.relative and not says_relative(wanted.relative, text, [*before, *passage[:place]]):
        return 0.1  # a name, but of no relative, or of somebody else's
    if wanted.kind is not Kind.SPEECH or not wanted.speaker:
        return fit(wanted, text, published)
    return _spoken_by(wanted, text, [*before, *passage[:place]][::-1], passage[place + 1 : place + 2])


def _spoken_by(wanted: Expectation, sentence: str, before: Sequence[str], after: Sequence[str]) -> float:
    """How well a sentence is a statement of the one asked about.

    Somebody else's words are none. Words of an office ("NATO Chief") or of nobody named ("he said") are those of the
    last speaker named before, or else of the next one. `before` is nearest first.
    """
    if not _SPEECH.search(sentence):
        return 0.1
    name = (wanted.speaker or "").casefold()
    who = speaker(sentence)
    if name in (who or sentence).casefold():
        return 1.0
    if who and who.split()[-1].casefold() not in _OFFICES:
        return 0.1
    others = (other for text in (*before, *after) if (other := speaker(text)) and other.split()[-1] not in _OFFICES)
    return 1.0 if name in next(others, "-").casefold() else 0.1


def _beside_what_was_said(wanted: Expectation, around: Sequence[str]) -> bool:
    """Whether the words whose speaker is asked for stand in these sentences, most of them: it is where they are
    quoted that the one who said them is named."""
    held = {stem for sentence in around for stem in stems(sentence)}
    return len(wanted.said & held) >= MOST_OF_WHAT_WAS_SAID * len(wanted.said)


def holds_office(wanted: Expectation, sentence: str) -> bool:
    """Whether the words of an office and its place stand together in a sentence: "Russian Prime Minister"."""
    words = stems(sentence)
    places = [[i for i, word in enumerate(words) if _kindred(word, part)] for part in wanted.office]
    if not all(places):
        return False
    return any(all(any(abs(i - first) <= NEAR_WORDS for i in others) for others in places) for first in places[0])


def _kindred(word: str, part: str) -> bool:
    """The same stem, or a country and its adjective ("ukrain" and "ukrainian")."""
    shorter, longer = sorted((word, part), key=len)
    return word == part or (len(shorter) >= 5 and longer.startswith(shorter[:5]) and shorter[:5] == longer[:5])
