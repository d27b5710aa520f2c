"""The words of a text as the index knows them: their stems, and the base forms that stand for irregular ones.

Tantivy's analysis gives the stems, for questions and for articles alike. A text holds each word many times, so what
is indexed is stemmed here, each word once, and not in the index's own thread, each time: for an article that took 1.0
ms there, .4 ms for stems ready made, and takes .3 ms here, in a worker process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import tantivy

from corpus.inflections import FAMILIES
from corpus.terms import STOP_WORDS, divided, normalised

_MOST_REMEMBERED = 100_000
"""Words whose stems are remembered, some 10 MB: more than the passages of a day's questions hold."""


class Terms(NamedTuple):
    """What is indexed of an article's words."""

    title: str
    """Stems with spaces between them."""
    passages: list[str]
    """The same for each passage."""


def terms_of(title: str, passages: Sequence[str]) -> Terms:
    """What is indexed of an article of this headline and these passages."""
    first, *others = (
        " ".join(map(_STEMS.__getitem__, found)) if found is not None else " ".join(stems(text))
        for text, found in zip([title, *passages], divided([title, *passages]), strict=True)
    )
    return Terms(first, others)


def stems(text: str) -> list[str]:
    """The words of a text as the index knows them: lower case, without accents and regular endings, in order."""
    found: list[str] = _STEMMER.analyze(normalised(text))
    return found


def content_stems(text: str) -> list[str]:
    """The distinct stems of a text without stop words, in order. All of them, when there is nothing else."""
    found = stems(text)
    kept = [word for word in found if word not in STOPPED]
    return list(dict.fromkeys(kept or found))


class _Stems(dict[str, str]):
    """The stem of every word asked for so far, up to a limit."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        stemmed: list[str] = _STEMMER.analyze(word)
        stem = self[word] = stemmed[0] if stemmed else ""
        return stem


def stem_of(word: str) -> str:
    """The stem of one word as `terms.joined_words` has it; "" for what the index does not keep."""
    return _STEMS[word]


def base_stem(stem: str) -> str:
    """The stem that stands for all forms of an irregular word ("froze" -> "freez"), or the stem itself."""
    return _BASE.get(stem, stem)


def forms_of(stem: str) -> tuple[str, ...]:
    """The stems of all forms of a word: of an irregular one several, else this one."""
    return _FORMS.get(base_stem(stem), (stem,))


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


_STEMMER = _analyzer()
WHOLE_WORDS = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
"""What the index does with stems ready made."""
_STEMS = _Stems()
STOPPED = STOP_WORDS | {stem for word in STOP_WORDS for stem in _STEMMER.analyze(word)}
"""The stop words and their stems."""
_BASE = {stem: stems(family[0])[0] for family in FAMILIES for word in family for stem in stems(word)}
_FORMS = {
    _BASE[stems(family[0])[0]]: tuple(dict.fromkeys(stem for word in family for stem in stems(word)))
    for family in FAMILIES
}
