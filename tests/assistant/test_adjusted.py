"""An assistant set otherwise for one visitor, and what it tells of its configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, InvalidSettings, Label, Mode, Outcome, Settings, Writer
from assistant.answers.confidence import Calibrations
from assistant.claims.stance_weights import StanceWeights
from assistant.configured import configured
from assistant.strictness import STEP, answering, judging
from corpus.ingest import ingest

KEY = "sk-9a8b7c6d5e4f3a2b1c0d"
QUESTION = "Who ordered the Rostov troop withdrawal?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    folder = tmp_path_factory.mktemp("adjusted") / "archive"
    ingest([samples], folder)
    return folder


@pytest.fixture(scope="module")
def assistant(archive: Path) -> Iterator[Assistant]:
    with Assistant.open(Settings(archive=archive, mode="quotes")) as opened:
        yield opened


def test_strictness_moves_both_thresholds_and_nothing_else() -> None:
    fitted, weights = Calibrations.load(), StanceWeights.load()
    assert answering(fitted, "standard") == fitted and judging(weights, "standard") == weights
    strict = answering(fitted, "strict")
    for one, before in ((strict.by_words, fitted.by_words), (strict.read, fitted.read)):
        assert one.threshold == pytest.approx(before.threshold + STEP) and one.right == before.right
    assert judging(weights, "lenient").supported_from == pytest.approx(weights.supported_from - STEP)
    assert judging(weights, "strict").refuted_from == weights.refuted_from


def test_a_strict_visitor_is_refused_what_a_lenient_one_is_told(assistant: Assistant) -> None:
    """Over the sample's questions: whoever is stricter hears no more answers, and some fewer."""
    questions = [
        "How many people took part in the Moscow peace march?",
        "When was New Horizons launched?",
        "What did the Kremlin say about the ceasefire?",
        "Who met in Minsk?",
        "How far is Pluto?",
        "What happened at the airport?",
        "Who leads the mission?",
        "Why did the troops leave?",
    ]
    answered = {
        how: sum(assistant.adjusted(strictness=how).ask(q).outcome in _SAID for q in questions)
        for how in ("lenient", "standard", "strict")
    }
    assert answered["strict"] <= answered["standard"] <= answered["lenient"]
    assert answered["strict"] < answered["lenient"]


_SAID = (Outcome.ANSWERED, Outcome.CONTESTED)


def test_an_adjusted_assistant_leaves_the_one_it_is_made_of_as_it_is(assistant: Assistant) -> None:
    before = assistant.settings
    few = assistant.adjusted(evidence=2, strictness="strict")
    assert len(few.ask(QUESTION).evidence) <= 2 < len(assistant.ask(QUESTION).evidence)
    assert assistant.settings is before
    assert few.archivist is assistant.archivist
    assert few.check("Vladimir Putin ordered 7,600 servicemen to leave the Rostov Region.").label in Label


def test_whoever_wants_quotes_gets_them_beside_a_configured_model(archive: Path) -> None:
    settings = Settings(
        archive=archive, model="gpt-5-mini", base_url="http://127.0.0.1:9/v1", offered_models=("gpt-5",)
    )
    with Assistant.open(settings) as assistant:
        assert [(w.mode, w.model) for w in assistant.writers()] == [
            (Mode.API, "gpt-5-mini"),
            (Mode.API, "gpt-5"),
            (Mode.QUOTES, None),
        ]
        quotes = assistant.adjusted(writer=Writer(Mode.QUOTES))
        assert (assistant.mode, quotes.mode) == (Mode.API, Mode.QUOTES)
        answer = quotes.ask(QUESTION)
        assert (answer.mode, answer.notes) == (Mode.QUOTES, ()), "the endpoint, which is not there, is not asked"
        other = assistant.adjusted(writer=Writer(Mode.API, "gpt-5"))
        assert other.settings.model == "gpt-5"
        with pytest.raises(InvalidSettings, match="gpt-9 cannot write answers here"):
            assistant.adjusted(writer=Writer(Mode.API, "gpt-9"))


def test_a_model_file_is_offered_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "small-model.gguf"
    file.write_bytes(b"GGUF")
    settings = Settings(model_file=file, mode="quotes")
    assert Writer(Mode.LOCAL, "small-model", file).over(settings).mode == "local"
    told = {thing.name: thing for thing in configured(settings, vectors=False, closed=None)}
    assert (told["Model on this machine"].on, told["Model on this machine"].told) == (True, "small-model")


def test_what_is_configured_is_told_without_secrets() -> None:
    settings = Settings(
        api_key=KEY, model="gpt-5-mini", base_url=f"https://ada:{KEY}@models.example:8443/{KEY}/v1?token={KEY}"
    )
    things = configured(settings, vectors=True, closed="adding files is switched off")
    assert KEY not in repr(things) and "ada" not in repr([thing.told for thing in things if thing.name == "Endpoint"])
    told = {thing.name: (thing.on, thing.told) for thing in things}
    assert told["Key"] == (True, "set")
    assert told["Endpoint"] == (True, "gpt-5-mini at models.example")
    assert told["Adding files"] == (False, "adding files is switched off")
    assert told["Search by meaning"][0]


def test_what_is_not_configured_is_told_with_what_sets_it() -> None:
    told = {thing.name: (thing.on, thing.told) for thing in configured(Settings(), vectors=False, closed=None)}
    assert told["Key"] == (False, "FACTCHECK_API_KEY sets it")
    assert told["Reranker"] == (False, "FACTCHECK_RERANKER sets it")
    by_itself = {thing.name: thing for thing in configured(Settings(reranker="auto"), vectors=False, closed=None)}
    assert by_itself["Reranker"].on and by_itself["Reranker"].told == "ms-marco-MiniLM-L-12-v2"
    assert told["Search by meaning"] == (False, "python -m corpus embed makes its vectors")
