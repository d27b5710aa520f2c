"""The design's rules that a reader relies on, checked against the imports themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parent.parent
FILES = sorted([ROOT / "app.py", *(ROOT / "assistant").rglob("*.py"), *(ROOT / "corpus").rglob("*.py")])
ONLY_IN = {
    "tantivy": ["corpus/lexical.py", "corpus/stemming.py"],
    "chromadb": ["corpus/vectors.py"],
    "sentence_transformers": ["assistant/claims/nli.py", "assistant/retrieval/rerank.py", "corpus/embed.py"],
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def imported(file: Path) -> set[str]:
    """The dotted names of everything a file imports, wherever in it, those for type checking included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the direction"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(file)}


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_imports_go_one_way(file: Path) -> None:
    name, used, top = relative(file), imported(file), packages(file)
    if name.startswith("corpus/"):
        assert not top & {"assistant", "app", "streamlit", "langchain", "openai"}
    else:
        assert "app" not in top
    if name.startswith("assistant/") and not name.startswith(("assistant/ui/", "assistant/evaluation/")):
        assert "streamlit" not in top
        assert not any(other.startswith(("assistant.ui", "assistant.evaluation")) for other in used)


LAYERS = (
    *("language", "questions", "retrieval", "checks", "quotations", "answers", "llm", "claims", "drafting"),
    *("archive", "saved", "presentation"),
)
"""The packages of `assistant`, each of which knows those before it and no other."""
BENEATH = {"types", "errors", "settings", "positions", "fitted_file", "archive_errors", "background_task", "weights"}
"""Modules and packages beside them that know no layer but what `types` is made of."""
ABOVE = {
    "claims/claim_check.py": {"finding"},  # a claim is searched for like a question
    "drafting/rewrite.py": {"engines"},  # it takes the model that they hold
    "saved/asking_again.py": {"pipeline"},
    "saved/audit.py": {"pipeline"},  # both ask again what was asked
}
"""What stands above the layers and is used in one, and why."""


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_knows_only_those_before_it(layer: str) -> None:
    known = {layer, *LAYERS[: LAYERS.index(layer)], *BENEATH}
    for file in (ROOT / "assistant" / layer).glob("*.py"):
        used = {name.split(".")[1] for name in imported(file) if name.startswith("assistant.")}
        assert used <= known | ABOVE.get(f"{layer}/{file.name}", set()), file


def test_every_package_of_the_assistant_has_its_place() -> None:
    found = {path.parent.name for path in (ROOT / "assistant").glob("*/__init__.py")}
    assert found == {*LAYERS, "weights", "commands", "evaluation", "ui"}
    assert not [name for name in BENEATH if (ROOT / "assistant" / f"{name}.py").is_file() and _knows_a_layer(name)]


def _knows_a_layer(module: str) -> bool:
    used = imported(ROOT / "assistant" / f"{module}.py")
    return any(name.startswith("assistant.") and name.split(".")[1] in LAYERS for name in used)


@pytest.mark.parametrize(
    "file", [f for f in FILES if relative(f).startswith(("app.py", "assistant/ui/"))], ids=relative
)
def test_the_page_uses_only_the_public_api(file: Path) -> None:
    allowed = set(sys.stdlib_module_names) | {"streamlit", "assistant"}
    assert packages(file) <= allowed
    public = {f"assistant.{name}" for name in assistant.__all__}
    inner = {name for name in imported(file) if name.startswith("assistant.") and not name.startswith("assistant.ui")}
    assert inner <= public


INSIDE = {
    "commands.py": {"answers.confidence", "retrieval.ranking", "claims.stance_weights"},
    "calibrate.py": {"answers.confidence", "questions.features"},  # they read and write what the product loads
    "stance_calibration.py": {"claims.stance", "claims.stance_weights"},
    "fit_choice.py": {"answers.confidence", "questions.features"},
    "fit_ranking.py": {"retrieval.ranking"},
    "lineup.py": {"engines"},  # the naive baseline is given the very model that the product uses
}
"""What else than public names a file of the harness may use of the product, and why."""


@pytest.mark.parametrize(
    "file", [f for f in FILES if relative(f).startswith("assistant/evaluation/")], ids=lambda f: f.name
)
def test_the_harness_judges_through_the_public_api(file: Path) -> None:
    public = {f"assistant.{name}" for name in assistant.__all__}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    used = {
        n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("assistant")
    }
    inner = {module.removeprefix("assistant.") for module in used - {"assistant"} if module}
    inner = {module for module in inner if not module.startswith("evaluation")} - {"presentation.terminal"}
    assert inner <= INSIDE.get(file.name, set())
    named = {name for name in imported(file) if name.count(".") == 1 and name.startswith("assistant.")}
    assert {name for name in named if name[10].isupper()} <= public


@pytest.mark.parametrize(("library", "homes"), ONLY_IN.items())
def test_one_file_for_each_use_knows_an_index_or_model_library(library: str, homes: list[str]) -> None:
    assert [relative(file) for file in FILES if library in packages(file)] == homes


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [relative(file) for file in FILES if file.stem in VAGUE]


def test_the_public_names_of_assistant_are_these() -> None:
    assert assistant.__all__ == sorted(assistant.__all__)
    assert set(assistant.__all__) == {
        *("Answer", "Article", "Assistant", "Check", "Citation", "Coverage", "Disagreement", "Evidence"),
        *("EvidenceFound", "Filters", "Label", "Mode", "Outcome", "Passage", "Position", "Question", "Review"),
        *("ReviewedSentence", "Settings", "Source", "Span", "Statement", "Story", "StoryMember", "Subject"),
        *("Syndication", "TextChange", "TextPiece", "Turn", "Verdict", "Version"),
        *(
            "Archivist",
            "CheckProgress",
            "HandedOver",
            "Holdings",
            "IntakeProgress",
            "IntakeResult",
            "Listed",
            "Listing",
        ),
        *("Refused", "RefusedPage", "TakenFile", "TaskStatus", "UploadRefused"),
        *("coverage_chart", "figure_chart", "found_months", "months_chart", "outlets_chart"),
        *("Configured", "Writer"),
        *("Dossier", "Edit", "VersionStep", "independent_sources"),
        *("BackgroundPull", "ModelPullFailed", "PullStatus"),
        *("ConversationEntry", "ConversationForm", "ConversationNotFound", "ConversationUnavailable", "Conversations"),
        *("Feedback", "SavedConversation", "SavedTurn", "export_conversation", "judged_turns"),
        *("Desk", "DeskEntry", "SavedWork", "Finding", "ReviewStep", "Signature", "read_draft"),
        *("review_claim_reviews", "review_html", "review_markdown"),
        *("Alteration", "EarlierCheck", "QuoteCheck", "QuoteFinding", "QuoteOutcome"),
        *("ArchiveUnavailable", "AssistantError", "InvalidQuestion", "InvalidSettings"),
        *("ModelError", "ModelMalformed", "ModelRefused", "ModelTimeout", "ModelUnavailable"),
    }
    assert all(hasattr(assistant, name) for name in assistant.__all__)


def test_importing_the_assistant_loads_nothing_heavy() -> None:
    heavy = "torch transformers sentence_transformers chromadb langchain_core langchain_openai openai streamlit numpy"
    heavy += " altair"
    code = f"import sys, assistant; print(*set('{heavy} trafilatura dateparser xllamacpp'.split()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
