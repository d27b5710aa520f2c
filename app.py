"""The chat page: `streamlit run app.py`. Settings: `FACTCHECK_*` or `.env`. The views are in `assistant.ui`."""

from assistant.ui.page import show

show()
