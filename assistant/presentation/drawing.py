"""Altair for a program with threads: `from assistant.drawing import alt`, at the place that draws.

Altair asks `sys.modules` for numpy and pandas, and finds them there also while another thread is still importing them:
two windows that draw their first chart at the same moment made it fail ("partially initialized module 'numpy' has no
attribute 'ndarray'", Altair 6.3). Imported here they are whole, or waited for. Streamlit loads both to show any chart.
"""

import altair as alt
import numpy  # noqa: F401
import pandas  # noqa: F401

__all__ = ["alt"]
