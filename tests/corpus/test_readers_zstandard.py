"""Web archives and others packed with Zstandard: with a dictionary, cut off, damaged, and a bomb."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from backports import zstd
from backports.zstd import ZstdDict

from corpus.readers.zstandard import DICTIONARY
from tests.corpus.web_archives import HTML, Archive, an_unpacked_archive, pages, reasons


def in_frames(archive: Archive, dictionary: ZstdDict | None = None) -> bytes:
    """The records of an unpacked archive as `.warc.zst` has them: a frame each."""
    starts = [*archive.starts, archive.stream.tell()]
    data = archive.stream.getvalue()
    checked = {zstd.CompressionParameter.checksum_flag: 1}
    return b"".join(zstd.compress(data[a:b], options=checked, zstd_dict=dictionary) for a, b in pairwise(starts))


def ends_of_frames(data: bytes, dictionary: ZstdDict | None = None) -> list[int]:
    ends, left = [], data
    while left:
        frame = zstd.ZstdDecompressor(dictionary)
        frame.decompress(left)
        left = frame.unused_data
        ends.append(len(data) - len(left))
    return ends


def test_a_zstandard_archive_reads_like_the_same_one_unpacked(tmp_path: Path) -> None:
    archive = an_unpacked_archive()
    plain = pages(archive.save(tmp_path / "a.warc"))
    (tmp_path / "a.warc.zst").write_bytes(in_frames(archive))
    (tmp_path / "whole.warc.zst").write_bytes(zstd.compress(archive.stream.getvalue()))
    for name in ("a.warc.zst", "whole.warc.zst"):
        packed = pages(tmp_path / name)
        assert len(packed) == 12
        assert [replace(page, origin="", position="") for page in packed] == [
            replace(page, origin="", position="") for page in plain
        ]
    assert reasons(tmp_path / "a.warc.zst") == []


@pytest.mark.parametrize("packed_itself", [False, True])
def test_a_zstandard_archive_is_read_with_the_dictionary_it_begins_with(packed_itself: bool, tmp_path: Path) -> None:
    archive = an_unpacked_archive()
    samples = [HTML.replace(b"Rostov", b"region %d" % n) * 2 for n in range(200)]
    dictionary = zstd.train_dict(samples, 2_000)
    content = zstd.compress(dictionary.dict_content) if packed_itself else dictionary.dict_content
    frames = in_frames(archive, dictionary)
    path = tmp_path / "a.warc.zst"
    path.write_bytes(DICTIONARY + len(content).to_bytes(4, "little") + content + frames)
    assert len(pages(path)) == 12 and reasons(path) == []

    path.write_bytes(frames)
    assert "it needs a dictionary that is not in it" in " ".join(reasons(path))
    for size in (len(content) // 2, 1 << 31):
        path.write_bytes(DICTIONARY + size.to_bytes(4, "little") + content[: size // 2])
        assert len(reasons(path)) == 1 and not pages(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_zstandard_archive_that_is_cut_off_or_damaged_says_where(share: float, tmp_path: Path) -> None:
    data = in_frames(an_unpacked_archive())
    path = tmp_path / "a.warc.zst"
    path.write_bytes(data[: int(len(data) * share)])
    (reason,) = reasons(path)
    cut = int(len(data) * share)
    assert f"the Zstandard file is cut off at byte {cut} of {cut}" in reason
    assert len(pages(path)) == sum(end <= int(len(data) * share) for end in ends_of_frames(data)) - 1

    place = int(len(data) * share) - 4
    path.write_bytes(data[:place] + bytes(byte ^ 0xFF for byte in data[place : place + 4]) + data[place + 4 :])
    assert any("the Zstandard file is" in reason or "cut off inside" in reason for reason in reasons(path))


@pytest.mark.parametrize("packed_with", ["a dictionary", "none"])
def test_a_damaged_zstandard_archive_costs_the_record_that_was_hit(tmp_path: Path, packed_with: str) -> None:
    archive = an_unpacked_archive(400)
    frames, head = in_frames(archive), b""
    if packed_with == "a dictionary":
        dictionary = zstd.train_dict([HTML.replace(b"Rostov", b"region %d" % n) * 2 for n in range(200)], 2_000)
        content = dictionary.dict_content
        frames, head = in_frames(archive, dictionary), DICTIONARY + len(content).to_bytes(4, "little") + content
    ends = [len(head) + end for end in ends_of_frames(frames, dictionary if head else None)]
    data = head + frames
    path = tmp_path / "a.warc.zst"
    # In the two hundredth page (the first record is the crawl's), and where the frame of the three hundredth begins.
    for place, size in ((ends[200] - 100, 90), (ends[299] - 6, 40)):
        data = data[:place] + bytes(size) + data[place + size :]
    path.write_bytes(data)
    urls = [page.url for page in pages(path)]
    assert urls == [f"http://example.org/{n}" for n in range(400) if f"http://example.org/{n}" in urls]
    assert set(range(400)) - {int(str(url).rpartition("/")[2]) for url in urls} <= {199, 298, 299}
    told = reasons(path)
    assert 2 <= len(told) <= 3
    for reason, behind in zip((told[0], told[-1]), (ends[200], ends[300]), strict=True):
        assert re.search(rf"damaged before byte \d+ of {len(data)}\b.*; reading goes on at byte {behind}\b", reason)


def test_other_formats_may_be_zstandard_too_and_a_bomb_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.zst").write_bytes(zstd.compress(b'{"text": "Troops left the Rostov region."}\n'))
    assert [page.content for page in pages(tmp_path / "a.jsonl.zst")] == ["Troops left the Rostov region."]
    (tmp_path / "b.html.zst").write_bytes(zstd.compress(b"<p>" + b"a" * 50_000_000))
    assert "larger than 20 MB" in reasons(tmp_path / "b.html.zst")[0]


def test_a_large_page_behind_the_damage_is_found_too(tmp_path: Path) -> None:
    """Its first block is longer than the beginnings of most pages."""
    archive = Archive(packed=False).info()
    for number in range(4):
        noise = random.Random(number).randbytes(40_000).hex().encode()
        archive.add(HTML.replace(b"<p>", b"<p>" + noise, 1), url=f"http://example.org/{number}")
    data = in_frames(archive)
    place = ends_of_frames(data)[1] - 100
    (tmp_path / "a.warc.zst").write_bytes(data[:place] + bytes(90) + data[place + 90 :])
    assert [page.url for page in pages(tmp_path / "a.warc.zst")][-2:] == [
        "http://example.org/2",
        "http://example.org/3",
    ]
