"""Proper names in running text, and when two of them may be the same. Pure, English, by capital letters.

No model: a name is a run of capitalised words that is not merely the beginning of a sentence. Titles are left out,
so that "Russian President Vladimir Putin" holds the names "Russian" and "Vladimir Putin".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from assistant.language.remembered import remembered
from assistant.language.wording import SPEECH_STEMS, is_grammar, plain, stem

_WORD = r"(?:[^\W\d_](?:\.[^\W\d_])+\.?|[A-Z]\.|[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*)"
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0]+{_WORD})*")
_LINKS = frozenset("of the de la le van von der den bin al el da di du for".split())
_TITLES = frozenset(
    """mr mrs ms dr prof professor president minister secretary chief chairman chairwoman ceo director senator sen gov
    governor mayor king queen prince princess pope judge justice rep representative congressman congresswoman chancellor
    ambassador spokesman spokeswoman spokesperson general gen col lt maj capt sgt colonel major captain sergeant admiral
    commander sir lord lady dame coach premier former acting""".split()
)
_BEFORE_A_TITLE = frozenset("prime vice deputy defense defence foreign interior finance home attorney first".split())
_NOT_AFTER_GENERAL = frozenset("motors assembly electric mills staff council hospital dynamics".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec""".split()
)
_SENTENCE_END = re.compile(r"[.!?:]['\"\u201d\u2019)]*\s+['\"\u201c\u2018(]*$|[\n\"\u201c\u2018]\s*$")
_VERB_FORM = re.compile(r"is|was|has|had|will|would|may|says|[a-z]+(?:ed|ought|aid|ew|ent|ade|ook)")
_PLACE_KINDS = frozenset(
    "region oblast province city county district republic state river island islands peninsula area".split()
)
_ADJECTIVE_ENDINGS = frozenset("n an ian ean ish ese i ic er ns ans ians eans".split())
"""Of a place's adjective, and of its people."""
_OTHER_ENDINGS = frozenset(["", "a", "e", "y", "ia", "ey", "o", "s", "is", *_ADJECTIVE_ENDINGS])
SAME_PLACE = [
    frozenset(group.split())
    for group in (
        "france french|spain spanish spaniard|poland polish pole poles|netherlands dutch holland"
        "|denmark danish dane danes|britain british uk u.k briton britons|us u.s usa u.s.a american americans america"
        "|un u.n|eu e.u european"
        "|wales welsh|greece greek greeks|switzerland swiss|sweden swedish swede swedes|finland finnish finn finns"
        "|ireland irish|scotland scottish scots|england english|norway norwegian|thailand thai|yemen yemeni"
        "|defence defense|kyiv kiev"
    ).split("|")
]


def names(text: str) -> list[str]:
    """The proper names of a text in order, each once."""
    return list(_sure_names(text))


@remembered
def _sure_names(text: str) -> tuple[str, ...]:
    return _names(text, sure=True)


@remembered
def _possible_names(text: str) -> tuple[str, ...]:
    return _names(text, sure=False)


def _names(text: str, *, sure: bool) -> tuple[str, ...]:
    """With `sure`, a capital at the beginning of a sentence is not enough."""
    found: list[str] = []
    for run in _RUN.finditer(text):
        words = run[0].split()
        opens = _opens_sentence(text, run.start())
        titles = _titles(words)
        current: list[str] = []
        for place, word in enumerate([*words, ""]):
            kin = plain(word.rstrip("."))
            if kin in _LINKS and not word[0].isupper() and current and _goes_on(words[place + 1 : place + 3]):
                current.append(word)
                continue
            first = opens and place == 0
            if word and _capitalised(word) and place not in titles and kin not in _CALENDAR:
                if first:
                    counts = _certain(word, words[1:2], text) if sure else not is_grammar(kin)
                else:
                    counts = kin not in _LINKS
                if counts:
                    current.append(word)
                    continue
            if current:
                found.append(re.sub(r"['\u2019]s$", "", " ".join(current)))
                current = []
    return tuple(dict.fromkeys(found))


