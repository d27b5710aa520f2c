"""Question -> Evidence: words, meaning and time together, copies folded into one.

`assistant/retrieval/ranking.py` says what makes a passage's score. Filters are hard cuts in both indexes and checked
again.

Of the versions of an article the one that counts on the `as_of` day (today without one) speaks; of an earlier one
only what the later ones do not say any more, and of one that came after that day nothing. A copy of an earlier version
that another outlet has kept is treated like it, where it repeats what was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from assistant.language.periods import period_named
from assistant.retrieval.copies import one_source_each
from assistant.retrieval.passage_words import quoted_phrases, rarities
from assistant.retrieval.ranking import rank, shortlist
from assistant.retrieval.unknown_outlets import outlet_notes
from assistant.types import Coverage, Evidence, Filters, Question
from corpus import Archive, Passage, Selection, Source, Span, Superseded
from corpus.bases import content_bases
from corpus.embed import Embeddings
from corpus.selection import day_number
from corpus.store import Store
from corpus.versions import Wording, gone_since, notice_in, said_only_in

CANDIDATES = 100
"""Passages taken from each index."""
SHORTLIST = 60
"""Passages whose words are compared with the question's. On the development sets .95 to .99 of the questions for which
something right was among the candidates have it among these (.93 to .99 with 30)."""
OF_A_PHRASE = 20
"""Passages looked at for each phrase that the question puts in quotation marks."""
_MOST_CANDIDATES = 1_600
"""As far as more are taken when versions that do not count hold most of the places: a page captured every hour."""


def selection_of(filters: Filters) -> Selection:
    """The filters in the form that the indexes understand."""
    return Selection.of(
        published_from=filters.published_from,
        published_to=filters.published_to,
        as_of=filters.as_of,
        outlets=filters.outlets,
    )


def retrieve(archive: Archive, question: Question, limit: int, embeddings: Embeddings | None = None) -> list[Evidence]:
    """The best passages for a question, best first, each story once, at most `limit`.

    `embeddings` must be the model that made the archive's vectors; without it the search is by words and time.
    """
    selection = selection_of(question.filters)
    index = archive.lexical
    vectors = archive.vectors() if embeddings else None
    vector = embeddings.embed_query(question.standalone) if embeddings and vectors else []
    given = None if question.assumed_today else question.asked_on
    centre = period_named(question.text, given) or question.about or question.asked_on
    phrases = quoted_phrases(question.standalone)
    # A passage with the very words may say little else of the question: it is looked for by them alone too.
    verbatim = [hit.passage_id for phrase in phrases for hit in index.search(phrase, OF_A_PHRASE, selection)]
    wanted, taken = max(SHORTLIST, limit), max(CANDIDATES, limit)
    while True:
        hits = index.search(question.standalone, taken, selection)
        lexical = {hit.passage_id: hit.score for hit in hits}
        dense = dict(vectors.search(vector, taken, selection)) if vectors else {}
        likeliest = [
            *verbatim,
            *(number for number in shortlist(hits, dense, centre, wanted) if number not in verbatim),
        ]
        found = archive.store.passages(likeliest)
        if selection != Selection():
            found = [passage for passage in found if _within(passage.source, selection)]
        related = archive.store.related(list({passage.article_id for passage in found}))
        counting, superseded = current_wins(archive.store, found, related, selection)
        full = max(len(lexical), len(dense)) == taken
        if 2 * len(counting) >= len(found) or not full or taken >= _MOST_CANDIDATES:
            break
        wanted, taken = 4 * wanted, 4 * taken
    words = content_bases(question.standalone)
    rarity = rarities(words, {word: index.document_frequency(word) for word in words}, len(index))
    ranked = rank(counting, lexical, dense, centre, rarity, phrases)
    if superseded:
        ranked = [replace(item, superseded=superseded.get(item.passage.id)) for item in ranked]
    return one_source_each(archive.store, ranked, related, limit, lambda source: _within(source, selection))


def current_wins(
    store: Store, passages: Sequence[Passage], related: Sequence[str], selection: Selection
) -> tuple[list[Passage], dict[int, Superseded]]:
    """The passages that count among versions of one article, and what took the place of each that is of an earlier one.

    A passage of an earlier version, or of somebody's copy of it, is narrowed to what neither the version after it nor
    the current one still says (another figure in the same sentence is still said), or left out. Versions that the
    selection cuts off take no one's place. `related` are those of the articles that can have versions or copies.
    """
    outdated = store.outdated(related, selection.known_until) if related else {}
    originals = store.changed_originals(related, selection.known_until) if related else {}
    if not outdated and not originals:
        return list(passages), {}

    @cache
    def wording(article_id: str) -> Wording | None:
        later = store.article(article_id)
        return Wording(later.text) if _within(later.source, selection) else None

    text_of = cache(store.text)
    notice_of = cache(partial(_notice, store))
    counting: list[Passage] = []
    fates: dict[int, Superseded] = {}
    for passage in passages:
        if passage.article_id in outdated:
            fate = outdated[passage.article_id]
            if fate is None:  # it came later
                continue
        else:
            copied = (one for one in originals.get(passage.article_id, ()) if _repeated(passage, one, text_of))
            fate = next(copied, None)
            if fate is None:
                counting.append(passage)
                continue
        later = [said for id_ in {fate.by, fate.current} if (said := wording(id_)) is not None]
        if alone := said_only_in(passage.text, *later):
            start = passage.start + alone.start
            text = alone.of(passage.text)
            left = replace(passage, start=start, end=start + len(text), text=text)
            counting.append(left)
            gone = _repeated(left, fate, text_of)
            if gone or not fate.copied:  # what is left of a copy may be its own
                told = notice_of(fate.copied or passage.article_id, fate)
                fates[passage.id] = replace(fate, notice=told, left_out=not later, gone=gone)
    return counting, fates


def _repeated(passage: Passage, fate: Superseded, text_of: Callable[[str], str]) -> tuple[Span, ...]:
    """Where a copy's article has, in this passage, words of the earlier version that are there no more."""
    if fate.copied is None:
        return ()
    gone = gone_since(passage.text, text_of(fate.copied), text_of(fate.current))
    return tuple(Span(passage.start + span.start, passage.start + span.end) for span in gone)


def coverage(archive: Archive, filters: Filters, queries: tuple[str, ...], signals: tuple[str, ...]) -> Coverage:
    """What there was to search."""
    selection = selection_of(filters)
    held = archive.totals(selection)
    whole = archive.totals(Selection())
    left_out = archive.totals(replace(selection, published=None, known_until=None)).undated - held.undated
    return Coverage(
        articles=held.articles,
        articles_in_archive=whole.articles,
        outlets=held.outlets,
        published_first=held.published_first,
        published_last=held.published_last,
        undated=held.undated,
        left_out_undated=left_out if selection.needs_a_date else 0,
        queries=queries,
        signals=signals,
        filters=filters,
        notes=tuple(outlet_notes(filters.outlets, whole.outlets)),
    )


def _notice(store: Store, article_id: str, fate: Superseded) -> str | None:
    """What the versions after an article say of their change, and it did not say itself."""
    before = store.text(article_id)
    for later in dict.fromkeys((fate.by, fate.current)):
        text = store.text(later)
        if (found := notice_in(text)) and (notice := found.of(text)) not in before:
            return notice
    return None


def _within(source: Source, selection: Selection) -> bool:
    return selection.admits(day_number(source.published), day_number(source.known_by), (source.outlet or "").casefold())
