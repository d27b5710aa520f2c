"""The archive's command line: `python -m corpus ingest | embed | status | verify | rebuild | remove | versions`.

Exit status 0 when done, 1 when it could not be done (one line on standard error), 2 for wrong usage, 130 when it was
stopped by Ctrl-C. With `--json`, standard output holds one JSON document and nothing else; progress goes to standard
error, and only to a terminal.
"""

from __future__ import annotations

import os
import signal
import sys

STOPPED = 130
"""The exit status of what Ctrl-C stopped, as shells give it."""


def _stop_at_once(*_: object) -> NoReturn:
    os.write(2, b"corpus: stopped before anything was begun\n")
    os._exit(STOPPED)


if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Before all else is loaded, which Ctrl-C would break into with a traceback.
    signal.signal(signal.SIGINT, _stop_at_once)

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from corpus.command_line import CommandParser
from corpus.errors import CorpusError, EmbeddingUnavailable, NotFound

Result = tuple[dict[str, Any], list[str], str | None]
"""The JSON document, the same as lines of text, and what could not be done although there is something to show."""

_REDRAWN_AFTER = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    status = 1
    try:
        options = _parser().parse_args(arguments)
        document, lines, failure = options.run(options)
        _show(json.dumps(document, ensure_ascii=not _speaks_unicode(), indent=2) if options.json else lines)
    except NotFound as error:
        failure = f"{error} ({options.archive})"
    except CorpusError as error:
        failure = str(error)
    except KeyboardInterrupt:
        failure, status = "stopped; what was stored is kept, run the same command to go on", STOPPED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except UnicodeError as error:
        failure = f"an argument is not valid text ({error.reason if isinstance(error, UnicodeEncodeError) else error})"
    except OSError as error:
        failure = f"{error.filename or 'the system'}: {error.strerror or error}"
    if failure is None:
        return 0
    print(f"corpus: {_printable(failure)}", file=sys.stderr)
    return status


def _show(output: str | list[str]) -> None:
    text = output if isinstance(output, str) else "\n".join(map(_printable, output))
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, errors="backslashreplace").decode(encoding), flush=True)


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().startswith("utf")


def _printable(line: str) -> str:
    """One line that cannot steer a terminal, whatever a file is called."""
    return "".join(c if c.isprintable() else " " for c in line)


def _ingest(options: argparse.Namespace) -> Result:
    from corpus.columns import Columns
    from corpus.heap import one_heap
    from corpus.ingest import ingest

    one_heap()
    with _reading(options.sources) as (advance, reading):
        report = ingest(options.sources, options.archive, advance, Columns.parse(*options.columns), reading)
    document = report.to_dict()
    lines = [
        f"{report.records:,} record{'' if report.records == 1 else 's'}: "
        + ", ".join(f"{count:,} {what}" for what, count in report.outcomes()),
        f"{report.articles_in_archive:,} articles in {options.archive}",
        *(f"without a date: {told}" for told in report.days),
        *([f"without a date: {left:,} more"] if (left := report.days_not_known - len(report.days)) else []),
        *(f"rejected: {bad}" for bad in report.rejected),
        *([f"rejected: {report.unlisted:,} more, counted by reason in --json"] if report.unlisted else []),
    ]
    if not report.stored:
        # One refused record among good ones is reported and no failure; nothing at all is one.
        nothing = f": no file in {', '.join(map(str, options.sources))}; ingest --help lists the formats"
        refused = f"; rejected: {report.rejected[0]}" if report.rejected else nothing
        more = f" (and {report.rejections - 1:,} more)" if report.rejections > 1 else ""
        return document, lines, f"nothing could be stored{refused}{more}"
    if options.embed:
        try:
            done, shown, _ = _embed(options)
        except EmbeddingUnavailable as error:
            raise EmbeddingUnavailable(f"the articles are stored, but {error}") from error
        document["embedded"] = done
        lines += shown
    return document, lines, None


def _embed(options: argparse.Namespace) -> Result:
    from corpus import maintenance

    with _progress("passages") as advance:
        done = maintenance.embed(options.archive, options.model, advance)
    return asdict(done), [f"{done.embedded:,} passages embedded, {done.in_index:,} in the vector index"], None


def _status(options: argparse.Namespace) -> Result:
    from corpus import maintenance

    document = maintenance.status(options.archive)
    lines = [f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in document.items()]
    if options.rejected:
        rejected = maintenance.rejected(options.archive)
        document["rejected"] = [{"file": b.origin, "position": b.position, "reason": b.reason} for b in rejected]
        lines += [f"rejected: {bad}" for bad in rejected]
    return document, lines, None


def _verify(options: argparse.Namespace) -> Result:
    from corpus import maintenance

    problems = maintenance.verify(options.archive)
    lines = problems
    if not problems:
        embedded = maintenance.status(options.archive)["embedding_model"]
        vectors = "vector index" if embedded else "(there is no vector index)"
        lines = [f"everything checked out: store, offsets, lexical index, {vectors}"]
    failure = f"problems found in the archive {options.archive}: {len(problems)}" if problems else None
    return {"ok": not problems, "problems": problems}, lines, failure


