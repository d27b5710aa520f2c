"""What readers said of answers on the page -> a dataset of cases, so that the next change is judged by it.

    questions.jsonl     the judged questions, in the form that `Dataset.load` reads
    to-complete.jsonl   the answers called wrong of which nobody said what is right: fill in and move them over
    dataset.json        the dataset's name

An answer called right is gold: its sentences answer the question, or, where it refused, nothing in the archive does. Of
an answer called wrong a case is made when its reader gave the right answer or said that the archive does not have it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Outcome, SavedTurn
from assistant.evaluation.errors import EvaluationError

REFUSED = (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE)
NAME = "feedback"
FILTERED = "asked with filters, which a case cannot hold"
UNSAID = "called wrong without what would be right (in to-complete.jsonl)"


@dataclass(frozen=True, slots=True)
class FeedbackCases:
    """What became of the judged answers."""

    cases: tuple[dict[str, Any], ...]
    to_complete: tuple[dict[str, Any], ...]
    left_out: dict[str, int]
    """Reason -> how many judged answers are no case."""


def feedback_cases(turns: Iterable[SavedTurn]) -> FeedbackCases:
    """The cases in these judged turns. Of the same question asked again on the same day the last judgement counts."""
    cases: dict[tuple[str, str], dict[str, Any]] = {}
    open_ones: dict[tuple[str, str], dict[str, Any]] = {}
    left_out: Counter[str] = Counter()
    for turn in turns:
        document, feedback = turn.document(), turn.feedback
        if document is None or feedback is None:
            continue
        if any(document["coverage"]["filters"].values()):
            left_out[FILTERED] += 1
            continue
        key = (" ".join(document["standalone_question"].lower().split()), document["asked_on"])
        case = _case(turn, document)
        cases.pop(key, None)
        open_ones.pop(key, None)
        if case is None:
            open_ones[key] = {
                **_head(turn, document),
                "answerable": None,
                "answers": [],
                "outcome": document["outcome"],
                "answered": document["text"],
                "reason": feedback.reason,
            }
        else:
            cases[key] = case
    if open_ones:
        left_out[UNSAID] = len(open_ones)
    return FeedbackCases(tuple(cases.values()), tuple(open_ones.values()), dict(left_out))


def write_feedback(found: FeedbackCases, folder: Path) -> None:
    """Write the dataset's folder. Raises `EvaluationError` when there is no case, or the folder holds something."""
    if not found.cases:
        told = "".join(f"; {count} {reason}" for reason, count in found.left_out.items())
        raise EvaluationError(f"no answer on the page has been judged so that a case can be made of it{told}")
    if folder.exists() and any(folder.iterdir()):
        raise EvaluationError(f"{folder} is not empty: name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "questions.jsonl").write_text(_lines(found.cases), encoding="utf-8")
        if found.to_complete:
            (folder / "to-complete.jsonl").write_text(_lines(found.to_complete), encoding="utf-8")
        (folder / "dataset.json").write_text(json.dumps({"name": NAME}) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"cannot write {folder}: {error.strerror or error}") from None


def _case(turn: SavedTurn, document: dict[str, Any]) -> dict[str, Any] | None:
    feedback = turn.feedback
    assert feedback is not None
    head = _head(turn, document)
    notes = {"reason": feedback.reason, "judged": "right" if feedback.right else "wrong"}
    if (feedback.right and document["outcome"] in REFUSED) or feedback.archive_is_silent:
        return {**head, "answerable": False, **notes}
    if feedback.right:
        gold: dict[str, list[str]] = {}
        for citation in document["citations"]:
            gold.setdefault(citation["article_id"], []).append(citation["quote"])
        # By its words: a dataset's own id for the article is not known, and this one changes with the text.
        return {**head, "answerable": True, "gold": [{"quotes": quotes} for quotes in gold.values()], **notes}
    if feedback.expected:
        return {**head, "answerable": True, "answers": [feedback.expected], **notes}
    return None


def _head(turn: SavedTurn, document: dict[str, Any]) -> dict[str, Any]:
    """A follow-up as it was made whole: a case has no conversation around it."""
    return {
        "id": f"{NAME}-{turn.id}",
        "question": document["standalone_question"],
        "asked_on": document["asked_on"],
    }


def _lines(records: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=True) + "\n" for record in records)
