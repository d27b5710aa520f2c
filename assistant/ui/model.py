"""The language model that is being fetched in the background: how far it is, that it is there, or why it is not.

It stands in the sidebar and redraws itself; the page around it is never touched while somebody reads or asks.
"""

from __future__ import annotations

import streamlit as st

from assistant import BackgroundPull
from assistant.ui import phrases
from assistant.ui.text import label

REDRAW_SECONDS = 2.0


def show_model(pull: BackgroundPull) -> None:
    """Draw how it stands, and go on drawing while it changes."""
    pulling = pull.status().state == "pulling"
    st.fragment(_show, run_every=REDRAW_SECONDS if pulling else None)(pull, pulling)


def _show(pull: BackgroundPull, pulling: bool) -> None:
    status = pull.status()
    if pulling and status.state != "pulling":
        st.rerun()  # the whole page: it says who writes the answers
    if status.state == "pulling":
        st.progress(min(1.0, status.done / max(1, status.total)), text=phrases.pulling(status))
        st.caption("Answers are quotes until it is here; you can ask meanwhile.")
    elif status.state == "ready":
        st.caption(
            "The language model is here: it is asked from the next question on; quotes stand in where its words fail."
        )
    elif status.state == "failed":
        st.caption(label(f"No language model: {status.problem}. Answers are quotes."))
        st.button("Try again to get it", key="pull", on_click=pull.start, width="stretch")
