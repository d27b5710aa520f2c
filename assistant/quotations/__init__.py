"""Whether words were said, where, by whom, and what became of them on the way."""
