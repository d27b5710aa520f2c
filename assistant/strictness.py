"""How sure the assistant must be before it says something: one word that moves both of its thresholds.

Standard is as fitted (`confidence.json`, `stance.json`). Strict and lenient move the probabilities from which on an
answer, or the verdict "supported", is given by the same step up and down. What the step does to refusals and right
answers is in docs/page.md.
"""

from __future__ import annotations

from typing import Literal

from assistant.answers.confidence import Calibration, Calibrations
from assistant.claims.stance_weights import StanceWeights

Strictness = Literal["lenient", "standard", "strict"]
STEP = 0.15
_MOVED: dict[Strictness, float] = {"lenient": -STEP, "standard": 0.0, "strict": STEP}


def answering(calibrations: Calibrations, strictness: Strictness) -> Calibrations:
    """The calibrations with their thresholds for answering moved."""

    def moved(calibration: Calibration) -> Calibration:
        return calibration.model_copy(update={"threshold": _within(calibration.threshold + _MOVED[strictness])})

    return Calibrations(moved(calibrations.by_words), moved(calibrations.read))


def judging(weights: StanceWeights, strictness: Strictness) -> StanceWeights:
    """The weights with the threshold for "supported" moved; what refutes is held to checks, not to a probability."""
    return weights.model_copy(update={"supported_from": _within(weights.supported_from + _MOVED[strictness])})


def _within(probability: float) -> float:
    return min(1.0, max(0.0, probability))
