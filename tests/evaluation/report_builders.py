"""Small runs to report on: cases, what was said, and a summary as `summary.json` has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.evaluation.cases import ClaimCase, Gold, PageCase, QuestionCase
from assistant.evaluation.outputs import AnswerOutput, CitedQuote, PageOutput, RankedPassage, Said, VerdictOutput
from assistant.evaluation.scores import CaseResult, Score

HOSTILE = (
    "<script>document.title='owned'</script> <img src=https://tracker.example/x.png onerror=alert(1)> </style></title>"
    ' <a href="javascript:alert(2)">go</a> &lt;b&gt; "quoted\' {{7*7}} $name ]]> --> العربية עברית'
)


def question(
    id: str,
    outcome: str = "ANSWERED",
    *,
    answers: tuple[str, ...] = ("Rostov",),
    said: str = "They left Rostov.",
    confidence: float | None = 0.5,
    system: str = "assistant",
    error: str | None = None,
    asked: str = "Which city did they leave?",
    found: str | None = None,
) -> CaseResult:
    """A question, answerable when it has answers, and an answer of one cited sentence unless it was refused."""
    told = outcome in ("ANSWERED", "CONTESTED")
    cited = CitedQuote(
        number=1, article_id="a1", start=0, end=len(said), quote=said, found=said if found is None else found
    )
    return CaseResult(
        system=system,
        case=QuestionCase(
            id=id,
            question=asked,
            answerable=bool(answers),
            answers=answers,
            asked_on=date(2014, 11, 4),
            gold=(Gold(article_id="a9", quotes=("The troops have left Rostov.",)),) if answers else (),
        ),
        output=AnswerOutput(
            outcome=outcome,
            statements=(Said(text=said, citations=(1,)),) if told else (),
            citations=(cited,) if told else (),
            ranked=(RankedPassage(article_id="a1", start=0, end=len(said), text=said, score=0.9),),
            confidence=confidence,
            text=said,
            seconds={"retrieve": 0.02, "quote": 0.01},
        ),
        scores={"answers/contained": Score(1.0, "because")},
        seconds=0.04,
        error=error,
    )


def claim(id: str, label: str, said: str | None, *, confidence: float | None = 0.5) -> CaseResult:
    quote = CitedQuote(number=1, article_id="a1", start=0, end=8, quote="It is so", found="It is so")
    output = VerdictOutput(label=said, supporting=(quote,), confidence=confidence, justification="One source says so.")
    return CaseResult(
        system="assistant", case=ClaimCase(id=id, claim="The troops left.", label=label), output=output, seconds=0.1
    )


def page(id: str, f1: float, text: str | None = "Body") -> CaseResult:
    return CaseResult(
        system="assistant",
        case=PageCase(id=id, file=f"html/{id}.html", text="The true body"),
        output=PageOutput(text=text, rejected="" if text else "no article in it"),
        scores={"extraction/token-f1": Score(f1, "3 shared")},
    )


def score(value: float | None, low: float | None = None, high: float | None = None, **more: Any) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "cases": 12, "not_applicable": 3, "higher_is_better": True} | more


def summary() -> dict[str, Any]:
    """Two systems, the second without a confidence."""
    return {
        "dataset": {"name": "tiny", "path": "data/tiny set", "hash": "abc123", "questions": 15, "problems": []},
        "settings": {"mode": "quotes", "asked_on": "dataset", "limit": 15, "seed": 7, "embed": False, "model": None},
        "archive": {"path": "x", "articles": 40, "rejected": 2},
        "environment": {"python": "3.11.9", "cpus": 2, "started": "2026-11-22T19:00:00+00:00"},
        "systems": {
            "assistant": {
                "cases": 15,
                "failures": 0,
                "scores": {
                    "retrieval/hit@1": score(0.58333, 0.41, 0.75),
                    "retrieval/hit@5": score(0.91666, 0.75, 1.0),
                    "answers/token-f1": score(0.31234567, 0.2, 0.4),
                    "confidence/ece": score(0.0625, 0.01, 0.11, higher_is_better=False),
                },
                "outcomes": {"answerable": {"ANSWERED": 11, "NOT_SUPPORTED": 1}, "unanswerable": {"NOT_IN_ARCHIVE": 3}},
                "verdicts": {"SUPPORTED": {"SUPPORTED": 4, "REFUTED": 1}, "REFUTED": {"SUPPORTED": 2, "REFUTED": 6}},
                "risk_coverage": [[0.25, 0.0], [0.5, 0.0], [0.75, 1 / 3], [1.0, 0.25]],
                "reliability": [
                    {"low": 0.4, "high": 0.5, "cases": 3, "confidence": 0.45, "accuracy": 1 / 3},
                    {"low": 0.8, "high": 0.9, "cases": 8, "confidence": 0.84, "accuracy": 0.875},
                ],
                "seconds": {"whole": {"p50": 0.04, "p95": 0.07, "cases": 15.0}},
            },
            "bm25": {
                "cases": 15,
                "failures": 1,
                "scores": {
                    "retrieval/hit@1": score(0.5, 0.3, 0.7),
                    "retrieval/hit@5": score(0.75),
                    "answers/token-f1": score(0.1, 0.0, 0.2),
                    "confidence/ece": score(None, cases=0, not_applicable=15, higher_is_better=False),
                },
                "outcomes": {},
                "risk_coverage": [],
                "reliability": [],
                "seconds": {},
            },
        },
    }


def results() -> list[CaseResult]:
    return [
        question("q1"),
        question("q2", said="They left Moscow.", confidence=0.9),
        question("q3", "NOT_SUPPORTED", confidence=0.7),
        question("q4", answers=(), confidence=0.8),
        question("q1", system="bm25"),
        question("q2", "FAILED", system="bm25", error="IndexError: list index out of range"),
    ]