def _titles(words: list[str]) -> set[int]:
    """Which words of a run are titles: "President", "Defense" in "Defense Minister", but not in "Defense Ministry"."""
    kin = [plain(word.rstrip(".")) for word in words]
    places: set[int] = set()
    for place in reversed(range(len(words))):
        following = kin[place + 1] if place + 1 < len(kin) else ""
        if kin[place] in _TITLES and not (kin[place] == "general" and following in _NOT_AFTER_GENERAL):
            places.add(place)
        elif kin[place] in _BEFORE_A_TITLE and place + 1 in places:
            places.add(place)
    return places


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start]
    return not text[:start].strip() or bool(_SENTENCE_END.search(before))


def _capitalised(word: str) -> bool:
    return any(c.isupper() for c in word) and not re.fullmatch(r"I(['\u2019]\w+)?", word)


def _goes_on(words: list[str]) -> bool:
    rest = [word for word in words[:2] if plain(word) not in _LINKS]
    return bool(rest) and _capitalised(rest[0]) and plain(rest[0]) not in _CALENDAR


def _certain(word: str, following: list[str], text: str) -> bool:
    """Whether the first word of a sentence is a name although any word would be capitalised there."""
    kin = plain(word)
    if is_grammar(kin):
        return False
    if any(c.isupper() for c in word[1:]) or word.endswith(("'s", "\u2019s")):
        return True
    if re.search(rf"[a-z,;]\s+{re.escape(word)}\b", text):
        return True
    if following and _capitalised(following[0]) and plain(following[0]) not in _CALENDAR:
        return not kin.endswith(("ing", "ed", "ly"))
    if kin.endswith(("ian", "ish", "ese")) and len(kin) > 5:
        return True
    acts = bool(following) and (stem(following[0]) in SPEECH_STEMS or bool(_VERB_FORM.fullmatch(following[0])))
    return acts and not kin.endswith(("s", "ing", "ed", "ly"))


@remembered
def name_in(name: str, text: str) -> str:
    """How a name stands in a text: the form found, or "" when it does not.

    "Vladimir Putin" is found in "Putin said", "Putin" in "Vladimir Putin", "NATO" in "North Atlantic Treaty
    Organization" and "Russia" in "Russian troops". "Boris Johnson" is not found where the only Johnson is Lyndon.
    """
    wanted = _parts(name)
    if not wanted:
        return name
    words = _word_parts(text)
    hits = [next((word for word in words if _kin(part, plain(word.rstrip(".")))), "") for part in wanted]
    if all(hits):
        return " ".join(hits)
    others = _possible_names(text)
    for other in others:
        if _initials(other) == plain(name).replace(".", "") or _initials(name) == plain(other).replace(".", ""):
            return other
    if len(wanted) < 2 or not hits[-1] or not hits[-1][0].isupper():
        return ""
    for other in others:
        parts = _parts(other)
        if parts and _kin(parts[-1], wanted[-1]):
            given, known = wanted[0], parts[0]
            if len(parts) == 1 or given == known or (min(len(given), len(known)) == 1 and given[0] == known[0]):
                return other
    return ""


@remembered
def _word_parts(text: str) -> tuple[str, ...]:
    return tuple(part for word in re.findall(_WORD, text) for part in word.split("-"))


def _parts(name: str) -> list[str]:
    words = name.split()
    titles = _titles(words)
    whole = [word for place, word in enumerate(words) if place not in titles]
    parts = [plain(part.rstrip(".")) for word in whole for part in word.split("-")]
    kept = [part for part in parts if part and part not in _LINKS]
    return [part for part in kept if part not in _PLACE_KINDS] or kept


@lru_cache(maxsize=50_000)
def _kin(one: str, other: str) -> bool:
    """The same word, or a country and its adjective."""
    if one == other or (len(one) > 3 and stem(one) == stem(other)):
        return True
    if any(one in group and other in group for group in SAME_PLACE):
        return True
    shared = next((n for n, (a, b) in enumerate(zip_longest(one, other)) if a != b), 0)
    ends = {one[shared:], other[shared:]}
    return shared >= 4 and bool(ends & _ADJECTIVE_ENDINGS) and ends <= _OTHER_ENDINGS


def _initials(name: str) -> str:
    """ "nato" for "North Atlantic Treaty Organization"; "" for fewer than two words."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isupper()]
    return "".join(word[0] for word in words).lower() if len(words) > 1 else ""
