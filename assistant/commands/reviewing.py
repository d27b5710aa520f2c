"""`review`: a whole draft, sentence by sentence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.commands.options import Commands, Result, add_archive, add_filters, add_mode, command, filters, opened
from assistant.errors import AssistantError, InvalidQuestion
from assistant.export import review_html
from assistant.terminal import printable, review_lines


def add_to(commands: Commands) -> None:
    parser, forms = command(
        commands, "review", "check every checkable sentence of a text file (- for standard input)", _review
    )
    parser.add_argument("file", metavar="FILE")
    add_archive(parser)
    add_filters(parser)
    add_mode(parser)
    forms.add_argument("--html", type=Path, metavar="FILE", help="write the review as one HTML file")


def _review(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        review = assistant.review(_text_of(options.file), **filters(options))
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
