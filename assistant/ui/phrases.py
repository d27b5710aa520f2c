"""What an answer's fields are called on the page: outcomes, dates, coverage, confidence. Pure, and plain text."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from assistant import (
    Answer,
    Citation,
    Coverage,
    Dossier,
    Filters,
    Finding,
    Label,
    Mode,
    Outcome,
    Position,
    PullStatus,
    QuoteOutcome,
    Source,
    Story,
    independent_sources,
)


class OutcomeSign(NamedTuple):
    """An outcome told by a shape and by words, so that nothing depends on colour."""

    shape: str
    words: str
    explanation: str


OUTCOMES = {
    Outcome.ANSWERED: OutcomeSign("✓", "Answered", "Every statement below rests on the quoted sentences."),
    Outcome.CONTESTED: OutcomeSign("⇄", "Sources disagree", "Independent sources say different things; each is given."),
    Outcome.NOT_SUPPORTED: OutcomeSign("∅", "The archive does not say", "It has articles on this, without the answer."),
    Outcome.NOT_IN_ARCHIVE: OutcomeSign("–", "Not in the archive", "Nothing on this was found."),
}

VERDICTS = {
    Label.SUPPORTED: OutcomeSign(
        "✓", "Supported", "A sentence of the archive says so and nothing found is against it."
    ),
    Label.REFUTED: OutcomeSign("✗", "Refuted", "A sentence of the archive says otherwise, about the same thing."),
    Label.CONFLICTING: OutcomeSign("⇄", "Sources disagree", "There are sentences for it and against it."),
    Label.NOT_ENOUGH_EVIDENCE: OutcomeSign("?", "Not enough evidence", "Nothing found settles it, for or against."),
}

FINDINGS = {
    Finding.MISQUOTED: OutcomeSign("≠", "Misquoted", "It quotes words otherwise than the archive has them."),
    Finding.NOT_CHECKED: OutcomeSign("–", "Not checked", "It states nothing that can be looked up."),
    **{Finding(label.value): sign for label, sign in VERDICTS.items()},
}

QUOTATIONS = {
    QuoteOutcome.EXACT: OutcomeSign("✓", "Word for word", "These words stand in the archive."),
    QuoteOutcome.ALTERED: OutcomeSign("≠", "Altered", "The archive has it with other words."),
    QuoteOutcome.SPLICED: OutcomeSign("✂", "Spliced", "It was put together from several places."),
    QuoteOutcome.MISATTRIBUTED: OutcomeSign(
        "✗", "Somebody else said it", "The archive gives the words to another speaker."
    ),
    QuoteOutcome.NOT_FOUND: OutcomeSign("–", "Not found", "No article has these words."),
    QuoteOutcome.TOO_SHORT: OutcomeSign("…", "Too short to check", "Anybody may have said so few words."),
}

COMPARED = {
    "number": "Figure",
    "date": "Date",
    "name": "Name",
    "quote": "Quoted words",
    "negation": "Denial",
    "wording": "Wording",
}
"""What a `Check` compared."""

NOTHING_SEARCHED = OutcomeSign("–", "Nothing was searched", "No article passes the filters.")

MODES = {
    Mode.QUOTES: "quotes from the articles, without a language model",
    Mode.LOCAL: "written by a language model on this machine, checked against the articles",
    Mode.API: "written by a language model behind an endpoint, checked against the articles",
}

QUOTATION_MARKS = tuple('"“”„«»')
PASSED_OVER = "quotes from the articles; a language model was asked, and nothing that it wrote is shown"


def outcome(answer: Answer) -> OutcomeSign:
    """The sign of an answer. Where the filters let nothing through, "not in the archive" would claim too much."""
    return OUTCOMES[answer.outcome] if answer.coverage.articles else NOTHING_SEARCHED


def day(value: date) -> str:
    return f"{value.day} {calendar.month_name[value.month]} {value.year}"


def moment(iso: str) -> str:
    """A stored time: "23 November 2026 at 04:53 UTC"."""
    when = datetime.fromisoformat(iso)
    return f"{day(when.date())} at {when:%H:%M} UTC"


def stamp(iso: str) -> str:
    """The same where there is little room: "23 Nov 2026 04:53 UTC"."""
    when = datetime.fromisoformat(iso)
    return f"{when.day} {calendar.month_abbr[when.month]} {when.year} {when:%H:%M} UTC"


def days(first: date | None, last: date | None) -> str:
    """One day, or from the first to the last."""
    if first is None or last is None:
        return "date not known"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def published(source: Source) -> str:
    """When it was published, and never more than is known: "4 November, year not given"."""
    if source.published:
        return day(source.published)
    if source.published_partial:
        month, number = source.published_partial.removeprefix("--").split("-")
        return f"{int(number)} {calendar.month_name[int(month)]}, year not given"
    return "date not known"


def position_days(position: Position, cited: Sequence[Citation]) -> str:
    """When a position was published; of one article that leaves its year open, what it does give."""
    if position.first is None and cited:
        return published(cited[0].source)
    return days(position.first, position.last)


def publisher(source: Source) -> str:
    """The outlet and the agency it credits: "Harbour Chronicle, citing Meridian Wire"."""
    if source.outlet and source.agency:
        return f"{source.outlet}, citing {source.agency}"
    return source.outlet or source.agency or "Outlet not known"


def headline(source: Source) -> str:
    return source.title or "No headline"


def hover(citation: Citation) -> str:
    """What a marker tells when pointed at: headline, outlet, date, quote."""
    source = citation.source
    return f"{headline(source)} — {publisher(source)}, {published(source)}: {quoted(citation.quote)}"


def quoted(words: str) -> str:
    """An article's words between quotation marks, unless they begin or end with marks of the article's own."""
    own = words[:1] in QUOTATION_MARKS or words[-1:] in QUOTATION_MARKS
    return words if own else f"“{words}”"


def carried_by(copies: Sequence[Source]) -> str:
    """Who else printed the same words, or ""."""
    names = dict.fromkeys(f"{publisher(copy)} ({published(copy)})" for copy in copies)
    return f"Also carried by {'; '.join(names)}; counted as one source." if names else ""


def carried(story: Story) -> str:
    """How many print a report, and that it is one: "3 outlets, 1 original"."""
    return f"{count(len(story.outlets) or 1, 'outlet')}, 1 original"


def copies(dossier: Dossier, folded: Sequence[Source] = ()) -> str | None:
    """The same for an article, or who else printed the words that an answer folded into it; None when nobody did."""
    return carried(dossier.story) if len(dossier.story.members) > 1 else carried_by(folded) or None


def version(dossier: Dossier) -> str:
    """Which version of the article this is: "1 of 2, superseded on 3 March 2015"."""
    number, of = dossier.place, len(dossier.history)
    if of < 2:
        return "the only one in the archive"
    if number is None:
        return f"a later capture of one of {of}"
    if number == of:
        return f"{number} of {of}, the current one"
    followed = dossier.history[number].version.when
    return f"{number} of {of}, superseded" + (f" by one of {day(followed)}" if followed else "")


def confidence(answer: Answer) -> str:
    """How sure the answer is, in a word and as the number itself; "" where nothing was searched."""
    if not answer.coverage.articles:
        return ""
    about = "" if answer.outcome in (Outcome.ANSWERED, Outcome.CONTESTED) else " that it is not there"
    return sureness(answer.confidence, about)


def sureness(confidence: float, about: str = "") -> str:
    """The same words for an answer and a verdict: "Confidence: high (0.86)"."""
    word = "high" if confidence >= 0.8 else "medium" if confidence >= 0.5 else "low"
    return f"Confidence{about}: {word} ({confidence:.2f})"


def made_by(answer: Answer) -> str:
    """The mode, and the model by name where one was used; of quotes, whether a model was asked in vain."""
    if answer.mode is Mode.QUOTES and "generate" in answer.seconds:
        return f"Answer: {PASSED_OVER}"
    return f"Answer: {MODES[answer.mode]}" + (f" ({answer.model})" if answer.model else "")


def pulling(status: PullStatus) -> str:
    """How far a model is: "Getting a language model: 340 of 1,117 MB"."""
    if not status.done:
        return "Getting a language model …"
    doing = "Checking" if status.doing.startswith("checking") else "Getting"
    return f"{doing} a language model: {status.done / 1e6:,.0f} of {status.total / 1e6:,.0f} MB"


def taken(answer: Answer) -> str:
    """The time an answer took, and where it went when that is worth knowing."""
    total = sum(answer.seconds.values())
    if total < 0.1:
        return f"{total * 1000:.0f} ms"
    stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in answer.seconds.items() if seconds >= 0.05)
    return f"{total:.1f} s ({stages})"


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_force(filters: Filters) -> str:
    """The filters in words, or ""."""
    parts = []
    if filters.published_from and filters.published_to:
        parts.append(f"published {day(filters.published_from)} to {day(filters.published_to)}")
    elif filters.published_from:
        parts.append(f"published {day(filters.published_from)} or later")
    elif filters.published_to:
        parts.append(f"published {day(filters.published_to)} or earlier")
    if filters.as_of:
        parts.append(f"nothing later than {day(filters.as_of)}")
    if filters.outlets:
        parts.append("only " + ", ".join(filters.outlets))
    return "; ".join(parts)


def searched(coverage: Coverage) -> str:
    """What was searched: how many articles, from whom, from when to when, through which filters."""
    return f"Nothing was searched: {_nothing(coverage)}" if not coverage.articles else f"Searched {_extent(coverage)}"


def in_scope(coverage: Coverage) -> str:
    """The same before anything is asked."""
    if not coverage.articles:
        return f"Nothing to search: {_nothing(coverage)}{left_out(coverage)}"
    return f"Searching {_extent(coverage)}{left_out(coverage)}"


def left_out(coverage: Coverage) -> str:
    """The articles that a date filter hides only because their date is not known."""
    if not coverage.left_out_undated:
        return ""
    return f" Left out because their date is not known: {coverage.left_out_undated:,}."


def _nothing(coverage: Coverage) -> str:
    filters = in_force(coverage.filters)
    if not coverage.articles_in_archive:
        return "the archive is empty."
    return f"none of {count(coverage.articles_in_archive, 'article')} passes the filters ({filters})."


def _extent(coverage: Coverage) -> str:
    filters = in_force(coverage.filters)
    of_all = "" if coverage.articles == coverage.articles_in_archive else f" of {coverage.articles_in_archive:,}"
    text = f"{coverage.articles:,}{of_all} {'article' if coverage.articles == 1 and not of_all else 'articles'}"
    text += f" from {count(len(coverage.outlets), 'outlet')}"
    if coverage.published_first and coverage.published_last:
        text += f", {day(coverage.published_first)} to {day(coverage.published_last)}"
    if coverage.undated:
        text += f" ({coverage.undated:,} without a full date)"
    return f"{text}. Filters: {filters or 'none'}."


def independent(citations: Sequence[Citation]) -> str:
    """How many quotes from how many sources, copies of one story and articles of one outlet counted once."""
    sources = count(independent_sources(citations), "independent source")
    return f"{count(len(citations), 'quote')} from {sources}" if citations else ""
