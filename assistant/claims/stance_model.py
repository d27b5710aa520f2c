"""The place for a model that reads meaning: what does this text say of that claim?

A model only grades. What it says counts within the deterministic checks: a figure, a date, a name or a denial that
differs forbids "supported" whatever the model thinks, and where it reads a contradiction that nothing else names, the
verdict names the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Grade(NamedTuple):
    """Probabilities in [0, 1] that a text supports and that it refutes a claim; what is left is neither."""

    supports: float
    refutes: float


class StanceModel(Protocol):
    """Grades texts against a claim. `name` is shown beside what it decided."""

    @property
    def name(self) -> str: ...

    def grades(self, claim: str, texts: Sequence[str]) -> list[Grade]:
        """One grade for each text, in order. Raises `ModelError`."""
        ...
