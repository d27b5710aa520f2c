"""`search`: the passages themselves, without an answer."""

from __future__ import annotations

import argparse

from assistant.commands.options import Commands, Result, add_archive, add_filters, command, filters, opened
from assistant.presentation.terminal import search_lines


def add_to(commands: Commands) -> None:
    parser, _ = command(commands, "search", "find the passages of the archive that fit a query, best first", _search)
    parser.add_argument("query", metavar="QUERY")
    add_archive(parser)
    add_filters(parser)
    parser.add_argument("--k", type=_positive, default=10, metavar="N", help="how many passages (default: 10)")


def _search(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        found, coverage = assistant.search_with_coverage(options.query, options.k, **filters(options))
    document = {
        "query": options.query,
        "evidence": [evidence.to_dict() for evidence in found],
        "coverage": coverage.to_dict(),
    }
    return document, search_lines(found, coverage)


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number
