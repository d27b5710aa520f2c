"""How good the verdicts are, from the confusion matrix of a dataset's labels and ours. Claims with a verdict only.

The definitions are scikit-learn's (`accuracy_score`, `balanced_accuracy_score`, `f1_score`), computed from the matrix
because a bootstrap asks a thousand times. Means over classes are over those that the labels of the rows at hand have: a
class that no claim has cannot be found, and one that only the system names already costs the others precision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from assistant import Label
from assistant.evaluation.cases import ClaimCase
from assistant.evaluation.labels import Scheme, agrees, expected, given
from assistant.evaluation.outputs import FAILED, VerdictOutput
from assistant.evaluation.scores import Aggregate, CaseResult, Rows

Of = Callable[[Rows], float | None]


def _row(scheme: Scheme) -> Callable[[ClaimCase, VerdictOutput], tuple[float, ...] | None]:
    """(class of the label, class of the verdict), as places in the scheme's classes; what failed comes after them."""
    said = (*scheme.classes, FAILED)

    def row(case: ClaimCase, output: VerdictOutput) -> tuple[float, ...] | None:
        if output.label is None:
            return None
        place = said.index(given(output.label, scheme))
        return float(scheme.classes.index(expected(case.label, scheme))), float(place)

    return row


def _matrix(rows: Rows, classes: int) -> Rows:
    """(classes, classes + 1): how many claims of each class were given each class, or failed."""
    places = rows.astype(np.int64)
    counts = np.bincount(places[:, 0] * (classes + 1) + places[:, 1], minlength=classes * (classes + 1))
    return counts.reshape(classes, classes + 1).astype(np.float64)


def _from_matrix(scheme: Scheme, of: Of) -> Of:
    return lambda rows: of(_matrix(rows, len(scheme.classes))) if len(rows) else None


def _accuracy(matrix: Rows) -> float:
    return float(np.trace(matrix) / matrix.sum())


def _balanced_accuracy(matrix: Rows) -> float:
    has = matrix.sum(axis=1)
    return float((np.diag(matrix)[has > 0] / has[has > 0]).mean())


def _macro_f1(matrix: Rows) -> float:
    has, said = matrix.sum(axis=1), matrix.sum(axis=0)[:-1]
    present = has > 0
    return float((2 * np.diag(matrix)[present] / (has + said)[present]).mean())


def _ratio(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None


def _of_class(place: int) -> dict[str, Of]:
    return {
        "precision": lambda m: _ratio(m[place, place], m[:, place].sum()),
        "recall": lambda m: _ratio(m[place, place], m[place].sum()),
        "f1": lambda m: _ratio(2 * m[place, place], m[place].sum() + m[:, place].sum()),
    }


def _mean(rows: Rows) -> float | None:
    return float(rows.mean()) if len(rows) else None


def _given_right(case: ClaimCase, output: VerdictOutput) -> tuple[float, ...] | None:
    """When it says supported or refuted, is it right?"""
    if output.label not in (Label.SUPPORTED, Label.REFUTED):
        return None
    return (float(agrees(case.label, output.label)),)


def _given(case: ClaimCase, output: VerdictOutput) -> tuple[float, ...] | None:
    """Is there a verdict at all, other than that the evidence is not enough?"""
    return None if output.label is None else (float(output.label not in (Label.NOT_ENOUGH_EVIDENCE, FAILED)),)


def verdict_aggregates(scheme: Scheme) -> tuple[Aggregate, ...]:
    """All of them for a dataset whose labels are of this scheme."""
    row = _row(scheme)
    scores: dict[str, Of] = {"accuracy": _accuracy, "balanced-accuracy": _balanced_accuracy, "macro-f1": _macro_f1}
    for place, name in enumerate(scheme.classes):
        scores |= {f"{what}:{name}": of for what, of in _of_class(place).items()}
    return (
        *(Aggregate(f"verdicts/{name}", row, _from_matrix(scheme, of), kind="claim") for name, of in scores.items()),
        Aggregate("verdicts/precision-of-given", _given_right, _mean, kind="claim"),
        Aggregate("verdicts/given", _given, _mean, kind="claim"),
    )


def confusion_table(results: Iterable[CaseResult], scheme: Scheme) -> dict[str, dict[str, int]]:
    """How many claims of each class (rows) were given each class, or failed (columns). One system's results."""
    table = {label: dict.fromkeys((*scheme.classes, FAILED), 0) for label in scheme.classes}
    for result in results:
        case, output = result.case, result.output
        if isinstance(case, ClaimCase) and isinstance(output, VerdictOutput) and output.label is not None:
            table[expected(case.label, scheme)][given(output.label, scheme)] += 1
    return table


def majority_accuracy(labels: Iterable[str], scheme: Scheme) -> float | None:
    """The accuracy of always saying the most common class: what an accuracy must be held against."""
    counts = Counter(expected(label, scheme) for label in labels)
    return max(counts.values()) / counts.total() if counts else None
