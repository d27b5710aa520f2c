"""Was it said, in these words, by this speaker? Question and archive -> `QuoteCheck`.

    places    stretches of articles that share words with the quotation    (quote_places)
    exact     the words follow each other there                            (alignment)
    altered   the nearest stretch keeps most of them                       (alignment)
    spliced   runs of them stand in several places                         (splice)
    speaker   whom the article gives the words to                          (spoken)

The thresholds were chosen by hand and not fitted; `benchmarks/quotes.py` gives the rates of what is found and what is
wrongly found with them on quotations of `realtimeqa`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.errors import InvalidQuestion
from assistant.language.attribution import publisher
from assistant.language.when import display_day
from assistant.questions.question import LONGEST_QUESTION
from assistant.quotations.alignment import Edit, Match, Quotation
from assistant.quotations.quotation import QuoteCheck, QuoteFinding, QuoteOutcome
from assistant.quotations.quote_findings import (
    Place,
    age,
    citation_at,
    explained,
    finding_at,
    is_somebody_elses,
    joined_from,
    notes_on,
    speakers,
)
from assistant.quotations.quote_places import Stretch, copies_of, stretches
from assistant.quotations.quote_words import Words, words_of
from assistant.quotations.splice import Part, spliced
from assistant.quotations.spoken import same_speaker, spoken_at
from assistant.retrieval.retrieve import coverage, retrieve, selection_of
from assistant.types import Question
from corpus import Archive, Selection, Source

KEPT = 0.6
"""Share of the quotation's words that the nearest stretch must hold, in order, to be where it comes from."""
KEPT_CONTENT = 0.5
"""The same for the words that are no stop words."""
_ALIGNED = 8
"""Stretches that are aligned word by word: those with most of the quotation's pairs of words."""
_CLOSEST = 3
_SHORT = 5
"""From so many words on, also common ones are hardly ever put in this order by chance ("I am not a crook")."""


def check_quote(archive: Archive, question: Question, speaker: str | None) -> QuoteCheck:
    """What the archive says about the quotation `question.text`, within the question's filters."""
    words = words_of(question.text)
    quotation = Quotation(words)
    selection = selection_of(question.filters)
    covered = coverage(archive, question.filters, (question.text,), ("lexical",))

    def result(outcome: QuoteOutcome, explanation: str, **more: object) -> QuoteCheck:
        return QuoteCheck(
            quote=question.text, speaker=speaker, outcome=outcome, explanation=explanation, coverage=covered,
            **more,  # type: ignore[arg-type]
        )  # fmt: skip

    if too_short(words):
        told = "Too short to check: a few common words, which may stand anywhere. Give at least five words."
        return result(QuoteOutcome.TOO_SHORT, told)
    found = stretches(archive, words, selection)
    places = _exact(quotation, found, speaker)
    outcome = QuoteOutcome.EXACT
    if not places:
        near = _nearest(quotation, found)
        if parts := spliced(quotation, found, near[1].kept if near else 0):
            return result(QuoteOutcome.SPLICED, joined_from(parts), **_parts(parts, words, speaker))
        if near is None or not _comes_from(quotation, *near):
            told = "Not found: no article within these filters has these words, or nearly these."
            closest = tuple(retrieve(archive, question, _CLOSEST))
            return result(QuoteOutcome.NOT_FOUND, told, closest=closest)
        outcome = QuoteOutcome.ALTERED
        places = [_place(*near, speaker), *_same_words_elsewhere(near, found, speaker)]
    places += _in_copies(archive, quotation if outcome is QuoteOutcome.EXACT else None, places, selection, speaker)
    explanation = explained(outcome, places, words, speaker)
    notes = [*notes_on(places, speaker), *_superseded(archive, places, selection)]
    if is_somebody_elses(places):
        outcome = QuoteOutcome.MISATTRIBUTED
    findings = _one_a_story(archive, sorted(places, key=lambda place: age(place.source)), words)
    return result(
        outcome,
        explanation,
        findings=tuple(findings),
        said_by=speakers(places),
        outlets=tuple(dict.fromkeys(publisher(place.source) for place in sorted(places, key=lambda p: age(p.source)))),
        notes=tuple(notes),
    )


def refuse_unusable(quote: str) -> None:
    """Raises `InvalidQuestion` for a quotation without words or with more than are compared."""
    if not any(character.isalnum() for character in quote):
        raise InvalidQuestion("the quotation is empty: give the words that somebody is said to have said")
    if (length := len(" ".join(quote.split()))) > LONGEST_QUESTION:
        raise InvalidQuestion(
            f"the quotation has {length:,} characters, at most {LONGEST_QUESTION:,} are compared:"
            " check it in parts, or give the whole text to review"
        )


def too_short(words: Words) -> bool:
    """Whether a quotation is too short and common to be anybody's: nothing would follow from finding it."""
    count, content = len(words.forms), words.content()
    return count < 3 or (count < _SHORT and content < 2) or (count == 3 and content < 3)


def _exact(quotation: Quotation, found: Sequence[Stretch], speaker: str | None) -> list[Place]:
    """The best place of each article with the words: between quotation marks before other text, then the shortest."""
    places: dict[str, Place] = {}
    for stretch in found:
        for match in quotation.exact(stretch.words) if stretch.may_hold(quotation.forms) else ():
            place = _place(stretch, match, speaker)
            known = places.get(stretch.article.id)
            if known is None or _worth(place) > _worth(known):
                places[stretch.article.id] = place
    return list(places.values())


