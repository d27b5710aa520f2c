"""What the plots draw: one mark for every figure, and a sentence where there is nothing to draw."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from assistant.evaluation.charts import plain, spread
from assistant.evaluation.plots import (
    Plot,
    latency_plot,
    metric_names,
    reliability_plots,
    risk_coverage_plot,
    score_plots,
)
from tests.evaluation.report_builders import HOSTILE, question, results, score, summary

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "path", "text", "line", "rect", "defs", "clipPath", "title", "tspan"}


def marks(plot: Plot, layer: str) -> int:
    """How many marks of a layer the picture has."""
    assert plot.svg
    groups = [
        e for e in ElementTree.fromstring(plot.svg).iter() if re.search(rf"\b{layer}_marks\b", e.get("class", ""))
    ]
    return sum(len(group) for group in groups)


def written(plot: Plot) -> list[str]:
    assert plot.svg
    return [element.text or "" for element in ElementTree.fromstring(plot.svg).iter(f"{SVG}text")]


def test_each_group_of_scores_has_a_plot_with_one_mark_and_interval_for_each_value() -> None:
    retrieval, answers, confidence = score_plots(summary())
    assert [plot.title for plot in (retrieval, answers, confidence)] == ["Retrieval", "Answers", "Confidence"]
    assert [marks(retrieval, layer) for layer in ("point", "range", "label")] == [4, 4, 4]
    assert {"assistant 0.58", "bm25 0.50", "assistant 0.92", "bm25 0.75"} <= set(written(retrieval))
    assert marks(confidence, "point") == 1, "what does not apply to bm25 must not be drawn as 0"
    assert "ece ↓" in written(confidence)


def test_axes_are_titled_with_their_units() -> None:
    risk, (reliable, *_) = (
        risk_coverage_plot(summary(), "risk_coverage", "answers"),
        reliability_plots(summary(), "reliability", "answers"),
    )
    assert {"metric", "score (0 to 1)"} <= set(written(score_plots(summary())[0]))
    assert {"coverage (share of answers taken, 0 to 1)", "risk (share wrong, 0 to 1)"} <= set(written(risk))
    assert {"mean confidence (0 to 1)", "share right (0 to 1)"} <= set(written(reliable))
    assert {"stage", "seconds (logarithmic)"} <= set(written(latency_plot(results())))


def test_the_risk_coverage_plot_has_a_named_line_for_each_system_that_has_a_curve() -> None:
    plot = risk_coverage_plot(summary(), "risk_coverage", "answers")
    assert marks(plot, "curve") == 1
    assert "assistant 0.25" in written(plot) and not any("bm25" in text for text in written(plot))


def test_a_long_curve_is_thinned_and_keeps_its_end() -> None:
    long = [[n / 5000, n / 10_000] for n in range(1, 5001)]
    plot = risk_coverage_plot({"systems": {"a": {"risk_coverage": long}}}, "risk_coverage", "answers")
    assert plot.svg and len(plot.svg) < 40_000
    assert "a 0.50" in written(plot)


def test_the_reliability_diagram_has_a_mark_and_a_count_for_each_bin_and_the_diagonal() -> None:
    (plot,) = reliability_plots(summary(), "reliability", "answers")
    assert plot.title == "Reliability of answers: assistant"
    assert [marks(plot, layer) for layer in ("bin", "label", "diagonal")] == [2, 2, 1]
    assert {"3", "8"} <= set(written(plot))


def test_the_latency_plot_has_a_row_for_each_stage_of_each_system_without_the_failed_cases() -> None:
    plot = latency_plot([*results(), question("slow", "FAILED", error="Timeout", system="late")])
    assert [marks(plot, layer) for layer in ("point", "half", "range")] == [6, 6, 6]
    assert "assistant 40 ms, 40 ms" in written(plot)
    assert not any("late" in text for text in written(plot))


def test_a_stage_that_took_no_time_can_be_drawn() -> None:
    quick = question("q")
    quick.output.seconds["retrieve"] = 0.0
    assert "assistant <1 ms, <1 ms" in written(latency_plot([quick]))


@pytest.mark.parametrize("nothing", [{}, {"systems": None}, {"systems": {"assistant": {}}}, {"systems": {"a": None}}])
def test_what_there_is_no_figure_for_is_said_in_a_sentence(nothing: dict[str, Any]) -> None:
    plots = [
        *score_plots(nothing),
        risk_coverage_plot(nothing, "risk_coverage", "answers"),
        *reliability_plots(nothing, "reliability", "answers"),
        latency_plot([]),
    ]
    assert len(plots) == 4
    assert all(plot.svg is None and plot.caption.startswith("No plot: ") for plot in plots)


def test_names_full_of_markup_are_drawn_as_text() -> None:
    named = {"systems": {HOSTILE: {"scores": {f"a/{HOSTILE}": score(0.5)}, "risk_coverage": [[1.0, 0.5]]}}}
    for plot in (*score_plots(named), risk_coverage_plot(named, "risk_coverage", "answers")):
        assert plot.svg
        root = ElementTree.fromstring(plot.svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN
        assert not [k for e in root.iter() for k in e.attrib if k.startswith("on") or "href" in k or k == "style"]
        assert any("<script>document" in text for text in written(plot))


def test_scores_outside_of_0_to_1_get_an_axis_that_holds_them() -> None:
    (plot,) = score_plots({"systems": {"a": {"scores": {"time/seconds": score(12.5, 10.0, 15.0)}}}})
    assert "score" in written(plot) and "a 12.50" in written(plot)


def test_metrics_of_one_group_stand_together() -> None:
    named = {"systems": {"a": {"scores": {"x/1": {}, "y/1": {}}}, "b": {"scores": {"x/2": {}, "z": {}}}}}
    assert metric_names(named) == ["x/1", "x/2", "y/1", "z"]


def test_labels_that_would_cover_each_other_move_apart() -> None:
    assert spread([0.5, 0.1, 0.52], 0.07) == pytest.approx([0.5, 0.1, 0.57])


def test_half_a_surrogate_pair_can_be_written() -> None:
    assert plain("a\ud800b").encode() == "a\ufffdb".encode()
    assert plain("🎈") == "🎈"
