"""One module a family of commands of `python -m assistant`; each has `add_to(commands)`, which declares its own.

A command is a parser with a default `run`: options -> its result as a JSON document and as lines of text. What cannot
be done is raised as an `AssistantError`; `assistant/__main__.py` prints and turns it into the exit status.
"""
