"""Which passages are one source: copies folded into the one found first, and named.

A passage that says the same in the same words as one found before it is a copy of that. Of articles that are known to
carry one report (`corpus/stories.py`) less has to agree, because a cut or an added line moves where passages begin:
half of a passage then stands in each of two of the other article's. A figure that differs is never folded away. What is
not folded is still the same source: `Evidence.source_id` is equal for all articles of one report and all versions of
one article, and whatever counts sources counts those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain

from assistant.types import Citation, Evidence, Syndication
from corpus import NotFound, Source, Story
from corpus.split import sentences
from corpus.store import Store

COPY_OVERLAP = 0.7
"""Share of a passage's five-word runs that another one must hold to be a copy of it."""
STORY_OVERLAP = 0.5
"""The same between articles of one story. Of 5,000 passages of copies made as `benchmarks/duplicates.py` makes them,
this folds .98 of those with 2 % of the words changed (.93 with the bar for strangers, .99 with .4) and .86 of those
changed in every way (.76, .88). Of the sentences of folded passages .04 and .08 stand in another passage of the first
article or in none (.02 and .05, .05 and .09)."""
_RUN = 5
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens"
    " hundreds thousands millions billions half".split()
)

Run = tuple[str, ...]


def one_source_each(
    store: Store, ranked: Sequence[Evidence], related: Sequence[str], limit: int, admits: Callable[[Source], bool]
) -> list[Evidence]:
    """The best `limit` passages with their copies folded and each told whose report it carries.

    `related` are those of the articles that can be in a story or have versions.
    `admits` says whether the filters of the search let a source through: what they leave out is not named.
    """
    numbers = store.stories_by_article(related) if related else {}
    kept = fold_copies(ranked, limit, numbers)
    named: dict[str, Syndication | None] = {}
    standing_for: dict[int, str] = {}
    told = []
    for item in kept:
        article_id = item.passage.article_id
        number = numbers.get(article_id)
        if number is None:
            told.append(item)
            continue
        if article_id not in named:
            named |= _told_of(store, article_id, admits)
        carried = named[article_id]
        stands = standing_for.setdefault(number, carried.original_id if carried else current_of(item))
        told.append(replace(item, syndication=carried, source_id=stands))
    return told


def _told_of(store: Store, article_id: str, admits: Callable[[Source], bool]) -> dict[str, Syndication | None]:
    """What is told of an article's report, by the ids of all articles that carry it."""
    try:
        story = store.story(article_id)
    except NotFound:  # removed since it was found
        story = None
    if story is None:
        return {article_id: None}
    sources = store.sources([member.article_id for member in story.members])
    told = syndicated(story, {member: source for member, source in sources.items() if admits(source)})
    return dict.fromkeys((member.article_id for member in story.members), told)


def syndicated(story: Story, sources: Mapping[str, Source]) -> Syndication | None:
    """A story as those of its articles show it whose sources are given; None for fewer than two."""
    if len(sources) < 2:
        return None
    first = min(
        sources, key=lambda article_id: (article_id != story.original, sources[article_id].published or date.max)
    )
    outlets = dict.fromkeys(source.outlet for source in sources.values() if source.outlet)
    credited = story.agency if any(source.agency == story.agency for source in sources.values()) else None
    return Syndication(
        original_id=first, original=sources[first], articles=len(sources), outlets=tuple(outlets), agency=credited
    )


def current_of(item: Evidence) -> str:
    """The article that a passage is of, whichever version: versions are no sources beside each other."""
    changed = item.superseded
    return changed.current if changed and not changed.copied else item.passage.article_id


def source_of(item: Evidence) -> str:
    """Whose word a passage is: equal for copies of one report and versions of one article."""
    return item.source_id or current_of(item)


def independent_sources(told: Iterable[Citation | Evidence]) -> int:
    """How many voices these are: one outlet is one voice however often it reports, and so are copies of one report,
    versions of one article, an agency and whoever credits it."""
    voices: list[set[tuple[str, str]]] = []
    for one in told:
        if isinstance(one, Citation):
            source, report = one.source, one.source_id or one.article_id
        else:
            source, report = one.passage.source, source_of(one)
        voice = {("report", report)}
        voice |= {("name", name.casefold()) for name in (source.outlet, source.agency) if name}
        same = [known for known in voices if known & voice]
        voices = [known for known in voices if not known & voice] + [voice.union(*same)]
    return len(voices)


