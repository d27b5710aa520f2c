"""Finds where the sentences that answer disagree, and makes sure that each side is heard. Pure.

Figures: two articles disagree when none of the figures that one gives for what was counted is among the other's,
written differently or rounded. Every side found is quoted, not only the best one. A figure that only ever grew (dead,
injured, infected) and whose reports follow each other in time did not leave two sides: the later report took the place
of the earlier, so the last one is the answer and the earlier ones are shown as what was known then.

Denials: a sentence answers an accusation when it denies the very words of it. It is quoted beside what it answers; to a
question that asks whether something is so, the two are a disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.answers.quote import Candidate, adds
from assistant.language.assertion import denied_stems
from assistant.language.names import names
from assistant.language.quantities import Number, numbers, same_number
from assistant.positions import Disagreement, Position, Subject
from assistant.questions.counted import counted_figures
from assistant.questions.expectation import Expectation, Kind, expectation
from assistant.questions.particulars import DEADLY
from assistant.questions.question_terms import base_stems
from assistant.retrieval.copies import independent_sources, source_of
from assistant.types import Citation, Evidence, Question

CLOSE_BEHIND = 0.8
"""A sentence speaks of what the best one does when it holds this share of what that one holds of the question."""
MOST_SIDES = 5
"""Positions quoted at most: what a reader can still compare at a glance."""
SAYS_HOW_MANY = 0.9
"""The least fit of a sentence with a figure (`answer_fit.fit`): a figure of an earlier year is no other side."""
SAME_TIME_DAYS = 60
SAME_YEAR_DAYS = 350
"""How far from the time that a question names, or else from the day it is asked on, an article may be published to be
heard: figures of what happens every year are a year apart."""
ITS_ANSWER = 0.85
"""Share of what a source's best sentence holds of the question that its other sentences must hold to count, too."""
MOST_DENIALS = 2
DENIES_WORDS = 2
DENIES_SHARE = 0.5
"""A denial answers a sentence when at least so many of the words that it denies, and this share of them, stand in the
sentence, names aside; and a yes-or-no question when it takes up this share of the question's words."""

_GROWS = re.compile(
    rf"{DEADLY.pattern}|\b(?:toll|casualties|injured|wounded|missing|infected|cases|displaced|homeless|evacuated"
    r"|arrested|detained|rescued)\b",
    re.IGNORECASE,
)
"""Counts that go up while they are made."""
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|refut(?:es|ed|ing)|no truth|not true|untrue|false|baseless|unfounded|groundless"
    r"|fabricat\w+|(?:dismiss|reject|disput)(?:es|s|ed|ing)?\b[^.;]{0,30}\b(?:accusations?|allegations?|claims?|reports?"
    r"|charges?|suggestions?|idea|assertions?|criticism|that))\b",
    re.IGNORECASE,
)
_DENIAL_CUES = (
    *("den", "refut", "no truth", "not true", "untrue", "false", "baseless", "unfounded", "groundless", "fabricat"),
    *("dismiss", "reject", "disput"),
)
"""One of these stands in whatever denies; they are looked for first, in a third of the time."""
_WHETHER = re.compile(
    r"^\W*(?:did|does|do|was|were|is|are|has|have|had|will|would|could|can)\b(?!.*\bor\b)", re.IGNORECASE
)


