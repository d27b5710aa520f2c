"""Any NLI cross-encoder grades claims: its labels in whatever order, and a model that is none in one clear line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, Label, ModelError
from assistant.claims.nli import MOST_TEXTS, CrossEncoderNLI
from assistant.claims.stance_model import Grade
from assistant.claims.verdict import judge

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the river flooded homes in carlisle 300 not".split()
TEXT, CLAIM = "The river flooded 300 homes in Carlisle.", "The river flooded homes."


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[int, str]], Path]:
    """A real cross-encoder of a few thousand random weights, saved with these labels."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    pytest.importorskip("sentence_transformers")

    def made(labels: dict[int, str]) -> Path:
        folder = tmp_path_factory.mktemp("nli")
        (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
        transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
        torch.manual_seed(0)
        config = transformers.BertConfig(
            vocab_size=len(WORDS),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            max_position_embeddings=64,
            num_labels=len(labels),
            id2label=labels,
            label2id={label: place for place, label in labels.items()},
        )
        model = transformers.BertForSequenceClassification(config)
        with torch.no_grad():
            model.classifier.bias.copy_(torch.arange(len(labels), dtype=torch.float))
        model.save_pretrained(folder)
        return folder

    return made


def test_the_order_of_the_labels_is_the_models_own(tiny: Callable[[dict[int, str]], Path]) -> None:
    one = CrossEncoderNLI(str(tiny({0: "contradiction", 1: "entailment", 2: "neutral"}))).grades(CLAIM, [TEXT])
    other = CrossEncoderNLI(str(tiny({0: "ENTAILMENT", 1: "NEUTRAL", 2: "CONTRADICTION"}))).grades(CLAIM, [TEXT])
    assert one[0].refutes == pytest.approx(other[0].supports)
    assert one[0].supports > one[0].refutes and other[0].refutes > other[0].supports
    assert 0 < one[0].supports + one[0].refutes < 1


def test_no_more_texts_are_read_than_the_budget_allows(tiny: Callable[[dict[int, str]], Path]) -> None:
    model = CrossEncoderNLI(str(tiny({0: "contradiction", 1: "entailment", 2: "neutral"})))
    grades = model.grades(CLAIM * 500, [TEXT * 500] * (MOST_TEXTS + 2))
    assert len(grades) == MOST_TEXTS + 2 and grades[-2:] == [Grade(0, 0)] * 2
    assert model.grades(CLAIM, []) == []


def test_a_model_of_another_kind_is_refused_in_one_line(tiny: Callable[[dict[int, str]], Path]) -> None:
    with pytest.raises(ModelError, match="id2label") as error:
        CrossEncoderNLI(str(tiny({0: "good", 1: "bad"}))).grades(CLAIM, [TEXT])
    assert "\n" not in str(error.value)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderNLI(str(tmp_path)).grades(CLAIM, [TEXT])


def test_a_claim_is_judged_by_the_model_that_is_set(
    tiny: Callable[[dict[int, str]], Path], over: Callable[..., Assistant]
) -> None:
    folder = tiny({0: "contradiction", 1: "neutral", 2: "entailment"})
    grade = CrossEncoderNLI(str(folder)).grades(CLAIM, [TEXT])[0]
    with over({"text": TEXT}, nli=str(folder)) as assistant:
        verdict = assistant.check(CLAIM)
    assert verdict.probabilities["supported"] == pytest.approx(grade.supports, abs=1e-3)


def test_a_missing_model_costs_its_grades_and_not_the_verdict(tmp_path: Path, over: Callable[..., Assistant]) -> None:
    with over({"text": TEXT}, nli=str(tmp_path)) as assistant:
        assert assistant.check(TEXT).label is Label.SUPPORTED


class Opinionated:
    """Calls everything by one grade."""

    name = "opinionated"

    def __init__(self, grade: Grade) -> None:
        self.grade = grade

    def grades(self, claim: str, texts: list[str]) -> list[Grade]:
        return [self.grade] * len(texts)


def graded(assistant: Assistant, claim: str, grade: Grade) -> tuple[Label, str]:
    from assistant.pipeline import _understood

    found = assistant._finder.find(_understood(claim, {}))
    verdict = judge(
        found.question, found.evidence, found.terms, assistant._verifier, found.coverage, (), model=Opinionated(grade)
    )
    return verdict.label, verdict.justification


def test_no_model_makes_a_figure_that_differs_supported(over: Callable[..., Assistant]) -> None:
    assistant = over({"text": TEXT})
    label, _ = graded(assistant, "The river flooded 400 homes in Carlisle.", Grade(1.0, 0.0))
    assert label is not Label.SUPPORTED


def test_a_contradiction_only_the_model_sees_is_named_as_its_own(over: Callable[..., Assistant]) -> None:
    label, why = graded(over({"text": TEXT}), "The river spared the homes in Carlisle.", Grade(0.0, 0.95))
    assert label is Label.REFUTED and "as opinionated reads it" in why