def _worth(place: Place) -> tuple[bool, bool, int]:
    return place.spoken.direct, place.same is True, place.match.start - place.match.stop


def _place(stretch: Stretch, match: Match, speaker: str | None) -> Place:
    inside = stretch.words.place(match.start, match.stop)
    spoken = spoken_at(stretch.words, inside)
    same = same_speaker(speaker, spoken, stretch.article.text) if speaker else None
    return Place(stretch, match, spoken, same)


def _nearest(quotation: Quotation, found: Sequence[Stretch]) -> tuple[Stretch, Match] | None:
    """The stretch and the place in it that become the quotation with the fewest changes."""
    pairs = set(pairwise(quotation.forms))
    shared = [(len(pairs & set(pairwise(s.words.forms))), n) for n, s in enumerate(found)]
    likely = sorted(((count, n) for count, n in shared if count), key=lambda s: (-s[0], s[1]))[:_ALIGNED]
    aligned = [(found[n], match) for _, n in likely if (match := quotation.nearest(found[n].words))]
    return min(aligned, key=lambda pair: _changed(pair[1]) - pair[1].kept, default=None)


def _changed(match: Match) -> int:
    return sum(max(edit.last - edit.first, edit.stop - edit.start) for edit in match.edits)


def _comes_from(quotation: Quotation, stretch: Stretch, match: Match) -> bool:
    """Whether the quotation was made of that stretch, and does not only share phrases with it."""
    lost = {n for edit in match.edits for n in range(edit.first, edit.last)}
    content = [n for n in range(len(quotation.own)) if quotation.words.content(quotation.own[n], quotation.own[n] + 1)]
    kept = sum(n not in lost for n in content)
    length = len(quotation.forms)
    return (
        match.kept >= KEPT * length
        and kept >= max(2, KEPT_CONTENT * len(content))
        and _changed(match) <= (1 - KEPT) * length + 1
    )


def _same_words_elsewhere(near: tuple[Stretch, Match], found: Sequence[Stretch], speaker: str | None) -> list[Place]:
    """The other articles with the very words that the quotation alters, each with the same changes."""
    stretch, match = near
    original = Quotation(words_of(stretch.words.place(match.start, match.stop).of(stretch.words.text)))
    places = []
    for place in _exact(original, [s for s in found if s.article.id != stretch.article.id], speaker):
        moved = place.match.start - match.start
        if place.match.stop - place.match.start == match.stop - match.start:
            edits = tuple(Edit(e.first, e.last, e.start + moved, e.stop + moved) for e in match.edits)
            same = Match(place.match.start, place.match.stop, edits, (), match.kept)
            places.append(Place(place.stretch, same, place.spoken, place.same))
    return places


def _in_copies(
    archive: Archive, quotation: Quotation | None, places: Sequence[Place], selection: Selection, speaker: str | None
) -> list[Place]:
    """Where copies of the reports have it too; an altered quotation is shown as its articles have it."""
    if quotation is None:
        return []
    known = [place.stretch.article.id for place in places]
    copies = list(copies_of(archive, known, selection, len(quotation.words.text)))
    return _exact(quotation, copies, speaker)


def _one_a_story(archive: Archive, places: Sequence[Place], quote: Words) -> list[QuoteFinding]:
    """The first of each story, with the outlets of the others as its copies; `places` come the earliest first."""
    stories = archive.store.stories_by_article([place.stretch.article.id for place in places])
    first: dict[object, Place] = {}
    copies: dict[object, list[Source]] = {}
    for place in places:
        story: object = stories.get(place.stretch.article.id, place.stretch.article.id)
        if story in first:
            copies.setdefault(story, []).append(place.source)
        else:
            first[story] = place
    return [
        finding_at(number, place, quote, tuple(copies.get(story, ())))
        for number, (story, place) in enumerate(first.items(), 1)
    ]


def _parts(parts: Sequence[Part], quote: Words, speaker: str | None) -> dict[str, object]:
    """The findings of a spliced quotation, a part each, and what follows from who said them."""
    own = Quotation(quote).own
    findings, places = [], []
    for number, part in enumerate(parts, 1):
        place = _place(part.stretch, Match(part.start, part.stop), speaker)
        stands = quote.place(own[part.first], own[part.last - 1] + 1)
        places.append(place)
        findings.append(
            QuoteFinding(
                citation=citation_at(number, part.stretch, place.span, place.spoken),
                quote_start=stands.start,
                quote_end=stands.end,
                direct=place.spoken.direct,
            )
        )
    return {
        "findings": tuple(findings),
        "said_by": speakers(places),
        "outlets": tuple(dict.fromkeys(publisher(place.source) for place in places)),
        "notes": tuple(
            f"[{n}] is said by {place.spoken.speaker}, not by {speaker}."
            for n, place in enumerate(places, 1)
            if place.same is False
        ),
    }


def _superseded(archive: Archive, places: Sequence[Place], selection: Selection) -> list[str]:
    """A note when only earlier versions of an article, changed since, have the words."""
    ids = [place.stretch.article.id for place in places]
    fates = archive.store.outdated(ids, selection.known_until)
    notes = []
    for article_id, fate in fates.items():
        if fate and fate.current not in ids:
            when = f" on {display_day(fate.changed)}" if fate.changed else ""
            notes.append(
                f"Article {article_id} was changed{when}; the version that counts now does not have the words."
            )
    return notes
