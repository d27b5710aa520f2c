"""`quote`: whether somebody said this, in these words."""

from __future__ import annotations

import argparse

from assistant.commands.options import Commands, Result, add_archive, add_filters, command, filters, opened
from assistant.presentation.quotation_text import quote_lines


def add_to(commands: Commands) -> None:
    parser, _ = command(commands, "quote", "check a quotation: exact, altered, spliced, somebody else's", _quote)
    parser.add_argument("quote", metavar="TEXT")
    parser.add_argument("--speaker", metavar="NAME", help="who is said to have said it")
    add_archive(parser)
    add_filters(parser)


def _quote(options: argparse.Namespace) -> Result:
    options.mode = "quotes"  # no model has a part in this, so none has to be set up
    with opened(options) as assistant:
        check = assistant.check_quote(options.quote, options.speaker, **filters(options))
    return check.to_dict(), quote_lines(check)
