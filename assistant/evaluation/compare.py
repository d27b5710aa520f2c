"""Two runs over the same cases: which scores changed by more than chance, and which cases flipped. Pure.

The cases are paired: the difference is resampled over the cases that both runs have, so two runs that find the same
cases hard can be told apart long before their own intervals part.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.evaluation.bootstrap import mean, paired_interval
from assistant.evaluation.cases import Case, ClaimCase, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.outputs import REFUSALS, AnswerOutput, Output, VerdictOutput
from assistant.evaluation.saved_run import SUMMARY, SavedRun
from assistant.evaluation.scores import Aggregate, CaseResult, Metric
from assistant.evaluation.summary import aligned, interval_of, row_of
from assistant.presentation.terminal import printable

DECIDING = {"question": "answers/right", "claim": "verdicts/right"}
"""The metric, 1 or 0, that says whether a case of a kind came out right. It does not apply to a question that the
archive does not answer: that one comes out right when it is refused."""
_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """One metric or aggregate over the shared cases, in both runs."""

    name: str
    higher_is_better: bool
    a: float | None
    b: float | None
    cases_a: int
    cases_b: int
    """Shared cases it applies to in each run."""
    difference: float | None
    """`b - a`; None when one run has no value."""
    low: float | None
    high: float | None
    beyond_chance: bool
    """The 95% interval of the difference excludes 0, over the same cases."""
    same_cases: bool = True
    """Whether it applies to the same cases in both runs. Where it does not (answers that only one run gave), the
    difference is of what is measured as much as of how good it is, so it is neither better nor worse."""

    @property
    def better(self) -> bool | None:
        """Whether `b` is better or worse than `a`; None when the difference may be chance."""
        if not self.beyond_chance or self.difference is None:
            return None
        return (self.difference > 0) == self.higher_is_better


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipSide:
    """What one run gave for a case that flipped."""

    right: bool | None
    """None when the deciding metric does not say."""
    result: str
    """The outcome or the label."""
    text: str
    reason: str = ""
    """Why it is right or wrong, as the deciding metric recorded it; what was raised, for a crash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A case that came out right in one run and wrong in the other, or, where no metric decides, otherwise."""

    case_id: str
    kind: str
    asked: str
    """The question or the claim."""
    wanted: str
    change: Literal["lost", "gained", "changed"]
    """"lost": right in A and wrong in B; "gained": the reverse; "changed": another outcome or label."""
    a: FlipSide
    b: FlipSide


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from run A to run B for one system."""

    a: str
    b: str
    """The folders of the runs."""
    dataset: str
    system: str
    cases: int
    """Cases in both runs: everything here is about these."""
    only_in_a: int
    only_in_b: int
    settings: dict[str, tuple[Any, Any]]
    """The settings that differ, as (A's, B's)."""
    notes: tuple[str, ...]
    scores: tuple[ScoreChange, ...]
    flips: tuple[Flip, ...]
    """Lost ones first."""

    def to_dict(self) -> dict[str, Any]:
        """For JSON. `better` is added to each score, because it depends on the score's direction."""
        content = asdict(self)
        for written, score in zip(content["scores"], self.scores, strict=True):
            written["better"] = score.better
        return content

    def as_text(self) -> str:
        lines = [
            f"A: {self.a}",
            f"B: {self.b}",
            f"{self.dataset}, {self.system}: {self.cases} cases in both, {self.only_in_a} only in A, "
            f"{self.only_in_b} only in B",
            *(f"{name}: {a} in A, {b} in B" for name, (a, b) in self.settings.items()),
            *self.notes,
            "",
            *aligned([["", "A", "B", "B - A, 95%", "", ""], *(_row(score) for score in self.scores)]),
        ]
        for change, title in _TITLES.items():
            flips = [flip for flip in self.flips if flip.change == change]
            if flips:
                lines += ["", f"{title}: {len(flips)}", *(line for flip in flips for line in _flip_lines(flip))]
        return "\n".join(printable(line) for line in lines)


def compare(
    a: SavedRun,
    b: SavedRun,
    metrics: Sequence[Metric],
    aggregates: Sequence[Aggregate],
    *,
    system: str = "assistant",
    seed: int = 0,
    deciding: Mapping[str, str] = DECIDING,
) -> Comparison:
    """`b` compared with `a`, over the cases both have, by kind and id.

    Raises `EvaluationError` when the runs are over different datasets, unless each case they share is the same in
    both; when they share none; and when one has no result of `system`.
    """
    in_a, in_b = _by_case(a.of(system)), _by_case(b.of(system))
    shared = [key for key in in_a if key in in_b]
    if not shared:
        raise EvaluationError(f"{a.folder} and {b.folder} have no case in common; compare runs over the same dataset")
    notes: tuple[str, ...] = ()
    if a.info.dataset.hash != b.info.dataset.hash:
        other = next((key for key in shared if in_a[key].case != in_b[key].case), None)
        if other:
            raise EvaluationError(
                f"{a.folder} and {b.folder} are over different datasets ({a.info.dataset.hash[:12]}, "
                f"{b.info.dataset.hash[:12]}): {other[0]} {other[1]!r} is not the same in both; run both over one"
            )
        notes = ("The datasets differ (articles, or cases that only one run has); the shared cases are the same.",)
    notes += tuple(f"{run.folder} was not finished: it has no {SUMMARY}." for run in (a, b) if not run.finished)
    pairs = [(in_a[key], in_b[key]) for key in shared]
    flips = [flip for one, other in pairs if (flip := _flip(one, other, deciding))]
    settings = {
        name: (a.info.settings.get(name), b.info.settings.get(name))
        for name in dict.fromkeys([*a.info.settings, *b.info.settings])
    }
    wanted: list[Metric | Aggregate] = [*metrics, *aggregates]
    return Comparison(
        a=str(a.folder),
        b=str(b.folder),
        dataset=a.info.dataset.name,
        system=system,
        cases=len(shared),
        only_in_a=len(in_a) - len(shared),
        only_in_b=len(in_b) - len(shared),
        settings={name: (one, other) for name, (one, other) in settings.items() if one != other},
        notes=notes,
        scores=tuple(change for score in wanted if (change := _change(pairs, score, seed))),
        flips=tuple(sorted(flips, key=lambda flip: list(_TITLES).index(flip.change))),
    )


