"""Weights by which what is right comes first: the loss that both rankings are fitted by.

A conditional logit (McFadden 1974; the listwise loss of Cao et al. 2007 for the first place): softmax over the choices
of a case of the weighted sum of their signals; the weights maximise the probability that falls to those that are right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def listwise_weights(
    examples: Sequence[tuple[Matrix, NDArray[np.bool_]]],
    shares: Matrix,
    *,
    regularisation: float,
    start: float = 0.0,
    least: float | None = None,
) -> Matrix:
    """One weight a column. An example is a case: choices by signals, and which of them are right (at least one).

    `shares` is what each case counts, `regularisation` the weight of the squares of the weights against the mean loss
    of a case, `least` the least a weight may be.
    """
    from scipy.optimize import minimize

    signals = np.concatenate([matrix for matrix, _ in examples])
    right = np.concatenate([labels for _, labels in examples])
    lengths = np.array([len(labels) for _, labels in examples])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    of = np.repeat(np.arange(len(examples)), lengths)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = signals @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        every, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = (shares[of] * (odds / every[of] - odds * right / good[of])) @ signals
        return (
            float((shares * np.log(every / good)).sum() + regularisation * (weights @ weights) / 2),
            slope + regularisation * weights,
        )

    width = signals.shape[1]
    bounds = [(least, None)] * width
    found: Matrix = minimize(loss, np.full(width, start), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found
