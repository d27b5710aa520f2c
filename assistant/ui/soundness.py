"""The state of the archive, and a check of all of it when somebody asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from assistant import Archivist
from assistant.ui.opened import Site
from assistant.ui.text import html, label

REDRAW_SECONDS = 1.0
_LEFT_OUT = ("outlets",)
"""What stands elsewhere on the page."""


def show(site: Site) -> None:
    archivist = site.assistant.archivist
    st.html(status_html(archivist.status()))
    st.caption(
        "A check reads everything: the database file, that no text was changed, every passage, the stories, and both"
        " indexes. You can go on working meanwhile."
    )
    if st.button("Check the archive now", key="check_archive", disabled=archivist.checking.state == "running"):
        archivist.check()
    running = archivist.checking.state == "running"
    st.fragment(_show_check, run_every=REDRAW_SECONDS if running else None)(archivist, running)


def status_html(status: Mapping[str, Any]) -> str:
    """What `python -m corpus status` tells, as a list."""
    items = "".join(
        f'<dt>{html(name.replace("_", " ").capitalize())}</dt><dd dir="auto">{html(_told(value))}</dd>'
        for name, value in status.items()
        if name not in _LEFT_OUT
    )
    return f'<dl class="fc-provenance">{items}</dl>'


def _show_check(archivist: Archivist, running: bool) -> None:
    status = archivist.checking
    if running and status.state != "running":
        st.rerun()  # the whole page: its button can be used again
    if status.state == "running":
        share, doing = (status.progress.share, status.progress.doing) if status.progress else (0.0, "the archive")
        st.progress(share, text=f"Checking {doing} …")
    elif status.state == "failed":
        st.error(label(f"The check could not be done: {status.problem}"), icon=":material/error:")
    elif status.result:
        listed = "".join(f'<li dir="auto">{html(problem)}</li>' for problem in status.result)
        st.error("The archive is not sound.", icon=":material/error:")
        st.html(f'<ul class="fc-notes" aria-label="Problems">{listed}</ul>')
    elif status.result is not None:
        st.success("Everything checked out: store, offsets, lexical index, vector index.", icon=":material/check:")


def _told(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else "none")
