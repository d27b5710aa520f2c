"""What a dataset's labels mean here. The one place where they are mapped to ours.

Datasets ask one of two things of a claim, and their labels tell which:

    verdict   is it true by the archive?      SUPPORTED, REFUTED, CONFLICTING, NOT_ENOUGH_EVIDENCE
    support   does its source carry it?       SUPPORTED, NOT_SUPPORTED

A dataset of the second kind does not tell false from unsupported, so there REFUTED, CONFLICTING and NOT_ENOUGH_EVIDENCE
are one answer: not supported. Partly supported counts as not supported, as in WiCE's own binary task (Kamoi et al.
2023). What failed is a class of its own on our side and is never right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant import Label
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.outputs import FAILED

NOT_SUPPORTED = "NOT_SUPPORTED"


@dataclass(frozen=True, slots=True)
class Scheme:
    """The classes between which a dataset's labels tell."""

    name: str
    classes: tuple[str, ...]


VERDICT = Scheme("verdict", tuple(label.value for label in Label))
SUPPORT = Scheme("support", (Label.SUPPORTED.value, NOT_SUPPORTED))

_VERDICTS = {
    # ours, and covidfact
    "SUPPORTED": Label.SUPPORTED,
    "REFUTED": Label.REFUTED,
    "CONFLICTING": Label.CONFLICTING,
    "NOT_ENOUGH_EVIDENCE": Label.NOT_ENOUGH_EVIDENCE,
    # averitec
    "Conflicting Evidence/Cherrypicking": Label.CONFLICTING,
    # climate-fever
    "SUPPORTS": Label.SUPPORTED,
    "REFUTES": Label.REFUTED,
    "DISPUTED": Label.CONFLICTING,
    "NOT_ENOUGH_INFO": Label.NOT_ENOUGH_EVIDENCE,
}
_NOT_SUPPORTED = ("not_supported", "partially_supported")  # wice, qags


def _key(label: str) -> str:
    return "".join(letter for letter in label.casefold() if letter not in "_-" and not letter.isspace())


_CLASSES: dict[str, dict[str, str]] = {
    VERDICT.name: {_key(label): ours.value for label, ours in _VERDICTS.items()},
    SUPPORT.name: {_key("supported"): Label.SUPPORTED.value} | {_key(label): NOT_SUPPORTED for label in _NOT_SUPPORTED},
}
_KNOWN = tuple(sorted({*_VERDICTS, *_NOT_SUPPORTED}, key=str.casefold))


def scheme_for(labels: Iterable[str]) -> Scheme:
    """What a dataset with these labels asks. Case, spaces, underscores and hyphens do not matter.

    "supported" is a label of both kinds: a dataset that has no other label is taken for one of verdicts, and the
    claims come out right or wrong alike. Raises `EvaluationError` for an unknown label, for labels of both kinds in one
    dataset, and for none at all.
    """
    seen = {_key(label): label for label in labels}
    if not seen:
        raise EvaluationError("there are no labels: give every claim of the dataset a `label`")
    for key, label in seen.items():
        if not any(key in classes for classes in _CLASSES.values()):
            raise EvaluationError(f"label {label!r} is not known: use one of {', '.join(_KNOWN)}")
    for scheme in (VERDICT, SUPPORT):
        if all(key in _CLASSES[scheme.name] for key in seen):
            return scheme
    mixed = [next(label for key, label in seen.items() if key not in _CLASSES[s.name]) for s in (VERDICT, SUPPORT)]
    raise EvaluationError(
        f"labels {mixed[0]!r} and {mixed[1]!r} do not go together: the first does not tell false from unsupported, "
        f"the second does. Make two datasets of them"
    )


def expected(label: str, scheme: Scheme) -> str:
    """The class of a dataset's label. Raises `EvaluationError` for a label that the scheme does not know."""
    try:
        return _CLASSES[scheme.name][_key(label)]
    except KeyError:
        known = ", ".join(name for name in _KNOWN if _key(name) in _CLASSES[scheme.name])
        raise EvaluationError(f"label {label!r} is not one of a {scheme.name} dataset: use one of {known}") from None


def given(label: str, scheme: Scheme) -> str:
    """The class of what a system said: a `Label` of the assistant, or `FAILED`, which stays what it is."""
    if label == FAILED or label in scheme.classes:
        return label
    if label in VERDICT.classes:
        return NOT_SUPPORTED
    raise EvaluationError(f"{label!r} is not a verdict: a system says one of {', '.join(VERDICT.classes)} or {FAILED}")


def agrees(label: str, said: str) -> bool:
    """Whether a system's label is right for a dataset's label.

    Needs no scheme: every label belongs to one kind only, but for "supported", which asks for SUPPORTED in both.
    """
    scheme = scheme_for([label])
    return expected(label, scheme) == given(said, scheme)
