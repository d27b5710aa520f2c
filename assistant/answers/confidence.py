"""How good a sentence is as an answer, how likely the archive answers at all, and how likely the answer is right.

Three logistic regressions over the same features of a sentence (`assistant.questions.features.Features`), kept with
what they were fitted on in `confidence.json`, which `python -m assistant.evaluation calibrate` writes. Where a
cross-encoder reads the likeliest sentences, its score is a feature more, and those of `confidence_read.json` count:

    rank        which sentence to quote: does this one hold a gold answer?
    answerable  whether to answer at all: is there a gold answer in the archive? Below `threshold` it is refused
    right       what the reader is told of an answer that was given: is it right?

Other features tried (the rarest word, names, how early the sentence stands) changed refusals by less than .03.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property
from operator import mul
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.fitted_file import read_fitted
from assistant.questions.expectation import Kind
from assistant.questions.features import Features

SHIPPED = Path(__file__).with_name("confidence.json")
SHIPPED_READ = Path(__file__).with_name("confidence_read.json")
"""What was fitted where a cross-encoder read the likeliest sentences."""
WRONG_KIND = 0.1
"""A sentence whose fit is no more than this holds nothing of the kind asked for, whatever else speaks for it."""
ON_SUBJECT = 0.45
"""Share of the question's weighted words that a sentence and its surroundings must hold to be on its subject."""
DECISIVE = (Kind.NUMBER, Kind.PERSON, Kind.SPEECH)
"""Kinds whose absence is certain: no figure at the thing counted, nobody whom the question does not name, somebody
else's words."""

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Logistic(BaseModel):
    """p = 1 / (1 + exp(-(offset + sum of weight * feature)))."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    offset: Finite
    coverage: Finite
    coverage_here: Finite
    kind: Finite
    retrieval: Finite
    asked_here: Finite = 0.0
    focus: Finite = 0.0
    tells: Finite = 0.0
    agreed: Finite = 0.0
    early: Finite = 0.0
    looks_back: Finite = 0.0
    article: Finite = 0.0
    rarest: Finite = 0.0
    off_day: Finite = 0.0
    read: Finite = 0.0

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weight of each feature, in the order of `Features`."""
        return tuple(getattr(self, name) for name in Features._fields)

    def probability(self, features: Features) -> float:
        z = self.offset + sum(map(mul, self.weights, features))
        return 1.0 / (1.0 + math.exp(-max(-700.0, min(700.0, z))))


class Calibration(BaseModel):
    """What turns features into probabilities, with where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    rank: Logistic
    answerable: Logistic
    threshold: float = Field(ge=0, le=1)
    """Below this probability of `answerable` the archive is said not to answer."""
    right: Logistic
    fitted: dict[str, Any] = {}
    """For people: the runs it was fitted on, and how it did on the half that was kept aside."""

    @classmethod
    def load(cls, path: Path | None = None, *, read: bool = False) -> Calibration:
        """The calibration of a file, or the one shipped with the product; `read` for sentences that a cross-encoder
        reads.

        Raises `InvalidSettings` when the file cannot be read or is something else.
        """
        if path is None:
            return _shipped(SHIPPED_READ if read else SHIPPED)
        return read_fitted(
            cls, path, what="the calibration", otherwise="is no calibration ({problems}); `calibrate` writes one"
        )

    def rank_score(self, features: Features, *, decisive: bool) -> float:
        """How well a sentence answers compared with others, in [0, 1]; 0 when it lacks a kind that is decisive."""
        return 0.0 if lacks(features, decisive=decisive) else self.rank.probability(features)

    def answers(self, features: Features, *, decisive: bool) -> float:
        """The probability that the archive answers, judged by its best sentence."""
        return 0.0 if lacks(features, decisive=decisive) else self.answerable.probability(features)


@dataclass(frozen=True, slots=True)
class Calibrations:
    """What judges sentences by their words alone, and what judges those that a cross-encoder has read."""

    by_words: Calibration
    read: Calibration

    @classmethod
    def load(cls, path: Path | None = None) -> Calibrations:
        """Those shipped; with a file, what it holds counts for both. Raises `InvalidSettings`."""
        return cls(Calibration.load(path), Calibration.load(path, read=True))


def lacks(features: Features, *, decisive: bool) -> bool:
    """Whether a sentence certainly does not answer, because it holds nothing of the kind asked for."""
    return decisive and features.kind <= WRONG_KIND


@cache
def _shipped(file: Path) -> Calibration:
    return Calibration.model_validate_json(file.read_text(encoding="utf-8"))