_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "years", "ordinal", "clock"})
"""Units that say when or since when more often than they measure what was asked."""
_QUALIFIED = re.compile(
    r"(?:(?:slightly|just|well|far|a little) )?(?:at least|at most|more than|fewer than|less than|no more than|up to"
    r"|over|under|above|below|about|around|some|nearly|almost|roughly|approximately|close to|an estimated"
    r"|as many as) $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One position among the sentences found, and those that take it, best first."""

    said: str
    value: float | None
    taken_by: tuple[Candidate, ...]


def figure_sides(
    question: Question, ranked: Sequence[Candidate], threshold: float, evidence: Sequence[Evidence]
) -> list[Side]:
    """The different figures that different articles give for what was asked; empty when they agree.

    `ranked` is every sentence found, best first. Only those are heard that answer about as well as the best one. An
    earlier version of an article is no source beside the one that took its place.
    """
    wanted = expectation(question.text)
    if wanted.kind is not Kind.NUMBER or not ranked:
        return []
    sides: list[tuple[Number, list[Candidate]]] = []
    given: dict[str, set[int]] = {}
    heard = list(heard_about(ranked, threshold))
    most: dict[str, float] = {}
    for candidate in heard:
        source = source_of(evidence[candidate.index])
        most[source] = max(most.get(source, 0.0), candidate.features.coverage)
    for candidate in heard:
        item = evidence[candidate.index]
        if candidate.features.coverage < ITS_ANSWER * most[source_of(item)]:
            continue  # "the march was permitted for up to 50,000" beside "5,000 took part in the march"
        if item.superseded or candidate.features.kind < SAYS_HOW_MANY or _of_another_time(question, item):
            continue
        for number in _counted(wanted, question.text, candidate.text, item.passage.source.published):
            if sides and number.unit != sides[0][0].unit:
                continue
            place = next((i for i, (other, _) in enumerate(sides) if _alike(number, other)), len(sides))
            if place == len(sides):
                sides.append((number, []))
            if candidate not in sides[place][1]:
                sides[place][1].append(candidate)
            given.setdefault(source_of(item), set()).add(place)
    sources = list(given.values())
    if all(one & other for i, one in enumerate(sources) for other in sources[i + 1 :]):
        return []
    kept: list[Side] = []
    for number, taken in sides:
        # "The toll is 301, after the last two bodies were found" gives no second toll.
        beside_another = all(any(candidate in side.taken_by for side in kept) for candidate in taken)
        if not beside_another:
            kept.append(Side(_as_meant(number, taken[0].text), number.value, tuple(taken)))
    return kept[:MOST_SIDES]


def denials(
    question: Question, chosen: Sequence[Candidate], ranked: Sequence[Candidate], evidence: Sequence[Evidence]
) -> list[Candidate]:
    """The sentences found that deny what the chosen ones say, best first; none when a chosen one is a denial."""
    if not chosen or any(_denies(candidate.text) for candidate in chosen):
        return []
    said = [_content(candidate.text) for candidate in chosen]
    found: list[Candidate] = []
    for candidate in ranked:
        if len(found) == MOST_DENIALS:
            break
        if not _denies(candidate.text) or candidate in chosen or evidence[candidate.index].superseded:
            continue
        denied = set(map(_base, denied_stems(candidate.text))) & _content(candidate.text)
        taken_up = max(len(denied & words) for words in said)
        if taken_up >= max(DENIES_WORDS, DENIES_SHARE * len(denied)) and all(adds(candidate, o) for o in found):
            found.append(candidate)
    return found


def whether_sides(question: Question, chosen: Sequence[Candidate], denying: Sequence[Candidate]) -> list[Side]:
    """Who says that it is so and who denies it, where a question asks whether something is so and both were found."""
    if not _WHETHER.search(question.text):
        return []
    asked = set(base_stems(question.text))
    found = [*chosen, *denying]
    against = [c for c in found if _denies(c.text) and _takes_up(c, asked)]
    for_it = [c for c in found if not _denies(c.text)]
    return [Side("says so", None, tuple(for_it)), Side("denies it", None, tuple(against))] if for_it and against else []


def each_side(chosen: Sequence[Candidate], sides: Sequence[Side]) -> list[Candidate]:
    """The chosen sentences, and the best of each side that none of them takes. Where there are sides, whatever takes
    none is left out: a figure of something else beside those in dispute would only confuse."""
    heard = [c for c in chosen if not sides or any(c in side.taken_by for side in sides)]
    for side in sides:
        if not any(candidate in heard for candidate in side.taken_by):
            heard.append(side.taken_by[0])
    return heard


def updated(question: Question, sides: Sequence[Side], evidence: Sequence[Evidence]) -> bool:
    """Whether the figures are states of one count: it can only grow, and it grew from one day's reports to the next."""
    if len(sides) < 2 or not _GROWS.search(question.text):
        return False
    ordered = _in_order(sides, evidence)
    days = [_days(side, evidence) for side in ordered]
    if not all(days):
        return False
    grew = all(a.value is not None and b.value is not None and a.value < b.value for a, b in pairwise(ordered))
    return grew and all(max(before) < min(after) for before, after in pairwise(days))


def latest_first(chosen: Sequence[Candidate], evidence: Sequence[Evidence]) -> list[Candidate]:
    """The sentences by the day of their article, the last one first; those of unknown days at the end."""
    return sorted(chosen, key=lambda c: evidence[c.index].passage.source.published or date.min, reverse=True)


def disagreement(
    sides: Sequence[Side],
    evidence: Sequence[Evidence],
    citations: Sequence[Citation],
    *,
    subject: Subject = Subject.FIGURE,
    updated: bool = False,
) -> Disagreement | None:
    """The sides with the numbers of the citations that take them; None when fewer than two of them are cited."""
    positions = []
    for side in _in_order(sides, evidence):
        numbered = tuple(c.number for c in citations if any(_is(c, taken, evidence) for taken in side.taken_by))
        days = _days(side, evidence)
        if numbered:
            positions.append(
                Position(
                    said=side.said,
                    value=side.value,
                    citations=numbered,
                    sources=independent_sources(evidence[taken.index] for taken in side.taken_by),
                    first=min(days, default=None),
                    last=max(days, default=None),
                )
            )
    return Disagreement(subject=subject, positions=tuple(positions), updated=updated) if len(positions) > 1 else None


def heard_about(ranked: Sequence[Candidate], threshold: float) -> Iterable[Candidate]:
    """The sentences that hold about as much of the question as the best one, in the same words or other ones."""
    most = ranked[0].features.coverage
    return (c for c in ranked if c.answerable >= threshold and c.features.coverage >= CLOSE_BEHIND * most)


def _counted(wanted: Expectation, question: str, sentence: str, published: date | None) -> Iterator[Number]:
    """The numbers of a sentence that give what was asked, and not just any number."""
    spans = [found.span() for found in counted_figures(wanted, sentence, published)]
    of_deaths = bool(DEADLY.search(question) and DEADLY.search(sentence))
    for number in numbers(sentence):
        told = wanted.counted or (number.unit and number.unit not in _TIMES) or of_deaths
        if told and any(number.span.start < end and start < number.span.end for start, end in spans):
            yield number


def _of_another_time(question: Question, item: Evidence) -> bool:
    """Whether the article is of another time than the question: last year's figure contradicts nobody."""
    published = item.passage.source.published
    if published is None:
        return False
    if question.about:
        return abs((published - question.about).days) > SAME_TIME_DAYS
    return not question.assumed_today and abs((published - question.asked_on).days) > SAME_YEAR_DAYS


def _as_meant(number: Number, sentence: str) -> str:
    """The figure as written, with the words before it that say how exactly it is meant."""
    before = _QUALIFIED.search(sentence[: number.span.start])
    return f"{before[0]}{number.text}" if before else number.text


def _alike(one: Number, other: Number) -> bool:
    return same_number(one, other) or same_number(other, one)


def _denies(sentence: str) -> bool:
    plain = sentence.casefold()
    return any(map(plain.__contains__, _DENIAL_CUES)) and _DENIAL.search(sentence) is not None


def _takes_up(denial: Candidate, asked: set[str]) -> bool:
    return len(asked & set(base_stems(denial.text))) >= DENIES_SHARE * len(asked)


def _content(sentence: str) -> set[str]:
    """The stems of a sentence without those of its names."""
    named = {stem for name in names(sentence) for stem in base_stems(name)}
    return set(base_stems(sentence)) - named


def _base(stem: str) -> str:
    return next(iter(base_stems(stem)), stem)


def _in_order(sides: Sequence[Side], evidence: Sequence[Evidence]) -> list[Side]:
    return sorted(sides, key=lambda side: min(_days(side, evidence), default=date.max))


def _days(side: Side, evidence: Sequence[Evidence]) -> list[date]:
    found = (evidence[taken.index].passage.source.published for taken in side.taken_by)
    return [day for day in found if day is not None]


def _is(citation: Citation, candidate: Candidate, evidence: Sequence[Evidence]) -> bool:
    passage = evidence[candidate.index].passage
    start, end = passage.start + candidate.span.start, passage.start + candidate.span.end
    return citation.article_id == passage.article_id and citation.start < end and start < citation.end
