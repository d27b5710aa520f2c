"""What a claim says beyond the sentences that are to support it: one more word makes it another claim. Pure.

A sentence may hold nine tenths of a claim, with all of its figures and names, and not the tenth that matters: "pays far
less", "even when unvaccinated", "was illegally sanctioned", "top level" where the source has "ground level". What is
rare in the archive weighs more than what is common, so no share of words that are held can tell. So each word with
content must be said. Where the claim copies a sentence, it must be said at its place: that "flooded" stands there for
"overtopped" is no matter of "floods" elsewhere. A word that is not said refutes nothing.

Excused are names that the article around tells, what stands for a pronoun of the sentence and is said beside it, units,
and words of the news that mean the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.checks.copied_words import CopiedWord, copied_words, steps_between
from assistant.language.names import name_in, names
from assistant.language.quantities import numbers
from assistant.language.wording import SPEECH_STEMS, plain, tokens
from assistant.questions.same_thing import SAID_OTHERWISE
from assistant.types import Check
from corpus.stemming import base_stem, stems

FEWEST_LETTERS = 4
"""Of a word that may be part of a compound: "health care" is said by "healthcare"."""
_LIGHT = frozenset("also however meanwhile moreover additionally".split())
"""Words that join a sentence to the one before it and say nothing of their own."""
_NOT_EMPTY = frozenset("including according".split())
"""Words of grammar that say something where they stand for another word."""
_REFERS = frozenset(
    "he she they it him them his her its their theirs this that these those who which whose we our my the both".split()
)
"""What refers to somebody or something said before: "the" of "the company", too."""
_OWN = frozenset("his her its their".split())
"""A name in the place of such a word says whose it is, wherever else in the sentence the name stands."""


def unsaid(claim: str, said: str, beside: str, passage: str, title: str) -> Check | None:
    """The words of a claim that its best sentence `said` does not say, nor the one cited `beside` it where that may.

    `passage` and `title` are what the sentence stands in, and may tell a name. None where everything is said.
    """
    ours, theirs = copied_words(claim), copied_words(said)
    steps, copied = steps_between(ours, theirs)
    if copied:
        missing = list(_put_in(ours, theirs, steps, beside, title))
    else:
        told = _told_names(claim, f"{said}\n{beside}\n{passage}\n{title}")
        there = {word.key for word in (*theirs, *copied_words(beside))}
        missing = [w for w in ours if w.content and w.key not in there and plain(w.text) not in told]
    units = {number.span.end for number in numbers(claim) if number.unit}
    left = [
        word
        for word in missing
        if plain(word.text) not in _LIGHT
        and not any(0 <= word.span.start - end <= 1 for end in units)
        and not _part_of_a_compound(word, said if copied else f"{said} {beside}")
        and not _said_otherwise(word, theirs)
    ]
    return Check("wording", " ".join(word.text for word in left), "not said", False) if left else None


def _put_in(
    ours: Sequence[CopiedWord],
    theirs: Sequence[CopiedWord],
    steps: Sequence[tuple[str, int, int, int, int]],
    beside: str,
    title: str,
) -> Iterator[CopiedWord]:
    """What a claim has more than the sentence it copies; what only moved is none of it."""
    left_out = Counter(theirs[n].key for tag, _, _, x, y in steps if tag != "equal" for n in range(x, y))
    own = {word.key for word in theirs}
    other, named = {word.key for word in copied_words(beside)}, {word.key for word in copied_words(f"{beside} {title}")}
    for tag, a, b, x, y in steps:
        here, there = ours[a:b], theirs[x:y]
        refers = any(plain(word.text) in _REFERS for word in there) and not any(
            word.content and word.text[0].islower() for word in there
        )
        # "Aaron Hernandez" for "Hernandez", "Wuhan, China" for "Wuhan"
        beside_a_name = any(_name(word) for word in (*ours[max(0, a - 1) : a], *ours[b : b + 1]))
        tells = any(word.key in SPEECH_STEMS for word in there)
        instead = " ".join(word.text for word in there)
        for word in here if tag != "equal" else ():
            fuller = beside_a_name and not there and _name(word) and word.key in named
            says = word.content or plain(word.text) in _NOT_EMPTY or (there and not tells and word.key in SPEECH_STEMS)
            same_name = _name(word) and name_in(word.text, instead)
            owner = word.text.endswith(("'s", "’s")) and any(plain(other.text) in _OWN for other in there)
            if left_out[word.key] > 0 and not owner:
                left_out[word.key] -= 1
            elif (
                says and not (refers and word.key in other | (set() if owner else own)) and not fuller and not same_name
            ):
                yield word


def _name(word: CopiedWord) -> bool:
    return word.content and word.text[0].isupper()


def _told_names(claim: str, around: str) -> set[str]:
    """The words of the claim's names that the text around has, and those that are names there."""
    own = [name for name in names(f"by {claim}") if name_in(name, around)]
    return {part for name in (*own, *names(around)) for part in _parts(name)}


def _parts(name: str) -> list[str]:
    return [plain(part) for word in name.split() for part in word.split("-")]


def _part_of_a_compound(word: CopiedWord, said: str) -> bool:
    letters = plain(word.text)
    if any(plain(other) == letters for other, _ in tokens(said)):
        return False  # it stands there for itself, at another place
    return len(letters) >= FEWEST_LETTERS and letters in "".join(c for c in said.casefold() if c.isalnum())


def _said_otherwise(word: CopiedWord, theirs: Sequence[CopiedWord]) -> bool:
    own = {base_stem(stem) for stem in stems(word.text)}
    there = {base_stem(stem) for other in theirs for stem in stems(other.text)}
    return any(own & same and same & there for same in SAID_OTHERWISE)
