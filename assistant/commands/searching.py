"""`search`: the passages themselves, without an answer."""

from __future__ import annotations

import argparse

from assistant.commands.options import Commands, Result, add_archive, add_filters, command, filters, opened
from assistant.presentation.terminal import search_lines
from corpus.command_line import at_least_one


def add_to(commands: Commands) -> None:
    parser, _ = command(commands, "search", "find the passages of the archive that fit a query, best first", _search)
    parser.add_argument("query", metavar="QUERY")
    add_archive(parser)
    add_filters(parser)
    parser.add_argument("--k", type=at_least_one, default=10, metavar="N", help="how many passages (default: 10)")


def _search(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        found, coverage = assistant.search_with_coverage(options.query, options.k, **filters(options))
    document = {
        "query": options.query,
        "evidence": [evidence.to_dict() for evidence in found],
        "coverage": coverage.to_dict(),
    }
    return document, search_lines(found, coverage)
