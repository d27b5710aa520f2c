"""How well a review finds what is wrong in a draft: drafts with planted errors -> found, false alarms.

    [{"id": ..., "text": ..., "planted": [{"start": 0, "end": 4, "kind": "number", "true": "17,600"}]}]

A planted error is found when its sentence is refuted, misquoted or contested; a sentence without one that is, is a
false alarm.
What is worse than missing an error is also counted: calling a sentence with one supported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant import Assistant, Finding
from assistant.evaluation.errors import EvaluationError


class Planted(BaseModel):
    """An error in a draft at `text[start:end]`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    kind: str
    true: str
    """What would be right there."""


class PlantedDraft(BaseModel):
    """A draft of which everything is known to be right or wrong by the archive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    asked_on: date | None = None
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft as the review judged it."""

    draft: str
    text: str
    kinds: tuple[str, ...]
    """Of the errors planted in it; empty for a clean one."""
    finding: Finding

    @property
    def alarm(self) -> bool:
        return self.finding.wrong


def read_drafts(file: Path) -> list[PlantedDraft]:
    """The drafts of a JSON file. Raises `EvaluationError` for anything else, and for an error outside its text."""
    try:
        drafts = TypeAdapter(list[PlantedDraft]).validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise EvaluationError(f"{file}: {str(error).splitlines()[0]}") from error
    for draft in drafts:
        if wrong := [p for p in draft.planted if not 0 <= p.start < p.end <= len(draft.text)]:
            raise EvaluationError(f"{file}: draft {draft.id!r} has no text at {wrong[0].start}-{wrong[0].end}")
    return drafts


def reviewed(assistant: Assistant, drafts: Sequence[PlantedDraft]) -> list[Sentence]:
    """Every sentence of the drafts with what the review says of it."""
    return [
        Sentence(
            draft=draft.id,
            text=sentence.text,
            kinds=tuple(p.kind for p in draft.planted if p.start < sentence.end and sentence.start < p.end),
            finding=sentence.finding,
        )
        for draft in drafts
        for sentence in assistant.review(draft.text, asked_on=draft.asked_on).sentences
    ]


def draft_scores(sentences: Sequence[Sentence]) -> dict[str, Any]:
    """Counts over the planted errors and over the clean sentences."""
    wrong, clean = [s for s in sentences if s.kinds], [s for s in sentences if not s.kinds]
    planted = Counter(kind for s in wrong for kind in s.kinds)
    found = Counter(kind for s in wrong if s.alarm for kind in s.kinds)
    return {
        "planted": planted.total(),
        "found": found.total(),
        "clean": len(clean),
        "false_alarms": sum(s.alarm for s in clean),
        "clean_supported": sum(s.finding is Finding.SUPPORTED for s in clean),
        "wrong_supported": sum(s.finding is Finding.SUPPORTED for s in wrong),
        "by_kind": {kind: f"{found[kind]} of {count}" for kind, count in sorted(planted.items())},
        "missed": [s.text for s in wrong if not s.alarm],
        "alarmed": [s.text for s in clean if s.alarm],
    }


def draft_lines(scores: dict[str, Any]) -> list[str]:
    """The scores for a terminal."""
    return [
        f"planted errors found: {scores['found']} of {scores['planted']}; "
        f"sentences with one called supported: {scores['wrong_supported']}",
        f"false alarms: {scores['false_alarms']} of {scores['clean']} clean sentences; "
        f"called supported: {scores['clean_supported']}",
        *(f"  {kind}: {count}" for kind, count in scores["by_kind"].items()),
        *(f"missed: {text}" for text in scores["missed"]),
        *(f"false alarm: {text}" for text in scores["alarmed"]),
    ]
