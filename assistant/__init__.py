"""Answers questions from archived news with the exact sentence behind every statement.

from assistant import Assistant, Settings

with Assistant.open(Settings(archive="archive")) as assistant:
    answer = assistant.ask("Who ordered the Rostov troop withdrawal?")
    print(answer.text)
"""

from assistant.errors import (
    ArchiveUnavailable,
    AssistantError,
    InvalidQuestion,
    InvalidSettings,
    ModelError,
    ModelMalformed,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
)
from assistant.pipeline import Assistant
from assistant.positions import Disagreement, Position, Subject
from assistant.settings import Settings
from assistant.types import (
    Answer,
    Check,
    Citation,
    Coverage,
    Evidence,
    EvidenceFound,
    Filters,
    Label,
    Mode,
    Outcome,
    Question,
    Review,
    ReviewedSentence,
    Statement,
    Syndication,
    TextPiece,
    Turn,
    Verdict,
)
from corpus import Article, Passage, Source

__all__ = [
    "Answer",
    "ArchiveUnavailable",
    "Article",
    "Assistant",
    "AssistantError",
    "Check",
    "Citation",
    "Coverage",
    "Disagreement",
    "Evidence",
    "EvidenceFound",
    "Filters",
    "InvalidQuestion",
    "InvalidSettings",
    "Label",
    "Mode",
    "ModelError",
    "ModelMalformed",
    "ModelRefused",
    "ModelTimeout",
    "ModelUnavailable",
    "Outcome",
    "Passage",
    "Position",
    "Question",
    "Review",
    "ReviewedSentence",
    "Settings",
    "Source",
    "Statement",
    "Subject",
    "Syndication",
    "TextPiece",
    "Turn",
    "Verdict",
]
