"""`--save`, and `reviews`: the saved reviews of a desk, with their sign-off."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.commands.options import Commands, Result, add_archive, command, filters
from assistant.pipeline import Assistant
from assistant.presentation.terminal import printable
from assistant.saved.desk import Desk, Kind, SavedWork, Signature
from assistant.settings import Settings


def add_save(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--save", action="store_true", help="keep the result beside the archive, for `recheck`")


def save(options: argparse.Namespace, assistant: Assistant, kind: Kind, asked: str, document: Mapping[str, Any]) -> int:
    """Keep a result of a command that has `--save`."""
    asked_with = {name: value for name, value in filters(options).items() if value}
    return Desk(assistant.settings.archive).save(kind, asked, asked_with, document, assistant.snapshot())


def add_to(commands: Commands) -> None:
    group = commands.add_parser("reviews", help="saved reviews: list, show, sign").add_subparsers(
        required=True, metavar="ACTION"
    )
    parser, _ = command(group, "list", "the saved reviews", _list)
    add_archive(parser)
    parser, _ = command(group, "show", "a saved review with its signatures", _show)
    parser.add_argument("number", type=int)
    add_archive(parser)
    parser, _ = command(group, "sign", "sign a sentence of a saved review", _sign)
    parser.add_argument("number", type=int)
    parser.add_argument("sentence", type=int)
    parser.add_argument("--by", required=True, metavar="NAME", help="who checked it")
    parser.add_argument("--comment", default="", metavar="TEXT")
    add_archive(parser)


def desk_of(options: argparse.Namespace) -> Desk:
    return Desk(Settings.load(**({"archive": Path(options.archive)} if options.archive else {})).archive)


def _list(options: argparse.Namespace) -> Result:
    desk = desk_of(options)
    rows = []
    for review in desk.saved("review"):
        signed = {signature.sentence for signature in desk.signatures(review.id)}
        summary = review.document["summary"]
        rows.append({**_head(review), "checkable": summary["checkable"], "signed": len(signed)})
    lines = [
        f"{row['number']:>4}  {row['saved_at']}  {row['signed']} signed of {row['checkable']} checkable  {row['draft']}"
        for row in rows
    ]
    return {"reviews": rows}, [printable(line) for line in lines or ["no saved reviews"]]


def _show(options: argparse.Namespace) -> Result:
    desk = desk_of(options)
    review = desk.one(options.number, "review")
    signatures = desk.signatures(review.id)
    by_sentence: dict[int, list[Signature]] = {}
    for signature in signatures:
        by_sentence.setdefault(signature.sentence, []).append(signature)
    lines = [f"{review.asked}, saved {review.saved_at}", ""]
    for number, sentence in enumerate(review.document["sentences"], 1):
        verdict = sentence["verdict"]
        finding = sentence.get("finding") or (verdict["label"] if verdict else "NOT_CHECKED")
        mark = f"not checked: {sentence['reason']}" if finding == "NOT_CHECKED" else finding
        lines.append(f"{number:>4} [{mark}] {' '.join(sentence['text'].split())}")
        lines += [f"       {quote['outcome']}: {quote['explanation']}" for quote in sentence.get("quotes", ())]
        for signed in by_sentence.get(number, []):
            told = f": {signed.comment}" if signed.comment else ""
            lines.append(f"       checked by {signed.checked_by}, {signed.signed_at}{told}")
    document = {**_head(review), "signatures": [signature.to_dict() for signature in signatures]}
    return {**document, "review": review.document}, [printable(line) for line in lines]


def _sign(options: argparse.Namespace) -> Result:
    signature = desk_of(options).sign(options.number, options.sentence, options.by, options.comment)
    told = f"sentence {signature.sentence} of review {options.number} signed by {signature.checked_by}"
    return {"number": options.number, **signature.to_dict()}, [printable(told)]


def _head(review: SavedWork) -> dict[str, Any]:
    return {
        "number": review.id,
        "draft": review.asked,
        "saved_at": review.saved_at,
        "filters": review.options,
        "snapshot": review.snapshot,
    }
