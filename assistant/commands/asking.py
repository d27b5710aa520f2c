"""`ask` and `check`: one question or one claim, from the archive."""

from __future__ import annotations

import argparse

from assistant.commands.options import Commands, Result, add_archive, add_filters, add_mode, command, filters, opened
from assistant.terminal import answer_lines, verdict_lines


def add_to(commands: Commands) -> None:
    for name, what, help_, run in (
        ("ask", "question", "answer a question from the archive, with citations", _ask),
        ("check", "claim", "say what the archive has for and against a claim", _check),
    ):
        parser, _ = command(commands, name, help_, run)
        parser.add_argument(what, metavar=what.upper())
        add_archive(parser)
        add_filters(parser)
        add_mode(parser)


def _ask(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        answer = assistant.ask(options.question, **filters(options))
    return answer.to_dict(), answer_lines(answer)


def _check(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        verdict = assistant.check(options.claim, **filters(options))
    return verdict.to_dict(), verdict_lines(verdict)
