"""A checked answer as HTML: the outcome, each statement with its markers and quotes, sources, coverage. Pure.

A verbatim statement is shown as the quotation it is, with who tells us and whole dates outside the quotation marks; a
model's sentence is prose with the sentences it rests on beneath it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant import Answer, Citation, Coverage, Statement
from assistant.ui import phrases
from assistant.ui.evidence import cards, line, more, unused
from assistant.ui.text import attribute, html

Anchor = Callable[[str, int], str]
"""(kind, number) -> the id of a mark on the page; kinds are "c" for a citation and "e" for a found passage."""
CLOSEST = 3
"""Articles named at once when there is no answer: the outcome must stay in view above them."""


def answer_html(answer: Answer, anchor: Anchor) -> str:
    """Everything about an answer but its found passages."""
    known = {citation.number: citation for citation in answer.citations}
    body = "".join(statement_html(statement, known, anchor) for statement in answer.statements)
    if answer.disagreement is not None and not answer.disagreement.updated:
        body = f'<div class="fc-sides">{body}</div>'
    if not answer.statements:
        body = f'<p class="fc-abstains" dir="auto">{html(answer.text)}</p>'
    body += positions_html(answer, anchor)
    return f"{outcome_html(answer)}{body}{sources_html(answer, anchor)}{notes_html(answer.notes)}{facts_html(answer)}"


def outcome_html(answer: Answer) -> str:
    sign = phrases.outcome(answer)
    backing = phrases.independent(answer.citations)
    beside = " · ".join(part for part in (backing, phrases.confidence(answer)) if part)
    return sign_html(sign, answer.outcome.value, beside)


def sign_html(sign: phrases.OutcomeSign, name: str, beside: str) -> str:
    """An outcome or a verdict by its shape, its words, and what backs it."""
    return (
        f'<div class="fc-outcome fc-{name.lower().replace("_", "-")}" role="status">'
        f'<span class="fc-shape" aria-hidden="true">{sign.shape}</span>'
        f'<strong title="{attribute(sign.explanation)}">{html(sign.words)}</strong>'
        f'<span class="fc-quiet">{html(beside)}</span></div>'
    )


def positions_html(answer: Answer, anchor: Anchor) -> str:
    """Who says what, a row a position, where the sources do not say the same."""
    if answer.disagreement is None:
        return ""
    known = {citation.number: citation for citation in answer.citations}
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{html(position.said)}</th>'
        f"<td>{html(phrases.count(position.sources, 'independent source'))}</td>"
        f"<td>{html(phrases.position_days(position, [known[number] for number in position.citations]))}</td>"
        f"<td>{''.join(marker(known[number], anchor) for number in position.citations)}</td></tr>"
        for position in answer.disagreement.positions
    )
    title = "The figure changed over time" if answer.disagreement.updated else "What the sources say"
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Position", "Taken by", "Published", "Quoted"))
    return (
        f'<table class="fc-positions"><caption>{title}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def statement_html(statement: Statement, known: Mapping[int, Citation], anchor: Anchor) -> str:
    cited = [known[number] for number in statement.citations if number in known]
    if statement.verbatim:
        return "".join(quote_html(citation, anchor) for citation in cited)
    marks = "".join(marker(citation, anchor) for citation in cited)
    quotes = "".join(quote_html(citation, anchor) for citation in cited)
    return f'<div class="fc-written"><p dir="auto">{html(statement.text)}&nbsp;{marks}</p>{quotes}</div>'


def quote_html(citation: Citation, anchor: Anchor) -> str:
    """The article's own words, then who tells us. Nothing is added inside the quotation marks."""
    told = [html(citation.attribution or f"{phrases.publisher(citation.source)}, {phrases.published(citation.source)}")]
    if citation.speaker:
        told.append(f"said by <b>{html(citation.speaker)}</b>")
    told += [f"“{html(written)}” is {html(what)}" for written, what in (*citation.meant, *citation.resolved_dates)]
    quote = html(phrases.quoted(citation.quote))
    return (
        f'<blockquote class="fc-quote" dir="auto"><p>{quote}&nbsp;{marker(citation, anchor)}</p>'
        f"<footer>{' · '.join(told)}</footer></blockquote>"
    )


