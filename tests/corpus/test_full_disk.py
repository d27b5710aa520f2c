"""A disk that is full while passages are embedded or their index is built: one line, nothing lost, and it goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import vectors
from corpus.errors import ArchiveError
from corpus.maintenance import verify
from corpus.store import Store
from tests.corpus.builders import MODEL, an_archive, an_article, embed_words

PASSAGES = 2_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 64 MB."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a tmpfs can only be mounted as root")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="needs a Unix")
def test_embedding_on_a_full_disk_is_told_in_a_line_and_goes_on_when_there_is_room(disk: Path) -> None:
    folder = an_archive(
        disk / "archive", [an_article(f"Article number{n} stands here.", url=f"u:{n}") for n in range(PASSAGES)]
    )
    reached = set()
    for room in (40_000, 300_000, 1_000_000, 4_000_000):
        state = os.statvfs(disk)
        (disk / "filler").write_bytes(b"\0" * (state.f_bavail * state.f_frsize - room))
        try:
            embed_words(folder)
        except ArchiveError as error:
            assert "\n" not in str(error)
        (disk / "filler").unlink()
        store = Store.open(folder)
        reached.add(store.embedded(MODEL)[0])
        store.close()
        assert verify(folder) == []
        assert len([*folder.glob("vectors/g-*")]) <= 1
    assert min(reached) < PASSAGES == max(reached), "stopped while embedding, and after it"
    assert embed_words(folder) == PASSAGES
    published = vectors.published(folder)
    assert published is not None and published.count == PASSAGES
    assert verify(folder) == []
