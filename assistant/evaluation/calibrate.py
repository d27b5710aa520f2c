"""Fits what the product's confidence is made of to how it did: runs -> the file that `assistant.answers.confidence`
loads.

Two logistic regressions over the features of the sentence by which a question was decided (`Answer.signals`), the same
that the product computes: `answerable`, whether the archive answers at all, with the threshold for refusing; and
`right`, whether an answer that was given is right. Fitted on one half of the questions and reported on the other, which
took no part. The weights for ranking sentences come from `fit-choice`: a run knows only a question's best sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from assistant.answers.confidence import Calibration, Logistic, lacks
from assistant.evaluation.cases import QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.metrics.confidence import aurc, brier, ece
from assistant.evaluation.metrics.correctness import right
from assistant.evaluation.outputs import AnswerOutput
from assistant.evaluation.saved_run import SavedRun
from assistant.evaluation.scores import CaseResult, Rows
from assistant.evaluation.summary import aligned
from assistant.questions.features import Features

Part = Literal["answerable", "right"]
PARTS: tuple[Part, ...] = ("answerable", "right")
SYSTEM = "assistant"
_HIGHER = ("refusal_precision", "refusal_recall")
"""Of what is reported, what is better when it is higher."""
FEWEST = 20
"""Questions of each outcome in the fitting half below which nothing is fitted: four weights need that many at least."""
MOST_FALSE_REFUSALS = 0.10
"""Share of the answerable questions that may be refused: who is refused what the archive tells stops asking."""
_OUTCOMES = {"answerable": "answerable and unanswerable questions", "right": "right and wrong answers"}
REGULARISATION = {"answerable": 0.2, "right": 1.0}
"""scikit-learn's C; the features lie in [0, 1]. With 1 `answerable` rests mostly on `off_day`, which archives of one
event do not have; on the half kept aside .2 refuses as well, with .02 fewer false refusals on `realtimeqa`."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the fit sees it."""

    features: Features
    decisive: bool
    answerable: bool
    right: bool | None
    """None when it was refused."""
    held_out: bool

    @property
    def vetoed(self) -> bool:
        """Refused whatever the weights are, because a decisive kind of answer is not there."""
        return lacks(self.features, decisive=self.decisive)


def calibrate(runs: Sequence[SavedRun], base: Calibration, seed: int = 0, parts: Sequence[Part] = PARTS) -> Calibration:
    """The calibration with these parts fitted on the runs, the others as in `base`.

    `fitted` says on what, and how it and `base` did on the other half.

    Raises `EvaluationError` when the runs hold too few questions of one outcome.
    """
    examples = [example for run in runs for result in run.of(SYSTEM) if (example := _example(result, seed))]
    fitting, kept = [e for e in examples if not e.held_out], [e for e in examples if e.held_out]
    update: dict[str, Any] = {}
    if "answerable" in parts:
        fit = _fit(fitting, lambda e: None if e.vetoed else e.answerable, "answerable")
        update |= {"answerable": fit, "threshold": _threshold(fitting, fit)}
    if "right" in parts:
        update["right"] = _fit(fitting, lambda e: e.right, "right")
    calibration = base.model_copy(update=update)
    report: dict[str, Any] = {
        "runs": [_about(run) for run in runs],
        "seed": seed,
        "parts": list(parts),
        "fitted_on": len(fitting),
        "reported_on": len(kept),
        "before": _report(kept, base),
        "after": _report(kept, calibration),
    }
    return calibration.model_copy(update={"fitted": report})


def were_read(runs: Sequence[SavedRun]) -> bool:
    """Whether a cross-encoder graded the sentences of the runs, so that its grade is a feature."""
    answers = (result.output for run in runs for result in run.of(SYSTEM))
    return any(isinstance(answer, AnswerOutput) and answer.signals.get("read") for answer in answers)


def report_lines(calibration: Calibration) -> list[str]:
    """What `fitted` says, for a terminal."""
    fitted = calibration.fitted
    return [
        f"fitted on {fitted['fitted_on']} questions, reported on {fitted['reported_on']} others",
        *aligned(
            [["", "before", "after"]]
            + [[name, *(f"{fitted[when][name]}" for when in ("before", "after"))] for name in fitted["before"]]
        ),
        *([f"worse than before on the half kept aside: {', '.join(worse)}"] if (worse := _worse(fitted)) else []),
    ]


