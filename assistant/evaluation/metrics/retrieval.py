"""Does the search put what a question needs in front of the reader? Questions that have gold only.

The measures themselves are those of ir-measures (MacAvaney et al. 2022); here is only what counts as relevant. Ranks
are those of the judged passages, see `relevance.judged`. A search that found nothing scores 0.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from assistant.evaluation.cases import QuestionCase
from assistant.evaluation.metrics.relevance import Source, judged, source, sources_in
from assistant.evaluation.outputs import AnswerOutput
from assistant.evaluation.scores import Metric, Score

RANKS = (1, 3, 5, 10)

Of = Callable[[QuestionCase, AnswerOutput], Score | None]


@lru_cache(maxsize=4096)
def measured(gains: tuple[bool, ...], wanted: int) -> dict[str, float]:
    """All measures of one ranking: which ranks gain, and how many gains there could be at most."""
    run = [ScoredDoc("case", str(rank), -float(rank)) for rank in range(len(gains))]
    missing = max(wanted - sum(gains), 0)
    qrels = [Qrel("case", str(rank), 1) for rank, gain in enumerate(gains) if gain]
    qrels += [Qrel("case", f"not found {n}", 1) for n in range(missing)]
    measures = [Success @ k for k in RANKS] + [RR, nDCG @ 10]
    return {str(result.measure): result.value for result in ir_measures.iter_calc(measures, qrels, run)}


def _found(case: QuestionCase, output: AnswerOutput) -> list[frozenset[Source]] | None:
    if not case.answerable or not case.gold or not (case.answers or any(gold.quotes for gold in case.gold)):
        return None
    return [sources_in(passage, case) for passage in judged(case, output.ranked)]


def _of_passages(measure: str) -> Of:
    def of(case: QuestionCase, output: AnswerOutput) -> Score | None:
        found = _found(case, output)
        if found is None:
            return None
        gains = tuple(bool(sources) for sources in found)
        rank = gains.index(True) + 1 if any(gains) else None
        reason = f"first right passage is number {rank} of {len(gains)}" if rank else f"none of {len(gains)} is right"
        return Score(measured(gains, 1)[measure], reason)

    return of


def ndcg(case: QuestionCase, output: AnswerOutput) -> Score | None:
    """nDCG at 10 of gold articles, not of passages (Järvelin & Kekäläinen 2002, as trec_eval computes it).

    How many passages of the archive are relevant is not known, so an ideal ranking of passages is not either; one made
    of the relevant passages that were found would call a ranking perfect that has a single one. Known is how many gold
    articles there are. So a gold article gains 1 at its first relevant passage, its further ones gain nothing and keep
    their ranks, and the ideal has one passage for each gold article, up to 10. Gold articles that one passage brings
    together (copies folded into it) cannot gain twice: they count as one, in the ideal as well.
    """
    found = _found(case, output)
    if found is None:
        return None
    left = {source(gold) for gold in case.gold}
    wanted, gains = len(left), []
    for sources in found:
        new = sources & left
        gains.append(bool(new))
        wanted -= max(len(new) - 1, 0)
        left -= new
    reached = sum(gains[:10])
    return Score(measured(tuple(gains), wanted)["nDCG@10"], f"{reached} of {wanted} gold articles in the first 10")


METRICS = (
    *(Metric(f"retrieval/hit@{k}", _of_passages(f"Success@{k}")) for k in RANKS),
    Metric("retrieval/mrr", _of_passages("RR")),
    Metric("retrieval/ndcg@10", ndcg),
)
