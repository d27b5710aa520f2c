"""The pages: `streamlit run app.py`. Settings: `FACTCHECK_*` or `.env`. The views are in `assistant.ui`."""

from assistant.ui.site import show

show()
