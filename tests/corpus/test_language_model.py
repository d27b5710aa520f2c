"""The language identifier's model as it is kept for a user: the same answers, whatever has become of what was kept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from corpus.extraction.language_model import language_identifier

TEXTS = (
    "Der Stadtrat hat am Montag beschlossen, die Brücke über den Fluss im kommenden Jahr zu erneuern.",
    "Совет принял решение о ремонте моста через реку в следующем году.",
    "市議会は月曜日、来年に橋を改修することを決めた。",
    "Le conseil a décidé lundi de rénover le pont l'année prochaine.",
    "Council approves bridge repair",
    "",
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "factcheck-assistant"


def test_what_is_kept_says_what_the_packed_model_says(cache: Path) -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    packed = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    expected = [packed.classify(text) for text in TEXTS]

    def answers() -> list[tuple[str, float]]:
        identifier = language_identifier()
        return [identifier.classify(text) for text in TEXTS]

    left, new = cache / "unpacking-left", cache / "unpacking-new"
    left.mkdir(parents=True)
    new.mkdir()
    os.utime(left, (0, time.time() - 100_000))
    assert answers() == expected  # made
    (kept,) = cache.glob("language-*")
    assert {path.name for path in cache.iterdir()} == {kept.name, new.name}  # of somebody who may still be at it
    made = kept.stat().st_mtime_ns
    assert answers() == expected  # mapped
    assert kept.stat().st_mtime_ns == made

    (kept / "nextmove.npy").write_bytes((kept / "nextmove.npy").read_bytes()[:5000])
    assert answers() == expected  # damaged, and thrown away
    assert not kept.exists()


def test_where_nothing_can_be_kept_the_model_is_unpacked_all_the_same(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    code, probability = language_identifier().classify(TEXTS[0])
    assert (code, probability > 0.9) == ("de", True)
