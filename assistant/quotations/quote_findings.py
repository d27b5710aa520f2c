"""A place where a quotation stands -> the finding that is shown, and the one line and the notes for people. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.language.attribution import attribution
from assistant.language.names import name_in
from assistant.language.when import resolved_dates
from assistant.quotations.alignment import Edit, Match, Quotation
from assistant.quotations.quotation import Alteration, QuoteFinding, QuoteOutcome
from assistant.quotations.quote_places import Stretch
from assistant.quotations.quote_words import Words
from assistant.quotations.splice import Part
from assistant.quotations.spoken import Spoken
from assistant.types import Citation
from corpus import Source, Span

_LISTED = 5
"""Changes named in the one line for people."""


@dataclass(frozen=True, slots=True)
class Place:
    stretch: Stretch
    match: Match
    spoken: Spoken
    same: bool | None
    """Whether the speaker given is the one the article names; None when the article does not tell or none is given."""

    @property
    def span(self) -> Span:
        return self.stretch.at(self.match.start, self.match.stop)

    @property
    def source(self) -> Source:
        return self.stretch.article.source


def finding_at(number: int, place: Place, quote: Words, copies: tuple[Source, ...] = ()) -> QuoteFinding:
    own = Quotation(quote).own
    return QuoteFinding(
        citation=citation_at(number, place.stretch, place.span, place.spoken, copies),
        quote_start=quote.edges[0][0],
        quote_end=quote.edges[-1][1],
        direct=place.spoken.direct,
        alterations=tuple(alteration(edit, place.stretch, quote, own) for edit in place.match.edits),
        left_out=tuple(
            place.stretch.at(start, stop).of(place.stretch.article.text) for start, stop in place.match.left_out
        ),
    )


def citation_at(number: int, stretch: Stretch, span: Span, spoken: Spoken, copies: tuple[Source, ...] = ()) -> Citation:
    quote, source = span.of(stretch.article.text), stretch.article.source
    return Citation(
        number=number,
        article_id=stretch.article.id,
        start=span.start,
        end=span.end,
        quote=quote,
        source=source,
        speaker=spoken.speaker,
        attribution=attribution(source),
        resolved_dates=resolved_dates(quote, source.published),
        copies=copies,
    )


def alteration(edit: Edit, stretch: Stretch, quote: Words, own: Sequence[int]) -> Alteration:
    archived = _between(stretch.words, edit.start, edit.stop)
    if edit.last > edit.first:
        quoted = quote.place(own[edit.first], own[edit.last - 1] + 1)
    else:
        at = quote.edges[own[edit.first]][0] if edit.first < len(own) else quote.edges[-1][1]
        quoted = Span(at, at)
    start = stretch.place.start + archived.start
    return Alteration(
        archived=archived.of(stretch.words.text),
        quoted=quoted.of(quote.text),
        start=start,
        end=start + archived.end - archived.start,
        quote_start=quoted.start,
        quote_end=quoted.end,
    )


def _between(words: Words, first: int, last: int) -> Span:
    """The stretch of some words; where there are none, the place before the word that follows."""
    if last > first:
        return words.place(first, last)
    at = words.edges[first][0] if first < len(words.edges) else len(words.text)
    return Span(at, at)


def joined_from(parts: Sequence[Part]) -> str:
    articles = len({part.stretch.article.id for part in parts})
    where = "one article" if articles == 1 else f"{articles} articles"
    return f"Put together from {len(parts)} places of {where}; nowhere in the archive does it stand as one."


def explained(outcome: QuoteOutcome, places: Sequence[Place], quote: Words, speaker: str | None) -> str:
    if outcome is QuoteOutcome.EXACT:
        told = "In the archive word for word"
    else:
        first, own = places[0], Quotation(quote).own
        changes = [_change(alteration(edit, first.stretch, quote, own)) for edit in first.match.edits]
        more = ["..."] if len(changes) > _LISTED else []
        told = f"In the archive with other words ({'; '.join([*changes[:_LISTED], *more])})"
    said = " and ".join(speakers(places))
    if is_somebody_elses(places):
        return f"{told}, but the archive gives it to {said}, not to {speaker}."
    if said:
        return f"{told}, said by {said}."
    return f"{told}; no article says who said it."


def _change(change: Alteration) -> str:
    archived, quoted = (" ".join(text.split()) for text in (change.archived, change.quoted))
    if not quoted:
        return f"“{archived}” is left out"
    return f"“{quoted}” for “{archived}”" if archived else f"“{quoted}” is put in"


def notes_on(places: Sequence[Place], speaker: str | None) -> list[str]:
    notes = []
    if not any(place.spoken.direct for place in places):
        notes.append("No article has these words between quotation marks: they are its own or indirect speech.")
    if speaker and not any(place.same for place in places) and not is_somebody_elses(places):
        notes.append(f"The archive does not settle that {speaker} said it.")
    if len(speakers(places)) > 1:
        notes.append(f"The archive gives these words to different speakers: {', '.join(speakers(places))}.")
    if any(place.match.left_out for place in places[:1]):
        left = _stands_for(places[0])
        notes.append(f"Where the quotation has an ellipsis or brackets, the article has: {left}.")
    return notes


def _stands_for(place: Place) -> str:
    """What an ellipsis or brackets stand for at a place, for people."""
    found = [place.stretch.at(*left).of(place.stretch.article.text) for left in place.match.left_out]
    return "; ".join(f"“{' '.join(text.split())[:200]}”" for text in found)


def speakers(places: Sequence[Place]) -> tuple[str, ...]:
    """Whom the places name, the fuller form of each name, those named by most first."""
    found: list[str] = []
    for who in sorted((p.spoken.speaker for p in places if p.spoken.speaker), key=lambda name: -len(name)):
        if not any(name_in(who, known) or who.casefold() == known.casefold() for known in found):
            found.append(who)
    return tuple(found)


def age(source: Source) -> tuple[bool, date, str]:
    """By publication, else by capture; what has no date comes last."""
    known = source.known_by
    return known is None, known or date.max, source.outlet or ""


def is_somebody_elses(places: Sequence[Place]) -> bool:
    return not any(place.same for place in places) and any(place.same is False for place in places)
