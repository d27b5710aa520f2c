"""The command line: `python -m assistant COMMAND`.

Exit status 0 when done, 1 when it could not be done (one line on standard error), 2 for wrong usage. With `--json`,
standard output holds one JSON document and nothing else.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence

from assistant.commands import asking, auditing, models, quoting, reviewing, saving, searching
from assistant.commands.options import FILTER_OPTIONS
from assistant.errors import AssistantError
from assistant.presentation.terminal import printable, printable_json
from corpus.command_line import CommandParser

FAMILIES = (
    asking,
    reviewing,
    quoting,
    saving,
    searching,
    auditing,
    models,
)
"""The families of commands, in the order in which `--help` lists them."""

_A_FILTER = re.compile(rf"^({'|'.join(FILTER_OPTIONS)}):")
LONGEST_MESSAGE = 1_000
"""Characters of a message on standard error: it may repeat what was typed, which may be anything."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Quotation marks and names must come out whatever the locale says; JSON is UTF-8 by definition.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        result, lines = options.run(options)
        print(printable_json(result) if options.json else "\n".join(lines))
        sys.stdout.flush()
    except AssistantError as error:
        told = _A_FILTER.sub(lambda filter_: f"{FILTER_OPTIONS[filter_[1]]}:", str(error))
        print(printable(f"factcheck: {told}"[:LONGEST_MESSAGE]), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing is left to tell them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("factcheck: stopped", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="python -m assistant", description="Ask an archive of news, and see who says so.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for family in FAMILIES:
        family.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
