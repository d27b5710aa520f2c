"""A small text model as an ONNX file with its tokenizer, eight bits a weight, run without torch.

Its files come out of a package that carries them (`carried_models.py`) and must have the SHA-256 they were measured
with. ONNX Runtime, which Chroma brings along, runs them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Text = TypeVar("Text")
Made = TypeVar("Made")

READERS = 4
"""Texts read at once at most, each by one thread. Two threads for one text wait for each other in each of hundreds of
multiplications, on a busy machine for long."""


class OnnxModel:
    """A BERT-like model as `model.onnx` and `tokenizer.json`. Threads may share it.

    Each text is read alone: in a batch the eight bits are spread over the numbers of all texts, so that what is made of
    one would depend on its neighbours.
    """

    def __init__(self, folder: Path, sha256: Mapping[str, str], most_tokens: int) -> None:
        """`sha256` of the files that must be as they were. Raises whatever the libraries raise, and `ValueError`."""
        for name, expected in sha256.items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise ValueError(f"{folder / name} is not the file it should be; install the package anew")
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(most_tokens)
        self._tokenizer.no_padding()
        self._readers = ThreadPoolExecutor(min(READERS, os.cpu_count() or 1), "onnx-model")

    def read(self, text: str, beside: str | None = None) -> NDArray[np.float32]:
        """What the model gives for one text, or for two read together: its first output, for that one text."""
        import numpy as np

        tokens = self._tokenizer.encode(text, beside)
        numbers = {"input_ids": tokens.ids, "attention_mask": tokens.attention_mask, "token_type_ids": tokens.type_ids}
        given = {name: np.array([ids], dtype=np.int64) for name, ids in numbers.items()}
        made: NDArray[np.float32] = self._session.run(None, given)[0][0]
        return made

    def each(self, read: Callable[[Text], Made], texts: Iterable[Text]) -> list[Made]:
        """`read` of every text, as many at once as there are processors; in their order."""
        return list(self._readers.map(read, texts))
