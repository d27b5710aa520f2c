"""How a sentence commits itself: what it denies, what it only expects, and what it leaves to others to say. Pure.

News is full of "NATO said", "Russia denied" and "may withdraw". A statement that drops such a word says something else
than its source, with every name and number in place. The scope of each word is the rest of its clause.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from assistant.language.wording import SPEECH_STEMS, content_stems, stem, tokens
from corpus import Span

DENIAL_REACH = 6
HEDGE_REACH = 5
ADVERB_REACH = 2
"""How many content words a denial or a hedge is taken to cover, when its clause goes on for longer."""
CLAUSE_CHARACTERS = 300
"""No clause is followed further than this, so that the work grows with the text and not with its square."""

_NEGATOR = re.compile(
    r"\b(?:not(?! only\b)|never|no(?! doubt\b| matter\b|\. ?\d)|none|nobody|nothing|neither|nor|without|cannot|unable|"
    r"den(?:y|ies|ied|ying|ial)|refus(?:es?|ed|ing|al)|reject(?:s|ed|ing)?|rul(?:es?|ed|ing) out|fail(?:s|ed|ing)? to|"
    r"declin(?:es?|ed|ing) to|lacks?|lacked)\b|\b\w+n['\u2019]t\b",
    re.IGNORECASE,
)
_OF_NOTHING = frozenset(stem(word) for word in "evidence proof sign indication suggestion reason any longer".split())
"""In "no evidence that masks cause harm" it is the harm that is denied."""
_HEDGE = re.compile(
    r"\b(?:(?P<possible>may(?!\s+\d)|might|could|maybe|suspect(?:s|ed)?)"
    r"|(?P<adverb>possibly|perhaps|potentially|likely|unlikely|apparently)"
    r"|(?P<intended>plan(?:s|ned|ning)? to|intend(?:s|ed)? to|expect(?:s|ed)? to|propos(?:e|es|ed|al)|considering"
    r"|consider(?:s|ed)? (?=\w+ing)|aim(?:s|ed)? to|seek(?:s|ing)? to|sought to|wants? (?:\w+ )?to|wanted (?:\w+ )?to"
    r"|vow(?:s|ed)? to|promis(?:es|ed) to|threaten(?:s|ed)? to|call(?:s|ed|ing) (?:for|on)|urg(?:e|es|ed|ing)|should"
    r"|hop(?:e|es|ed|ing) (?:to|for)|preparing to|about to|ready to|offer(?:s|ed)? to)"
    r"|(?P<alleged>alleged(?:ly)?|reportedly|purported(?:ly)?|supposed(?:ly)?|so-called)"
    r"|(?P<future>will|would|shall|going to))\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[;:.!?]\s|,\s(?!\d)|--|\s[\u2013\u2014-]\s|\b(?:but|although|though|while|whereas|because|after|before|which|who"
    r"|when|despite|and (?=(?:will|would|is|are|was|were|has|have|had|said|says)\b))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r", (?:the|an?|his|her|its|their|who|which) [^,;:.!?\"\u201c\u201d]{3,80},"
    r"(?= (?:had|has|have|was|were|is|are|did|does|would|will|could|can)\b)"
)
"""What is told between a subject and its verb: "denied that his wife, the former dancer, had owned it" denies that she
owned it."""
_TELLING = re.compile(
    r"\b(?:said|says|saying|told|tells|claim(?:s|ed|ing)?|alleg(?:es?|ed|ing)|accus(?:es?|ed|ing)|insist(?:s|ed)?"
    r"|argu(?:es?|ed)|den(?:y|ies|ied)|warn(?:s|ed)?|announc(?:es?|ed)|reported|reports(?= that)|stat(?:es|ed)(?= that)"
    r"|declar(?:es|ed)|believ(?:es?|ed)|suggest(?:s|ed)|assert(?:s|ed)|estimat(?:es|ed)|testifi(?:es|ed)|wrote|tweeted|contend(?:s|ed)"
    r"|quoted as saying|acknowledg(?:es|ed)|admit(?:s|ted)|confirm(?:s|ed)|according to)\b",
    re.IGNORECASE,
)
_NOT_A_TELLER = re.compile(r"\b(?:was|were|been|be|is|are|being|to|of|the|a|an|his|her|its|their)\s+$", re.IGNORECASE)
_ATTRIBUTED = re.compile(r"\b(?:according to|in the words of|citing|cited|quot(?:ed|ing)|per)\b", re.IGNORECASE)

_AFTER_QUOTE = re.compile(r"[,\u201d\"]\s*$")
_LAST_CLAUSE = re.compile(
    r"[,\u201d\"](?=\s(?!(?:where|which|who|whom|when|and|but|while|after|as|because|although|though|that)\b)"
    r"[^,\"\u201c\u201d]*$)",
    re.IGNORECASE,
)


_NOTHING_SHOWS = re.compile(r"\bno (?:\w+ )?(?:evidence|proof|record|indication|sign|basis|truth)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a sentence that is somebody's words, and the verb that says so."""

    verb: str
    said: tuple[Span, ...]


