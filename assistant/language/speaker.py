"""Who says it: the speaker inside a sentence. Pure.

"NATO says" is part of the fact. A speaker is only ever words of the article itself: the name or office that stands as
the subject of a verb of saying, or after "according to". A pronoun is no speaker, and none is guessed for it.
"""

from __future__ import annotations

import re

SPEECH_VERBS = """
    said says say told tells claimed claims claim announced announces stated states added adds argued argues warned
    warns insisted insists denied denies alleged alleges acknowledged admits admitted confirmed confirms declared
    declares explained explains noted notes reported reports reiterated stressed suggested suggests testified tweeted
    wrote writes called accused demanded urged asked replied responded predicted estimated concluded emphasised
    emphasized pledged promised vowed revealed disclosed rejected dismissed described
""".split()

_NOT_ONLY_SPEECH = {"states", "rejected", "dismissed"}
"""Words that more often are no saying ("the Baltic states", "voters rejected it"): they make nobody a speaker."""
_VERBS = "|".join(verb for verb in SPEECH_VERBS if verb not in _NOT_ONLY_SPEECH)
_SAYS = re.compile(rf"(?<![\w’'-])(?:{_VERBS}|put(?= it\b)|sp(?:oke|eaks) (?:of|about|out))(?![\w-])")
_SAYS_NOTHING = re.compile(
    r"(?:added|adds|concluded|responded|replied)(?! (?:that|[a-z]+day)\b| [A-Z]|[,.:;]|\s*[\"“”]|$)"
    r"|sa(?:id|ys?) (?:an? |his |her |its |their )?(?:final |last )?(?:farewell|goodbye|prayers?|grace|yes|no)\b"
    r"|(?:said|reported|alleged|claimed|estimated|called) to (?:be|have)\b|[a-z]+ed (?:by|as)\b|accused of\b"
    r"|(?:claims|reports) of\b"
)
"""Verbs of saying that say nothing: "added 17 points", "said a final farewell", "was said to be"."""
_NAME = r"[A-Z][\w.&’'-]*"
_ROLE = (
    "(?:spokes(?:man|woman|person)|president|minister|prime minister|chief|secretary|director|leader|officials?|police"
    "|government|ministry|agency|commission|court|company|authorities|prosecutors|researchers|scientists|organi[sz]ers"
    "|press service|central bank|committee|council|consortium|union|army|embassy|department|institute|board|witnesses)"
)
_LINK = rf"(?: (?:of|the|for|de|van|von|al|and|and the|{_ROLE}))?"
_NAME_RUN = rf"{_NAME}(?:{_LINK} {_NAME}){{0,7}}(?: {_ROLE}\b)?"  # bounded, or a page of names takes seconds
_DATA = r"(?:(?:[a-z]+ )?(?:data|figures|statistics|records|estimates|checks) (?:from|of|by) )?"
_POST = rf"(?:(?: (?!on\b|in\b|last\b|this\b|since\b)[a-z]+){{1,3}} {_NAME_RUN})?"
"""Between a firm's name and a person's: "Meridian attorney Ana Holm"."""
_ACCORDING_TO = re.compile(
    rf"\b[Aa]ccording to {_DATA}(?P<det>[Tt]he |an? )?(?P<who>{_NAME_RUN}{_POST}|(?:[\w-]+ )?{_ROLE}(?: {_NAME_RUN})?)"
    r"(?! (?:survey|study|poll|report)\b.{0,40} (?:by|from)\b)"
)
_ADVERBS = re.compile(
    r"(?: (?:also|later|earlier|repeatedly|once again|again|has|have|had|further|previously|publicly|then|consistently"
    r"|long|now|still|first|just|already|recently|[a-z]+ly))+$"
)
_ASIDE = re.compile(r"(?:, (?P<commas>[^,;:\"“”]{1,120}),|\s[–—−-]\s[^–—−]{3,160}\s[–—−-])$")
"""What stands between a speaker and the verb: ", R-Ky.,", "– who is visiting China –"."""
_CLAUSE = re.compile(
    r"(?:^|[,;:!?(\"“”]['’]?\s*|(?<=[a-z]{4}\.)\s+(?=[A-Z])|\s[–—−-]\s"
    r"|\b(?:and|but|or|while|when|where|as|because|since|after|before|that|which|what|whom|if|later|earlier|ago|then|now"
    r"|also|meanwhile|who|than|although|though|until|unless|so|[Oo]n"
    r"|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|week|month|year)\s)"
)
"""Where a subject may begin."""
_AFTER_A_COMMA = re.compile(r"(?:^|[,;:!?(\"“”.]['’]?\s*|\s[–—−-]\s|\b(?:and|but) )$")
"""Where it may begin with a small letter and no article: ", state officials said"."""
_DETERMINED = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Oo]ne of|[Ss]ome|[Ss]everal|[Mm]any|[Bb]oth)\s"
)
_NO_SUBJECT = re.compile(
    r"^(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Tt]h(?:is|at|ese|ose)|[Tt]here|[Ww]h(?:o|ich|at)|[Nn]obody|[Nn]one"
    r"|[Nn]o one|[Nn]o|[Nn]either|[Nn]or|[Tt]o|[Nn]ot|Mr|Mrs|Ms|Dr|Hours|By|Both|However)\b(?!\.? [A-Z])"
    r"|^(?:When|If|As|While|After|Before|Because|Although|Though|Since|Where|How|Why|Once|Even|Such"
    r"|[Oo]thers|and|but|or|when|\d+)$"
    r"|\b(?:is|are|was|were|be|been|being|will|would|could|should|may|might|can|cannot|do|does|did|has|have|had|to|not"
    r"|[a-z]+n['’]t"
    r"|he|she|they|who|which|that)\b"
    r"|^(?:in|on|at|over|of|for|from|by|with|under|about|amid|despite|into|during|first|[a-z]+ing|[a-z]+ed)\b"
    r"|(?:^|\s)(?:[Tt]he|[Aa]n?|of|in|on|at|for|from|by|with|no|its|his|her|their|some|any|as|and|or|but)$|[–—‘]"
    r"|^(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?: \d+)?$"
)
_LEADING = re.compile(
    r"^(?:(?:And|But|As|While|When|After|Before|If|Also|Meanwhile|However|Later|Earlier|Hours later|Today|Yesterday"
    r"|What|So|Now|Then|(?:On |In )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:[Aa]ccord|[Nn]ot|[Aa]dd)ing),? )+"
)
_INVERTED = re.compile(
    rf"^ (?P<who>(?:[Tt]he |an? )?(?:[a-z][\w-]+ ){{0,4}}(?>{_NAME_RUN})|(?:the |an? )?(?:[\w-]+ ){{0,2}}{_ROLE})"
    r"(?=[,.;:!?)\"”–—]|$|\s(?:in|on|at|of|to|during|late|early|last|this|who|after|as|when|while|and|with|from"
    r"|earlier|yesterday|today"
    r"|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)\b|\s[–—−-]\s)"
)
_BEHIND_WHAT_IS_SAID = re.compile(r"[,\"”’]\s$")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_AND_ANOTHER = re.compile(rf"(?:^|[,;:(\"“”]\s*)(?:[Tt]he )?(?P<who>{_NAME_RUN} and )$")
_GOES_ON = re.compile(r" (?:is|are|was|were|will|would|could|has|had|have)\b")
_RELATIVE = re.compile(r"\b(?:which|that|who|what) $")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?) ")
_ENDS = re.compile(r"[^,;:\"“”]{0,60}")
_LAST_CLAUSE = re.compile(r"[,\"”] [^,;:\"“”]+ $")
MOST_WORDS = 10
"""Of a speaker: "the director of commercial spaceflight at the UK Space Agency" is one of ten."""
_LOOK_BACK = 240
"""Characters before a verb in which its subject is looked for."""


