"""The command line: `python -m assistant ask | check | review`.

Exit status 0 when done, 1 when it could not be done (one line on standard error), 2 for wrong usage. With `--json`,
standard output holds one JSON document and nothing else.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, InvalidQuestion
from assistant.export import review_html
from assistant.pipeline import Assistant
from assistant.terminal import answer_lines, printable, printable_json, review_lines, verdict_lines

LONGEST_MESSAGE = 1_000
"""Characters of a message on standard error: it may repeat what was typed, which may be anything."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Quotation marks and names must come out whatever the locale says; JSON is UTF-8 by definition.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        overrides = {name: value for name in ("archive", "mode") if (value := getattr(options, name)) is not None}
        with Assistant.open(**overrides) as assistant:
            result, lines = options.run(assistant, options)
        print(printable_json(result) if options.json else "\n".join(lines))
        sys.stdout.flush()
    except AssistantError as error:
        print(printable(f"factcheck: {error}"[:LONGEST_MESSAGE]), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing is left to tell them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("factcheck: stopped", file=sys.stderr)
        return 1
    return 0


def _ask(assistant: Assistant, options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    answer = assistant.ask(options.question, **_filters(options))
    return answer.to_dict(), answer_lines(answer)


def _check(assistant: Assistant, options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    verdict = assistant.check(options.claim, **_filters(options))
    return verdict.to_dict(), verdict_lines(verdict)


def _review(assistant: Assistant, options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    review = assistant.review(_text_of(options.file), **_filters(options))
    if options.html:
        try:
            options.html.write_text(review_html(review), encoding="utf-8")
        except OSError as error:
            raise AssistantError(f"cannot write {options.html}: {error.strerror}") from None
        return review.to_dict(), [printable(f"written to {options.html}")]
    return review.to_dict(), review_lines(review)


def _text_of(name: str) -> str:
    """The text to review. Raises `InvalidQuestion` when it cannot be read."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InvalidQuestion(f"cannot read {name}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InvalidQuestion(f"{name} is not text in UTF-8 (byte {error.start})") from None
    if "\0" in text:
        raise InvalidQuestion(f"{name} is not text: it holds a zero byte")
    return text


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "asked_on": options.asked_on,
        "as_of": options.as_of,
        "published_from": options.published_from,
        "published_to": options.published_to,
        "outlets": tuple(options.outlet),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant", description="Ask an archive of news, and see who says so."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, what, help_, run in (
        ("ask", "question", "answer a question from the archive, with citations", _ask),
        ("check", "claim", "say what the archive has for and against a claim", _check),
        ("review", "file", "check every checkable sentence of a text file (- for standard input)", _review),
    ):
        command = commands.add_parser(name, help=help_, description=help_)
        command.add_argument(what, metavar=what.upper())
        command.add_argument(
            "--archive", metavar="DIR", help="the archive's folder (default: FACTCHECK_ARCHIVE or ./archive)"
        )
        command.add_argument(
            "--asked-on", metavar="DATE", help="the day the question refers to, YYYY-MM-DD (default: today)"
        )
        command.add_argument("--as-of", metavar="DATE", help="use nothing published after this day")
        command.add_argument("--from", dest="published_from", metavar="DATE", help="first day of publication")
        command.add_argument("--to", dest="published_to", metavar="DATE", help="last day of publication")
        command.add_argument(
            "--outlet", action="append", default=[], metavar="NAME", help="only this outlet; may be repeated"
        )
        command.add_argument(
            "--mode", choices=("quotes", "local", "api", "auto"), help="who writes the answer (default: auto)"
        )
        form = command.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print one JSON document")
        if name == "review":
            form.add_argument("--html", type=Path, metavar="FILE", help="write the review as one HTML file")
        command.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
