"""One question and its answer on the page: while it is being made, and afterwards.

Both are drawn into the same slots in the same order, so the finished answer takes the place of the unfinished one
and an article opened from the evidence meanwhile stays open.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Answer, Assistant, AssistantError, Dossier, Evidence, EvidenceFound, TextPiece
from assistant.ui import phrases
from assistant.ui.answer import answer_html, found_html
from assistant.ui.conversation import INTERRUPTED, STOPPED, Conversation, Exchange
from assistant.ui.evidence import at_once
from assistant.ui.gone import gone_html
from assistant.ui.highlights import articles_of, cited_panels, found_panels
from assistant.ui.opened import Site
from assistant.ui.plots import answer_plots, show_plot
from assistant.ui.text import as_sentence, attribute, html, label

REDRAW_SECONDS = 0.08
"""Model text is redrawn at most this often: a fast model would otherwise keep the browser busy with single letters."""


SEARCHING = '<p class="fc-quiet" role="status">Searching the archive …</p>'


class Slots(NamedTuple):
    """Where the parts of an answer go, in their order on the page.

    The articles come first: a marker that is followed before its article is there would open nothing. What is found
    while an answer is being made has a place of its own, which the answer empties: nothing is pushed down by it.
    """

    found_articles: DeltaGenerator
    cited_articles: DeltaGenerator
    answer: DeltaGenerator
    meanwhile: DeltaGenerator
    found: DeltaGenerator
    plots: DeltaGenerator
    scroll: DeltaGenerator
    below: DeltaGenerator
    """Where the reader says what to make of it."""


def slots(exchange: Exchange) -> Slots:
    """The question, and the places for its answer, drawn in the order of the conversation."""
    _show_question(exchange)
    with _answering():
        return Slots._make([*(st.empty() for _ in Slots._fields[:-1]), st.container()])


def show_past(site: Site, conversation: Conversation, exchange: Exchange) -> Slots:
    """A finished exchange, from what is kept of it: nothing is searched and no model asked."""
    if exchange.answer is None:
        at = slots(exchange)
        if exchange.problem in (STOPPED, INTERRUPTED):
            at.answer.warning(label(exchange.problem), icon=":material/pause_circle:")
        else:
            at.answer.error(label(as_sentence(exchange.problem)), icon=":material/error:")
        return at
    answer, known = exchange.answer, conversation.articles
    known |= articles_of(site.assistant, (c.article_id for c in answer.citations), known)
    known |= articles_of(site.assistant, (e.passage.article_id for e in answer.evidence), known)
    if exchange.plots is None:
        exchange.plots = answer_plots(site, answer)
    asked = f"Kept as it was answered on {phrases.moment(exchange.asked_at)}." if exchange.asked_at else ""
    made = f'<p class="fc-quiet fc-fact">{html(asked)}</p>' if asked else ""
    parts = (
        found_panels(answer.evidence, known, exchange.anchor) if answer.evidence else "",
        cited_panels(answer.citations, known, exchange.anchor) if answer.citations else "",
        answer_html(answer, exchange.anchor) + gone_html(answer.citations, known) + made,
        "",
        found_html(answer, exchange.anchor),
    )
    _show_question(exchange)
    with _answering():
        # At once what they are: an empty place filled later would show, for a moment, a conversation without answers.
        drawn = [st.html(part) if part else st.empty() for part in parts]
        plots = st.container()
        with plots:
            for plot in exchange.plots:
                show_plot(plot, exchange.key)
        # Once more what brought the question into view: where an answer was there before the browser had drawn that, it
        # never ran. Where it did, this is the same element, and does not run again.
        script = into_view(exchange.key) if exchange.just_answered else ""
        exchange.just_answered = False
        scroll = st.html(script, unsafe_allow_javascript=True) if script else st.empty()
        return Slots._make([*drawn, plots, scroll, st.container()])


def _show_question(exchange: Exchange) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        name = f"turn{attribute(exchange.key)}"
        st.html(f'<p class="fc-question" id="{name}" tabindex="-1" dir="auto">{html(exchange.question)}</p>')


def _answering() -> DeltaGenerator:
    return st.chat_message("assistant", avatar=":material/fact_check:")


def show_live(site: Site, conversation: Conversation, exchange: Exchange, at: Slots) -> None:
    """Ask, and show the evidence at once, a model's text as it comes, then the checked answer in its place."""
    at.scroll.html(into_view(exchange.key), unsafe_allow_javascript=True)
    at.answer.html(SEARCHING)
    try:
        events = site.assistant.stream(exchange.question, history=conversation.history(exchange), **exchange.options)
        with closing(cast("Generator[Any, None, None]", events)):
            _follow(site.assistant, at, conversation, exchange, events)
    except AssistantError as error:
        exchange.problem = str(error)


