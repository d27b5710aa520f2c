"""How good is it? Datasets, metrics, baselines, runs, comparison, a gate.

from pathlib import Path
from assistant.evaluation import Dataset, evaluate

run = evaluate(Dataset.load(Path("my-dataset")), limit=100)
print(run.systems["assistant"]["scores"]["retrieval/hit@1"])

docs/evaluation.md has a worked example: a dataset of two files, a metric of ten lines.
"""

from assistant.evaluation.cases import Case, ClaimCase, Gold, PageCase, QuestionCase
from assistant.evaluation.dataset import Dataset
from assistant.evaluation.errors import DatasetError, EvaluationError, GateFailed
from assistant.evaluation.outputs import AnswerOutput, CitedQuote, PageOutput, RankedPassage, Said, VerdictOutput
from assistant.evaluation.run import Run, evaluate
from assistant.evaluation.scores import Aggregate, CaseResult, Metric, Rows, Score

__all__ = [
    "Aggregate",
    "AnswerOutput",
    "Case",
    "CaseResult",
    "CitedQuote",
    "ClaimCase",
    "Dataset",
    "DatasetError",
    "EvaluationError",
    "GateFailed",
    "Gold",
    "Metric",
    "PageCase",
    "PageOutput",
    "QuestionCase",
    "RankedPassage",
    "Rows",
    "Run",
    "Said",
    "Score",
    "VerdictOutput",
    "evaluate",
]
