"""An audit bundle: all that somebody else needs to check an answer or a verdict, in one folder or zip file.

    manifest.json   what was asked, of which state of the archive, by which program, with which model and settings, and
                    who signed which sentence of a review
    document.json   the answer, the verdict or the review, as `to_dict` gives it
    evidence.json   each article used: its SHA-256, where it came from, and every quote with its offsets
    checksums.json  the SHA-256 of the other files

No secret is written: of the settings only those that change an answer, and of an endpoint only its host. The bundle
holds quotes and passages, not whole articles.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import ArchiveUnavailable, AssistantError
from assistant.llm.prompts import PROMPTS
from assistant.pipeline import Assistant
from assistant.saved.asking_again import wrong_with
from assistant.saved.outcome_changes import Document
from assistant.settings import Settings

FORMAT = 1
FILES = ("manifest.json", "document.json", "evidence.json")
CHECKSUMS = "checksums.json"
MOST_BYTES = 200_000_000
_SECRET = {"api_key", "base_url", "archive", "conversations", "model_file", "calibration"}
"""Not written as they are: keys, an address that may hold a password, and paths of this machine."""
_PACKAGES = ("factcheck-assistant", "tantivy", "chromadb", "langchain-core", "sentencex", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read, its checksums not yet compared."""

    manifest: Document
    document: Document
    evidence: Document
    damaged: tuple[str, ...]
    """Files that are not what the checksums say."""

    @property
    def kind(self) -> str:
        return str(self.manifest["kind"])


def write_bundle(
    target: Path,
    assistant: Assistant,
    *,
    kind: str,
    asked: str,
    options: dict[str, Any],
    document: Document,
    signatures: Sequence[Document] = (),
) -> None:
    """Write a bundle to a new folder, or to a zip file when the name ends in `.zip`.

    Raises `AssistantError` when there is something already, or it cannot be written.
    """
    manifest = {
        "format": FORMAT,
        "kind": kind,
        "asked": asked,
        "options": options,
        "snapshot": assistant.snapshot(),
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "mode": document.get("mode", "quotes"),
        "model": document.get("model"),
        "signatures": list(signatures),
        "prompts": [prompt.id for prompt in PROMPTS],
        "settings": _settings(assistant.settings),
        "versions": {"python": sys.version.split()[0], **{name: _version(name) for name in _PACKAGES}},
    }
    contents = dict(
        zip(FILES, map(_bytes, (manifest, document, {"articles": list(_articles(assistant, document))})), strict=True)
    )
    contents[CHECKSUMS] = _bytes({name: _sha256(data) for name, data in contents.items()})
    try:
        if target.suffix.lower() == ".zip":
            with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as packed:
                for name, data in contents.items():
                    packed.writestr(name, data)
        else:
            target.mkdir()
            for name, data in contents.items():
                (target / name).write_bytes(data)
    except FileExistsError:
        raise AssistantError(f"{target} is there already: name a new folder or zip file") from None
    except OSError as error:
        raise AssistantError(f"cannot write {target}: {error.strerror or error}") from None


def read_bundle(source: Path) -> Bundle:
    """The bundle in a folder or zip file. Raises `AssistantError` when it is none."""
    try:
        contents = dict(_read(source))
        checksums = json.loads(contents[CHECKSUMS])
        manifest, document, evidence = (json.loads(contents[name]) for name in FILES)
        if manifest["format"] != FORMAT or manifest["kind"] not in ("answer", "verdict", "review"):
            raise AssistantError(f"{source} is an audit bundle of another format")
        damaged = tuple(name for name in FILES if _sha256(contents[name]) != checksums.get(name))
        return Bundle(manifest, document, evidence, damaged)
    except FileNotFoundError as error:
        if source.exists():
            raise AssistantError(f"{source} is no audit bundle: it has no {Path(error.filename).name}") from None
        raise AssistantError(f"there is no {source}: name the folder or zip file of an audit bundle") from None
    except OSError as error:
        raise AssistantError(f"cannot read {source}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile, RecursionError):
        raise AssistantError(f"{source} is no audit bundle: it is damaged, or was not made by `audit`") from None


def verify(bundle: Bundle, assistant: Assistant) -> list[str]:
    """What differs from the archive, one line each; empty when every checksum, article, offset and quote holds."""
    problems = [f"{name} was changed after the bundle was written" for name in bundle.damaged]
    try:
        known = {article["id"] for article in bundle.evidence["articles"]}
        for article in bundle.evidence["articles"]:
            problems += _wrong_with_article(assistant, article)
        for citation in cited(bundle.document):
            if wrong := wrong_with(assistant, citation):
                where = f"article {citation['article_id']}, characters {citation['start']}-{citation['end']}"
                problems.append(f"citation: {wrong} ({where})")
            if citation["article_id"] not in known:
                problems.append(f"citation of article {citation['article_id']}, which evidence.json does not list")
    except (KeyError, TypeError, AttributeError) as error:
        problems.append(f"the bundle lacks what a bundle has ({type(error).__name__}: {error})")
    return list(dict.fromkeys(problems))


def cited(value: Any) -> Iterator[Document]:
    """Every citation and passage in a document, wherever it is: what has an article, offsets and words."""
    if isinstance(value, dict):
        if {"article_id", "start", "end"} <= value.keys() and ("quote" in value or "text" in value):
            yield {**value, "quote": value.get("quote", value.get("text"))}
        for inner in value.values():
            yield from cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner)


def _wrong_with_article(assistant: Assistant, listed: Document) -> Iterator[str]:
    try:
        article = assistant.article(listed["id"])
    except ArchiveUnavailable:
        yield f"article {listed['id']} is not in the archive"
        return
    if _sha256(article.text.encode(errors="surrogatepass")) != listed["sha256"]:
        yield f"the text of article {listed['id']} is another one"
    for name, value in article.source.to_dict().items():
        if value != listed["source"].get(name):
            yield f"article {listed['id']}: {name} was {listed['source'].get(name)!r}, is {value!r}"


def _articles(assistant: Assistant, document: Document) -> Iterator[Document]:
    places: dict[str, list[Document]] = {}
    for citation in cited(document):
        places.setdefault(citation["article_id"], []).append(citation)
    for article_id, citations in places.items():
        try:
            article = assistant.article(article_id)
        except ArchiveUnavailable as error:
            raise AssistantError(f"a bundle cannot be written of what the archive does not hold: {error}") from None
        capture = article.capture
        yield {
            "id": article_id,
            "sha256": _sha256(article.text.encode(errors="surrogatepass")),
            "characters": len(article.text),
            "source": article.source.to_dict(),
            "origin": article.origin,
            "position": article.position,
            "capture": {"record_id": capture.record_id, "payload_digest": capture.payload_digest} if capture else None,
            "quotes": [{name: c[name] for name in ("start", "end", "quote")} for c in citations],
        }


def _settings(settings: Settings) -> dict[str, Any]:
    written = settings.model_dump(mode="json", exclude=_SECRET)
    return {**written, "endpoint_host": urlsplit(settings.base_url).hostname if settings.base_url else None}


def _read(source: Path) -> Iterator[tuple[str, bytes]]:
    if source.is_dir():
        for name in (*FILES, CHECKSUMS):
            yield name, (source / name).read_bytes()
        return
    with zipfile.ZipFile(source) as packed:
        for name in (*FILES, CHECKSUMS):
            if packed.getinfo(name).file_size > MOST_BYTES:
                raise AssistantError(f"{source}: {name} is larger than any bundle's")
            yield name, packed.read(name)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, indent=1, default=str) + "\n").encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