def _follow(
    assistant: Assistant, at: Slots, conversation: Conversation, exchange: Exchange, events: Iterable[object]
) -> None:
    written, drawn, began = "", 0.0, time.monotonic()
    known, waiting = conversation.articles, SEARCHING
    for event in events:
        if isinstance(event, EvidenceFound):
            known |= articles_of(assistant, (e.passage.article_id for e in event.evidence), known)
            waiting = ""
            _show_evidence(at, exchange, event.evidence, known)
        elif isinstance(event, TextPiece):
            written += event.text
            # Drawing is also where a stopped run ends, so it goes on while the model is silent.
            if time.monotonic() - drawn >= REDRAW_SECONDS:
                drawn = time.monotonic()
                at.answer.html(checking_html(written) if written else waiting or waiting_html(drawn - began))
        elif isinstance(event, Answer):
            exchange.answer, exchange.just_answered = event, True
            at.meanwhile.empty()  # before the answer is there, which would push it down


def waiting_html(seconds: float) -> str:
    """A model that has not written anything yet. The seconds are not read out: they would never stop."""
    return (
        '<p class="fc-quiet fc-waiting" role="status">The language model is reading what was found …'
        f' <span aria-hidden="true">{seconds:.0f} s</span></p>'
    )


def checking_html(written: str) -> str:
    """A model's text before its checks, and marked as that."""
    return f'<div class="fc-checking" dir="auto"><b>Checking: unverified</b>{html(written)}</div>'


def into_view(key: str) -> str:
    """A script that brings a question to the top of the window, its answer below it.

    Without it a question asked while reading further up would be answered out of sight. The focus goes there too when
    what had it is gone, as a suggestion is once it is asked.
    """
    name = json.dumps(f"turn{_plain(key)}")
    return (
        f"<script>{{ const asked = document.getElementById({name}); asked?.scrollIntoView();"
        " if (document.activeElement === document.body) asked?.focus({preventScroll: true}); }</script>"
    )


def scroll_to(name: str) -> str:
    """A script that brings a part of the page to the top. It holds nothing but these words and a name of ours."""
    return f"<script>document.getElementById({json.dumps(_plain(name))})?.scrollIntoView()</script>"


def place_again(key: str) -> str:
    """A script that goes back to where somebody was before a reload: the mark that the address names, which opens its
    article, else the last question. A browser looks for the mark only while the page is still empty."""
    return (
        "<script>{ const hash = location.hash, mark = document.getElementById(hash.slice(1));"
        " if (mark) { location.replace('#closed'); location.replace(hash); }"
        f" else document.getElementById({json.dumps(f'turn{_plain(key)}')})?.scrollIntoView(); }}</script>"
    )


def _plain(key: str) -> str:
    if not re.fullmatch(r"[\w-]+", key, re.ASCII):
        raise ValueError(f"{key!r} is no key of an exchange")
    return key


def _show_evidence(at: Slots, exchange: Exchange, evidence: Sequence[Evidence], known: Mapping[str, Dossier]) -> None:
    if not evidence:
        return
    numbered = [(exchange.anchor("e", number), item) for number, item in enumerate(evidence, 1)]
    at.found_articles.html(found_panels(evidence, known, exchange.anchor))
    at.meanwhile.html(at_once(numbered))
