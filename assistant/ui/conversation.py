"""A conversation as the page keeps it between runs, with what the archive has of its articles. No Streamlit in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant import Answer, AssistantError, Dossier, Feedback, SavedConversation, SavedTurn, Turn

if TYPE_CHECKING:
    from assistant.ui.plots import Plot

STOPPED = "Stopped before the answer was complete."
INTERRUPTED = "There is no answer: the page went down before it was complete. The question was kept."
FAILED = (
    "Something went wrong here that should not have ({}). The question was kept: ask it again. If that does not help, "
    "what happened stands in the log of the page."
)


@dataclass
class Exchange:
    """One question with its checked answer, or with the line that says why there is none."""

    key: str
    """Names its marks on the page: the same after a reload, and never another exchange's."""
    question: str
    options: Mapping[str, Any] = field(default_factory=dict)
    """The filters and dates it is asked with, as `Assistant.stream` takes them."""
    answer: Answer | None = None
    problem: str = STOPPED
    """Shown while there is no answer: a run that is interrupted leaves this behind by itself."""
    feedback: Feedback | None = None
    asked_at: str = ""
    turn: int | None = None
    """Its number among the saved turns; None when it could not be saved."""
    revision: int = 0
    plots: tuple[Plot, ...] | None = None
    """Made when it is shown for the first time."""
    just_answered: bool = False
    """Whether it is shown for the first time since."""

    def anchor(self, kind: str, number: int) -> str:
        """The id of a mark on the page."""
        return f"turn{self.key}-{kind}{number}"


@dataclass
class Conversation:
    """The exchanges that the page shows."""

    id: str | None = None
    """None before the first question, and while conversations cannot be saved."""
    name: str = ""
    own: bool = True
    shared: bool = False
    exchanges: list[Exchange] = field(default_factory=list)
    articles: dict[str, Dossier] = field(default_factory=dict)
    """The articles that its answers are from, so that drawing it again asks the archive nothing."""
    placed: bool = False
    """Whether its reader is where they were before: a conversation that is opened starts elsewhere."""
    named_since: float | None = None
    """When the address named it first (`time.monotonic`); see `Site.left_by_back`."""
    trouble: str = ""
    """What went wrong with saving or opening it."""

    def update(self, saved: SavedConversation) -> None:
        """Take over what is stored; what has not changed since stays as it is."""
        known = {(exchange.turn, exchange.revision): exchange for exchange in self.exchanges}
        self.id, self.name, self.own, self.shared = saved.id, saved.name, saved.own, saved.shared
        self.exchanges = [known.get((turn.id, turn.revision)) or exchange_of(turn) for turn in saved.turns]

    def history(self, exchange: Exchange) -> list[Turn]:
        """The answered exchanges before this one, oldest first."""
        before = self.exchanges[: self.exchanges.index(exchange)]
        return [Turn(e.question, e.answer.text) for e in before if e.answer is not None]


def exchange_of(turn: SavedTurn) -> Exchange:
    """A saved turn as the page shows it. An answer that cannot be read is told as the problem of this one."""
    exchange = Exchange(
        str(turn.id),
        turn.question,
        turn.settings.get("options", {}),
        problem=turn.problem or INTERRUPTED,
        feedback=turn.feedback,
        asked_at=turn.asked_at,
        turn=turn.id,
        revision=turn.revision,
    )
    try:
        exchange.answer = turn.answer()
    except AssistantError as error:
        exchange.problem = f"The stored answer cannot be read: {error}"
    return exchange
