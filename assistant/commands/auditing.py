"""`audit`, `recheck` and `export`: what becomes of saved answers, verdicts and reviews."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from assistant.commands.options import Commands, Result, add_archive, add_mode, command, opened
from assistant.commands.saving import desk_of
from assistant.errors import AssistantError
from assistant.presentation.export import html
from assistant.presentation.export_blocks import Document, blocks_of
from assistant.presentation.export_claim_review import claim_review, claim_reviews
from assistant.presentation.export_markdown import markdown
from assistant.presentation.terminal import printable, printable_json
from assistant.saved.asking_again import again, changed
from assistant.saved.audit import read_bundle, verify, write_bundle
from assistant.saved.desk import Desk, SavedWork
from assistant.saved.outcome_changes import OutcomeChange


def add_to(commands: Commands) -> None:
    help_ = "audit bundles of saved work: write, verify, rerun"
    actions = commands.add_parser("audit", help=help_, description=help_).add_subparsers(
        required=True, metavar="ACTION"
    )
    parser, _ = command(actions, "write", "write a bundle of a saved item", _write)
    parser.add_argument("number", type=int, help="as `saved` lists it")
    parser.add_argument("bundle", type=Path, help="a new folder, or a file ending in .zip")
    add_archive(parser)
    for name, told, run in (
        ("verify", "compare every quote, offset and checksum of a bundle with an archive", _verify),
        ("rerun", "ask again what a bundle asked, and compare", _rerun),
    ):
        parser, _ = command(actions, name, told, run)
        parser.add_argument("bundle", type=Path)
        add_archive(parser)
    add_mode(parser)
    parser, _ = command(commands, "saved", "what was kept with --save", _saved)
    add_archive(parser)
    parser, _ = command(commands, "recheck", "ask everything saved again and tell what changed", _recheck)
    parser.add_argument("--keep", action="store_true", help="do not put the new results in the place of the saved ones")
    add_archive(parser)
    add_mode(parser)
    parser, _ = command(commands, "export", "a saved item as Markdown, HTML or schema.org ClaimReview", _export)
    parser.add_argument("number", type=int, help="as `saved` lists it")
    parser.add_argument("--as", dest="form", choices=("markdown", "html", "claimreview"), default="markdown")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it here (default: standard output)")
    parser.add_argument("--publisher", default="", metavar="NAME", help="who publishes the ClaimReview")
    parser.add_argument("--url", default="", metavar="URL", help="the address of the published review")
    add_archive(parser)


def _write(options: argparse.Namespace) -> Result:
    desk = desk_of(options)
    item = desk.one(options.number)
    options.mode = "quotes"  # nothing is asked, so no model has to be set up
    with opened(options) as assistant:
        write_bundle(
            options.bundle,
            assistant,
            kind=item.kind,
            asked=item.asked,
            options=item.options,
            document=item.document,
            signatures=_signatures(desk, item),
        )
    return {"bundle": str(options.bundle)}, [printable(f"written to {options.bundle}")]


def _verify(options: argparse.Namespace) -> Result:
    bundle = read_bundle(options.bundle)
    options.mode = "quotes"
    with opened(options) as assistant:
        problems, snapshot = verify(bundle, assistant), assistant.snapshot()
    same = snapshot == bundle.manifest["snapshot"]
    lines = problems or ["everything holds: each quote stands in its article at its offsets"]
    if not same:
        lines.append(f"the archive has changed since: it was {bundle.manifest['snapshot']}, is {snapshot}")
    document = {"holds": not problems, "problems": problems, "same_archive": same, "snapshot": snapshot}
    if problems and not options.json:
        raise AssistantError("; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if len(problems) > 5 else ""))
    return document, [printable(line) for line in lines]


def _rerun(options: argparse.Namespace) -> Result:
    bundle = read_bundle(options.bundle)
    manifest = bundle.manifest
    with opened(options) as assistant:
        now = again(assistant, bundle.kind, manifest["asked"], manifest["options"], bundle.document)
        found = changed(assistant, bundle.kind, bundle.document, now)
    lines = [line for change in found for line in _told(change)] or ["the same result"]
    return {"same": not found, "changes": [c.to_dict() for c in found], "now": now}, [printable(x) for x in lines]


def _saved(options: argparse.Namespace) -> Result:
    items = [
        {"number": item.id, "kind": item.kind, "asked": item.asked, "saved_at": item.saved_at, "filters": item.options}
        for item in desk_of(options).saved()
    ]
    lines = [f"{i['number']:>4}  {i['saved_at']}  {i['kind']:8} {i['asked']}" for i in items] or ["nothing saved"]
    return {"saved": items}, [printable(line) for line in lines]


def _recheck(options: argparse.Namespace) -> Result:
    report, lines = [], []
    with opened(options) as assistant:
        desk, snapshot = Desk(assistant.settings.archive), assistant.snapshot()
        items = desk.saved()
        for done, item in enumerate(items, 1):
            if sys.stderr.isatty():
                end = "\n" if done == len(items) else ""
                print(f"\rasking {done:,} of {len(items):,} again\033[K", end=end, file=sys.stderr, flush=True)  # noqa: T201
            now = again(assistant, item.kind, item.asked, item.options, item.document)
            found = changed(assistant, item.kind, item.document, now)
            if found:
                report.append(
                    {"number": item.id, "kind": item.kind, "asked": item.asked, "changes": [c.to_dict() for c in found]}
                )
                lines += [f"{item.id:>4} {item.kind}: {item.asked}", *(x for change in found for x in _told(change))]
            if not options.keep:
                desk.renew(item.id, now, snapshot)
    return {"snapshot": snapshot, "changed": report}, [printable(line) for line in lines or ["nothing changed"]]


def _told(change: OutcomeChange) -> list[str]:
    lines = [f"     {change.what}: {_short(change.before)} -> {_short(change.now)}"]
    if change.new_articles:
        lines.append(f"       because of article {', '.join(change.new_articles)}")
    if change.lost_articles:
        lines.append(f"       no longer in the archive in these words: article {', '.join(change.lost_articles)}")
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:300]}..."


def _export(options: argparse.Namespace) -> Result:
    desk = desk_of(options)
    item = desk.one(options.number)
    signatures = _signatures(desk, item)
    if options.form == "claimreview":
        text = printable_json(_claim_review(item, signatures, options.publisher, options.url)) + "\n"
    else:
        render = markdown if options.form == "markdown" else html
        text = render(blocks_of(item.kind, item.document, signatures))
    if not options.out:
        return {"form": options.form, "text": text}, text.splitlines()
    try:
        options.out.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise AssistantError(f"cannot write {options.out}: {error.strerror}") from None
    return {"form": options.form, "file": str(options.out)}, [printable(f"written to {options.out}")]


def _signatures(desk: Desk, item: SavedWork) -> list[Document]:
    return [signature.to_dict() for signature in desk.signatures(item.id)] if item.kind == "review" else []


def _claim_review(item: SavedWork, signatures: list[Document], publisher: str, url: str) -> Document:
    today = date.today().isoformat()
    if item.kind == "answer":
        raise AssistantError(f"a ClaimReview is made of a verdict or a review, and {item.id} is an answer")
    if item.kind == "verdict":
        return claim_review(item.document, publisher=publisher, url=url, published=today)
    return claim_reviews(item.document, publisher=publisher, url=url, published=today, signatures=signatures)