def fold_copies(ranked: Sequence[Evidence], limit: int, stories: Mapping[str, int] | None = None) -> list[Evidence]:
    """Keep the first of passages that say the same in the same words, with the others' sources as its copies.

    A passage that differs in a figure is not a copy, however alike the rest is. `stories` are the numbers of
    `Store.stories_by_article`.
    """
    stories = stories or {}
    kept: list[Evidence] = []
    wordings: list[_Wording] = []
    articles: list[str] = []
    numbers: list[int | None] = []
    for item in ranked:
        if len(kept) == limit:
            break
        wording = _Wording(item.passage.text)
        article, story = current_of(item), stories.get(item.passage.article_id)
        for place, other in enumerate(wordings):
            another = article != articles[place]
            one_story = another and story is not None and story == numbers[place]
            if wording.carries(other) if one_story else wording.copies(other):
                if another:
                    kept[place] = replace(kept[place], copies=(*kept[place].copies, item.passage.source))
                break
        else:
            kept.append(item)
            wordings.append(wording)
            articles.append(article)
            numbers.append(story)
    return kept


class _Wording:
    """The words of a passage in runs of five, to be compared with those of others."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = list(map(str.casefold, _WORD.findall(text)))
        self._distinct = frozenset(self._words)
        runs = max(1, len(self._words) - _RUN + 1)
        self._fewest = len(self._distinct) - (1 - COPY_OVERLAP) * runs - _RUN + 1
        """Words that a copy has in common with this, when this is the shorter: see `copies`."""

    @cached_property
    def runs(self) -> frozenset[Run]:
        return frozenset(_in_runs(self._words))

    @cached_property
    def _figures(self) -> set[str]:
        return {word for word in self._words if _is_figure(word)}

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [word.span() for word in _WORD.finditer(self.text)]

    @cached_property
    def _masked(self) -> list[Run]:
        """The runs in order with one sign for every figure: what stands around the figures."""
        return _in_runs(["#" if _is_figure(word) else word for word in self._words])

    def copies(self, other: _Wording) -> bool:
        """Whether two passages of any articles say the same: most of the shorter one's words and all of its figures.

        Each word that the other lacks begins a run of its own that the other lacks too, but for the last four. So too
        few words in common rule out enough runs in common, and hardly any two passages need to be cut into runs.
        """
        if len(self._distinct & other._distinct) < min(self._fewest, other._fewest):
            return False
        smaller = min(len(self.runs), len(other.runs))
        if not smaller or len(self.runs & other.runs) < COPY_OVERLAP * smaller:
            return False
        return self._figures <= other._figures or other._figures <= self._figures

    def carries(self, other: _Wording) -> bool:
        """Whether two passages of one story say the same: half of the shorter one's words, and where these stand the
        same figures."""
        mine, theirs = set(self._masked), set(other._masked)
        shared = mine & theirs
        if len(shared) < STORY_OVERLAP * min(len(mine), len(theirs)):
            return False
        figures, others = self._figures_around(shared), other._figures_around(shared)
        return figures <= others or others <= figures

    def _figures_around(self, shared: set[Run]) -> Counter[str]:
        """The figures in the sentences from the first to the last of these runs, with how often each stands there."""
        places = [place for place, run in enumerate(self._masked) if run in shared]
        last = min(places[-1] + _RUN, len(self._words)) - 1
        start, end = self._places[places[0]][0], self._places[last][1]
        within = [span for span in sentences(self.text) if span.end > start and span.start < end]
        written = chain.from_iterable(_WORD.findall(span.of(self.text).casefold()) for span in within)
        return Counter(word.replace(",", "") for word in written if _is_figure(word))


def _is_figure(word: str) -> bool:
    return word in _NUMBER_WORDS or any(letter.isdigit() for letter in word)


def _in_runs(words: list[str]) -> list[Run]:
    return [tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
