"""Who is judged on a dataset: the product, and the baselines that are its yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from assistant import Assistant, Mode
from assistant.engines import Engines
from assistant.evaluation.built_once import Progress
from assistant.evaluation.cases import Case, PageCase
from assistant.evaluation.pages import PlainTrafilatura, ProductPages, WholePage
from assistant.evaluation.systems import PageSystem, Product, System

BaselineName = Literal["bm25", "naive"]
BASELINES: tuple[BaselineName, ...] = ("bm25", "naive")


def answering(
    assistant: Assistant,
    archive: Path,
    cache: Path,
    baselines: Sequence[BaselineName],
    stack: ExitStack,
    progress: Progress,
) -> list[System]:
    """The product and the baselines over the same archive; `stack` closes them. The naive one uses the same model."""
    systems: list[System] = [Product(assistant)]
    if "bm25" in baselines:
        from assistant.evaluation.bm25 import Bm25

        systems.append(Bm25.open(archive, cache, progress))
    if "naive" in baselines:
        from assistant.evaluation.naive import Naive

        model = None
        if assistant.mode is not Mode.QUOTES:
            engines = Engines(assistant.settings)
            stack.callback(engines.close)
            model = engines.chat_model()
        systems.append(Naive.open(archive, cache, progress, model))
    for system in systems:
        stack.callback(system.close)
    return systems


def reading(folder: Path, baselines: Sequence[BaselineName]) -> list[PageSystem]:
    """The product and, unless no baseline is wanted, what it is compared with on saved pages."""
    others: list[PageSystem] = [PlainTrafilatura(folder), WholePage(folder)]
    return [ProductPages(folder), *(others if baselines else ())]


def takes(system: System | PageSystem, case: Case) -> bool:
    """Whether a case is one for this system."""
    return isinstance(system, PageSystem if isinstance(case, PageCase) else System)
