"""What the page's plots hold, as Vega-Lite would draw it, and the lines that say the same."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant import (
    Answer,
    Citation,
    Disagreement,
    Evidence,
    Holdings,
    Mode,
    Outcome,
    Position,
    Subject,
    coverage_chart,
    figure_chart,
    months_chart,
    outlets_chart,
)
from assistant.presentation.charts import CITED, FOUND, TOP_OUTLETS, found_months
from assistant.ui.holdings import LISTED, by_month, by_outlet, months_table, outlets_table
from assistant.ui.plots import figures_told, found_told
from tests.assistant.builders import a_passage, a_question, a_source
from tests.assistant.test_ui import coverage
from tests.conftest import ROOT

HELD = Holdings(
    months=((date(2014, 9, 1), 4), (date(2014, 12, 1), 1), (date(2016, 4, 1), 2)),
    undated=3,
    outlets=(("Harbour <b>Chronicle</b>", 6), (None, 3), ("Island Post", 1)),
)


def drawn(chart: Any) -> dict[str, Any]:
    """The chart as it is sent to the browser, valid against Vega-Lite's own schema."""
    assert chart is not None
    document: dict[str, Any] = chart.to_dict()
    return document


def rows_of(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of the layer whose rows have this field."""
    layers = [spec, *spec.get("layer", [])]
    held = [layer["data"].get("values") for layer in layers if "data" in layer]
    held += [values for values in spec.get("datasets", {}).values()]
    return next(values for values in held if values and name in values[0])


def an_answer(*days: date | None, cited: int = 1, **changes: Any) -> Answer:
    """One passage for each day, of which the first `cited` ones are cited."""
    evidence = tuple(
        Evidence(passage=a_passage("Rain fell.", number=n, article_id=f"a{n}", source=a_source(published=day)), score=1)
        for n, day in enumerate(days)
    )
    citations = tuple(
        Citation(number=n + 1, article_id=f"a{n}", start=0, end=4, quote="Rain", source=evidence[n].passage.source)
        for n in range(cited)
    )
    made = Answer(
        question=a_question(),
        outcome=Outcome.ANSWERED,
        text="Rain fell.",
        statements=(),
        citations=citations,
        evidence=evidence,
        coverage=coverage(),
        confidence=0.8,
        mode=Mode.QUOTES,
    )
    return replace(made, **changes)


def a_toll(*figures: tuple[str, float, date | None], updated: bool = True) -> Disagreement:
    positions = tuple(
        Position(said=said, value=value, citations=(n,), sources=1, first=day, last=day)
        for n, (said, value, day) in enumerate(figures, 1)
    )
    return Disagreement(subject=Subject.FIGURE, positions=positions, updated=updated)


def test_months_and_outlets_are_drawn_as_counted() -> None:
    assert rows_of(drawn(months_chart(HELD)), "month") == [
        {"month": "2014-09-01", "articles": 4},
        {"month": "2014-12-01", "articles": 1},
        {"month": "2016-04-01", "articles": 2},
    ]
    outlets = rows_of(drawn(outlets_chart(HELD)), "outlet")
    assert [row["outlet"] for row in outlets] == ["Harbour <b>Chronicle</b>", "not known", "Island Post"]


def test_an_empty_archive_has_no_plot_and_says_so() -> None:
    nothing = Holdings(months=(), undated=0, outlets=())
    assert months_chart(nothing) is None and outlets_chart(nothing) is None
    assert by_month(nothing) == "No article has a full date."
    assert by_outlet(nothing) == "No article names its outlet."


def test_a_great_archive_has_bars_for_few_outlets_and_a_table_of_bounded_length() -> None:
    many = Holdings(months=(), undated=0, outlets=tuple((f"Outlet {n}", 1) for n in range(LISTED + 40)))
    assert len(rows_of(drawn(outlets_chart(many)), "outlet")) == TOP_OUTLETS
    assert '<th scope="row">40 more</th><td>40</td>' in outlets_table(many)


def test_what_is_plotted_is_also_told_in_words_and_as_a_table() -> None:
    assert by_month(HELD) == (
        "3 months with articles, September 2014 to April 2016. Most in September 2014: 4."
        " Without a full date, and in no month: 3."
    )
    assert by_outlet(HELD) == (
        "2 outlets; most articles are from Harbour <b>Chronicle</b> (6), Island Post (1). Outlet not known: 3."
    )
    assert '<th scope="row" dir="auto">December 2014</th><td>1</td>' in months_table(HELD)
    assert "Harbour &lt;b&gt;Chronicle&lt;/b&gt;" in outlets_table(HELD), "a name is text"


def test_a_figure_that_changed_is_drawn_over_its_days() -> None:
    toll = a_toll(("5", 5, date(2015, 3, 2)), ("7", 7, date(2015, 3, 4)), ("many", 9, None))
    spec = drawn(figure_chart(toll))
    assert [(row["said"], row["first"]) for row in rows_of(spec, "said")] == [("5", "2015-03-02"), ("7", "2015-03-04")]
    assert any("line" in str(layer["mark"]) for layer in spec["layer"]), "one count that grew is one line"
    disputed = drawn(figure_chart(replace(toll, updated=False)))
    assert not any(layer["mark"].get("type") == "line" for layer in disputed["layer"]), "two opinions are none"
    told = figures_told(an_answer(date(2015, 3, 2), disagreement=toll))
    assert told == "Over time: 5 (2 March 2015), then 7 (4 March 2015)."


@pytest.mark.parametrize(
    "figures",
    [
        (("5", 5.0, date(2015, 3, 2)), ("7", 7.0, None)),
        (("5", 5.0, date(2015, 3, 2)), ("7", 7.0, date(2015, 3, 2))),
    ],
)
def test_figures_of_one_day_have_no_plot_over_time(figures: tuple[tuple[str, float, date | None], ...]) -> None:
    assert figure_chart(a_toll(*figures)) is None


def test_passages_found_stand_in_their_months_over_what_was_searched() -> None:
    answer = an_answer(date(2014, 9, 3), date(2014, 9, 30), date(2016, 4, 1), None)
    assert found_months(answer) == {
        (date(2014, 9, 1), CITED): 1,
        (date(2014, 9, 1), FOUND): 1,
        (date(2016, 4, 1), FOUND): 1,
    }
    spec = drawn(coverage_chart(answer, HELD))
    assert sorted(row["place"] for row in rows_of(spec, "kind")) == [1, 1, 2], "those of one month stand on each other"
    assert len(rows_of(spec, "articles")) == 3
    assert found_told(answer) == (
        "Passages found (● cited, △ not cited) over the articles searched, by month."
        " Cited: September 2014 (1). Found, not cited: September 2014 (1), April 2016 (1). Without a full date: 1."
    )


def test_without_dates_there_is_no_plot_over_time() -> None:
    assert coverage_chart(an_answer(None), HELD) is None
    one_month = coverage()
    one_month = replace(one_month, published_first=date(2014, 9, 1), published_last=date(2014, 9, 30))
    assert coverage_chart(an_answer(date(2014, 9, 3), coverage=one_month), HELD) is None


BOTH_AT_ONCE = """
import sys, threading
import altair
from datetime import date
from assistant import Holdings, months_chart

halfway, go_on = threading.Event(), threading.Event()

class Halfway:
    "Holds whoever imports this part of numpy, with numpy itself not yet whole."
    def find_spec(self, name, path=None, target=None):
        if name == "numpy._core" and not halfway.is_set():
            assert not hasattr(sys.modules["numpy"], "ndarray"), "numpy is further than this test needs it"
            halfway.set()
            go_on.wait(30)

sys.meta_path.insert(0, Halfway())
other = threading.Thread(target=__import__, args=("numpy",))
other.start()
assert halfway.wait(30)
threading.Timer(1, go_on.set).start()
chart = months_chart(Holdings(months=((date(2014, 9, 1), 4), (date(2014, 12, 1), 1)), undated=0, outlets=()))
other.join()
print(chart.to_dict()["mark"]["type"])
"""


def test_a_chart_drawn_while_another_thread_is_still_loading_numpy_is_whole() -> None:
    done = subprocess.run([sys.executable, "-c", BOTH_AT_ONCE], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.stdout.strip(), done.returncode) == ("bar", 0), done.stderr
