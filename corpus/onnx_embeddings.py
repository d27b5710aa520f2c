"""The embedding model that is installed with the archive: `bge-small-en-v1.5`, eight bits a weight, without torch.

On two processors with AVX-512 VNNI it takes half the processor time that torch takes for all-MiniLM-L6-v2, a model of
half its layers, and it finds more (`docs/architecture.md`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import EmbeddingUnavailable, first_line
from corpus.onnx_model import OnnxModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "bge-small-en-v1.5"
SHA256 = {
    "model.onnx": "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
"""Of the files in version 2.2.0 of the package that carries it."""
MOST_TOKENS = 256
"""Of a text; the longest passages have some 200."""
OF_A_QUESTION = "Represent this sentence for searching relevant passages: "
"""What the model was trained to see before a text that others are searched for. Passages have nothing before them."""


class OnnxEmbeddings:
    """It fits LangChain's `Embeddings`. Vectors have 384 numbers and length 1. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Raises `EmbeddingUnavailable`, one line with the reason."""
        try:
            self._model = OnnxModel(folder, SHA256, MOST_TOKENS)
        except Exception as error:  # of a damaged file or a missing library, whatever they raise
            raise EmbeddingUnavailable(f"the embedding model {NAME} cannot be loaded: {first_line(error)}") from error

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._model.each(self._vector, texts)]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._vector(OF_A_QUESTION + text)))

    def _vector(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        first: NDArray[np.float32] = self._model.read(text)[0]
        return first / np.float32(np.linalg.norm(first))
