"""What several commands have in common: the archive, the filters, who writes the answer, and how to print it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, TypeAlias

from assistant.pipeline import Assistant

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

Result: TypeAlias = tuple[dict[str, Any], list[str]]
"""The JSON document, and the same as lines of text."""


FILTER_OPTIONS = {
    "asked_on": "--asked-on",
    "as_of": "--as-of",
    "published_from": "--from",
    "published_to": "--to",
}
"""The options for the filters of the Python API, by whose names an error calls them."""


def command(
    commands: Commands, name: str, help_: str, run: Callable[[argparse.Namespace], Result]
) -> tuple[argparse.ArgumentParser, argparse._MutuallyExclusiveGroup]:
    """A command, and the forms in which it shows its result: as text, with `--json` as one JSON document, or others."""
    parser = commands.add_parser(name, help=help_, description=help_)
    parser.set_defaults(run=run)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="print one JSON document")
    return parser, forms


def add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--archive", metavar="DIR", help="the archive's folder (default: FACTCHECK_ARCHIVE or ./archive)"
    )


def add_mode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mode", choices=("quotes", "local", "api", "auto"), help="who writes the answer (default: auto)"
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--asked-on", metavar="DATE", help="the day the question refers to, YYYY-MM-DD (default: today)"
    )
    parser.add_argument("--as-of", metavar="DATE", help="use nothing published after this day")
    parser.add_argument("--from", dest="published_from", metavar="DATE", help="first day of publication")
    parser.add_argument("--to", dest="published_to", metavar="DATE", help="last day of publication")
    parser.add_argument(
        "--outlet", action="append", default=[], metavar="NAME", help="only this outlet; may be repeated"
    )


def opened(options: argparse.Namespace) -> Assistant:
    """The assistant for the archive and the mode that the options name, where they do."""
    overrides = {name: value for name in ("archive", "mode") if (value := getattr(options, name, None)) is not None}
    return Assistant.open(**overrides)


def filters(options: argparse.Namespace) -> dict[str, Any]:
    """The filters as `Assistant.ask` and its like take them."""
    return {
        "asked_on": options.asked_on,
        "as_of": options.as_of,
        "published_from": options.published_from,
        "published_to": options.published_to,
        "outlets": tuple(options.outlet),
    }
