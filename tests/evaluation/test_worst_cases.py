"""Which cases a report shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.evaluation.scores import CaseResult
from assistant.evaluation.worst_cases import worst_cases
from tests.evaluation.report_builders import claim, page, question


def ids(results: Iterable[CaseResult], most: int = 30) -> dict[str, list[str]]:
    return {kind.title: [one.case.id for one in kind.shown] for kind in worst_cases(results, most=most)}


def test_questions_are_sorted_into_three_kinds_of_mistake_the_most_confident_first() -> None:
    found = ids(
        [
            question("right"),
            question("unanswerable-0.6", answers=(), confidence=0.6),
            question("unanswerable-0.9", "CONTESTED", answers=(), confidence=0.9),
            question("wrong-none", said="They left Moscow.", confidence=None),
            question("wrong-0.2", said="They left Moscow.", confidence=0.2),
            question("refused", "NOT_IN_ARCHIVE"),
            question("refused-rightly", "NOT_SUPPORTED", answers=()),
        ]
    )
    assert found == {
        "Answered although the archive does not answer": ["unanswerable-0.9", "unanswerable-0.6"],
        "Wrong answers to answerable questions": ["wrong-0.2", "wrong-none"],
        "Refused although the archive answers": ["refused"],
    }


def test_a_falsehood_called_supported_comes_before_any_other_wrong_verdict() -> None:
    found = ids(
        [
            claim("true-called-false", "SUPPORTS", "REFUTED", confidence=0.99),
            claim("open-called-true", "NOT_ENOUGH_INFO", "SUPPORTED", confidence=0.95),
            claim("false-called-true-0.4", "REFUTES", "SUPPORTED", confidence=0.4),
            claim("false-called-true-0.6", "REFUTES", "SUPPORTED", confidence=0.6),
            claim("true-called-mixed", "SUPPORTS", "CONFLICTING", confidence=1.0),
            claim("withheld", "REFUTES", "NOT_ENOUGH_EVIDENCE"),
            claim("right", "REFUTES", "REFUTED"),
            claim("silent", "REFUTES", None),
        ]
    )
    assert found == {
        "Wrong verdicts": [
            *("false-called-true-0.6", "false-called-true-0.4", "open-called-true"),
            *("true-called-false", "true-called-mixed"),
        ],
        "Verdicts withheld": ["withheld"],
    }


def test_a_withheld_verdict_is_right_where_the_label_says_not_supported() -> None:
    assert ids([claim("a", "not_supported", "NOT_ENOUGH_EVIDENCE"), claim("b", "partially_supported", "REFUTED")]) == {}


def test_pages_come_with_the_poorest_body_first_and_whole_ones_not_at_all() -> None:
    assert ids([page("good", 1.0), page("half", 0.5), page("rejected", 0.0, text=None)]) == {
        "Pages with the poorest article body": ["rejected", "half"]
    }


def test_crashed_cases_and_other_systems_are_not_among_them() -> None:
    crashed = question("q1", "FAILED", error="IndexError")
    other = question("q2", "NOT_SUPPORTED", system="bm25")
    assert ids([crashed, other]) == {}


def test_every_kind_gets_its_share_and_what_one_does_not_need_goes_to_the_others() -> None:
    results = [question(f"r{n:02}", "NOT_SUPPORTED") for n in range(50)]
    results += [question(f"w{n:02}", said="Moscow.", confidence=n / 100) for n in range(40)]
    results += [question("u", answers=())]
    kinds = worst_cases(results, most=30)
    assert [(len(kind.shown), kind.found) for kind in kinds] == [(1, 1), (15, 40), (14, 50)]
    assert [one.case.id for one in kinds[1].shown][:2] == ["w39", "w38"]


def test_no_result_gives_no_case() -> None:
    assert worst_cases([]) == []
