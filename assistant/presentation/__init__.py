"""The same records for people outside the page: lines for a terminal, Markdown, HTML, JSON-LD, plots. Pure."""
