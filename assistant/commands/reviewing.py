"""`review`: a whole draft, sentence by sentence."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from assistant.claims.drafts import READABLE, read_draft
from assistant.claims.judgement import Review, ReviewStep
from assistant.commands.options import Commands, Result, add_archive, add_filters, add_mode, command, filters, opened
from assistant.commands.saving import add_save, save
from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.presentation.export import review_html
from assistant.presentation.terminal import printable, review_lines


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
        review = _until_stopped(assistant, text, filters(options))
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


def _until_stopped(assistant: Assistant, text: str, asked: dict[str, Any]) -> Review:
    """The review, or as much of it as there is when the reader presses Ctrl-C: hours of checking are not thrown away.

    Raises `KeyboardInterrupt` when there is nothing yet.
    """
    steps: list[ReviewStep] = []
    shown = sys.stderr.isatty()
    started = time.monotonic()
    try:
        for step in assistant.review_steps(text, **asked):
            steps.append(step)
            if shown:
                _progress(step, time.monotonic() - started)
    except KeyboardInterrupt:
        if not steps:
            raise
        where = f"{steps[-1].done:,} of {steps[-1].of:,} sentences"
        print(f"{chr(10) if shown else ''}factcheck: stopped after {where}; what follows is of these", file=sys.stderr)  # noqa: T201
    return Review.of(text, steps)


def _progress(step: ReviewStep, seconds: float) -> None:
    left = seconds / step.done * (step.of - step.done)
    told = f"{step.done:,} of {step.of:,} sentences, about {left / 60:.0f} min left (Ctrl-C stops and shows these)"
    print(f"\r{told}\033[K", end="\n" if step.done == step.of else "", file=sys.stderr, flush=True)  # noqa: T201
