"""Widgets that show a value of the session and set it, wherever they stand and however often.

The value lives under a name of its own and not in a widget: Streamlit forgets a widget's value when the page that it
stands on is left, and two widgets for one thing would each have theirs. The key of a widget never changes, and nothing
is written to it unless another place has changed the value: whoever types while the page is drawn again is not
interrupted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st


def bound(key: str, value: object, keep: Callable[[Any], None]) -> dict[str, Any]:
    """What a widget is given to show `value` and to hand to `keep` what is chosen, before the next run begins."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _chosen, "args": (key, keep)}


def _chosen(key: str, keep: Callable[[Any], None]) -> None:
    keep(st.session_state[key])
