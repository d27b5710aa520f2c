"""Damage of every kind in every format: what comes back is pages and reasons, never an exception, never a hang.

`CORPUS_FUZZ=1000` damages each format more often than the 300 times of a normal run, from fixed seeds.
"""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.columns import Columns
from corpus.readers import FAILED, read
from corpus.records import RawPage, Rejected
from corpus.storable import unstorable
from tests.corpus.builders import ROOT
from tests.corpus.formats import FEED, PAGE, a_pdf, a_tar, a_wacz, a_warc, a_zip

MUTATIONS = int(os.environ.get("CORPUS_FUZZ", "300"))
SECONDS = 5
TABLE = 'id;text;title;published\n1;"Troops left; all of them.\nNATO said so.";"A ""big"" move";2014-11-04\n2;Two.;T;\n'
LINES = '{"id": 1, "text": "Troops left.", "url": "http://e.org"}\n{"text": "Two.", "byline": ["A", "B"]}\n'
ATTACKS = (b"\0", b"\xff", b'"', b"<", b"]]>", b"&x;", b"{", b"\n", b"\r", b"PK\x01\x02", b"\x1f\x8b", b"WARC/1.0\r\n")
NAMES = (
    *(
        "a.txt",
        "a.html",
        "a.jsonl",
        "a.json",
        "array.json",
        "a.csv",
        "a.tsv",
        "a.xml",
        "a.warc",
        "a.warc.gz",
        "a.csv.gz",
    ),
    *("array.json", "a.zip", "a.wacz", "deflated.wacz", "a.tar", "a.tar.gz"),
)


def sample(name: str, folder: Path) -> bytes:
    members: dict[str, bytes | str] = {"a.txt": "Troops left.", "b.csv": TABLE, "c.xml": FEED, "d.warc.gz": a_warc()}
    match name:
        case "a.txt":
            return "Troops left the Rostov region — NATO said so.\n".encode() * 5
        case "a.html":
            return PAGE
        case "a.jsonl" | "a.json":
            return LINES.encode()
        case "array.json":
            return f"[{','.join(LINES.splitlines())}]".encode()
        case "a.csv" | "a.csv.gz":
            return TABLE.encode() if name == "a.csv" else gzip.compress(TABLE.encode())
        case "a.tsv":
            return TABLE.replace(";", "\t").encode()
        case "a.xml":
            return FEED.encode()
        case "a.warc" | "a.warc.gz":
            return a_warc(packed=name.endswith("gz"))
        case "a.wacz" | "deflated.wacz":
            warcs = {"archive/a.warc.gz": a_warc(), "archive/b.warc": a_warc(packed=False)}
            return a_wacz(folder / "made", warcs, packed=name != "a.wacz").read_bytes()
        case "a.zip":
            return a_zip(folder / "made", members).read_bytes()
    return a_tar(folder / "made", members, mode="w:gz" if name.endswith("gz") else "w").read_bytes()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to six changes: a byte, a stretch lost or doubled, something nasty put in, the end cut off."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(6):
            case 0 | 1:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 2:
                data = data[:at] + data[min(to, at + 40) :]
            case 3:
                data = data[:to] + data[at:]
            case 4:
                data = data[:at] + chance.choice(ATTACKS) * chance.choice((1, 1, 50)) + data[at:]
            case _:
                data = data[: max(at, len(data) // 3)]
        data = data[:200_000] or b"x"
    return data


@pytest.mark.parametrize("name", NAMES)
def test_damage_gives_pages_and_reasons_and_nothing_else(tmp_path: Path, name: str) -> None:
    whole = sample(name, tmp_path)
    path = tmp_path / name.replace("deflated", "a")
    for seed in range(MUTATIONS):
        path.write_bytes(mutated(whole, random.Random(seed)))
        started = time.monotonic()
        columns = Columns.parse("title=title") if seed % 3 == 0 else None
        items = list(read(path, columns))
        assert time.monotonic() - started < SECONDS, seed
        assert items or name.endswith((".wacz", ".warc", ".warc.gz", ".zip", ".tar", ".tar.gz")), seed
        for item in items:
            assert isinstance(item, RawPage | Rejected)
            told = (item.origin, item.position, item.reason) if isinstance(item, Rejected) else (item.url, item.title)
            assert not any(unstorable(text) for text in told if text), (seed, told)
            assert not (isinstance(item, Rejected) and item.reason.startswith(FAILED)), (seed, told)


def test_damaged_pdfs_neither_crash_nor_hang(tmp_path: Path) -> None:
    """All in one process, as PDFs are otherwise read in one each; a few go the whole way."""
    whole = a_pdf([["Troops left the Rostov region on Monday.", "NATO said so."], ["Two."]], Title="T", Author="A B")
    for seed in range(MUTATIONS):
        (tmp_path / f"{seed}.pdf").write_bytes(mutated(whole, random.Random(seed)))
    code = "import sys; from pathlib import Path; from corpus.readers.pdf_text import document\n"
    code += "for path in sorted(Path(sys.argv[1]).iterdir()): print(path.name, len(document(str(path))))"
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120 + MUTATIONS,
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (0, MUTATIONS), done.stderr[-500:]
    for seed in range(10):
        assert len(list(read(tmp_path / f"{seed}.pdf"))) >= 1
