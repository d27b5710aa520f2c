"""Adding files to the archive: choose them, see how far they are, and what became of them.

Their names and what is wrong with them are told to whoever handed them over, in that window; everybody else sees what
the archive holds.
"""

from __future__ import annotations

import streamlit as st

from assistant import Archivist, HandedOver, IntakeProgress, UploadRefused
from assistant.ui import phrases
from assistant.ui.opened import Site, count_anew
from assistant.ui.taken import result_html
from assistant.ui.text import as_sentence, label

REDRAW_SECONDS = 1.0
_MINE = "handed_over"
"""The files that this session added last, on their way."""


def show(site: Site) -> None:
    archivist = site.assistant.archivist
    if reason := archivist.closed():
        st.info(label(f"Nothing can be added: {reason}."), icon=":material/lock:")
        return
    most = site.assistant.settings.upload_mb
    st.caption(
        "Pages saved as text, HTML or PDF, web archives (WARC, WACZ), feeds, tables and JSON lines, also packed."
        f" At most {most:,} MB at once. Adding the same file again changes nothing."
    )
    with st.form("add", border=False, clear_on_submit=True):
        chosen = st.file_uploader(
            "Files to add", type=list(archivist.kinds), accept_multiple_files=True, key="files", max_upload_size=most
        )
        wanted = st.form_submit_button("Add to the archive", type="primary")
    if wanted:
        try:
            st.session_state[_MINE] = archivist.add([HandedOver(file.name, file, file.size) for file in chosen or ()])
        except UploadRefused as error:
            st.error(label(as_sentence(str(error))), icon=":material/error:")
    running = archivist.adding.state == "running"
    st.fragment(_show_adding, run_every=REDRAW_SECONDS if running else None)(archivist, running)


def _show_adding(archivist: Archivist, running: bool) -> None:
    status, mine = archivist.adding, st.session_state.get(_MINE)
    if running and status.state != "running":
        count_anew()
        st.rerun()  # the whole page: it says how many articles are searched
    if status.state == "running" and (mine is None or mine.status.state != "running"):
        st.caption("Somebody else is adding files. Yours can be added when those are in.")
    elif status.state == "running":
        done = status.progress or IntakeProgress(0, 0, 0)
        st.progress(done.bytes_read / max(1, done.bytes_total), text=_told(done))
        st.caption("It goes on when you leave this page. What is in already can be asked about.")
    if mine is not None and mine.status.state == "failed":
        told = f"The files were not all added: {mine.status.problem}. Add them again."
        st.error(label(told), icon=":material/error:")
    elif mine is not None and mine.status.result:
        st.html(result_html(mine.status.result))


def _told(done: IntakeProgress) -> str:
    read = f"{done.bytes_read / 1e6:,.1f} of {done.bytes_total / 1e6:,.1f} MB"
    return f"Reading: {phrases.count(done.records, 'record')}, {read}"
