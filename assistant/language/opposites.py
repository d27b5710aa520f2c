"""Words that deny each other, and a claim turned round by them: what would have to be found if it were false. Pure.

A source that says the opposite is often found by its own word only: "rejected" does not find "accepted", nor "fell"
"rose". So a claim is looked for both ways. That costs a second search, for claims that have such a word.
"""

from __future__ import annotations

from assistant.language.wording import stem, tokens

_OPPOSITES = """
    increase decrease|increase fall|increase drop|increase decline|rise fall|rise drop|rise decline|rise decrease
    |raise lower|raise cut|raise reduce|grow shrink|gain loss|gain lose|gain fell|high low|higher lower|highest lowest
    |more less|more fewer|most fewest|most least|maximum minimum|large small|larger smaller|largest smallest|big small
    |biggest smallest|long short|longer shorter|longest shortest|fast slow|faster slower|strong weak|stronger weaker
    |early late|earlier later|before after|first last|young old|younger older|youngest oldest|best worst|better worse
    |improve worsen|win lose|won lost|victory defeat|leave remain|leave stay|accept reject|accept refuse|approve reject
    |recognise reject|support oppose|support reject|back oppose|allow ban|allow forbid|permit prohibit|permit ban
    |begin end|begin stop|start stop|start end|start finish|open close|continue stop|suspend resume|join leave
    |enter leave|arrive depart|succeed fail|success failure|survive die|alive dead|guilty innocent|convict acquit
    |legal illegal|valid invalid|lawful unlawful|majority minority|man woman|men women|male female|boy girl
    |father mother|son daughter|brother sister|husband wife|true false|positive negative|effective ineffective
    |safe unsafe|safe dangerous|common rare|warm cool|warming cooling|hot cold|buy sell|import export|profit loss
    |surplus deficit|appoint dismiss|hire fire|arrest release|attack defend|include exclude|expand shrink
    |accelerate slow|mild severe|upper lower|inhibit promote|inhibit enhance|suppress promote|prevent cause
    |reduce increase|reduce raise
    |reduce enhance|cut raise|possible impossible|likely unlikely|sufficient insufficient|public private
    |north south|east west|northern southern|eastern western|northeast southwest|morning evening|possibly impossible
    |voluntary forced|unanimous divided|confirm deny|confirmed denied|yes no|strengthen weaken|tighten ease
    |legitimate illegitimate|constitutional unconstitutional|justified unjustified|fair unfair|stable unstable
    |acceptable unacceptable|successful unsuccessful|responsible irresponsible|reversible irreversible
    |adequate inadequate|accurate inaccurate|proportionate disproportionate|visible invisible|armed unarmed
    |withdraw deploy|advance retreat|nearer farther|closer further|asymptomatic symptomatic|acidic alkaline
"""


def _pairs() -> list[tuple[str, str]]:
    found = ((first, second) for first, second in (pair.split() for pair in "".join(_OPPOSITES.split("\n")).split("|")))
    return [(one, other) for one, other in found if stem(one) != stem(other)]


def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in _pairs():
        for word, other in (pair, pair[::-1]):
            found[stem(word)] = (*found.get(stem(word), ()), other)
    return found


_WORDS = _by_stem()
OPPOSITE = {word: frozenset(stem(other) for other in others) for word, others in _WORDS.items()}
"""The stems of the words that deny each stem."""


def opposed(claim: str) -> str | None:
    """The claim with every word that has opposites put as those: to search by, not to read. None when it has none."""
    turned, at, found = "", 0, False
    for word, span in tokens(claim):
        if others := _WORDS.get(stem(word)):
            turned, at, found = f"{turned}{claim[at : span.start]}{' '.join(others)}", span.end, True
    return turned + claim[at:] if found else None
