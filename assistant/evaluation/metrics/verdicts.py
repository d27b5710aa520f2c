"""How good the verdicts are, from the confusion matrix of a dataset's labels and ours. Claims with a verdict only.

The definitions are scikit-learn's (`accuracy_score`, `balanced_accuracy_score`, `f1_score`), computed from the matrix
because a bootstrap asks a thousand times. Means over classes are over those that the labels of the rows at hand have: a
class that no claim has cannot be found, and one that only the system names already costs the others precision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from assistant import Label
from assistant.evaluation.bootstrap import mean
from assistant.evaluation.cases import ClaimCase
from assistant.evaluation.labels import Scheme, agrees, expected, given
from assistant.evaluation.outputs import FAILED, VerdictOutput
from assistant.evaluation.scores import Aggregate, CaseResult, Rows

Of = Callable[[Rows], float | None]
Row = Callable[[ClaimCase, VerdictOutput], tuple[float, ...] | None]


def _row(scheme: Scheme) -> Row:
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


def _f1_of(place: int) -> Of:
    return lambda matrix: _ratio(2 * matrix[place, place], matrix[place].sum() + matrix[:, place].sum())


def _right_of(scheme: Scheme, name: str, *, said: bool) -> Row:
    """Of the claims that were given a class (`said`), or have it: do label and verdict agree on it? Their mean is the
    class's precision, or its recall, over just the claims that it rests on."""

    def row(case: ClaimCase, output: VerdictOutput) -> tuple[float, ...] | None:
        if output.label is None:
            return None
        verdict, label = given(output.label, scheme), expected(case.label, scheme)
        return (float(verdict == label),) if (verdict if said else label) == name else None

    return row


def _share_of_commonest(rows: Rows) -> float | None:
    return float(np.bincount(rows[:, 0].astype(np.int64)).max() / len(rows)) if len(rows) else None


def _given_right(case: ClaimCase, output: VerdictOutput) -> tuple[float, ...] | None:
    """When it says supported or refuted, is it right?"""
    if output.label not in (Label.SUPPORTED, Label.REFUTED):
        return None
    return (float(agrees(case.label, output.label)),)


def _given(case: ClaimCase, output: VerdictOutput) -> tuple[float, ...] | None:
    """Is there a verdict at all, other than that the evidence is not enough?"""
    return None if output.label is None else (float(output.label not in (Label.NOT_ENOUGH_EVIDENCE, FAILED)),)


def verdict_aggregates(scheme: Scheme) -> tuple[Aggregate, ...]:
    """All of them for a dataset whose labels are of this scheme.

    "accuracy-of-the-commonest" is what always saying the most common class would score: what an accuracy, which a
    lopsided dataset gives away, must be held against.
    """
    row = _row(scheme)
    scores: dict[str, Of] = {"accuracy": _accuracy, "balanced-accuracy": _balanced_accuracy, "macro-f1": _macro_f1}
    scores |= {f"f1:{name}": _f1_of(place) for place, name in enumerate(scheme.classes)}
    return (
        *(Aggregate(f"verdicts/{name}", row, _from_matrix(scheme, of), kind="claim") for name, of in scores.items()),
        *(
            Aggregate(f"verdicts/{what}:{name}", _right_of(scheme, name, said=what == "precision"), mean, kind="claim")
            for what in ("precision", "recall")
            for name in scheme.classes
        ),
        Aggregate("verdicts/accuracy-of-the-commonest", row, _share_of_commonest, kind="claim"),
        Aggregate("verdicts/precision-of-given", _given_right, mean, kind="claim"),
        Aggregate("verdicts/given", _given, mean, kind="claim"),
    )


def confusion_table(results: Iterable[CaseResult], scheme: Scheme) -> dict[str, dict[str, int]]:
    """How many claims of each class (rows) were given each class, or failed (columns). One system's results."""
    table = {label: dict.fromkeys((*scheme.classes, FAILED), 0) for label in scheme.classes}
    for result in results:
        case, output = result.case, result.output
        if isinstance(case, ClaimCase) and isinstance(output, VerdictOutput) and output.label is not None:
            table[expected(case.label, scheme)][given(output.label, scheme)] += 1
    return table
