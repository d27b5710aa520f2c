"""`review`: a whole draft, sentence by sentence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.commands.options import Commands, Result, add_archive, add_filters, add_mode, command, filters, opened
from assistant.commands.saving import add_save, save
from assistant.drafts import READABLE, read_draft
from assistant.errors import AssistantError
from assistant.export import review_html
from assistant.terminal import printable, review_lines


def add_to(commands: Commands) -> None:
    parser, forms = command(
        commands, "review", f"check every checkable sentence of a draft ({READABLE}; - for standard input)", _review
    )
    parser.add_argument("file", metavar="FILE")
    add_archive(parser)
    add_filters(parser)
    add_mode(parser)
    add_save(parser)
    forms.add_argument("--html", type=Path, metavar="FILE", help="write the review as one HTML file")


def _review(options: argparse.Namespace) -> Result:
    with opened(options) as assistant:
        text = read_draft(options.file)
        review = assistant.review(text, progress=_progress if sys.stderr.isatty() else None, **filters(options))
        document = review.to_dict()
        number = save(options, assistant, "review", options.file, document) if options.save else None
    saved = [f"saved as review {number}"] if number else []
    if options.html:
        try:
            options.html.write_text(review_html(review), encoding="utf-8")
        except OSError as error:
            raise AssistantError(f"cannot write {options.html}: {error.strerror}") from None
        return document, [printable(f"written to {options.html}"), *saved]
    return document, [*review_lines(review), *saved]


def _progress(done: int, all_: int) -> None:
    end = "\n" if done == all_ else ""
    print(f"\r{done:,} of {all_:,} sentences", end=end, file=sys.stderr, flush=True)  # noqa: T201
