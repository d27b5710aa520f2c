"""`ask` and `check`: one question or one claim, from the archive."""

from __future__ import annotations

import argparse

from assistant.commands.options import Commands, Result, add_archive, add_filters, add_mode, command, filters, opened
from assistant.commands.saving import add_save, save
from assistant.presentation.terminal import answer_lines, verdict_lines


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
        add_save(parser)


def _ask(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        answer = assistant.ask(options.question, **filters(options))
        if options.save:
            save(options, assistant, "answer", options.question, answer.to_dict())
    return answer.to_dict(), answer_lines(answer)


def _check(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        verdict = assistant.check(options.claim, **filters(options))
        if options.save:
            save(options, assistant, "verdict", options.claim, verdict.to_dict())
    return verdict.to_dict(), verdict_lines(verdict)
