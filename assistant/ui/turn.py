"""One question and its answer on the page: while it is being made, and afterwards.

Both are drawn into the same slots in the same order, so the finished answer takes the place of the unfinished one
and an article opened from the evidence meanwhile stays open.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from typing import Any, NamedTuple, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Answer, Assistant, AssistantError, Evidence, EvidenceFound, TextPiece
from assistant.ui.answer import answer_html, found_html
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.evidence import at_once
from assistant.ui.highlights import articles_of, cited_panels, found_panels
from assistant.ui.opened import Site
from assistant.ui.plots import show_answer_plots
from assistant.ui.text import html, label

REDRAW_SECONDS = 0.08
"""Model text is redrawn at most this often: a fast model would otherwise keep the browser busy with single letters."""


class Slots(NamedTuple):
    """Where the parts of an answer go."""

    answer: DeltaGenerator
    plots: DeltaGenerator
    found: DeltaGenerator
    found_articles: DeltaGenerator
    cited_articles: DeltaGenerator
    scroll: DeltaGenerator


def show_past(exchange: Exchange, site: Site) -> None:
    """A finished exchange."""
    slots = _slots(exchange)
    if exchange.answer is None:
        slots.answer.error(label(exchange.problem))
        return
    _show_answer(slots, exchange, exchange.answer)
    with slots.plots.container():
        show_answer_plots(site, exchange.answer, exchange.number)


def show_live(assistant: Assistant, conversation: Conversation, question: str, options: dict[str, Any]) -> None:
    """Ask, and show the evidence at once, a model's text as it comes, then the checked answer in its place."""
    history = conversation.history
    exchange = conversation.ask(question)
    slots = _slots(exchange)
    slots.scroll.html(into_view(exchange.number), unsafe_allow_javascript=True)
    slots.answer.html('<p class="fc-quiet" role="status">Searching the archive …</p>')
    try:
        events = assistant.stream(question, history=history, **options)
        with closing(cast("Generator[Any, None, None]", events)):
            _follow(assistant, slots, exchange, events)
    except AssistantError as error:
        exchange.problem = str(error)


def _follow(assistant: Assistant, slots: Slots, exchange: Exchange, events: Iterable[object]) -> None:
    written, drawn = "", 0.0
    for event in events:
        if isinstance(event, EvidenceFound):
            exchange.articles.update(
                articles_of(assistant, (e.passage.article_id for e in event.evidence), exchange.articles)
            )
            _show_evidence(slots, exchange, event.evidence)
        elif isinstance(event, TextPiece):
            written += event.text
            if time.monotonic() - drawn >= REDRAW_SECONDS:
                slots.answer.html(checking_html(written))
                drawn = time.monotonic()
        elif isinstance(event, Answer):
            exchange.articles.update(articles_of(assistant, (c.article_id for c in event.citations), exchange.articles))
            exchange.answer = event


def checking_html(written: str) -> str:
    """A model's text before its checks, and marked as that."""
    return f'<div class="fc-checking" dir="auto"><b>Checking: unverified</b>{html(written)}</div>'


def into_view(number: int) -> str:
    """A script that brings a new question to the top of the window, its answer below it.

    The only script of the page: these words and a count of ours, nothing from outside. Without it a question asked
    while reading further up would be answered out of sight.
    """
    return f"<script>document.getElementById('turn{number:d}')?.scrollIntoView()</script>"


def _slots(exchange: Exchange) -> Slots:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f'<p class="fc-question" id="turn{exchange.number}" dir="auto">{html(exchange.question)}</p>')
    with st.chat_message("assistant", avatar=":material/fact_check:"):
        return Slots(*(st.empty() for _ in Slots._fields))


def _show_evidence(slots: Slots, exchange: Exchange, evidence: Sequence[Evidence]) -> None:
    if not evidence:
        return
    numbered = [(exchange.anchor("e", number), item) for number, item in enumerate(evidence, 1)]
    slots.found.html(at_once(numbered))
    slots.found_articles.html(found_panels(evidence, exchange.articles, exchange.anchor))


def _show_answer(slots: Slots, exchange: Exchange, answer: Answer) -> None:
    slots.answer.html(answer_html(answer, exchange.anchor))
    if found := found_html(answer, exchange.anchor):
        slots.found.html(found)
    if answer.evidence:
        slots.found_articles.html(found_panels(answer.evidence, exchange.articles, exchange.anchor))
    if answer.citations:
        slots.cited_articles.html(cited_panels(answer.citations, exchange.articles, exchange.anchor))
