"""The cross-encoder that is installed with the assistant: it reads question and text together, eight bits a weight.

Its files are taken out of the package that carries them, their SHA-256 is checked, and ONNX Runtime, which Chroma
brings along, runs them: no torch, 34 MB. A text of 130 tokens takes some 35 ms of processor time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.errors import ModelUnavailable
from corpus.carried_models import CARRIERS
from corpus.errors import first_line

NAME = "ms-marco-MiniLM-L-12-v2"
SHA256 = {
    "model.onnx": "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
"""Of the files in version 2.2.0 of the package that carries it."""
MOST_TOKENS = 256
"""Of question and text together: the longest passages have some 200."""
READERS = 4
"""Texts read at once at most, each by one thread. Two threads for one text wait for each other in each of hundreds of
multiplications, on a busy machine for long; and a text read alone has the same score whatever is read with it, which is
not so in a batch, where eight bits are spread over the numbers of all of them."""
LEAST, MOST = -11.5, 11.0
"""Between these its raw scores (log-odds) lie: what has nothing to do with the question, and what answers it word for
word."""


def installed() -> Path | None:
    """The folder of the model; None when its package is not installed."""
    return CARRIERS[NAME].location()


class OnnxCrossEncoder:
    """A cross-encoder with one output as `model.onnx` and `tokenizer.json`. Threads may share it."""

    name = NAME

    def __init__(self, folder: Path) -> None:
        """Raises `ModelUnavailable`, one line with the reason."""
        try:
            for name, expected in SHA256.items():
                if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                    raise ModelUnavailable(f"{folder / name} is not the file it should be; install the package anew")
            import onnxruntime
            from tokenizers import Tokenizer

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except ModelUnavailable:
            raise
        except Exception as error:  # of a damaged file or a missing library, whatever they raise
            reason = first_line(error)
            raise ModelUnavailable(f"{NAME} cannot be loaded: {reason}") from error
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._readers = ThreadPoolExecutor(min(READERS, os.cpu_count() or 1), "cross-encoder")

    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        """For each text its log-odds of answering, spread over [0, 1]: evenly, so that the best are told apart too."""
        logits = self._readers.map(lambda text: self._logit(query, text), passages)
        return [min(1.0, max(0.0, (logit - LEAST) / (MOST - LEAST))) for logit in logits]

    def _logit(self, query: str, text: str) -> float:
        import numpy as np

        read = self._tokenizer.encode(query, text)
        numbers = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        given = {name: np.array([ids], dtype=np.int64) for name, ids in numbers.items()}
        return float(self._session.run(None, given)[0][0, 0])