def negated(text: str) -> bool:
    """Whether a text denies anything: "not", "never", "denied", "refused", "without"..."""
    return _NEGATOR.search(text) is not None


def asserts(sentence: str) -> bool:
    """Whether a sentence states what it says: no question, and not that nothing was found to show it."""
    return not sentence.rstrip('"”’) ').endswith("?") and _NOTHING_SHOWS.search(sentence) is None


def denied_stems(text: str) -> set[str]:
    """The content a text only denies: the rest of each clause after "not", "denied"... "Not denied" is no denial."""
    denied: Counter[str] = Counter()
    plainly = _ASIDE.sub("", text)
    for hit in _NEGATOR.finditer(plainly):
        after = content_stems(_rest_of_clause(plainly, hit.end()))
        # "a claim that Russia has repeatedly denied": what is denied comes first
        denied.update(set(after[:DENIAL_REACH] or content_stems(_start_of_clause(plainly, hit.start()))))
    every = Counter(content_stems(text))
    return {word for word, times in denied.items() if times % 2 and times >= every[word]}


def denied_first(text: str) -> set[str]:
    """The word that each denial of a text is about: the first of its clause, "evidence" and the like left out."""
    after = (content_stems(_rest_of_clause(text, hit.end())) for hit in _NEGATOR.finditer(text))
    return {next((word for word in words if word not in _OF_NOTHING), "") for words in after} - {""}


def hedged_stems(text: str) -> dict[str, str]:
    """The content a text never states as a fact -> the word that says so: the rest of each clause after "may"..."""
    found: dict[str, str] = {}
    hedged: Counter[str] = Counter()
    for hit in _HEDGE.finditer(text):
        reach = ADVERB_REACH if hit["adverb"] else HEDGE_REACH
        words = set(content_stems(_rest_of_clause(text, hit.end()))[:reach])
        hedged.update(words)
        found |= {word: hit[0].lower() for word in words - set(found)}
    every = Counter(content_stems(text))
    return {word: hedge for word, hedge in found.items() if hedged[word] >= every[word]}


def hedges(text: str) -> list[str]:
    """The words by which a text calls something merely possible: "may", "perhaps"..."""
    return [hit[0].lower() for hit in _HEDGE.finditer(text) if hit["possible"] or hit["adverb"]]


def only_future(word: str) -> bool:
    """Whether a word of `hedged_stems` only puts things in the future: "will open on 5 May" is a fact."""
    hit = _HEDGE.fullmatch(word)
    return hit is not None and hit["future"] is not None


def told(sentence: str) -> list[Told]:
    """What a sentence leaves to somebody to say: "X said that...", "..., X said", "according to X", "X accused Y"."""
    found = []
    for hit in _TELLING.finditer(sentence):
        since = max(0, hit.start() - CLAUSE_CHARACTERS)
        before = sentence[since : hit.start()]
        whole = Span(0, len(sentence))
        if hit[0].lower() == "according to":
            found.append(Told(hit[0], (whole,)))
        elif _AFTER_QUOTE.search(before):  # "...," said Stoltenberg
            found.append(Told(hit[0], (Span(0, hit.start()),)))
        elif "quoted" in hit[0] or not _NOT_A_TELLER.search(before):
            speaks = _LAST_CLAUSE.search(before)  # "..., Stoltenberg said Tuesday" tells what comes first as well
            lead = (Span(0, since + speaks.start() + 1),) if speaks else ()
            found.append(Told(hit[0], (*lead, Span(hit.end(), len(sentence)))))
    return found


def names_a_speaker(text: str) -> bool:
    """Whether a statement says that somebody says so, in whatever words."""
    if _ATTRIBUTED.search(text) or any(hit["alleged"] for hit in _HEDGE.finditer(text)):
        return True
    return any(stem(word) in SPEECH_STEMS for word, _ in tokens(text))


def _rest_of_clause(text: str, start: int) -> str:
    return _CLAUSE_END.split(text[start : start + CLAUSE_CHARACTERS], maxsplit=1)[0]


def _start_of_clause(text: str, end: int) -> str:
    before = text[max(0, end - CLAUSE_CHARACTERS) : end]
    return _CLAUSE_END.split(before)[-1] or before
