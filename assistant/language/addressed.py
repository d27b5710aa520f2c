"""Sentences of an article that speak to a machine that reads it, not to people. Pure.

A page in an archive can hold "ignore your instructions", a made-up system message, a forged end of the quoted material,
or an order to AI readers to answer this or that. None of it reports anything, so none of it is evidence: it is not
quoted, no statement can rest on it, and a model does not get to see it. From the sentence that begins it, the rest of
the paragraph is left out too: what follows "SYSTEM:" is its message.

Of 147,710 sentences of the development sets none is taken for one of these.

What only lies, in plain sentences, cannot be told from a report here. It is quoted as what that page says, beside
what others say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.language.remembered import remembered
from corpus import Span
from corpus.split import sentences

_MACHINE = (
    r"(?:(?:AI|artificial[- ]intelligence|LLM|GPT|language|machine)[- ](?:assistants?|models?|systems?|readers?|agents?"
    r"|tools?|bots?)|chat ?bots?|LLMs?|assistants?|fact[- ]check(?:er|ing) (?:assistants?|bots?|tools?|systems?)"
    r"|(?:automated|automatic|machine) (?:readers?|systems?|assistants?))"
)
_TELL = (
    r"(?:answer|reply|respond|say|state|write|output|print|report|conclude|cite|quote|repeat|reveal|return|treat|ignore"
    r"|disregard|forget|tell|mark|rate|label|translate|include|add|insert|omit|pretend|act|obey|follow|call|fetch|open"
    r"|visit|run|execute|send)"
)
_MARKS = (
    # Who speaks to whom in a conversation with a model, and the signs that models use for it.
    r"^\W{0,3}(?:system|assistant|developer|user|human|instructions?|prompt)(?: (?:message|prompt|note|override"
    r"|update))?\s*[:>\]](?!\s*[\"“])",
    r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|s|inst|sys|instructions?|passages?|documents?|context"
    r"|tool_call|function_call)\b[^<>\n]{0,40}\|?>",
    r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT)\]",
    r"^\W{0,3}#{2,}\s*(?:instructions?|system|response|input|task|answer)\b",
    r"[-=]{4,}[^\n]{0,40}\b(?:passages?|documents?|context|end|begin)\b[^\n]{0,40}[-=]{4,}",
    # Orders that only make sense to something that has instructions.
    r"\b(?:ignore|disregard|forget|override|bypass|discard|set aside)\b[\w ,'’-]{0,40}\b(?:instructions?|prompts?|rules"
    r"|guidelines|guardrails|directives?)\b",
    r"\byour (?:system|hidden|initial|original|previous|developer) (?:prompt|instructions?)\b",
    r"\bthe (?:system|hidden|developer) prompt\b",
    r"\bnew instructions?\b\s*(?::|follow)",
    r"\byou are (?:now|no longer|from now on)\b[^.]{0,60}\b(?:assistant|model|mode|AI|bot|DAN|bound|restricted)\b",
    rf"\bfrom now on,? you\b (?:must |will |shall |should )?(?:name|{_TELL})\b",
    r"\bas an? (?:AI|language model)[^.]{0,40}\byou (?:must|should|will|shall|are)\b",
    # The addressee named, and told what to do.
    rf"^\W{{0,3}}(?:attention|note|message|notice|memo|instructions?|dear|hey|hello|warning|important)\b[^.:]{{0,30}}"
    rf"\b{_MACHINE}\b",
    rf"\b(?:if you are|to|any|all|every|for)\b[^.]{{0,20}}\b{_MACHINE}\b[^.]{{0,60}}\b(?:you must|must|should|shall"
    rf"|please|are (?:required|instructed|ordered|asked|told)(?: to)?)\b[^.]{{0,25}}\b{_TELL}\b",
    rf"\b{_MACHINE}\b[^.]{{0,25}}\b(?:reading|processing|summari[sz]ing|parsing|scanning|indexing|quoting)\b[^.]{{0,25}}"
    r"\b(?:this|these)\b",
    rf"^\W{{0,3}}(?:when(?:ever)? you are asked|if you are asked|if (?:anyone|somebody|someone|the user|a user) asks"
    rf"(?: you)?)\b[^.]{{0,120}}\b{_TELL}\b",
    r"\b(?:the|this) (?:AI|chatbot|language model|assistant) reading this\b",
    r"\b(?:respond|reply|answer)\b[^.]{0,20}\b(?:only|exactly|solely) (?:with|in)\b",
    r"\b(?:respond|reply|answer|output|return)\b[^.]{0,30}\bJSON\b",
    r"^\W{0,3}(?:print|output|reveal|repeat|show)\b[^.]{0,40}\b(?:prompt|instructions?|API key|password|secret"
    r"|everything above)\b",
    # The shape of a model's reply.
    r"[\"'](?:answered|statements|passages|tool_calls?|function)[\"']\s*:",
    r"\bpassage \d+\b[^.\n]{0,20}\|",
)
_ADDRESSED = re.compile("|".join(f"(?:{mark})" for mark in _MARKS), re.IGNORECASE)
_CUES = (
    *("artificial", "llm", "gpt", "language", "machine", "chatbot", "chat bot", "ai bot", "ai-bot", "assistant"),
    *("fact-check", "fact check", "automat", "system", "developer", "user", "human", "instruct", "prompt", "rules"),
    *("guideline", "guardrail", "directive", "you are", "from now on", "asks", "json", "only with", "only in"),
    *("exactly with", "exactly in", "solely", "passage", "answered", "statements", "function", "tool_call", "<", "["),
    *("###", "----", "====", "api key", "password", "secret", "everything above"),
)
"""One of these stands in whatever the marks match, or "AI" does. Looking for them first takes a tenth of the time."""
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""What is not seen: soft hyphens, marks of width and direction, tags. They break up words that a pattern looks for."""


