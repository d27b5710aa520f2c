"""One case of a report: what was asked, what is right, what was said, what was found, and why it is scored so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.evaluation.cases import Case, ClaimCase, Gold, PageCase, QuestionCase
from assistant.evaluation.outputs import AnswerOutput, CitedQuote, PageOutput, RankedPassage, VerdictOutput
from assistant.evaluation.report_style import Html, items, join, number, paragraph, shown, table, words
from assistant.evaluation.scores import CaseResult

_PASSAGES = 3
_ARTICLES = 4
"""Gold articles shown; a well-covered event has dozens, and the reader needs one."""
_QUOTES = 3
_LONG = 600
"""Characters of a passage or body shown. What stands behind them is in the results file."""


def case_details(result: CaseResult) -> Html:
    """A closed block that opens by itself, without script."""
    return Html(
        f"<details><summary>{_heading(result.case)} {_tag(said(result))}</summary><div>"
        f'<div class="sides"><div>{_wanted(result.case)}</div><div>{_given(result)}</div></div>'
        f"{_found(result)}{_scores(result)}</div></details>"
    )


def asked(case: Case) -> str:
    """What the case puts to a system, as one text."""
    if isinstance(case, QuestionCase):
        return case.question
    return case.claim if isinstance(case, ClaimCase) else case.file


def said(result: CaseResult) -> Html:
    """What a system gave, in a few words."""
    output = result.output
    if isinstance(output, PageOutput):
        return words("rejected" if output.text is None else f"{len(output.text):,} characters")
    what = output.outcome if isinstance(output, AnswerOutput) else output.label or "no verdict"
    return join(shown(what), words(", confidence "), number(output.confidence, 2))


def _given(result: CaseResult) -> Html:
    """What a system gave for a case, with the quotes it rests on."""
    output = result.output
    parts = [Html("<h4>What was said</h4>"), paragraph(said(result))]
    if result.error is not None:
        parts.append(paragraph(shown(result.error), "warn"))
    if isinstance(output, AnswerOutput):
        parts.append(_statements(output) if output.statements else paragraph(shown(output.text, _LONG)))
        parts += [_quote(citation) for citation in output.citations]
        if output.notes:
            parts.append(items(shown(note) for note in output.notes))
    elif isinstance(output, VerdictOutput):
        parts.append(paragraph(shown(output.justification, _LONG)))
        parts += [_quote(citation, "For") for citation in output.supporting]
        parts += [_quote(citation, "Against") for citation in output.refuting]
    elif output.text is None:
        parts.append(paragraph(shown(output.rejected)))
    else:
        parts.append(Html(f"<blockquote>{shown(output.text, _LONG)}</blockquote>"))
    return join(*parts)


def _heading(case: Case) -> Html:
    return Html(f"<small>{shown(case.id)}</small> {shown(asked(case), _LONG)}")


def _tag(text: Html) -> Html:
    return Html(f'<span class="tag">({text})</span>')


def _wanted(case: Case) -> Html:
    head = Html("<h4>What is right</h4>")
    if isinstance(case, PageCase):
        return join(head, Html(f"<blockquote>{shown(case.text, _LONG)}</blockquote>"))
    if isinstance(case, ClaimCase):
        right, day = join(words("Label: "), shown(case.label)), case.claim_date
    else:
        right, day = _answers(case), case.asked_on
    dated = words(f", as of {day.isoformat()}") if day else Html("")
    gold = join(*(_gold(gold) for gold in case.gold[:_ARTICLES]))
    if len(case.gold) > _ARTICLES:
        gold = join(gold, paragraph(words(f"and {len(case.gold) - _ARTICLES} more articles"), "quiet"))
    return join(head, paragraph(join(right, dated)), gold)


def _answers(case: QuestionCase) -> Html:
    if not case.answerable:
        return words("The archive does not answer this")
    return join(words("Any of: " if len(case.answers) > 1 else ""), join(*map(shown, case.answers), by="; "))


def _gold(gold: Gold) -> Html:
    quotes = join(*(shown(quote, _LONG) for quote in gold.quotes[:_QUOTES]), by="<br>")
    article = join(words("article "), shown(gold.article_id)) if gold.article_id else words("any article with this")
    more = words(f", {len(gold.quotes) - _QUOTES} more sentences") if len(gold.quotes) > _QUOTES else Html("")
    return Html(f"<blockquote>{quotes}<footer>{article}{more}</footer></blockquote>")


def _statements(output: AnswerOutput) -> Html:
    return items(
        join(shown(one.text), words("".join(f" [{n}]" for n in one.citations) or " (cites nothing)"))
        for one in output.statements
    )


def _quote(citation: CitedQuote, side: str = "") -> Html:
    lead = words(f"{side} [{citation.number}] ".lstrip())
    where = join(words("article "), shown(citation.article_id), words(f", characters {citation.start}-{citation.end}"))
    if citation.attribution:
        where = join(shown(citation.attribution), words("; "), where)
    wrong = Html("")
    if citation.quote != citation.found:
        wrong = join(words("Not what stands there. At these offsets the article reads: "), shown(citation.found, _LONG))
        wrong = paragraph(wrong, "warn")
    return Html(f"<blockquote>{lead}{shown(citation.quote)}{wrong}<footer>{where}</footer></blockquote>")


def _found(result: CaseResult) -> Html:
    output, case = result.output, result.case
    if isinstance(output, PageOutput) or isinstance(case, PageCase):
        return Html("")
    head = Html("<h4>First passages found</h4>")
    if not output.ranked:
        return join(head, paragraph(words("None."), "quiet"))
    gold = {gold.article_id for gold in case.gold if gold.article_id}
    return join(head, *_passages(output.ranked[:_PASSAGES], gold))


def _passages(ranked: Sequence[RankedPassage], gold: set[str]) -> Iterable[Html]:
    for rank, passage in enumerate(ranked, 1):
        right = words(", a gold article") if gold & {passage.article_id, *passage.copies} else Html("")
        score = words(f", score {passage.score:.2f}")
        where = join(words(f"{rank}. article "), shown(passage.article_id), score, right)
        text = shown(_without_empty_lines(passage.text), _LONG)
        yield Html(f"<blockquote>{text}<footer>{where}</footer></blockquote>")


def _without_empty_lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip())


def _scores(result: CaseResult) -> Html:
    rows = [(shown(name), number(score.value), shown(score.reason, _LONG)) for name, score in result.scores.items()]
    heads = (words("metric"), words("value"), words("why"))
    return table("Scores of this case; a metric that is not named does not apply", heads, rows) if rows else Html("")