_TITLES = {
    "lost": "Lost (right in A, wrong in B)",
    "gained": "Gained (wrong in A, right in B)",
    "changed": "Changed (nothing says which is right)",
}


def _by_case(results: Sequence[CaseResult]) -> dict[tuple[str, str], CaseResult]:
    return {(result.case.kind, result.case.id): result for result in results}


def _change(pairs: Sequence[tuple[CaseResult, CaseResult]], score: Metric | Aggregate, seed: int) -> ScoreChange | None:
    """None for a score that no shared case has in either run."""
    a, b = (interval_of([pair[side] for pair in pairs], score, seed) for side in (0, 1))
    if not a.n and not b.n:
        return None
    rows_a, rows_b = [row_of(one, score) for one, _ in pairs], [row_of(other, score) for _, other in pairs]
    same_cases = all((one is None) == (other is None) for one, other in zip(rows_a, rows_b, strict=True))
    paired = paired_interval(rows_a, rows_b, score.of if isinstance(score, Aggregate) else mean, seed)
    return ScoreChange(
        name=score.name,
        higher_is_better=score.higher_is_better,
        a=a.value,
        b=b.value,
        cases_a=a.n,
        cases_b=b.n,
        difference=paired.value,
        low=paired.low,
        high=paired.high,
        beyond_chance=paired.excludes_zero and same_cases,
        same_cases=same_cases,
    )


def _flip(a: CaseResult, b: CaseResult, deciding: Mapping[str, str]) -> Flip | None:
    name = deciding.get(a.case.kind, "")
    side_a, side_b = _side(a, name), _side(b, name)
    change: Literal["lost", "gained", "changed"] = "changed"
    if side_a.right is not None and side_b.right is not None:
        if side_a.right == side_b.right:
            return None
        change = "lost" if side_a.right else "gained"
    elif side_a.result == side_b.result:
        return None
    return Flip(
        case_id=a.case.id,
        kind=a.case.kind,
        asked=_asked(a.case),
        wanted=_wanted(a.case),
        change=change,
        a=side_a,
        b=side_b,
    )


def _side(result: CaseResult, deciding: str) -> FlipSide:
    score = result.scores.get(deciding)
    reason = result.error or (score.reason if score else "")
    outcome, text = _said(result.output)
    right = None if score is None else score.value >= 0.5
    if score is None and isinstance(result.case, QuestionCase) and not result.case.answerable:
        right = outcome in REFUSALS
    return FlipSide(right=right, result=outcome, text=text, reason=reason)


def _said(output: Output) -> tuple[str, str]:
    if isinstance(output, AnswerOutput):
        return output.outcome, output.text or " ".join(statement.text for statement in output.statements)
    if isinstance(output, VerdictOutput):
        return output.label or "no verdict", output.justification
    return ("read" if output.text is not None else "rejected"), output.rejected


def _asked(case: Case) -> str:
    if isinstance(case, QuestionCase):
        return case.question
    return case.claim if isinstance(case, ClaimCase) else case.file


def _wanted(case: Case) -> str:
    if isinstance(case, QuestionCase):
        return " | ".join(case.answers) if case.answerable else "not in the archive"
    return case.label if isinstance(case, ClaimCase) else "the page's text"


def _row(score: ScoreChange) -> list[str]:
    a, b = ("none" if value is None else f"{value:.3f}" for value in (score.a, score.b))
    verdict = {True: "better", False: "worse", None: "" if score.same_cases else "(other cases)"}[score.better]
    cases = str(score.cases_a) if score.cases_a == score.cases_b else f"{score.cases_a}, {score.cases_b}"
    difference = "none" if score.difference is None else f"{score.difference:+.3f}"
    if score.low is not None and score.high is not None:
        difference += f" [{score.low:+.3f}, {score.high:+.3f}]"
    name = score.name + ("" if score.higher_is_better else " (lower is better)")
    return [name, a, b, difference, f"n={cases}", verdict]


def _flip_lines(flip: Flip) -> list[str]:
    lines = [f"  {flip.kind} {flip.case_id}: {_short(flip.asked)}", f"    wanted: {_short(flip.wanted)}"]
    for name, side in (("A", flip.a), ("B", flip.b)):
        lines.append(f"    {name} {side.result}: {_short(side.text)}" + (f"  ({side.reason})" if side.reason else ""))
    return lines


def _short(text: str) -> str:
    return textwrap.shorten(text, _SHOWN, placeholder=" ...")