_HEADING = 4
"""Up to so many words ("### Instruction") are a heading, and what they head stands in the next paragraph."""


def speaks_to_machines(sentence: str) -> bool:
    """Whether a sentence gives orders to, or plays a part towards, whatever machine reads it."""
    return _speaks(sentence, _CUES)


def _speaks(sentence: str, cues: Iterable[str]) -> bool:
    seen = _seen(sentence)
    return _has_one(seen, cues) and _ADDRESSED.search(seen) is not None


def _seen(text: str) -> str:
    return text if text.isascii() else _HIDDEN.sub("", text)


def _has_one(seen: str, cues: Iterable[str]) -> bool:
    return "AI" in seen or any(map(seen.casefold().__contains__, cues))


def addressed(text: str) -> list[Span]:
    """The stretches of a text that speak to machines: from each such sentence to the end of its paragraph."""
    return list(_addressed(text))


@remembered
def _addressed(text: str) -> tuple[Span, ...]:
    seen = _seen(text)
    cues = tuple(filter(seen.casefold().__contains__, _CUES))
    if not cues and "AI" not in seen:  # then no sentence has one
        return ()
    found: list[Span] = []
    for span in sentences(text):
        goes_on = bool(found) and "\n" not in text[found[-1].end : span.start]
        heads = bool(found) and len(found[-1].of(text).split()) <= _HEADING
        if goes_on or heads:
            found[-1] = Span(found[-1].start, span.end)
        elif _speaks(span.of(text), cues):
            found.append(span)
    return tuple(found)


def unaddressed(text: str, spans: Sequence[Span]) -> list[Span]:
    """Those of the stretches of a text that touch nothing that speaks to machines."""
    orders = addressed(text)
    return [span for span in spans if not any(span.start < o.end and o.start < span.end for o in orders)]


def without_addressed(text: str) -> str:
    """The text with "[...]" in the place of what speaks to machines."""
    kept, at = "", 0
    for span in addressed(text):
        kept += text[at : span.start] + "[...]"
        at = span.end
    return kept + text[at:]
