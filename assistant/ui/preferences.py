"""How one visitor wants to be answered: kept for the session, never written to what the server is configured with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import streamlit as st

from assistant import Assistant, InvalidSettings, Mode, Writer

Strictness = Literal["lenient", "standard", "strict"]
STRICTNESS: tuple[Strictness, ...] = get_args(Strictness)
_KEY = "preferences"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen; None is as the server is configured."""

    writer: Writer | None = None
    strictness: Strictness | None = None
    evidence: int | None = None


def preferences() -> Preferences:
    """Those of this session."""
    found: Preferences = st.session_state.get(_KEY, Preferences())
    return found


def prefer(chosen: Preferences) -> None:
    """From the next run on."""
    st.session_state[_KEY] = chosen


def preferred(assistant: Assistant) -> Assistant:
    """The assistant as this session wants it. A writer that is there no more is let go of."""
    chosen = preferences()
    if chosen == Preferences():
        return assistant
    try:
        return assistant.adjusted(writer=chosen.writer, strictness=chosen.strictness, evidence=chosen.evidence)
    except InvalidSettings:
        return assistant.adjusted(strictness=chosen.strictness, evidence=chosen.evidence)


def name_of(writer: Writer) -> str:
    """What a writer is called on the page."""
    match writer.mode:
        case Mode.API:
            return f"{writer.model or 'the default model'}, behind the endpoint"
        case Mode.LOCAL:
            return f"{writer.model}, on this machine"
        case Mode.QUOTES:
            return "Nobody: quotes from the articles"
