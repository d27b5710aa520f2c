"""The cross-encoder that is installed with the assistant: it reads question and text together, eight bits a weight.

A text of 130 tokens takes some 35 ms of processor time, without torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import ModelUnavailable
from corpus.carried_models import CARRIERS
from corpus.errors import first_line
from corpus.onnx_model import OnnxModel

NAME = "ms-marco-MiniLM-L-12-v2"
SHA256 = {
    "model.onnx": "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
"""Of the files in version 2.2.0 of the package that carries it."""
MOST_TOKENS = 256
"""Of question and text together: the longest passages have some 200."""
LEAST, MOST = -11.5, 11.0
"""Between these its raw scores (log-odds) lie: what has nothing to do with the question, and what answers it word for
word."""


def installed() -> Path | None:
    """The folder of the model; None when its package is not installed."""
    return CARRIERS[NAME].location()


class OnnxCrossEncoder:
    """A cross-encoder with one output. Threads may share it."""

    name = NAME

    def __init__(self, folder: Path) -> None:
        """Raises `ModelUnavailable`, one line with the reason."""
        try:
            self._model = OnnxModel(folder, SHA256, MOST_TOKENS)
        except Exception as error:  # of a damaged file or a missing library, whatever they raise
            raise ModelUnavailable(f"{NAME} cannot be loaded: {first_line(error)}") from error

    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        """For each text its log-odds of answering, spread over [0, 1]: evenly, so that the best are told apart too.

        A text has the same score whatever is read with it.
        """
        return self._model.each(lambda text: self._score(query, text), passages)

    def _score(self, query: str, text: str) -> float:
        logit = float(self._model.read(query, text)[0])
        return min(1.0, max(0.0, (logit - LEAST) / (MOST - LEAST)))