def marker(citation: Citation, anchor: Anchor) -> str:
    """`[1]`: pointed at, it tells its source; followed, it opens the article at the sentence."""
    return (
        f'<a class="fc-marker" href="#{attribute(anchor("c", citation.number))}"'
        f' title="{attribute(phrases.hover(citation))}">[{citation.number}]</a>'
    )


def sources_html(answer: Answer, anchor: Anchor) -> str:
    """The cited articles, each once, with the numbers of the quotes taken from it."""
    by_article: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    if not by_article:
        return ""
    items = []
    for cited in by_article.values():
        source, copies = cited[0].source, phrases.carried_by(cited[0].copies)
        details = [phrases.publisher(source), *([f"by {source.byline}"] if source.byline else [])]
        details += [source.dateline_place] if source.dateline_place else []
        items.append(
            f"<li>{''.join(marker(citation, anchor) for citation in cited)}"
            f' <strong dir="auto">{html(phrases.headline(source))}</strong>'
            f' <span class="fc-quiet">{html(" · ".join([*details, phrases.published(source)]))}'
            f"{' · ' + html(copies) if copies else ''}</span></li>"
        )
    return f'<h2 class="fc-title">Cited sources</h2><ul class="fc-sources">{"".join(items)}</ul>'


def notes_html(notes: Iterable[str]) -> str:
    items = "".join(f'<li dir="auto">{html(note)}</li>' for note in notes)
    return f'<ul class="fc-notes" aria-label="Notes">{items}</ul>' if items else ""


def facts_html(answer: Answer) -> str:
    """What was searched, how the question was read, by which means and how fast."""
    lines = [coverage_text(answer.coverage) if answer.statements else means_text(answer.coverage)]
    question = answer.question
    if question.standalone != question.text:
        lines.append(f"Understood as: {question.standalone}")
    today = " (today, as no date was given)" if question.assumed_today else ""
    lines.append(f"Asked on {phrases.day(question.asked_on)}{today}.")
    lines.append(f"{phrases.made_by(answer)} · {phrases.taken(answer)}")
    return "".join(f'<p class="fc-quiet fc-fact" dir="auto">{html(line)}</p>' for line in lines)


def coverage_text(coverage: Coverage) -> str:
    """What was searched, and how."""
    return f"{phrases.searched(coverage)}{_by(coverage)}"


def means_text(coverage: Coverage) -> str:
    """The same without what the text of an abstention says already."""
    return f"Filters: {phrases.in_force(coverage.filters) or 'none'}.{_by(coverage)}"


def _by(coverage: Coverage) -> str:
    # The other signals grade what these have found, by the same words.
    signals = {"lexical": "words", "dense": "meaning", "time": "time"}
    by = ", ".join(signals[signal] for signal in coverage.signals if signal in signals)
    return f" Searched by {by}." if by and coverage.articles else ""


def found_html(answer: Answer, anchor: Anchor) -> str:
    """The passages that were found and not cited, apart from the sources; for an abstention, the closest ones."""
    rest = unused(answer.evidence, answer.citations)
    if not rest:
        return ""
    numbered = [(anchor("e", index + 1), answer.evidence[index]) for index in rest]
    if answer.citations:
        return more(f"Also found, not cited ({len(rest)})", cards(numbered))
    best: dict[str, str] = {}
    for at, item in numbered:
        best.setdefault(item.passage.article_id, line(item, at))
    closest = "".join(list(best.values())[:CLOSEST])
    return (
        f'<h2 class="fc-title">Closest, but no answer</h2><ul class="fc-sources">{closest}</ul>'
        f"{more(f'Read all passages found ({len(rest)})', cards(numbered))}"
    )
