"""How likely a reading supports or refutes its claim: two logistic regressions, their weights kept in `stance.json`.

    supported   over readings whose figures, dates, names and denials all agree with the claim
    refuted     over readings that say something nameable otherwise

The first is fitted; the second is set by hand in the file shipped, because too few claims were contradicted.
In a fit every dataset and every label counts the same, so that no set's share of false claims is learnt: a
probability is that of a claim of which nothing else is known. `python -m assistant.evaluation calibrate-
verdicts` writes the file, with what it was fitted on and how it did on the claims kept aside.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.claims.stance import Reading, StanceFeatures
from assistant.fitted_file import read_fitted

SHIPPED = Path(__file__).with_name("stance.json")
Finite = Annotated[float, Field(allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]


class StanceLogistic(BaseModel):
    """p = 1 / (1 + exp(-(offset + sum of weight * feature)))."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    offset: Finite
    weights: dict[str, Finite]
    """By the names of `StanceFeatures`, all of them."""

    @field_validator("weights")
    @classmethod
    def _of_these_features(cls, weights: dict[str, float]) -> dict[str, float]:
        if set(weights) != set(StanceFeatures._fields):
            raise ValueError(f"must have exactly {', '.join(StanceFeatures._fields)}")
        return weights

    def probability(self, features: StanceFeatures) -> float:
        z = self.offset + sum(self.weights[name] * value for name, value in features._asdict().items())
        return 1.0 / (1.0 + math.exp(-max(-700.0, min(700.0, z))))


class StanceWeights(BaseModel):
    """What turns readings into probabilities, and from which probability on there is a verdict."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    supported: StanceLogistic
    supported_from: Share
    """A source supports a claim from this probability on; below it the evidence is not enough."""
    refuted: StanceLogistic
    refuted_from: Share
    fitted: dict[str, Any] = {}
    """For people: the runs it was fitted on, and how it did on the half that was kept aside."""

    @classmethod
    def load(cls, path: Path | None = None) -> StanceWeights:
        """The weights of a file, or those shipped with the product.

        Raises `InvalidSettings` when the file cannot be read or is something else.
        """
        if path is None:
            return _shipped()
        return read_fitted(
            cls, path, what="the weights", otherwise="holds no weights of stances ({problems}); `calibrate` writes them"
        )

    def supports(self, reading: Reading) -> float:
        """The probability that a reading supports its claim; 0 when anything speaks against that."""
        return self.supported.probability(reading.features) if reading.carries else 0.0

    def refutes(self, reading: Reading) -> float:
        """The probability that a reading refutes its claim; 0 when it says nothing otherwise."""
        return self.refuted.probability(reading.features) if reading.against else 0.0


@cache
def _shipped() -> StanceWeights:
    return StanceWeights.model_validate_json(SHIPPED.read_text(encoding="utf-8"))