def _worse(fitted: dict[str, Any]) -> list[str]:
    """What the new weights do worse than the old ones. Small differences may be chance; they are said all the same."""
    before, after = fitted["before"], fitted["after"]
    both = [name for name in before if before[name] is not None and after[name] is not None]
    return [name for name in both if (after[name] < before[name] if name in _HIGHER else after[name] > before[name])]


def _example(result: CaseResult, seed: int) -> Example | None:
    """None for what is no question, failed, or found nothing at all."""
    case, output = result.case, result.output
    if not isinstance(case, QuestionCase) or not isinstance(output, AnswerOutput) or not output.signals:
        return None
    signals = dict(output.signals)
    decisive = bool(signals.pop("decisive", 0.0))
    try:
        features = Features(**signals)
    except TypeError as error:
        raise EvaluationError(
            f"question {case.id!r} was run by a version with other features ({', '.join(signals)}): run it again"
        ) from error
    half = hashlib.sha256(f"{seed}:{case.id}".encode()).digest()[0] % 2
    return Example(features, decisive, case.answerable, right(case, output), held_out=bool(half))


def _fit(examples: Sequence[Example], target: Callable[[Example], bool | None], part: Part) -> Logistic:
    from sklearn.linear_model import LogisticRegression

    pairs = [(example.features, wanted) for example in examples if (wanted := target(example)) is not None]
    x, y = np.array([features for features, _ in pairs]).reshape(-1, len(Features._fields)), [w for _, w in pairs]
    if min(sum(y), len(y) - sum(y)) < FEWEST:
        raise EvaluationError(
            f"too few {_OUTCOMES[part]} to fit on: {sum(y)} and {len(y) - sum(y)}, at least {FEWEST} of each are "
            "needed; give more runs, or larger ones"
        )
    model = LogisticRegression(C=REGULARISATION[part], max_iter=1_000).fit(x, y)
    weights = dict(zip(Features._fields, (round(float(weight), 3) for weight in model.coef_[0]), strict=True))
    return Logistic(offset=round(float(model.intercept_[0]), 3), **weights)


def _threshold(examples: Sequence[Example], answerable: Logistic) -> float:
    """The threshold that separates answerable from unanswerable best, by the mean F1 of the two, of those that refuse
    no more than `MOST_FALSE_REFUSALS` of the answerable questions; the lowest when all of them do."""
    counts = {step / 100: _confusion(examples, answerable, step / 100) for step in range(5, 96)}
    bearable = [
        threshold
        for threshold, (_, refused, _, answered) in counts.items()
        if refused <= MOST_FALSE_REFUSALS * (refused + answered)
    ]
    return max(bearable, key=lambda threshold: _mean_f1(counts[threshold]), default=min(counts))


def _confusion(examples: Sequence[Example], answerable: Logistic, threshold: float) -> tuple[int, int, int, int]:
    """Refused rightly, refused wrongly, answered although unanswerable, answered an answerable one."""
    refused = [e.vetoed or answerable.probability(e.features) < threshold for e in examples]
    pairs = list(zip(refused, (e.answerable for e in examples), strict=True))
    return (
        pairs.count((True, False)),
        pairs.count((True, True)),
        pairs.count((False, False)),
        pairs.count((False, True)),
    )


def _mean_f1(counts: tuple[int, int, int, int]) -> float:
    refused_rightly, refused_wrongly, answered_wrongly, answered = counts
    wrong = refused_wrongly + answered_wrongly
    return refused_rightly / max(1, 2 * refused_rightly + wrong) + answered / max(1, 2 * answered + wrong)


def _report(examples: Sequence[Example], calibration: Calibration) -> dict[str, float | None]:
    """How a calibration does on questions: what it would refuse, and what its confidence in given answers is worth."""
    hit, false, missed, answered = _confusion(examples, calibration.answerable, calibration.threshold)
    rows: Rows = np.array(
        [(calibration.right.probability(e.features), float(e.right)) for e in examples if e.right is not None]
    ).reshape(-1, 2)
    measured = {
        "refusal_precision": hit / (hit + false) if hit + false else None,
        "refusal_recall": hit / (hit + missed) if hit + missed else None,
        "false_refusals": false / (false + answered) if false + answered else None,
        "ece": ece(rows),
        "brier": brier(rows),
        "aurc": aurc(rows),
    }
    return {name: None if value is None else round(value, 3) for name, value in measured.items()}


def _about(run: SavedRun) -> dict[str, Any]:
    settings = {name: run.info.settings.get(name) for name in ("mode", "asked_on", "limit", "embed")}
    return {"dataset": run.info.dataset.name, "hash": run.info.dataset.hash[:16], **settings}