def _rebuild(options: argparse.Namespace) -> Result:
    from corpus import maintenance

    lexical, vectors = maintenance.rebuild(options.archive)
    document = {"lexical": lexical, "vectors": vectors}
    return document, [f"rebuilt: {lexical:,} passages in the lexical index, {vectors:,} in the vector index"], None


def _remove(options: argparse.Namespace) -> Result:
    from corpus import maintenance

    gone = maintenance.remove(options.archive, article_id=options.id, url=options.url)
    lines = [f"removed {article_id}" for article_id in gone]
    if left := maintenance.vectors_left(options.archive):
        what = "The numbers of 1 removed vector are" if left == 1 else f"The numbers of {left:,} removed vectors are"
        lines.append(
            f"{what} out of every search but still in the index's files;"
            f" python -m corpus rebuild --archive {options.archive} erases them"
        )
    return {"removed": gone, "vectors_left_on_disk": left}, lines, None


def _versions(options: argparse.Namespace) -> Result:
    from corpus.history import history

    return *history(options.archive, article_id=options.id, url=options.url, diff=options.diff), None


def _named(path: str) -> Path:
    """A path that was given. An empty one (an unset variable of a shell) would be the current folder."""
    if not path.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(path)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else "unknown")


@contextmanager
def _reading(sources: Sequence[Path]) -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """A bar on standard error, when that is a terminal, of the bytes read, with the rate of records and the time left.

    Gives what is to be called once a record, and what with the file of each.
    """
    if not sys.stderr.isatty():
        yield (lambda: None), (lambda origin: None)
        return
    from time import monotonic

    from tqdm import tqdm

    from corpus.reading_progress import BytesRead

    read = BytesRead(sources)
    records, started, drawn = 0, monotonic(), 0.0
    with tqdm(total=read.total, unit="B", unit_scale=True, file=sys.stderr) as bar:

        def advance() -> None:
            nonlocal records, drawn
            records += 1
            read.stored()
            if (now := monotonic()) - drawn > _REDRAWN_AFTER:
                drawn = now
                bar.set_postfix_str(f"{records:,} records, {records / max(now - started, 0.1):,.0f}/s", refresh=False)
                bar.n = read.so_far()
                bar.refresh()

        yield advance, read.reading
        if read.total is not None:
            bar.n = read.total


@contextmanager
def _progress(unit: str) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from tqdm import tqdm

    with tqdm(unit=f" {unit}", file=sys.stderr) as bar:
        yield lambda count: (bar.update(count), None)[1]


def _parser() -> argparse.ArgumentParser:
    from corpus.embed import DEFAULT_MODEL

    parser = CommandParser(prog="python -m corpus", description="Make and keep an archive of news articles.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help_: str, run: Callable[[argparse.Namespace], Result]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_, description=help_)
        made.add_argument("--archive", type=_named, required=True, metavar="DIR", help="the archive's folder")
        made.add_argument("--json", action="store_true", help="print one JSON document")
        made.set_defaults(run=run)
        return made

    ingest = command("ingest", "take files and folders into the archive, which is made when there is none", _ingest)
    ingest.add_argument(
        "sources",
        nargs="+",
        type=_named,
        metavar="SOURCE",
        help="text, HTML, PDF, WARC, WACZ, RSS, Atom, CSV or JSON lines, a zip or tar or folder of these, - for a pipe",
    )
    ingest.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="OURS=THEIRS,...",
        help="which column or JSON field is which: text=body,title=headline,published=date,url=link",
    )
    ingest.add_argument(
        "--embed", action=argparse.BooleanOptionalAction, default=False, help="embed the passages afterwards"
    )
    embed = command(
        "embed", "embed what has no vector yet and publish the vector index; can be stopped and resumed", _embed
    )
    for embedding in (ingest, embed):
        embedding.add_argument(
            "--model", help=f"embedding model (default: the one of the vectors that are there, else {DEFAULT_MODEL})"
        )
    status = command("status", "what the archive holds", _status)
    status.add_argument("--rejected", action="store_true", help="list the records that did not become articles, too")
    command("verify", "check the store, every offset and both indexes", _verify)
    command("rebuild", "build both indexes anew from the store", _rebuild)
    remove = command("remove", "delete articles for good", _remove)
    which = remove.add_mutually_exclusive_group(required=True)
    which.add_argument("--url", help="every article stored under this address")
    which.add_argument("--id", help="the article with this id")
    versions = command("versions", "the versions of an article, the oldest first", _versions)
    whose = versions.add_mutually_exclusive_group(required=True)
    whose.add_argument("--url", help="the articles stored under this address")
    whose.add_argument("--id", help="the article with this id, or any version of it")
    versions.add_argument("--diff", action="store_true", help="with the words that changed from each to the next")
    return parser


def _interrupt_once(*_: object) -> NoReturn:
    """Ctrl-C a second time must not break into the tidying up that the first one started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is _stop_at_once:
        signal.signal(signal.SIGINT, _interrupt_once)
    sys.exit(main())