def speaker(sentence: str) -> str | None:
    """Who the sentence says is speaking, in its own words ("NATO Chief"), or None when it attributes nothing."""
    found = _ACCORDING_TO.search(sentence)
    if found and not _NO_SUBJECT.search(found["who"]):
        return _as_told(found["det"] or "", found["who"])
    # What somebody says may itself say who says what: "We hear that Vane has stated ...," the club said.
    outside = _QUOTATION.sub(lambda quote: f"“{'_' * (len(quote[0]) - 2)}”", sentence)
    verbs = [verb for verb in _SAYS.finditer(outside) if not _SAYS_NOTHING.match(outside, verb.start())]
    # "Eleven have reported infections, the commission said": it is the commission that tells us.
    if len(verbs) > 1 and _ENDS.fullmatch(outside, verbs[-1].end()):
        if _LAST_CLAUSE.search(outside[verbs[-2].end() : verbs[-1].start()]):
            verbs.insert(0, verbs[-1])
    for verb in verbs:
        before, behind = outside[max(0, verb.start() - _LOOK_BACK) : verb.start()], outside[verb.end() :]
        if who := _subject(before, behind) or _behind(before, behind):
            return who
    return None


def _subject(before: str, behind: str) -> str | None:
    """The subject that ends where its verb begins."""
    if not before.endswith(" "):
        return None
    before = _ADVERBS.sub("", before.rstrip())
    beside = ""
    if aside := _ASIDE.search(before):
        before, beside = before[: aside.start()], aside["commas"] or ""
    starts = list(_CLAUSE.finditer(before))
    if not starts or before[-1:] in ',;:"“”':
        return None
    lead, who = before[: starts[-1].end()], _LEADING.sub("", before[starts[-1].end() :].strip())
    if " " in beside and re.fullmatch(_NAME_RUN, beside) and re.search(r"(?:^| )[a-z]", who):
        return beside  # "The governor of the Bank of England, Mark Carney, said"
    if not who or _NO_SUBJECT.search(who) or len(who.split()) > MOST_WORDS:
        return None
    if lead.endswith("and "):
        if another := _AND_ANOTHER.search(lead):  # "ESPN and NFL Network"
            who = _LEADING.sub("", another["who"] + who)
        elif re.match(r"[.!?]", behind):  # "the fire is out and the toll revealed."
            return None
    if _GOES_ON.match(behind) and not _RELATIVE.search(lead):  # "a trend meteorologists say was expected"
        return None
    bare = not beside and _AFTER_A_COMMA.search(lead)
    return _without_article(who) if who[0].isupper() or _DETERMINED.match(who) or bare else None


def _behind(before: str, behind: str) -> str | None:
    """Who stands behind the verb: "...," said Andrea Accomazzo."""
    found = _INVERTED.match(behind) if _BEHIND_WHAT_IS_SAID.search(before) else None
    return _without_article(found["who"]) if found and not _NO_SUBJECT.search(found["who"]) else None


def _without_article(who: str) -> str | None:
    determiner = _ARTICLE.match(who)
    return _as_told(determiner[0], who[determiner.end() :]) if determiner else _as_told("", who)


def _as_told(determiner: str, who: str) -> str | None:
    """With its article where it is no name: "the company", "NATO Chief". None where a quotation stands in it."""
    who = re.sub(r"['’]s$", "", who.strip(" ,."))
    return None if "__" in who else who if who[:1].isupper() else f"{determiner.lower()}{who}"
