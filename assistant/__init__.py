"""Answers questions from archived news with the exact sentence behind every statement.

from assistant import Assistant, Settings

with Assistant.open(Settings(archive="archive")) as assistant:
    answer = assistant.ask("Who ordered the Rostov troop withdrawal?")
    print(answer.text)
"""

from assistant.archive.archivist import Archivist, CheckProgress, Listed, Listing, Refused, RefusedPage
from assistant.archive.dossier import Dossier, Edit, VersionStep
from assistant.archive.intake import HandedOver, IntakeProgress, IntakeResult, TakenFile
from assistant.archive.related import Story, StoryMember
from assistant.background_task import TaskStatus
from assistant.claims.drafts import read_draft
from assistant.claims.earlier_checks import EarlierCheck
from assistant.claims.judgement import Finding, Label, Review, ReviewedSentence, ReviewStep, Verdict
from assistant.configured import Configured
from assistant.errors import (
    ArchiveUnavailable,
    AssistantError,
    ConversationNotFound,
    ConversationUnavailable,
    InvalidQuestion,
    InvalidSettings,
    ModelError,
    ModelMalformed,
    ModelPullFailed,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    UploadRefused,
)
from assistant.llm.writers import Writer
from assistant.pipeline import Assistant
from assistant.positions import Disagreement, Position, Subject
from assistant.presentation.charts import coverage_chart, figure_chart, found_months, months_chart, outlets_chart
from assistant.presentation.export import review_claim_reviews, review_html, review_markdown
from assistant.presentation.export_conversation import ConversationForm, export_conversation
from assistant.quotations.quotation import Alteration, QuoteCheck, QuoteFinding, QuoteOutcome
from assistant.retrieval.copies import independent_sources
from assistant.saved.conversation_records import ConversationEntry, Feedback, SavedConversation, SavedTurn
from assistant.saved.conversations import Conversations, judged_turns
from assistant.saved.desk import Desk, DeskEntry, SavedWork, Signature
from assistant.settings import Settings
from assistant.types import (
    Answer,
    Check,
    Citation,
    Coverage,
    Evidence,
    EvidenceFound,
    Filters,
    Mode,
    Outcome,
    Question,
    Statement,
    Syndication,
    TextPiece,
    Turn,
)
from assistant.weights.background import BackgroundPull, PullStatus
from corpus import Article, Holdings, Passage, Source, Span, TextChange, Version

__all__ = [
    "Alteration",
    "Answer",
    "ArchiveUnavailable",
    "Archivist",
    "Article",
    "Assistant",
    "AssistantError",
    "BackgroundPull",
    "Check",
    "CheckProgress",
    "Citation",
    "Configured",
    "ConversationEntry",
    "ConversationForm",
    "ConversationNotFound",
    "ConversationUnavailable",
    "Conversations",
    "Coverage",
    "Desk",
    "DeskEntry",
    "Disagreement",
    "Dossier",
    "EarlierCheck",
    "Edit",
    "Evidence",
    "EvidenceFound",
    "Feedback",
    "Filters",
    "Finding",
    "HandedOver",
    "Holdings",
    "IntakeProgress",
    "IntakeResult",
    "InvalidQuestion",
    "InvalidSettings",
    "Label",
    "Listed",
    "Listing",
    "Mode",
    "ModelError",
    "ModelMalformed",
    "ModelPullFailed",
    "ModelRefused",
    "ModelTimeout",
    "ModelUnavailable",
    "Outcome",
    "Passage",
    "Position",
    "PullStatus",
    "Question",
    "QuoteCheck",
    "QuoteFinding",
    "QuoteOutcome",
    "Refused",
    "RefusedPage",
    "Review",
    "ReviewStep",
    "ReviewedSentence",
    "SavedConversation",
    "SavedTurn",
    "SavedWork",
    "Settings",
    "Signature",
    "Source",
    "Span",
    "Statement",
    "Story",
    "StoryMember",
    "Subject",
    "Syndication",
    "TakenFile",
    "TaskStatus",
    "TextChange",
    "TextPiece",
    "Turn",
    "UploadRefused",
    "Verdict",
    "Version",
    "VersionStep",
    "Writer",
    "coverage_chart",
    "export_conversation",
    "figure_chart",
    "found_months",
    "independent_sources",
    "judged_turns",
    "months_chart",
    "outlets_chart",
    "read_draft",
    "review_claim_reviews",
    "review_html",
    "review_markdown",
]
