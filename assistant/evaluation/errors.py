"""What can go wrong with an evaluation, each with one line for the person who asked.

AssistantError
`-- EvaluationError     a run cannot be made, read, compared or gated
    |-- DatasetError    a dataset's file, line or field is not what it must be
    `-- GateFailed      a score fell under its floor
"""

from assistant import AssistantError


class EvaluationError(AssistantError):
    """An evaluation cannot go on."""


class DatasetError(EvaluationError):
    """A dataset cannot be used: names the file, the line, what is wrong and what to do."""


class GateFailed(EvaluationError):
    """At least one score is under its floor."""
