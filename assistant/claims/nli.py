"""Any sentence-transformers cross-encoder trained on natural language inference, as a `StanceModel`.

Named by a folder or by its name on the Hugging Face hub (`FACTCHECK_NLI`). The labels' order differs from model to
model, so it is read from the model's own configuration (`config.id2label`). Loaded when the first claim is judged.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.claims.stance_model import Grade
from assistant.errors import ModelUnavailable
from corpus.model_hub import only_local_files

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

MOST_TEXTS = 8
"""Texts read for one claim: a base-size model takes about a tenth of a second for each on one core."""
MOST_CHARACTERS = 2_000
"""Of each text and of the claim; the models of this kind read 512 tokens."""
_ENTAILS, _CONTRADICTS = ("entail", "support"), ("contradict", "refut")


class CrossEncoderNLI:
    """Threads may share it."""

    def __init__(self, model: str) -> None:
        self.name = Path(model).name
        self._where = model
        self._model: CrossEncoder | None = None
        self._labels: tuple[int, int] = (0, 0)
        self._guard = threading.Lock()

    def grades(self, claim: str, texts: Sequence[str]) -> list[Grade]:
        """Texts after the first `MOST_TEXTS` are not read, and grade as neither. Raises `ModelUnavailable`."""
        pairs = [(text[:MOST_CHARACTERS], claim[:MOST_CHARACTERS]) for text in texts[:MOST_TEXTS]]
        if not pairs:
            return []
        with self._guard:
            model = self._loaded()
            try:
                scores = model.predict(pairs, apply_softmax=True, show_progress_bar=False)
            except (RuntimeError, ValueError, IndexError) as error:
                raise ModelUnavailable(f"the NLI model {self._where} failed: {_line(error)}") from error
            entails, contradicts = self._labels
        read = [Grade(float(row[entails]), float(row[contradicts])) for row in scores]
        return read + [Grade(0.0, 0.0)] * (len(texts) - len(read))

    def _loaded(self) -> CrossEncoder:
        if self._model is None:
            try:
                local = only_local_files(self._where)
                from sentence_transformers import CrossEncoder

                model = CrossEncoder(self._where, device="cpu", local_files_only=local)
            except Exception as error:  # whatever the library raises for a missing or broken model
                raise ModelUnavailable(f"the NLI model {self._where} cannot be loaded: {_line(error)}") from error
            self._labels = _places(model.model.config.id2label, self._where)
            self._model = model
        return self._model


def _places(id2label: Mapping[Any, str] | None, where: str) -> tuple[int, int]:
    """Where a model's output has entailment and contradiction."""
    labels = {int(place): str(label).casefold() for place, label in (id2label or {}).items()}
    entails = [place for place, label in labels.items() if label.startswith(_ENTAILS)]
    contradicts = [place for place, label in labels.items() if label.startswith(_CONTRADICTS)]
    if len(entails) != 1 or len(contradicts) != 1:
        known = ", ".join(labels.values()) or "none"
        raise ModelUnavailable(
            f"{where} is no NLI model: its config.id2label must name entailment and contradiction "
            f"once each (it has: {known})"
        )
    return entails[0], contradicts[0]


def _line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
