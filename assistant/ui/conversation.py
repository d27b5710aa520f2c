"""What was asked and answered so far, as the page keeps it between runs. No Streamlit in here."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant import Answer, Dossier, Turn

STOPPED = "Stopped before the answer was complete. Ask again to get it."


@dataclass
class Exchange:
    """One question with its checked answer, or with the line that says why there is none."""

    number: int
    question: str
    answer: Answer | None = None
    problem: str = STOPPED
    """Shown while there is no answer: a run that is interrupted leaves this behind by itself."""
    articles: dict[str, Dossier] = field(default_factory=dict)
    """The articles that the answer's evidence is from, so that showing the page again asks the archive nothing."""

    def anchor(self, kind: str, number: int) -> str:
        """The id of a mark on the page. Never used twice in a session, also not after a new start."""
        return f"turn{self.number}-{kind}{number}"


@dataclass
class Conversation:
    """The exchanges of one visitor. Starting anew forgets them but keeps counting."""

    exchanges: list[Exchange] = field(default_factory=list)
    asked: int = 0

    def ask(self, question: str) -> Exchange:
        """A new exchange, already part of the conversation."""
        self.asked += 1
        self.exchanges.append(Exchange(self.asked, question))
        return self.exchanges[-1]

    def start_anew(self) -> None:
        self.exchanges = []

    @property
    def history(self) -> list[Turn]:
        """The answered exchanges, oldest first, for a question that follows them."""
        return [Turn(e.question, e.answer.text) for e in self.exchanges if e.answer is not None]
